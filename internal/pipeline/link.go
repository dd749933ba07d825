package pipeline

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler"
	"github.com/paintbox-build/paintbox/internal/compress"
	"github.com/paintbox-build/paintbox/internal/plugin"
)

// startPlugins starts those that are configured.
func (r *runner) startPlugins(ctx context.Context) error {
	c := r.cfg
	if err := r.opts.Foreign.Failed(); err != nil {
		return err
	}
	if s := r.opts.Session; s != nil && s.plugins != nil && s.cfg == c {
		r.plugins, r.changes = s.plugins, s.changes
		return nil
	}
	if err := r.environment(); r.files == nil {
		return err // what is wrong with .env files is said with the rest
	}
	jsx := c.Package.JSX(c.Dir)
	r.plugins = plugin.New(plugin.Options{
		Dir: c.Dir, Mode: c.Mode, NodeEnv: r.env.NodeEnv, Env: r.env.Values, Base: c.Base, Outdir: c.Outdir, PublicDir: c.PublicDir, Target: c.Target, Sourcemap: c.Sourcemap != "none", Define: c.Define, Alias: c.Alias,
		Loader: c.Loader, JSX: bundler.JSX{Classic: jsx.Classic, Factory: jsx.Factory, Fragment: jsx.Fragment}, Inputs: c.Entries.Sources(), Plugins: c.Plugins.Sources(), Foreign: r.opts.Foreign, Node: r.opts.Node,
		Store: r.opts.Store, Version: r.opts.Version, Program: r.opts.Program,
	})
	var err error
	r.changes, err = r.plugins.Configure(ctx)
	return err
}

// bundling is what the bundler is asked for.
func (r *runner) bundling() bundler.Options {
	c, changes := r.cfg, r.changes
	o := bundler.Options{
		Dir: c.Dir, Outdir: c.Outdir, Public: c.PublicDir, Base: c.Base, Target: c.Target, Define: over(r.without(), over(changes.Define, c.Define)),
		Alias: over(over(changes.Alias, r.mapped.alias), c.Alias), AliasDirs: changes.AliasDirs, Modules: changes.Modules, External: slices.Concat(c.External, r.mapped.external),
		Extensions: changes.Extensions, MainFields: changes.MainFields, Dedupe: changes.Dedupe, Conditions: append(changes.Conditions, c.Conditions...), Loader: c.Loader, Sourcemap: c.Sourcemap, Interop: c.Interop, Notices: r.noticeFile(), ImportMap: c.Chunks.ImportMap,
		Provide: r.provides(), Env: r.env, InlineLimit: c.AssetsInlineLimit, MissingFails: c.Missing == "error",
		JSX: changes.JSX, OldDecorators: c.Package.OldDecorators(),
	}
	if r.opts.Store != nil {
		o.Store, o.Program = recalling{r.opts.Store}, r.opts.Program
	}
	if r.plugins != nil {
		o.Plugins = r.plugins
	}
	return o
}

// linked links the entries.
func (r *runner) linked(ctx context.Context, entries []bundler.Entry) (*bundler.Program, error) {
	if s := r.opts.Session; s != nil {
		return s.bundler.Link(ctx, r.bundling(), entries)
	}
	return bundler.Link(ctx, r.bundling(), entries)
}

// provides are the names that stand for modules: those of the tool, and over them
// those of its configuration.
func (r *runner) provides() map[string][]string {
	names := r.cfg.Package.Provides(r.cfg.Dir)
	if names == nil {
		return r.opts.Foreign.Provide()
	}
	maps.Copy(names, r.opts.Foreign.Provide())
	return names
}

// recalling is a store that has what it lacks made.
type recalling struct{ compress.Store }

// Recall gives what is kept, or makes and keeps it.
func (s recalling) Recall(kind, key string, make func() ([]byte, error)) ([]byte, error) {
	if kept, ok := s.Get(kind, key); ok {
		return kept, nil
	}
	began := time.Now()
	made, err := make()
	if err == nil {
		s.Put(kind, key, made, time.Since(began))
	}
	return made, err
}

// without are the names of a development server of webpack's and its relatives,
// which a build does not have: sources ask for them.
func (r *runner) without() map[string]string {
	if !r.cfg.Package.HasGlobal() {
		return nil
	}
	return map[string]string{"module.hot": "undefined", "import.meta.webpackHot": "undefined"}
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

// finishPages lets plugins change the pages that were written.
func (r *runner) finishPages(ctx context.Context, build asset.Build) (asset.Build, error) {
	if err := r.plugins.Show(ctx, build); err != nil {
		return build, err
	}
	build.Files = slices.Clone(build.Files)
	for i := range build.Files {
		f := &build.Files[i]
		if f.Kind != asset.KindHTML || !f.Entry && f.Source == "" {
			continue
		}
		data, err := r.plugins.Page(ctx, true, f.Path, f.Data)
		if err != nil {
			return build, err
		}
		f.Data = data
	}
	return build, nil
}

// costs are those of the plugins' hooks; nil where nobody wants them.
func (r *runner) costs(ctx context.Context) []plugin.Cost {
	if !r.opts.ProfilePlugins {
		return nil
	}
	costs, err := r.plugins.Costs(ctx)
	if err != nil {
		return nil // the build is there, whatever its last question got
	}
	return costs
}

// end ends what plugins run in, or leaves it to the next build.
func (r *runner) end() {
	if s := r.opts.Session; s != nil {
		read := r.seen.all()
		if r.files != nil {
			read = append(read, r.settings()...)
		}
		s.keep(r.cfg, r.plugins, r.changes, read)
	} else if r.plugins != nil {
		_ = r.plugins.Close() // a directory of the system's own that stays is no reason to fail
	}
}
