package plugin

import (
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/bundler"
)

// running is what is known once plugins have started.
type running struct {
	process *process
	answer  startAnswer
	rows    []row               // that no plugin stands in for
	hooks   map[string][]filter // by the hook's name
}

// start starts the process, once.
func (h *Host) start() bool {
	h.once.Do(func() {
		if h.options.NoNode {
			h.fail(&fault{Text: "--no-node forbids to run Node, which this project needs", Note: h.needed()})
			return
		}
		var err error
		p := h.options.Foreign.processFor(h)
		if p == nil {
			p, err = start(h.ctx, h.options, h.serve)
		}
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
		Loaders: map[string]string{}, Scratch: p.scratch(), Now: p.now(), Limit: o.Limit.Milliseconds(), Plugins: o.Plugins, PluginsStated: o.Plugins != nil, Env: map[string]string{},
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
