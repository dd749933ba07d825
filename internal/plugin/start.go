package plugin

import (
	"cmp"
	"context"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/paintbox-build/paintbox/bundler"
	"github.com/paintbox-build/paintbox/internal/plugin/internal/filter"
	"github.com/paintbox-build/paintbox/internal/plugin/internal/node"
	"github.com/paintbox-build/paintbox/internal/plugin/internal/recipe"
)

// Changes are what plugins want of the build's settings.
type Changes struct {
	Define     map[string]string
	Alias      map[string]string
	AliasDirs  map[string]string // of aliases that plugins resolve
	Modules    []string          // directories that plugins resolve imports from
	Extensions []string
	Conditions []string
	MainFields []string
	Dedupe     []string
	JSX        bundler.JSX
}

// Configure starts the plugins that are configured, and tells what they change.
func (h *Host) Configure(ctx context.Context) (Changes, error) {
	own := h.project.Implied()
	c := Changes{Alias: own.Alias, Extensions: own.Extensions, Conditions: own.Conditions, JSX: h.jsx()}
	if own.Base != "" {
		c.Define = map[string]string{"process.env." + own.Base: strconv.Quote(h.options.Base)}
	}
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
	if c.Define == nil {
		c.Define = map[string]string{}
	}
	maps.Copy(c.Define, answer.Define)
	c.Conditions = append(c.Conditions, answer.Conditions...)
	c.AliasDirs, c.Modules = answer.AliasDirs, answer.Modules
	if answer.Extensions != nil {
		c.Extensions = answer.Extensions
	}
	c.MainFields, c.Dedupe = answer.MainFields, answer.Dedupe
	c.JSX = h.jsx()
	if c.Alias == nil {
		c.Alias = map[string]string{}
	}
	maps.Copy(c.Alias, answer.Alias)
	return c, nil
}

// jsx is how JSX becomes calls: as the configuration says, or the dependencies of
// the project, or as its tool does it.
func (h *Host) jsx() bundler.JSX {
	own, stated := h.project.Implied(), statedJSX{}
	if r := h.running.Load(); r != nil {
		stated = r.answer.JSX
	}
	made := h.options.JSX
	made.Import = cmp.Or(stated.Import, own.JSXImport)
	switch way := cmp.Or(stated.Way, own.JSX); {
	case way != "":
		made.Classic = way == "classic"
	case stated.Factory != "" || stated.Fragment != "":
		made.Classic = true
	case made.Import != "":
		made.Classic = false
	}
	if h.options.Foreign.Vites() {
		made.Stated = bundler.StatedJSX{Way: stated.Way, Factory: stated.Factory, Fragment: stated.Fragment, Import: stated.Import}
	}
	made.Factory = cmp.Or(stated.Factory, made.Factory)
	made.Fragment = cmp.Or(stated.Fragment, made.Fragment)
	return made
}

// start starts the process, once.
func (h *Host) start() bool {
	h.once.Do(func() {
		if h.options.Node.Never {
			h.fail(&node.Fault{Text: "--no-node forbids to run Node, which this project needs", Note: h.needed()})
			return
		}
		var err error
		p := h.options.Foreign.processFor(h.serve)
		if p == nil {
			p, err = h.options.Node.start(h.ctx, h.options.Dir, h.serve)
		}
		if err != nil {
			h.fail(&node.Fault{Text: err.Error(), Note: h.needed()})
			return
		}
		h.process.Store(p)
		if h.outside, err = lookAt(h.options.Outdir); err != nil {
			h.fail(&node.Fault{Text: err.Error(), Note: "the output directory has to be readable"})
			return
		}
		r := &running{process: p, hooks: map[string][]filter.Filter{}}
		if _, failed := p.Call(h.ctx, opStart, h.startArgs(p), &r.answer); failed != nil {
			h.fail(failed)
			return
		}
		h.warn(r.answer.Warnings)
		for _, d := range r.answer.Hooks {
			if d.Own && d.Any == nil && d.Name != "resolveId" {
				continue // the table of recipes says what they take
			}
			r.hooks[d.Name] = append(r.hooks[d.Name], filter.New(d))
		}
		covered := func(own recipe.Row) bool {
			return slices.ContainsFunc(own.Covered, func(name string) bool { return slices.Contains(r.answer.Plugins, name) })
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
		names = append(names, r.Name)
	}
	return "it compiles files of these kinds: " + strings.Join(names, ", ")
}

func (h *Host) startArgs(p *node.Process) startArgs {
	o := h.options
	args := startArgs{
		Root: filepath.ToSlash(o.Dir), Mode: o.Mode, NodeEnv: cmp.Or(o.NodeEnv, "production"), Base: o.Base, PublicDir: o.PublicDir, Target: o.Target, Sourcemap: o.Sourcemap, Define: o.Define, Alias: o.Alias, JSXImport: h.project.Runtime(), EnvPrefix: "VITE_",
		Loaders: map[string]string{}, Outdir: filepath.ToSlash(o.Outdir), Scratch: p.Scratch(), Now: p.Now(), Limit: o.Node.limit().Milliseconds(), Plugins: o.Plugins, PluginsStated: o.Plugins != nil, Env: o.Env,
	}
	args.Image = h.project.SVGR
	for _, ext := range bundler.FileExtensions() {
		args.Loaders[ext] = "file"
	}
	maps.Copy(args.Loaders, o.Loader)
	for _, name := range o.Inputs {
		args.Inputs = append(args.Inputs, filepath.ToSlash(filepath.Join(o.Dir, filepath.FromSlash(name))))
	}
	for _, r := range h.rows {
		if r.Install == "" {
			args.Recipes = append(args.Recipes, startRecipe{Name: r.Name, Script: r.Script, Covered: r.Covered, Config: r.Config})
		}
	}
	return args
}
