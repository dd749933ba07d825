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
	"cmp"
	"context"
	"encoding/json"
	"io"
	"maps"
	"path/filepath"
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
	Plugins     []Source          // nil where the configuration names none
	Foreign     *Foreign          // the project's configuration for Vite; nil where it is not read
	NoNode      bool              // never start it
	Limit       time.Duration     // of a hook; 0 means DefaultLimit
	Environment []string          // of the process; nil means this one's
	Terminal    io.Writer         // what plugins print
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

// New makes a host. It starts nothing.
func New(o Options) *Host {
	if o.Limit == 0 {
		o.Limit = DefaultLimit
	}
	if o.Terminal == nil {
		o.Terminal = io.Discard
	}
	p := readProject(o.Dir)
	if o.Foreign.Known() && o.Foreign.values.PostCSS {
		p.inline = filepath.Join(o.Dir, o.Foreign.file)
	}
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
	c.JSXImport = cmp.Or(answer.JSXImport, c.JSXImport)
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
