package link

import (
	"path/filepath"

	"github.com/evanw/esbuild/pkg/api"
)

func (p *plugin) resolveRequired(_ api.PluginBuild, a api.OnResolveArgs) (api.OnResolveResult, error) {
	file, ok := p.required.Calls[RequireCall{a.Importer, a.Path}]
	if !ok || a.Kind != api.ResolveJSRequireCall || a.Namespace != "file" {
		return api.OnResolveResult{}, nil
	}
	effects := api.SideEffectsTrue
	if !p.packages.of(filepath.Dir(file)).hasSideEffects(file) {
		effects = api.SideEffectsFalse
	}
	return api.OnResolveResult{Path: file, Suffix: requiredSuffix, SideEffects: effects}, nil
}

func (p *plugin) loadRequired(a api.OnLoadArgs) (api.OnLoadResult, error) {
	if a.Suffix != requiredSuffix {
		return api.OnLoadResult{}, nil
	}
	text := p.required.Texts[a.Path]
	return api.OnLoadResult{Contents: &text, ResolveDir: filepath.Dir(a.Path), Loader: api.LoaderJS}, nil
}
