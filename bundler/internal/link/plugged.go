package link

import (
	"encoding/base64"
	"path"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/paintbox-build/paintbox/bundler/internal/settings"
)

// Plugins from outside: what they say goes ahead of what the linker would do,
// and what they make is changed as the sources are.

// past is the data of an import that plugins were asked about already.
type past struct{ data any }

// plugged remembers what modules of plugins are called. It is safe for
// concurrent use.
type plugged struct {
	dir string

	mu    sync.Mutex
	ids   map[string]settings.ModuleID // by the linker's path
	texts map[string]Text              // by the name that the metafile has for the module
}

func newPlugged(dir string) *plugged {
	return &plugged{dir: dir, ids: map[string]settings.ModuleID{}, texts: map[string]Text{}}
}

// place tells where the linker has a module of plugins: a file with a suffix,
// or a name that holds no path of this machine.
func (p *plugged) place(m settings.ModuleID) (name, suffix string, kind Kind) {
	if file, suffix := cutQuery(m.ID); m.Namespace == "" && filepath.IsAbs(file) {
		return filepath.FromSlash(file), suffix, Source
	}
	kind, name = Plugged, m.ID
	if rest, ok := strings.CutPrefix(name, "\x00"); ok {
		kind, name = Virtual, rest
	}
	if m.Namespace != "" {
		name = m.Namespace + ":" + name
	}
	name = strings.ReplaceAll(strings.ReplaceAll(name, filepath.ToSlash(p.dir)+"/", "./"), "\x00", "")
	p.mu.Lock()
	defer p.mu.Unlock()
	p.ids[name] = m
	return name, "", kind
}

// of tells what plugins call a module of the linker.
func (p *plugged) of(namespace, name, suffix string) settings.ModuleID {
	switch Kind(namespace) {
	case Plugged, Virtual:
		p.mu.Lock()
		defer p.mu.Unlock()
		return p.ids[name]
	case Page:
		page, _ := cutSuffix(name)
		return settings.ModuleID{ID: filepath.ToSlash(filepath.Join(p.dir, filepath.FromSlash(page)))}
	}
	if strings.HasPrefix(namespace, made) {
		return settings.ModuleID{ID: name, Namespace: namespace}
	}
	return settings.ModuleID{ID: filepath.ToSlash(name) + suffix}
}

// cutQuery parts the id of a file before its query.
func cutQuery(id string) (file, query string) {
	if i := strings.IndexByte(id, '?'); i >= 0 {
		return id[:i], id[i:]
	}
	return id, ""
}

// resolvePlugged asks plugins which module an import names.
func (p *plugin) resolvePlugged(_ api.PluginBuild, a api.OnResolveArgs) (api.OnResolveResult, error) {
	scheme, _, _ := strings.Cut(a.Path, ":")
	if _, asked := a.PluginData.(past); asked || p.settings.Plugins == nil || a.Kind == api.ResolveEntryPoint || IsMade(scheme) {
		return api.OnResolveResult{}, nil
	}
	importer, query := cutQuery(a.Importer)
	r, ok := p.settings.Plugins.Resolve(settings.Import{
		Specifier: a.Path, Importer: p.plugged.of(a.Namespace, importer, query), Dir: a.ResolveDir, Way: wayOf(a.Kind), Data: a.PluginData,
	})
	switch {
	case !ok:
		return api.OnResolveResult{}, nil
	case r.External:
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
	options := api.ResolveOptions{ResolveDir: i.Dir, Importer: i.Importer.ID, Kind: kindOfWay(i.Way), PluginData: past{i.Data}}
	found := p.build.Resolve(i.Specifier, options)
	if len(found.Errors) > 0 {
		return settings.Resolved{Failed: true}
	}
	id := p.plugged.of(found.Namespace, found.Path, found.Suffix)
	return settings.Resolved{Module: id, External: found.External, Pure: !found.SideEffects}
}

// loadPlugged reads what plugins make of a module.
func (p *plugin) loadPlugged(a api.OnLoadArgs) (api.OnLoadResult, error) {
	if p.settings.Plugins == nil || a.Suffix == requiredSuffix {
		return api.OnLoadResult{}, nil
	}
	id := p.plugged.of(a.Namespace, a.Path, a.Suffix)
	l, ok := p.settings.Plugins.Load(id, a.PluginData)
	if !ok {
		if note := unsupported(a.Path, a.Suffix); a.Namespace == "file" && note != "" && regexp.MustCompile(suffixFilter).MatchString(a.Path+a.Suffix) {
			return api.OnLoadResult{Errors: []api.Message{{Text: "Cannot import " + strconv.Quote(path.Base(a.Path)+a.Suffix), Notes: []api.Note{{Text: note}}}}}, nil
		}
		return api.OnLoadResult{}, nil
	}
	text := string(l.Text)
	loader, known := settings.LoaderNamed(l.Loader)
	if !known {
		loader = api.LoaderJS
	}
	result := api.OnLoadResult{Contents: &text, Loader: loader, ResolveDir: l.Dir, PluginData: l.Data}
	file := a.Path
	if a.Namespace != "file" {
		file = filepath.Join(p.settings.Dir, "virtual") // a name beside package.json, for what looks around a file
		if result.ResolveDir == "" {
			result.ResolveDir = p.settings.Dir
		}
	}
	if scripted(loader) {
		p.plugged.remember(a, Text{text, l.Loader})
		text, _ = p.prepare(file, text)
	}
	if len(l.Map) > 0 && p.settings.Mapped() {
		text += inlineMap(loader, l.Map)
	}
	return result, nil
}

func scripted(l api.Loader) bool {
	return l == api.LoaderJS || l == api.LoaderJSX || l == api.LoaderTS || l == api.LoaderTSX
}

// inlineMap is the comment that holds a source map.
func inlineMap(l api.Loader, data []byte) string {
	url := "# sourceMappingURL=data:application/json;base64," + base64.StdEncoding.EncodeToString(data)
	if scripted(l) {
		return "\n//" + url + "\n"
	}
	return "\n/*" + url + " */\n"
}

// remember keeps the text of a module for Sources.
func (p *plugged) remember(a api.OnLoadArgs, text Text) {
	name := a.Namespace + ":" + a.Path
	if a.Namespace == "file" {
		rel, err := filepath.Rel(p.dir, a.Path)
		if err != nil {
			return
		}
		name = filepath.ToSlash(rel) + a.Suffix
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.texts[name] = text
}

// addTexts tells modules what plugins made of them.
func (p *plugin) addTexts(modules []Module) {
	p.plugged.mu.Lock()
	defer p.plugged.mu.Unlock()
	for i := range modules {
		if text, ok := p.plugged.texts[path.Clean(modules[i].Name)]; ok {
			modules[i].Text = &text
		}
	}
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
