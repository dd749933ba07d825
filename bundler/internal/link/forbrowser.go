package link

import (
	"encoding/json"
	"path"
	"path/filepath"

	"github.com/evanw/esbuild/pkg/api"
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
	effects := api.SideEffectsTrue
	if !found.SideEffects {
		effects = api.SideEffectsFalse
	}
	return api.OnResolveResult{Path: found.Path, Namespace: found.Namespace, Suffix: found.Suffix, SideEffects: effects}, nil
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
