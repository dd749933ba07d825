package link

import (
	"encoding/json"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// resolveExtended finds files that exports of a package lead to without their
// extension, as "./*": "./*" does, where esbuild and Node.js want it written and
// Vite does not.
func (p *plugin) resolveExtended(b api.PluginBuild, a api.OnResolveArgs) (api.OnResolveResult, error) {
	if asking(a.PluginData, forExtension) || a.ResolveDir == "" || a.Kind == api.ResolveEntryPoint || !p.endsOpen(a.ResolveDir, a.Path) {
		return api.OnResolveResult{}, nil
	}
	options := api.ResolveOptions{ResolveDir: a.ResolveDir, Importer: a.Importer, Namespace: a.Namespace, Kind: a.Kind, With: a.With, PluginData: question{forExtension, a.PluginData}}
	if found := b.Resolve(a.Path, options); len(found.Errors) == 0 {
		return api.OnResolveResult{}, nil
	}
	for _, ext := range extensions() {
		found := b.Resolve(a.Path+ext, options)
		if len(found.Errors) > 0 || found.External {
			continue
		}
		effects := api.SideEffectsTrue
		if !found.SideEffects {
			effects = api.SideEffectsFalse
		}
		return api.OnResolveResult{Path: found.Path, Namespace: found.Namespace, Suffix: found.Suffix, SideEffects: effects}, nil
	}
	return api.OnResolveResult{}, nil
}

func extensions() []string { return []string{".mjs", ".js", ".mts", ".ts", ".jsx", ".tsx", ".json"} }

// endsOpen tells whether an import may lack an extension: it names a file of a
// package, without one, and exports lead to a target that ends with what it says.
// Whoever resolves reads the directories on the way again, so it is asked of those
// alone.
func (p *plugin) endsOpen(dir, specifier string) bool {
	below := strings.TrimPrefix(specifier, importedPackage(specifier))
	return below != "" && !slices.Contains(extensions(), path.Ext(below)) &&
		slices.ContainsFunc(p.packages.imported(dir, specifier).open, func(start string) bool { return strings.HasPrefix("."+below, start) })
}

// openEnds lists what imports start with, as in "./lib/", that a target of exports
// ends with the rest of.
func openEnds(exports json.RawMessage) []string {
	var targets any
	if len(exports) == 0 || json.Unmarshal(exports, &targets) != nil {
		return nil
	}
	var open func(any) bool
	open = func(target any) bool {
		switch target := target.(type) {
		case string:
			return strings.HasSuffix(target, "/*")
		case []any:
			return slices.ContainsFunc(target, open)
		case map[string]any:
			return slices.ContainsFunc(slices.Collect(maps.Values(target)), open)
		}
		return false
	}
	var starts []string
	keys, _ := targets.(map[string]any)
	for key, target := range keys {
		if start, isPattern := strings.CutSuffix(key, "*"); isPattern && open(target) {
			starts = append(starts, start)
		}
	}
	return starts
}
