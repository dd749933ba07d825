package settings

import (
	"cmp"
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/bundler/internal/js"
)

// Environment is what sources know of where they are built. The zero value is
// that of a production build without variables.
type Environment struct {
	Mode    string            // import.meta.env.MODE; "" means "production"
	NodeEnv string            // process.env.NODE_ENV; "" means "production"
	Values  map[string]string // the variables in import.meta.env and process.env, by name
	Global  bool              // global is the global object, as in Node
	Context bool              // require.context, __dirname and __filename are webpack's
	NodeFor string            // the tool whose projects have packages in the place of Node's modules; "" where they have none
	Vite    int               // the major version of Vite that builds the project; 0 for none

	SheetsFirst SheetsFirst
}

// SheetsFirst tells when the style sheets of packages come before all others, as
// the project's tool has it. The zero value is the order of imports.
type SheetsFirst struct {
	From   int  // the bytes of packages' sheets from which on they come first; 0 for never
	Both   int  // fewer bytes, which are enough where the other sheets have as many; 0 for none
	Routes bool // it holds for what routes bring as well
}

func (e Environment) complete() Environment {
	e.Mode, e.NodeEnv = cmp.Or(e.Mode, production), cmp.Or(e.NodeEnv, production)
	return e
}

const production = "production"

// condition is that of package.json's exports.
func (e Environment) condition() string {
	if e.NodeEnv == production {
		return production
	}
	return "development"
}

// Env is the object that Vite's projects read their environment from.
const Env = "import.meta.env"

// EnvName is the variable that stands for Env as a whole.
const EnvName = "__paintbox_env"

// process is the object that Node's programs read their environment from.
const process = "process.env"

// identifier is a name that can stand behind a dot.
var identifier = regexp.MustCompile(`^[A-Za-z_$][\w$]*$`)

// defined lists what is replaced in every build: the names that Vite and Create
// React App define, and the flags that Vue asks bundlers for, with the values
// that it has without them.
func defined(base string, env Environment) map[string]string {
	prod, dev := "true", "false"
	if env.NodeEnv != production {
		prod, dev = dev, prod
	}
	define := map[string]string{
		process + ".NODE_ENV":   js.Quote(env.NodeEnv),
		process + ".PUBLIC_URL": js.Quote(strings.TrimSuffix(base, "/")),
		Env:                     EnvName,
		Env + ".MODE":           js.Quote(env.Mode),
		Env + ".PROD":           prod,
		Env + ".DEV":            dev,
		Env + ".SSR":            "false",
		Env + ".BASE_URL":       js.Quote(base),
		"import.meta.hot":       "undefined",

		"__VUE_OPTIONS_API__":                     "true",
		"__VUE_PROD_DEVTOOLS__":                   "false",
		"__VUE_PROD_HYDRATION_MISMATCH_DETAILS__": "false",
	}
	if env.Global {
		define["global"] = "globalThis"
	}
	if env.Context { // as webpack has them
		define["__dirname"], define["__filename"] = `"/"`, `"/index.js"`
	}
	for name, value := range env.Values {
		for _, object := range []string{Env, process} {
			if _, known := define[object+"."+name]; !known && identifier.MatchString(name) {
				define[object+"."+name] = js.Quote(value)
			}
		}
	}
	return define
}

// Constants are the expressions that stand for what sources read of
// import.meta.env and for NODE_ENV, by name; but those of the base, which depends
// on where a page is.
func Constants(o Options) map[string]string {
	all := map[string]string{}
	define := defined(o.Base, o.Env.complete())
	maps.Copy(define, o.Define)
	for name, expression := range define {
		if key, ok := strings.CutPrefix(name, Env+"."); ok && key != "BASE_URL" {
			all[key] = expression
		}
	}
	all["NODE_ENV"] = define[process+".NODE_ENV"]
	return all
}

// EnvObject is the text of import.meta.env as a whole.
func (s *Settings) EnvObject() string {
	all := map[string]json.RawMessage{}
	for name, value := range s.Env.Values {
		all[name] = json.RawMessage(js.Quote(value))
	}
	maps.Copy(all, members(s.Define, Env))
	return object(all)
}

// ProcessEnv is how process.env is replaced where nothing defines what is read
// of it. esbuild would import an object that is a definition into every module,
// and so wrap what CommonJS modules reach; a name that nothing else has is
// replaced in what it wrote, by a text that is not longer, so that source maps
// stay right.
type ProcessEnv struct {
	Name   string // "" where the configuration defines process.env
	Object string // in parentheses: what is defined of it; not longer than Name
}

func processEnv(define map[string]string) ProcessEnv {
	if _, stated := define[process]; stated {
		return ProcessEnv{}
	}
	const name = "__paintbox_process_env"
	p := ProcessEnv{Object: "(" + object(members(define, process)) + ")"}
	p.Name = name + strings.Repeat("_", max(0, len(p.Object)-len(name)))
	define[process] = p.Name
	return p
}

// members lists what is defined of an object, where it is JSON.
func members(define map[string]string, of string) map[string]json.RawMessage {
	all := map[string]json.RawMessage{}
	for name, value := range define {
		if key, ok := strings.CutPrefix(name, of+"."); ok && !strings.Contains(key, ".") && json.Valid([]byte(value)) {
			all[key] = json.RawMessage(value)
		}
	}
	return all
}

// object writes an object with sorted keys.
func object(all map[string]json.RawMessage) string {
	var text strings.Builder
	for _, name := range slices.Sorted(maps.Keys(all)) {
		if text.Len() > 0 {
			text.WriteString(", ")
		}
		text.WriteString(js.Quote(name) + ": " + string(all[name]))
	}
	return "{" + text.String() + "}"
}
