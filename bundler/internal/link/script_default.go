package link

import (
	"path/filepath"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// A script that is no ES module by its name or package is one of CommonJS for its
// tool, whatever syntax it has: what it imports of packages is what require()
// gives, and their default export where that says by __esModule that it was an
// ES module. The module that Node runs in its place is an ES module, to which
// Node gives the whole of a package of CommonJS as its default.

const (
	requiredNamespace = "required" // a package as a script of CommonJS has it
	importedNamespace = "imported" // the same as Node imports it
)

// required makes packages what they are for scripts of CommonJS.
func required(build api.PluginBuild, pkgs *packages) {
	asked := struct{}{}
	build.OnResolve(api.OnResolveOptions{Filter: `^[^./]`, Namespace: "file"}, func(a api.OnResolveArgs) (api.OnResolveResult, error) {
		if a.Kind != api.ResolveJSImportStatement || isBuiltin(a.Path) || a.PluginData == asked || pkgs.of(filepath.Dir(a.Importer)).isModule(a.Importer) {
			return api.OnResolveResult{}, nil
		}
		found := build.Resolve(a.Path, api.ResolveOptions{Importer: a.Importer, ResolveDir: a.ResolveDir, Kind: a.Kind, PluginData: asked})
		if len(found.Errors) > 0 || !found.External {
			return api.OnResolveResult{}, nil
		}
		return api.OnResolveResult{Path: a.Path, Namespace: requiredNamespace}, nil
	})
	build.OnLoad(api.OnLoadOptions{Filter: `.`, Namespace: requiredNamespace}, func(a api.OnLoadArgs) (api.OnLoadResult, error) {
		text := "module.exports = require(" + quoted(importedNamespace+":"+a.Path) + ").given"
		return api.OnLoadResult{Contents: &text, Loader: api.LoaderJS}, nil
	})
	build.OnResolve(api.OnResolveOptions{Filter: `^` + importedNamespace + `:`, Namespace: requiredNamespace}, func(a api.OnResolveArgs) (api.OnResolveResult, error) {
		return api.OnResolveResult{Path: strings.TrimPrefix(a.Path, importedNamespace+":"), Namespace: importedNamespace}, nil
	})
	build.OnResolve(api.OnResolveOptions{Filter: `.`, Namespace: importedNamespace}, func(a api.OnResolveArgs) (api.OnResolveResult, error) {
		return api.OnResolveResult{Path: a.Path, External: true}, nil
	})
	build.OnLoad(api.OnLoadOptions{Filter: `.`, Namespace: importedNamespace}, func(a api.OnLoadArgs) (api.OnLoadResult, error) {
		text := "import * as all from " + quoted(a.Path) + "; const whole = all.default;\nexport const given = whole?.__esModule ? whole : { ...whole, ...all, __esModule: true };"
		return api.OnLoadResult{Contents: &text, Loader: api.LoaderJS}, nil
	})
}
