// Package plugin runs plugins of other tools, of esbuild's shape and of
// Rollup's, Vite's and unplugin's, and what recipes need, in one Node process.
//
// A Host is what the bundler asks (bundler.Plugins). It starts Node when the
// first module needs it and not before: filters of hooks and the table of
// recipes are read in Go, and a file that none of them matches never leaves it.
// The two processes ask each other by frames (internal/node); what they ask stands
// in one table (packets.go). The scripts that Node runs are in host. A Foreign is
// a project's configuration for Vite, whose plugins a Host finds in that process.
package plugin

import (
	"context"
	"errors"
	"path/filepath"
	"sync"
	"sync/atomic"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler"
	"github.com/paintbox-build/paintbox/internal/plugin/internal/filter"
	"github.com/paintbox-build/paintbox/internal/plugin/internal/node"
	"github.com/paintbox-build/paintbox/internal/plugin/internal/recipe"
)

// Options say what plugins are told of a build.
type Options struct {
	Dir       string // the project, absolute
	Mode      string
	NodeEnv   string            // process.env.NODE_ENV; "" for "production"
	Env       map[string]string // the variables that sources may see
	Base      string
	Outdir    string // absolute
	PublicDir string // relative to Dir
	Target    string
	Sourcemap bool
	Define    map[string]string
	Alias     map[string]string
	Loader    map[string]string // by extension
	Inputs    []string          // the entries' files, relative to Dir
	JSX       bundler.JSX       // what the project's tool does, where no configuration says so
	Plugins   []Source          // nil where the configuration names none
	Foreign   *Foreign          // the project's configuration for Vite; nil where it is not read
	Node      Node
	Store     Store  // keeps what compilers made; nil for none
	Version   string // of Paintbox, and
	Program   string // what stands for this very program
}

// Host answers for plugins. It is safe for concurrent use; Close ends it.
type Host struct {
	options Options
	project *recipe.Project
	rows    []recipe.Row
	results results

	once    sync.Once
	process atomic.Pointer[node.Process] // nil where it did not start
	running atomic.Pointer[running]      // nil until its plugins are there
	outside *outside                     // nil until it starts

	mu       sync.Mutex
	ctx      context.Context //nolint:containedctx // of the run: the linker's callbacks have none
	past     func(bundler.Import) bundler.Resolved
	resolved map[bundler.Import]resolution
	loaded   map[string]loading
	taken    map[string][]string // plugins, by the module that they took: namespace:id, or the id alone
	recalled bool                // what an earlier build has kept was used
	missing  map[string][]string // files, by the command that installs what they need
	warnings asset.Messages
	errors   asset.Messages
	said     map[string]bool
}

// running is what is known once plugins have started.
type running struct {
	process *node.Process
	answer  startAnswer
	rows    []recipe.Row               // that no plugin stands in for
	hooks   map[string][]filter.Filter // by the hook's name
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
	p := recipe.Read(o.Dir)
	if o.Foreign.Known() {
		v := o.Foreign.values
		if v.PostCSS {
			p.PostCSS = filepath.Join(o.Dir, o.Foreign.file)
		}
		p.Babel, p.SVGR = v.Babel, v.SVGR
	} else if o.Foreign != nil {
		p.SVGR = o.Foreign.component
	}
	kept := results{dir: o.Dir, store: o.Store, asked: o.Version + " " + o.Program}
	if len(o.Plugins) > 0 || o.Foreign.Known() || o.Sourcemap {
		kept.store = nil // plugins of the project may depend on anything
	}
	return &Host{options: o, project: p, results: kept, rows: recipe.Applying(p), resolved: map[bundler.Import]resolution{}, loaded: map[string]loading{},
		taken: map[string][]string{}, missing: map[string][]string{}, said: map[string]bool{}}
}

// configured tells whether there are plugins beside recipes: only those see
// pages and the output.
func (h *Host) configured() bool { return len(h.options.Plugins) > 0 || h.options.Foreign.Known() }

// Recipes says of each recipe that holds in the project how it is to be used.
func (h *Host) Recipes() []string {
	list := make([]string, len(h.rows))
	for i := range h.rows {
		list[i] = h.rows[i].String()
	}
	return list
}

// Started tells whether Node runs, or ran, or what it made in an earlier build was
// used.
func (h *Host) Started() bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.recalled || h.process.Load() != nil
}

// Takers tells which plugins made or changed a module, in their order; the name
// is what the build calls it.
func (h *Host) Takers(module string) []string {
	id := filepath.ToSlash(filepath.Join(h.options.Dir, filepath.FromSlash(module)))
	if own, ok := bundler.PluggedID(module); ok {
		id = own
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.taken[id]
}

// Close ends the process.
func (h *Host) Close() error {
	if p := h.process.Load(); p != nil {
		_, err := h.outside.take() // of a build that failed before it looked
		return errors.Join(err, p.Close())
	}
	return nil
}

// Begin starts a run of the linker.
func (h *Host) Begin(ctx context.Context, resolve func(bundler.Import) bundler.Resolved) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.ctx, h.past = ctx, resolve
}
