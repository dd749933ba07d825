package link

import (
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/paintbox-build/paintbox/bundler/internal/js"
	"github.com/paintbox-build/paintbox/bundler/internal/settings"
)

func (p *plugin) resolveEnv(api.PluginBuild, api.OnResolveArgs) (api.OnResolveResult, error) {
	return api.OnResolveResult{Path: settings.Env, Namespace: string(Env), SideEffects: api.SideEffectsFalse}, nil
}

// loadEnv makes the module that exports import.meta.env: an object, so that a
// property that nobody has defined is undefined. (esbuild would take an object
// as a definition, but import it into every module.)
func (p *plugin) loadEnv(api.OnLoadArgs) (api.OnLoadResult, error) {
	text := "export var " + settings.EnvName + " = " + p.settings.EnvObject() + ";\n"
	return api.OnLoadResult{Contents: &text, Loader: api.LoaderJS}, nil
}

// envImport imports import.meta.env into a module that uses it; "" for others. A
// CommonJS module cannot import.
func (s *source) envImport() string {
	if !strings.Contains(s.text, settings.Env) {
		return ""
	}
	t := s.tokens()
	for i := range t.list {
		if t.meta(i) != "env" {
			continue
		}
		if found := t.format(); !found.imports && !found.exports && t.mentions("module", "exports", "require") {
			return ""
		}
		return "\nimport { " + settings.EnvName + " } from " + js.Quote(Env.prefix()) + ";\n"
	}
	return ""
}
