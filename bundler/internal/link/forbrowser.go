package link

import (
	"encoding/json"
	"path"
	"path/filepath"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/paintbox-build/paintbox/bundler/internal/settings"
)

// lastBrowserFirst is the last major version of Vite that asks the field browser of
// a package also where its exports lead to a file with the extension .mjs.
const lastBrowserFirst = 4

// resolveForBrowser finds what packages give to browsers by the field browser, in
// projects of Vite, which takes the field module where only that is an ES module. The
// old ones ask so where exports of a package lead to what is for Node.js, too.
func (p *plugin) resolveForBrowser(b api.PluginBuild, a api.OnResolveArgs) (api.OnResolveResult, error) {
	if p.settings.Env.Vite == 0 || a.ResolveDir == "" || a.Path != importedPackage(a.Path) || asking(a.PluginData, forBrowser) {
		return api.OnResolveResult{}, nil
	}
	info := p.packages.imported(a.ResolveDir, a.Path)
	if info.beside == "" {
		return api.OnResolveResult{}, nil
	}
	options := api.ResolveOptions{ResolveDir: a.ResolveDir, Importer: a.Importer, Namespace: a.Namespace, Kind: a.Kind, With: a.With, PluginData: question{forBrowser, a.PluginData}}
	entry := p.entryForBrowser(info)
	if !info.exported && (entry == info.beside || a.Kind == api.ResolveJSRequireCall) || info.exported && !p.leadsToNode(b, a.Path, info, options) {
		return api.OnResolveResult{}, nil
	}
	options.ResolveDir = info.dir
	found := b.Resolve("./"+path.Clean(entry), options)
	if len(found.Errors) > 0 {
		return api.OnResolveResult{}, nil
	}
	return resolved(found), nil
}

// leadsToNode tells whether an old Vite takes the file to which the exports of a
// package lead for one of Node.js.
func (p *plugin) leadsToNode(b api.PluginBuild, specifier string, info *packageInfo, options api.ResolveOptions) bool {
	if p.settings.Env.Vite > lastBrowserFirst {
		return false
	}
	found := b.Resolve(specifier, options)
	return len(found.Errors) == 0 && !found.External && path.Ext(found.Path) == ".mjs" && p.packages.of(filepath.Dir(found.Path)).dir == info.dir
}

// entryForBrowser is the field browser, or module where only that is an ES module.
func (p *plugin) entryForBrowser(info *packageInfo) string {
	if info.Module == "" || path.Clean(info.Module) == path.Clean(info.beside) {
		return info.beside
	}
	text, err := p.archives.ReadFile(filepath.Join(info.dir, filepath.FromSlash(info.beside)))
	if err == nil && !IsModule(info.beside, text) {
		return info.Module
	}
	return info.beside
}

// resolveModuleField finds what require() gives of a package with the fields main and
// module, in projects of tools that take module for it as for imports. The linker takes
// main, for imports as well, so that there is one copy of the package: that is for
// Node.js, and may lack what browsers need. A module with a default export is left to
// the linker, since its object is none that can be called.
func (p *plugin) resolveModuleField(b api.PluginBuild, a api.OnResolveArgs) (api.OnResolveResult, error) {
	env := p.settings.Env
	if a.Kind != api.ResolveJSRequireCall || env.Vite == 0 && !env.Context || a.ResolveDir == "" || a.Path != importedPackage(a.Path) {
		return api.OnResolveResult{}, nil
	}
	info := p.packages.imported(a.ResolveDir, a.Path)
	if info.Module == "" || info.exported || info.beside != "" || !p.packages.givesNames(p.settings, info) {
		return api.OnResolveResult{}, nil
	}
	found := b.Resolve("./"+path.Clean(info.Module), api.ResolveOptions{ResolveDir: info.dir, Importer: a.Importer, Namespace: a.Namespace, Kind: a.Kind, PluginData: a.PluginData})
	if len(found.Errors) > 0 {
		return api.OnResolveResult{}, nil
	}
	return resolved(found), nil
}

// resolved is what was found, as the answer of a plugin.
func resolved(found api.ResolveResult) api.OnResolveResult {
	effects := api.SideEffectsTrue
	if !found.SideEffects {
		effects = api.SideEffectsFalse
	}
	return api.OnResolveResult{Path: found.Path, Namespace: found.Namespace, Suffix: found.Suffix, SideEffects: effects}
}

// givesNames tells whether the field module of a package leads to an ES module that
// has no default export, so that the object of its exports is that of main.
func (p *packages) givesNames(s *settings.Settings, info *packageInfo) bool {
	info.asked.Do(func() {
		text, err := p.archives.ReadFile(filepath.Join(info.dir, filepath.FromSlash(info.Module)))
		if err != nil {
			return
		}
		exports := readExports(s, Text{Text: string(text), loader: api.LoaderJS})
		_, whole := exports.names["default"]
		info.named = !whole && len(exports.names)+len(exports.stars) > 0
	})
	return info.named
}

// mainForBrowser is the main file that the field browser of a package names; ""
// for none.
func mainForBrowser(info *packageInfo) string {
	var file string
	if json.Unmarshal(info.Browser, &file) == nil {
		return file
	}
	var files map[string]any
	_ = json.Unmarshal(info.Browser, &files) // no field, or one of another shape, names nothing
	file, _ = files["."].(string)
	return file
}
