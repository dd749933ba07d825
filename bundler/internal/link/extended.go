package link

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// resolveExtended finds files that exports of a package lead to without their
// extension, as "./*": "./*" does, where esbuild and Node.js want it written and
// Vite does not.
func (p *plugin) resolveExtended(b api.PluginBuild, a api.OnResolveArgs) (api.OnResolveResult, error) {
	if asking(a.PluginData, forExtension) || a.ResolveDir == "" || a.Kind == api.ResolveEntryPoint || !p.packages.imported(a.ResolveDir, a.Path).open {
		return api.OnResolveResult{}, nil
	}
	options := api.ResolveOptions{ResolveDir: a.ResolveDir, Importer: a.Importer, Namespace: a.Namespace, Kind: a.Kind, With: a.With, PluginData: question{forExtension, a.PluginData}}
	if found := b.Resolve(a.Path, options); len(found.Errors) == 0 {
		return api.OnResolveResult{}, nil
	}
	for _, ext := range []string{".mjs", ".js", ".mts", ".ts", ".jsx", ".tsx", ".json"} {
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

// endsOpen tells whether a target of exports ends with what the import says.
func endsOpen(exports json.RawMessage) bool {
	var target any
	if len(exports) == 0 || json.Unmarshal(exports, &target) != nil {
		return false
	}
	var open func(any) bool
	open = func(target any) bool {
		switch target := target.(type) {
		case string:
			return strings.HasSuffix(target, "/*")
		case []any:
			return slices.ContainsFunc(target, open)
		case map[string]any:
			for _, one := range target {
				if open(one) {
					return true
				}
			}
		}
		return false
	}
	return open(target)
}
