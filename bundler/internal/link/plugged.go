package link

import (
	"path"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/paintbox-build/paintbox/bundler/internal/settings"
)

// Plugins from outside: what they say goes ahead of what the linker would do,
// and what they make is changed as the sources are.

// resolvePlugged asks plugins which module an import names.
func (p *plugin) resolvePlugged(_ api.PluginBuild, a api.OnResolveArgs) (api.OnResolveResult, error) {
	scheme, _, _ := strings.Cut(a.Path, ":")
	if asking(a.PluginData, forPlugins) || p.settings.Plugins == nil || a.Kind == api.ResolveEntryPoint || IsMade(scheme) {
		return api.OnResolveResult{}, nil
	}
	importer, query := cutQuery(a.Importer)
	r, ok := p.settings.Plugins.Resolve(settings.Import{
		Specifier: a.Path, Importer: p.plugged.of(a.Namespace, importer, query), Dir: a.ResolveDir, Way: wayOf(a.Kind), Data: unmarked(a.PluginData),
	})
	switch {
	case !ok:
		return api.OnResolveResult{}, nil
	case r.External:
		p.mu.Lock()
		p.outside[r.Module.ID] = true
		p.mu.Unlock()
		return api.OnResolveResult{Path: r.Module.ID, External: true}, nil
	}
	result := api.OnResolveResult{PluginData: r.Data}
	if r.Pure {
		result.SideEffects = api.SideEffectsFalse
	}
	if IsMade(r.Module.Namespace) {
		result.Path, result.Namespace = r.Module.ID, r.Module.Namespace
		return result, nil
	}
	var kind Kind
	result.Path, result.Suffix, kind = p.plugged.place(r.Module)
	result.Namespace = string(kind)
	if kind == Source {
		result.Namespace = "file"
	}
	return result, nil
}

// resolvePast resolves as if there were no plugins.
func (p *plugin) resolvePast(i settings.Import) settings.Resolved {
	options := api.ResolveOptions{ResolveDir: i.Dir, Importer: i.Importer.ID, Kind: kindOfWay(i.Way), PluginData: question{forPlugins, i.Data}}
	found := p.build.Resolve(i.Specifier, options)
	if len(found.Errors) > 0 {
		return settings.Resolved{Failed: true}
	}
	id := p.plugged.of(found.Namespace, found.Path, found.Suffix)
	return settings.Resolved{Module: id, External: found.External, Pure: !found.SideEffects}
}

// loadPlugged reads what plugins make of a module.
func (p *plugin) loadPlugged(a api.OnLoadArgs) (api.OnLoadResult, error) {
	inline := a.Suffix == inlineSheet && IsSheet(a.Path)
	if p.settings.Plugins == nil || a.Suffix == requiredSuffix {
		if inline {
			return p.loadLoneSheet(a, nil, api.LoaderNone, nil)
		}
		return api.OnLoadResult{}, nil
	}
	id := p.plugged.of(a.Namespace, a.Path, unmarkedSheet(a.Suffix))
	l, ok := p.settings.Plugins.Load(id, a.PluginData)
	if !ok && inline {
		return p.loadLoneSheet(a, nil, api.LoaderNone, nil)
	}
	if !ok {
		return refused(a), nil
	}
	text := string(l.Text)
	loader := p.loaderFor(a, l.Loader)
	if inline && styled(loader) {
		return p.loadLoneSheet(a, &text, loader, l.Read)
	}
	result := api.OnLoadResult{Contents: &text, Loader: loader, ResolveDir: l.Dir, PluginData: l.Data}
	file := a.Path
	if a.Namespace != "file" {
		file = filepath.Join(p.settings.Dir, "virtual") // a name beside package.json, for what looks around a file
		if result.ResolveDir == "" {
			result.ResolveDir = p.settings.Dir
		}
	}
	if styled(loader) {
		if script := p.loadPluggedSheet(a, &text, &result, l.Read); script.Contents != nil || script.Errors != nil {
			return script, nil
		}
	}
	if scripted(loader) {
		s := newSource(file, text, loader)
		s.common = a.Namespace == "file" && mayImport(text) && p.wasCommonJS(s)
		p.texts.keep(p.plugged.name(a), Text{Text: text, loader: loader})
		var said prepared
		text, _, said = p.prepare(s)
		p.noteLegal(s)
		text, _ = p.withProvided(s, p.withGiven(a, p.constants.throwing(p.plugged.name(a), text, s.loader)), nil)
		result.Warnings, result.Errors = said.warnings, said.errors
	}
	if len(l.Map) > 0 && p.settings.Mapped() {
		text += inlineMap(loader, l.Map)
	}
	if s := newSource(file, text, loader); p.hasOldDecorators(s) {
		text, result.Loader = undecorated(text, p.settings.Mapped())+s.pragmas()+p.statedJSX(s), api.LoaderJSX
	}
	return result, nil
}

// loadPluggedSheet reads a style sheet that plugins made of the files read. The script
// of what it says to others is not empty where that is the module.
func (p *plugin) loadPluggedSheet(a api.OnLoadArgs, text *string, sheet *api.OnLoadResult, read []string) (script api.OnLoadResult) {
	values, plain, failed := p.readValues(a, *text, sheet.Loader == api.LoaderLocalCSS)
	if values != nil || failed != nil {
		return api.OnLoadResult{Contents: values, Loader: api.LoaderJS, ResolveDir: filepath.Dir(a.Path), Errors: failed}
	}
	p.keepParts(p.plugged.name(a), a.Path, plain, read)
	*text, sheet.Warnings = p.readSheet(p.plugged.name(a), a.Path, plain)
	return api.OnLoadResult{}
}

// loaderFor is the loader that plugins name for a module. Those that they take for
// files are noted.
func (p *plugin) loaderFor(a api.OnLoadArgs, name string) api.Loader {
	loader, known := settings.LoaderNamed(name)
	switch {
	case !known:
		return api.LoaderJS
	case loader == api.LoaderFile:
		p.mu.Lock()
		defer p.mu.Unlock()
		p.filed[p.plugged.name(a)] = true
	case loader == api.LoaderJS:
		return api.LoaderJSX // as files are read that no plugin takes
	}
	return loader
}

// wasCommonJS tells whether a script is a CommonJS module to which a plugin added
// import statements, as those do that give modules variables of Node.js.
func (p *plugin) wasCommonJS(s *source) bool {
	if !strings.Contains(s.text, "exports") {
		return false
	}
	text, err := p.readText(s.file)
	if err != nil {
		return false
	}
	before := newSource(s.file, text, s.loader).tokens()
	found := before.format()
	return !found.imports && !found.exports && before.mentions("module", "exports")
}

// refused is the error of a file that nothing reads, where it is known that nothing
// does.
func refused(a api.OnLoadArgs) api.OnLoadResult {
	if a.Namespace != "file" || !isSuffixed(a.Path+a.Suffix) {
		return api.OnLoadResult{}
	}
	if note := unsupported(a.Path, a.Suffix); note != "" {
		return api.OnLoadResult{Errors: []api.Message{{Text: "Cannot import " + strconv.Quote(path.Base(a.Path)+a.Suffix), Notes: []api.Note{{Text: note}}}}}
	}
	return api.OnLoadResult{}
}

// wayOf is a kind of import in esbuild's words.
func wayOf(k api.ResolveKind) string {
	return ways()[k]
}

func kindOfWay(way string) api.ResolveKind {
	for kind, name := range ways() {
		if name == way {
			return kind
		}
	}
	return api.ResolveJSImportStatement
}

func ways() map[api.ResolveKind]string {
	return map[api.ResolveKind]string{
		api.ResolveEntryPoint: "entry-point", api.ResolveJSImportStatement: string(WayStatement), api.ResolveJSRequireCall: string(WayRequire),
		api.ResolveJSDynamicImport: string(WayDynamic), api.ResolveJSRequireResolve: string(WayResolve), api.ResolveCSSImportRule: string(WayRule),
		api.ResolveCSSComposesFrom: string(WayComposes), api.ResolveCSSURLToken: string(WayURL),
	}
}
