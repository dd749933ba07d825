package link

import (
	"bytes"
	"encoding/json"
	"path"
	"path/filepath"

	"github.com/evanw/esbuild/pkg/api"
)

// lastBrowserFirst is the last major version of Vite that asks the field browser of
// a package also where its exports lead to a file with the extension .mjs.
const lastBrowserFirst = 4

// resolveForBrowser finds what packages give to browsers by the field browser, in
// projects of an old Vite: exports of such packages lead to what is for Node.js.
func (p *plugin) resolveForBrowser(b api.PluginBuild, a api.OnResolveArgs) (api.OnResolveResult, error) {
	if v := p.settings.Env.Vite; v == 0 || v > lastBrowserFirst || a.ResolveDir == "" || a.Path != importedPackage(a.Path) || asking(a.PluginData, forBrowser) {
		return api.OnResolveResult{}, nil
	}
	info := p.packages.imported(a.ResolveDir, a.Path)
	if info.beside == "" {
		return api.OnResolveResult{}, nil
	}
	options := api.ResolveOptions{ResolveDir: a.ResolveDir, Importer: a.Importer, Namespace: a.Namespace, Kind: a.Kind, With: a.With, PluginData: question{forBrowser, a.PluginData}}
	found := b.Resolve(a.Path, options)
	if len(found.Errors) > 0 || found.External || path.Ext(found.Path) != ".mjs" || p.packages.of(filepath.Dir(found.Path)).dir != info.dir {
		return api.OnResolveResult{}, nil
	}
	options.ResolveDir = info.dir
	found = b.Resolve("./"+path.Clean(p.entryForBrowser(info)), options)
	if len(found.Errors) > 0 {
		return api.OnResolveResult{}, nil
	}
	effects := api.SideEffectsTrue
	if !found.SideEffects {
		effects = api.SideEffectsFalse
	}
	return api.OnResolveResult{Path: found.Path, Namespace: found.Namespace, Suffix: found.Suffix, SideEffects: effects}, nil
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

// besideExports is the main file that the field browser of a package names, where
// the package has exports; "" for none.
func besideExports(info *packageInfo) string {
	if len(info.Exports) == 0 || bytes.Equal(info.Exports, []byte("null")) {
		return ""
	}
	var file string
	if json.Unmarshal(info.Browser, &file) == nil {
		return file
	}
	var files map[string]any
	_ = json.Unmarshal(info.Browser, &files) // no field, or one of another shape, names nothing
	file, _ = files["."].(string)
	return file
}
