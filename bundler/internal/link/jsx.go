package link

import "github.com/evanw/esbuild/pkg/api"

// resolveJSX leads JSX, which is React's where a project does not say whose, to
// Preact where that is installed and React is not.
func (p *plugin) resolveJSX(b api.PluginBuild, a api.OnResolveArgs) (api.OnResolveResult, error) {
	if asking(a.PluginData, forJSX) || p.packages.imported(a.ResolveDir, a.Path).dir != "" {
		return api.OnResolveResult{}, nil // React is installed; asking the linker takes long
	}
	for _, runtime := range []string{a.Path, "preact/jsx-runtime"} {
		found := b.Resolve(runtime, api.ResolveOptions{ResolveDir: a.ResolveDir, Importer: a.Importer, Kind: a.Kind, PluginData: question{forJSX, a.PluginData}})
		switch {
		case len(found.Errors) > 0:
		case runtime == a.Path:
			return api.OnResolveResult{}, nil // as the linker does it
		default:
			effects := api.SideEffectsTrue
			if !found.SideEffects {
				effects = api.SideEffectsFalse
			}
			return api.OnResolveResult{Path: found.Path, Namespace: found.Namespace, Suffix: found.Suffix, External: found.External, SideEffects: effects}, nil
		}
	}
	return api.OnResolveResult{}, nil
}
