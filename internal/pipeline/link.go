package pipeline

import (
	"context"
	"maps"

	"github.com/paintbox-build/paintbox/bundler"
	"github.com/paintbox-build/paintbox/internal/plugin"
)

// link links what the entries reach, with the plugins of the project.
func (r *runner) link(ctx context.Context, s *site) (*bundler.Program, error) {
	c := r.cfg
	r.plugins = plugin.New(plugin.Options{
		Dir: c.Dir, Mode: "production", Base: c.Base, PublicDir: c.PublicDir, Target: c.Target, Sourcemap: c.Sourcemap != "none", Define: c.Define, Alias: c.Alias,
		Loader: c.Loader, Inputs: c.Entries.Sources(), Plugins: c.Plugins.Sources(), NoNode: r.opts.NoNode, Environment: r.opts.Environment, Terminal: r.opts.Terminal,
	})
	changes, err := r.plugins.Configure(ctx)
	if err != nil {
		return nil, err
	}
	return bundler.Link(ctx, r.bundling(changes), s.entries)
}

// bundling is what the bundler is asked for.
func (r *runner) bundling(changes plugin.Changes) bundler.Options {
	c := r.cfg
	o := bundler.Options{
		Dir: c.Dir, Public: c.PublicDir, Base: c.Base, Target: c.Target, Define: over(changes.Define, c.Define), Alias: over(changes.Alias, c.Alias), External: c.External,
		Conditions: append(changes.Conditions, c.Conditions...), Loader: c.Loader, Sourcemap: c.Sourcemap, ImportMap: c.Chunks.ImportMap,
		JSXImport: changes.JSXImport,
	}
	if r.plugins != nil {
		o.Plugins = r.plugins
	}
	return o
}

// over is a map with the values of another one ahead of its own.
func over(below, above map[string]string) map[string]string {
	made := maps.Clone(below)
	if made == nil {
		return above
	}
	maps.Copy(made, above)
	return made
}

// closePlugins ends what plugins run in.
func (r *runner) closePlugins() {
	if r.plugins != nil {
		_ = r.plugins.Close() // a directory of the system's own that stays is no reason to fail
	}
}
