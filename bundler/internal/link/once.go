package link

import (
	"slices"

	"github.com/evanw/esbuild/pkg/api"
)

// resolveOnce has the project's own copy of a package stand for every other, where
// that is asked for. Where the project has none, the importer's counts.
func (p *plugin) resolveOnce(b api.PluginBuild, a api.OnResolveArgs) (api.OnResolveResult, error) {
	if len(p.settings.Dedupe) == 0 || asking(a.PluginData, forOnce) || a.ResolveDir == p.settings.Dir || !slices.Contains(p.settings.Dedupe, importedPackage(a.Path)) {
		return api.OnResolveResult{}, nil
	}
	found := b.Resolve(a.Path, api.ResolveOptions{ResolveDir: p.settings.Dir, Importer: a.Importer, Kind: a.Kind, PluginData: question{forOnce, a.PluginData}})
	if len(found.Errors) > 0 {
		return api.OnResolveResult{}, nil
	}
	result := p.plainly(found)
	result.PluginData = found.PluginData
	return result, nil
}
