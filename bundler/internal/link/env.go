package link

import (
	"encoding/json"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/paintbox-build/paintbox/bundler/internal/js"
	"github.com/paintbox-build/paintbox/bundler/internal/settings"
)

func (p *plugin) resolveEnv(api.PluginBuild, api.OnResolveArgs) (api.OnResolveResult, error) {
	return api.OnResolveResult{Path: settings.Env, Namespace: string(Env), SideEffects: api.SideEffectsFalse}, nil
}

func (p *plugin) loadEnv(api.OnLoadArgs) (api.OnLoadResult, error) {
	text := envModule(p.settings.Define)
	return api.OnLoadResult{Contents: &text, Loader: api.LoaderJS}, nil
}

// envModule is the text of the module that exports import.meta.env: an object,
// so that a property that nobody has defined is undefined. (esbuild would take
// an object as a definition, but import it into every module.)
func envModule(define map[string]string) string {
	object := map[string]json.RawMessage{}
	for name, value := range define {
		if key, ok := strings.CutPrefix(name, settings.Env+"."); ok && !strings.Contains(key, ".") && json.Valid([]byte(value)) {
			object[key] = json.RawMessage(value)
		}
	}
	text, err := json.Marshal(object)
	if err != nil {
		panic(err) // the values are valid
	}
	return "export var " + settings.EnvName + " = " + string(text) + ";\n"
}

// withEnv imports import.meta.env into a module that uses it. In a CommonJS
// module it can only stand in a string or comment.
func withEnv(text string) string {
	if !strings.Contains(text, settings.Env) || !isModule(text) && isCommonJS(text) {
		return text
	}
	return text + "\nimport { " + settings.EnvName + " } from " + js.Quote(Env.prefix()) + ";\n"
}
