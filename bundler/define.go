package bundler

import (
	"encoding/json"
	"maps"
	"regexp"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

const (
	env       = "import.meta.env"
	envPrefix = "paintbox-env:"  // the module that exports it as a whole
	envName   = "__paintbox_env" // its name there
)

// define lists what is replaced: the names that Vite and Create React App
// define, the flags that Vue asks bundlers for, with the values that it has
// without them, and the user's.
func (o Options) define() map[string]string {
	define := map[string]string{
		"process.env.NODE_ENV":   `"production"`,
		"process.env.PUBLIC_URL": quote(strings.TrimSuffix(o.base(), "/")),
		env:                      envName,
		env + ".MODE":            `"production"`,
		env + ".PROD":            "true",
		env + ".DEV":             "false",
		env + ".SSR":             "false",
		env + ".BASE_URL":        quote(o.base()),
		"import.meta.hot":        "undefined",

		"__VUE_OPTIONS_API__":                     "true",
		"__VUE_PROD_DEVTOOLS__":                   "false",
		"__VUE_PROD_HYDRATION_MISMATCH_DETAILS__": "false",
	}
	maps.Copy(define, o.Define)
	return define
}

// envModule is the text of the module that exports import.meta.env: an object,
// so that a property that nobody has defined is undefined. (esbuild would take
// an object as a definition, but import it into every module.)
func (o Options) envModule() string {
	object := map[string]json.RawMessage{}
	for name, value := range o.define() {
		if key, ok := strings.CutPrefix(name, env+"."); ok && !strings.Contains(key, ".") && json.Valid([]byte(value)) {
			object[key] = json.RawMessage(value)
		}
	}
	text, err := json.Marshal(object)
	if err != nil {
		panic(err) // the values are valid
	}
	return "export var " + envName + " = " + string(text) + ";\n"
}

// resolveEnv makes that module known to the linker.
func resolveEnv(b api.PluginBuild, o Options) {
	b.OnResolve(api.OnResolveOptions{Filter: "^" + envPrefix}, func(api.OnResolveArgs) (api.OnResolveResult, error) {
		return api.OnResolveResult{Path: env, Namespace: strings.TrimSuffix(envPrefix, ":"), SideEffects: api.SideEffectsFalse}, nil
	})
	b.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: strings.TrimSuffix(envPrefix, ":")}, func(api.OnLoadArgs) (api.OnLoadResult, error) {
		text := o.envModule()
		return api.OnLoadResult{Contents: &text, Loader: api.LoaderJS}, nil
	})
}

var (
	modulePattern   = regexp.MustCompile(`(?m)^\s*(?:import|export)\b`)
	commonJSPattern = regexp.MustCompile(`\bmodule\.exports\b|\bexports\s*[.\[=]|\brequire\s*\(`)
)

// withEnv imports import.meta.env into a module that uses it. In a CommonJS
// module it can only stand in a string or comment.
func withEnv(text string) string {
	if !strings.Contains(text, env) || !modulePattern.MatchString(text) && commonJSPattern.MatchString(text) {
		return text
	}
	return text + "\nimport { " + envName + " } from " + quote(envPrefix) + ";\n"
}
