// Package plugin runs plugins of other tools, of esbuild's shape and of
// Rollup's, Vite's and unplugin's, and what recipes need, in one Node process.
//
// A Host is what the bundler asks (bundler.Plugins). It starts Node when the
// first module needs it and not before: filters of hooks and the table of
// recipes are read in Go, and a file that none of them matches never leaves it.
// The two processes ask each other by frames (frame.go); what they ask stands in
// one table (packets.go). The scripts that Node runs are in host.
package plugin

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler"
)

// DefaultLimit is how long a hook may take. A compiler that is called for the
// first time on a busy machine takes seconds; what takes longer waits for what
// does not come.
const DefaultLimit = 30 * time.Second

// Source says where plugins come from: a file that exports a list of them, or a
// package that exports a function of options.
type Source struct {
	Module  string          `json:"module,omitempty"`
	Package string          `json:"package,omitempty"`
	Options json.RawMessage `json:"options,omitempty"`
}

// Options say what plugins are told of a build, and how Node may run.
type Options struct {
	Dir         string // the project, absolute
	Mode        string
	Base        string
	PublicDir   string // relative to Dir
	Target      string
	Sourcemap   bool
	Define      map[string]string
	Alias       map[string]string
	Loader      map[string]string // by extension
	Inputs      []string          // the entries' files, relative to Dir
	Plugins     []Source
	NoNode      bool          // never start it
	Limit       time.Duration // of a hook; 0 means DefaultLimit
	Environment []string      // of the process; nil means this one's
	Terminal    io.Writer     // what plugins print
}

// Host answers for plugins. It is safe for concurrent use; Close ends it.
type Host struct {
	options Options
	project *project
	rows    []row

	once    sync.Once
	process atomic.Pointer[process] // nil where it did not start
	running atomic.Pointer[running] // nil until its plugins are there

	mu       sync.Mutex
	ctx      context.Context //nolint:containedctx // of the run: the linker's callbacks have none
	past     func(bundler.Import) bundler.Resolved
	resolved map[bundler.Import]resolution
	loaded   map[string]loading
	taken    map[string][]string // plugins, by the module that they took: namespace:id, or the id alone
	missing  map[string][]string // files, by the command that installs what they need
	warnings asset.Messages
	errors   asset.Messages
	said     map[string]bool
}

// running is what is known once plugins have started.
type running struct {
	process *process
	answer  startAnswer
	rows    []row               // that no plugin stands in for
	hooks   map[string][]filter // by the hook's name
}

type resolution struct {
	result bundler.Resolved
	ok     bool
}

type loading struct {
	result bundler.Loaded
	ok     bool
}

// New makes a host. It starts nothing.
func New(o Options) *Host {
	if o.Limit == 0 {
		o.Limit = DefaultLimit
	}
	if o.Terminal == nil {
		o.Terminal = io.Discard
	}
	p := readProject(o.Dir)
	return &Host{options: o, project: p, rows: applying(p), resolved: map[bundler.Import]resolution{}, loaded: map[string]loading{},
		taken: map[string][]string{}, missing: map[string][]string{}, said: map[string]bool{}}
}

// Changes are what plugins want of the build's settings.
type Changes struct {
	Define     map[string]string
	Alias      map[string]string
	Conditions []string
	JSXImport  string
}

// Configure starts the plugins that are configured, and tells what they change.
func (h *Host) Configure(ctx context.Context) (Changes, error) {
	c := h.project.changes()
	if !h.configured() {
		return c, nil
	}
	h.mu.Lock()
	h.ctx = ctx
	h.mu.Unlock()
	h.start()
	if _, errs := h.End(); len(errs) > 0 {
		return c, errs
	}
	answer := h.running.Load().answer
	c.Define, c.Conditions = answer.Define, append(c.Conditions, answer.Conditions...)
	if c.Alias == nil {
		c.Alias = map[string]string{}
	}
	maps.Copy(c.Alias, answer.Alias)
	return c, nil
}

// Started tells whether Node runs, or ran.
func (h *Host) Started() bool { return h.process.Load() != nil }

// Takers tells which plugins made or changed a module, in their order; the name
// is what the build calls it.
func (h *Host) Takers(module string) []string {
	id := filepath.ToSlash(filepath.Join(h.options.Dir, filepath.FromSlash(module)))
	if name, ok := strings.CutPrefix(module, "paintbox-plugin:"); ok {
		id = name
	}
	if name, ok := strings.CutPrefix(module, "paintbox-virtual:"); ok {
		id = "\x00" + name
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.taken[id]
}

// Close ends the process.
func (h *Host) Close() error {
	if p := h.process.Load(); p != nil {
		return p.close()
	}
	return nil
}

// Begin starts a run of the linker.
func (h *Host) Begin(ctx context.Context, resolve func(bundler.Import) bundler.Resolved) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.ctx, h.past = ctx, resolve
}

// End tells what went wrong until now.
func (h *Host) End() (warnings, errors asset.Messages) {
	h.mu.Lock()
	defer h.mu.Unlock()
	errors = slices.Clone(h.errors)
	for _, command := range slices.Sorted(maps.Keys(h.missing)) {
		errors = append(errors, missing(command, h.missing[command]))
	}
	return slices.Clone(h.warnings), errors
}

// missing is the error about files whose packages the command installs.
func missing(command string, files []string) asset.Message {
	slices.Sort(files)
	text := "it needs a compiler that is not installed"
	switch more := len(files) - 3; {
	case more > 0:
		text += fmt.Sprintf(", as do %s, %s and %d more", files[1], files[2], more)
	case len(files) > 1:
		text += ", as does " + strings.Join(files[1:], ", and ")
	}
	return asset.Message{Text: text, File: files[0], Note: command}
}

// start starts the process, once.
func (h *Host) start() bool {
	h.once.Do(func() {
		if h.options.NoNode {
			h.fail(&fault{Text: "--no-node forbids to run Node, which this project needs", Note: h.needed()})
			return
		}
		p, err := start(h.ctx, h.options, h.serve)
		if err != nil {
			h.fail(&fault{Text: err.Error(), Note: h.needed()})
			return
		}
		h.process.Store(p)
		r := &running{process: p, hooks: map[string][]filter{}}
		if _, failed := p.call(h.ctx, opStart, h.startArgs(p), &r.answer); failed != nil {
			h.fail(failed)
			return
		}
		h.warn(r.answer.Warnings)
		for _, d := range r.answer.Hooks {
			if d.Own && d.Any == nil && d.Name != "resolveId" {
				continue // the table of recipes says what they take
			}
			r.hooks[d.Name] = append(r.hooks[d.Name], newFilter(d))
		}
		covered := func(own row) bool {
			return slices.ContainsFunc(own.covered, func(name string) bool { return slices.Contains(r.answer.Plugins, name) })
		}
		r.rows = slices.DeleteFunc(slices.Clone(h.rows), covered)
		h.running.Store(r)
	})
	return h.running.Load() != nil
}

// needed says what Node is for.
func (h *Host) needed() string {
	if len(h.options.Plugins) > 0 {
		return `"plugins" in the configuration`
	}
	var names []string
	for _, r := range h.rows {
		names = append(names, r.name)
	}
	return "it compiles files of these kinds: " + strings.Join(names, ", ")
}

func (h *Host) startArgs(p *process) startArgs {
	o := h.options
	args := startArgs{
		Root: filepath.ToSlash(o.Dir), Mode: o.Mode, Base: o.Base, PublicDir: o.PublicDir, Target: o.Target, Sourcemap: o.Sourcemap, Define: o.Define, Alias: o.Alias, JSXImport: h.project.runtime(), EnvPrefix: "VITE_",
		Loaders: map[string]string{}, Scratch: p.scratch(), Now: p.now(), Limit: o.Limit.Milliseconds(), Plugins: o.Plugins, Env: map[string]string{},
	}
	for _, ext := range bundler.FileExtensions() {
		args.Loaders[ext] = "file"
	}
	maps.Copy(args.Loaders, o.Loader)
	for _, name := range o.Inputs {
		args.Inputs = append(args.Inputs, filepath.ToSlash(filepath.Join(o.Dir, filepath.FromSlash(name))))
	}
	for _, r := range h.rows {
		if r.install == "" {
			own := startRecipe{Name: r.name, Script: r.script, Covered: r.covered}
			if r.config != nil {
				own.Config = r.config(h.project)
			}
			args.Recipes = append(args.Recipes, own)
		}
	}
	return args
}

// serve answers what plugins ask.
func (h *Host) serve(f frame) (any, [][]byte, error) {
	switch f.Op {
	case opResolve:
		var args resolveArgs
		if err := json.Unmarshal(f.Args, &args); err != nil {
			return nil, nil, err
		}
		r := h.resolvePast(args)
		return pastAnswer{ID: r.Module.ID, Namespace: r.Module.Namespace, External: r.External, Pure: r.Pure, Failed: r.Failed}, nil, nil
	case opCompile:
		var args compileArgs
		if err := json.Unmarshal(f.Args, &args); err != nil || len(f.parts) != 1 {
			return nil, nil, fmt.Errorf("bad question: %w", err)
		}
		code, sourceMap, err := bundler.Compile(args.File, args.Loader, f.parts[0], args.Verbatim)
		return struct{}{}, [][]byte{code, sourceMap}, err
	}
	return nil, nil, fmt.Errorf("unknown question %q", f.Op)
}

func (h *Host) resolvePast(args resolveArgs) bundler.Resolved {
	h.mu.Lock()
	past := h.past
	h.mu.Unlock()
	if past == nil {
		return bundler.Resolved{Failed: true} // nothing is linked yet
	}
	return past(bundler.Import{Specifier: args.Specifier, Importer: bundler.ModuleID{ID: args.Importer}, Dir: filepath.FromSlash(args.Dir), Way: args.Way})
}

// fail keeps an error, once.
func (h *Host) fail(f *fault) {
	h.mu.Lock()
	defer h.mu.Unlock()
	m := f.message(h.name)
	key := m.Text + "\x00" + m.File
	if p := h.process.Load(); p != nil {
		select {
		case <-p.ended:
			key = "the process ended" // whatever else was asked
		default:
		}
	}
	if !h.said[key] {
		h.said[key] = true
		h.errors = append(h.errors, m)
	}
}

func (h *Host) warn(list []fault) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, f := range list {
		m := f.message(h.name)
		if key := m.Text + "\x00" + m.File + fmt.Sprint(m.Line); !h.said[key] {
			h.said[key] = true
			h.warnings = append(h.warnings, m)
		}
	}
}

// name is how messages call a file: relative to the project, where it is inside.
func (h *Host) name(file string) string {
	if rel, err := filepath.Rel(h.options.Dir, filepath.FromSlash(file)); err == nil && filepath.IsLocal(rel) {
		return filepath.ToSlash(rel)
	}
	return strings.ReplaceAll(file, "\x00", "")
}
