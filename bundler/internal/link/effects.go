package link

import (
	"path/filepath"

	"github.com/evanw/esbuild/pkg/api"
)

// resolveEffects tells esbuild of imports from packages whose patterns it does not
// understand whether the file has side effects.
func (p *plugin) resolveEffects(b api.PluginBuild, a api.OnResolveArgs) (api.OnResolveResult, error) {
	if asking(a.PluginData, forEffects) || a.ResolveDir == "" || a.Kind == api.ResolveEntryPoint || !p.packages.imported(a.ResolveDir, a.Path).beyond {
		return api.OnResolveResult{}, nil
	}
	found := b.Resolve(a.Path, api.ResolveOptions{ResolveDir: a.ResolveDir, Importer: a.Importer, Kind: a.Kind, Namespace: a.Namespace, PluginData: question{forEffects, a.PluginData}})
	if len(found.Errors) > 0 || found.External || found.Namespace != "file" {
		return api.OnResolveResult{}, nil
	}
	effects := api.SideEffectsTrue
	if !p.packages.of(filepath.Dir(found.Path)).hasSideEffects(found.Path) {
		effects = api.SideEffectsFalse
	}
	return api.OnResolveResult{Path: found.Path, Namespace: found.Namespace, Suffix: found.Suffix, SideEffects: effects}, nil
}
