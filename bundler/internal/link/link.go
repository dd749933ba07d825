// Package link runs esbuild as a linker: everything resolved, transformed,
// shaken and hoisted, names and white space kept, one script for each set of
// roots.
//
// What the linker reads where it is not simply a file is in one table, kinds.
//
//   - Takes: settings and entries (New); for each run, Requirements.
//   - Gives: an Output, which later phases read in place of a metafile, and by
//     Sources what a source exports.
//   - Changes: nothing of what it takes, and nobody changes an Output. A Linker
//     outlives its runs, does not parse again what an earlier one has parsed, and is
//     closed by whoever made it.
package link

import (
	"context"
	"maps"
	"slices"
	"sync"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler/internal/settings"
)

// Linker is esbuild used as a linker. It is not safe for concurrent use.
type Linker struct {
	settings *settings.Settings
	esbuild  api.BuildContext
	plugin   *plugin
	late     func() api.PluginBuild // makes what resolves after Close
}

// New makes a linker for the entries. Close ends it.
func New(s *settings.Settings, entries []settings.Entry) (*Linker, error) {
	p := newPlugin(s, entries)
	esbuild, failed := p.context(entries)
	if failed != nil {
		return nil, asset.Messages(Messages(failed.Errors))
	}
	late := func() api.PluginBuild {
		fresh := newPlugin(s, entries)
		fresh.ctx, fresh.builtins = p.ctx, p.builtins
		_, _ = fresh.context(entries) // the same options were right before
		return fresh.build
	}
	return &Linker{settings: s, plugin: p, esbuild: esbuild, late: late}, nil
}

// context makes esbuild know the entries and the plugin.
func (p *plugin) context(entries []settings.Entry) (api.BuildContext, *api.ContextError) {
	options := linkOptions(p.settings, entries)
	options.Plugins = []api.Plugin{{Name: "paintbox", Setup: p.setup}}
	return api.Context(options)
}

// Close frees what runs share, most of all the trees of all modules. Plugins may
// resolve imports after that: they get a linker that has parsed nothing.
func (l *Linker) Close() {
	l.esbuild.Dispose()
	l.plugin.archives.Close()
	late := sync.OnceValue(l.late)
	l.plugin.build = api.PluginBuild{Resolve: func(specifier string, o api.ResolveOptions) api.ResolveResult { return late().Resolve(specifier, o) }}
}

// Reads tells what was read up to now.
func (l *Linker) Reads() Reads { return l.plugin.reads.all() }

// Run links the program as it is on disk now; with requirements, which an earlier
// run led to, as that found its packages. Errors about the source are
// asset.Messages.
func (l *Linker) Run(ctx context.Context, required Requirements) (*Output, error) {
	l.plugin.begin(ctx, required)
	if plugins := l.settings.Plugins; plugins != nil {
		plugins.Begin(ctx, l.plugin.resolvePast)
	}
	result, failed, err := l.link(ctx)
	if err != nil {
		return nil, err
	}
	if len(failed) > 0 {
		more, builtins, err := l.rest(ctx, result, failed)
		if err != nil {
			return nil, err
		}
		failed = append(explain(l.settings.Dir, l.plugin.texts, l.plugin.relocate(append(failed, more...))), builtins...)
	}
	plugged, failed := l.endPlugins(failed)
	if len(failed) > 0 {
		return nil, asset.Messages(failed)
	}
	m, err := l.metafile(result)
	if err != nil {
		return nil, err
	}
	read := fillProcessEnv(m.files, l.settings.ProcessEnv)
	l.plugin.freeAgain(m.files)
	out, err := m.output(l.settings, l.plugin.packages)
	if err != nil {
		return nil, err
	}
	if err := m.addHeads(out.Modules, l.plugin.heads); err != nil {
		return nil, err
	}
	out.Composed, result.Warnings = composed(l.plugin.texts, result.Warnings)
	out.texts = l.plugin.texts.all()
	out.addBundles(l.plugin.bundles)
	out.addCopies(l.plugin.beside)
	out.addServices(l.plugin.services)
	noted, failed := l.plugin.judgeBuiltins(out)
	if len(failed) > 0 {
		return nil, asset.Messages(failed)
	}
	out.Warnings = append(explain(l.settings.Dir, l.plugin.texts, l.plugin.relocate(Messages(worthSaying(result.Warnings)))), undefinedNames(read, out)...)
	out.Warnings = slices.Concat(out.Warnings, plugged, noted, l.plugin.noteFilled(), l.plugin.noteAbsent(out), explain(l.settings.Dir, l.plugin.texts, l.plugin.constants.warnings()), sameNamed(l.settings.Dir, out.Modules))
	for i := range out.Modules {
		m := &out.Modules[i]
		m.Comments, m.Contained = l.plugin.legal[m.File], l.plugin.parts[m.Name]
	}
	out.GlobDirs = slices.Sorted(maps.Keys(l.plugin.globDirs))
	return out, nil
}

// link runs esbuild, and again as long as what it says of the program leads to
// other modules.
func (l *Linker) link(ctx context.Context) (api.BuildResult, []asset.Message, error) {
	result, failed, err := l.rebuild(ctx)
	if err == nil && l.plugin.emptyBuiltins(failed) {
		result, failed, err = l.rebuild(ctx)
	}
	if err == nil {
		result, failed, err = l.settle(ctx, result, failed)
	}
	if plugins := l.settings.Plugins; err == nil && plugins != nil && len(failed) == 0 && plugins.Settle() {
		result, failed, err = l.rebuild(ctx)
	}
	return result, failed, err
}

// settle links again where a run failed by what is no error: assignments that are to
// throw, and names that are not ambiguous. Where it fails still in what was changed
// for that, the errors of the first run are the ones that say why.
func (l *Linker) settle(ctx context.Context, result api.BuildResult, failed []asset.Message) (api.BuildResult, []asset.Message, error) {
	again, still := result, failed
	for len(still) > 0 && l.plugin.learns(still) {
		var err error
		if again, still, err = l.rebuild(ctx); err != nil {
			return again, still, err
		}
	}
	if l.plugin.failsStill(still) {
		return result, failed, nil
	}
	return again, still, nil
}

// learns finds out of errors what another run is to change, and tells whether there
// is anything new.
func (p *plugin) learns(failed []asset.Message) bool {
	constants, stars := p.findConstants(failed), p.findStars(failed)
	return constants || stars
}

// failsStill tells whether a module fails that was changed because it had failed.
func (p *plugin) failsStill(failed []asset.Message) bool {
	return slices.ContainsFunc(failed, func(m asset.Message) bool { return p.constants[m.File] != nil || len(p.stars) > 0 && isAmbiguous(m) })
}

// rebuild runs esbuild once, and tells its errors.
func (l *Linker) rebuild(ctx context.Context) (api.BuildResult, []asset.Message, error) {
	stop := context.AfterFunc(ctx, l.esbuild.Cancel)
	result := l.esbuild.Rebuild()
	stop()
	var errors []api.Message
	result.Warnings, errors = takeLate(result.Warnings)
	return result, Messages(append(slices.Clip(result.Errors), errors...)), ctx.Err()
}

// endPlugins ends what plugins do in a run: their warnings, and the errors of
// both. Where plugins failed, their modules are empty or not there: that is said
// once.
func (l *Linker) endPlugins(failed []asset.Message) (warnings, all []asset.Message) {
	plugins := l.settings.Plugins
	if plugins == nil {
		return nil, failed
	}
	warnings, own := plugins.End()
	if len(own) > 0 {
		failed = slices.DeleteFunc(failed, func(m asset.Message) bool {
			says, name := said(m.Text)
			return says == saysNoExport || says == saysUnreadable || says == saysUnloaded && kindOf(name) == Plugged
		})
	}
	return warnings, append(own, failed...)
}

// metafile reads what esbuild tells of a run, next to its files.
func (l *Linker) metafile(result api.BuildResult) (*metafile, error) {
	m, err := readMetafile(l.settings.Dir, result)
	if err == nil {
		m.plain, m.filed = l.plugin.plain, l.plugin.filed
	}
	return m, err
}
