package plugin

import (
	"encoding/json"

	"github.com/paintbox-build/paintbox/internal/plugin/internal/filter"
	"github.com/paintbox-build/paintbox/internal/plugin/internal/node"
)

// The questions. Paintbox asks the first, plugins the second.
const (
	opPrepare  = "prepare"  // nothing; before opConfig
	opConfig   = "config"   // configArgs → configAnswer; before opStart
	opWritten  = "written"  // → writtenAnswer; after opConfig
	opStart    = "start"    // startArgs → startAnswer
	opResolve  = "resolve"  // resolveArgs → resolveAnswer; of plugins: resolveArgs → pastAnswer
	opLoad     = "load"     // loadArgs, the file → loadAnswer, the text and perhaps its map
	opSettle   = "settle"   // → settleAnswer
	opHTML     = "html"     // htmlArgs, the page → the page
	opShow     = "show"     // generateArgs, the files; before pages that are written
	opProfile  = "profile"  // → profileAnswer
	opGenerate = "generate" // generateArgs → generateAnswer, emitted files

	opCompile = "compile" // compileArgs, the script → JavaScript and its map
	opAlive   = "alive"   // nothing: a hook takes long, and scripts run
)

type configArgs struct {
	Tool   string            `json:"tool"`
	File   string            `json:"file"`
	Script string            `json:"script,omitempty"` // the file as one module; "" where it is loaded itself, or by Vite
	Flags  []string          `json:"flags,omitempty"`  // of a command that has its configuration in them
	Vite   bool              `json:"vite,omitempty"`   // Vite is there, and reads the file where Node cannot
	Root   string            `json:"root"`
	Mode   string            `json:"mode"`
	Limit  int64             `json:"limit"` // in milliseconds
	Env    map[string]string `json:"env"`   // what a configuration that is a function is given
	Set    map[string]string `json:"set"`   // variables of the environment
}

type configAnswer struct {
	Used     []string            `json:"used"`     // keys
	Settings map[string]any      `json:"settings"` // by Paintbox's keys
	Root     string              `json:"root"`
	EnvDir   string              `json:"envDir"`
	PostCSS  bool                `json:"postcss"` // it has PostCSS's configuration in it
	Babel    bool                `json:"babel"`   // and Babel's
	SVGR     string              `json:"svgr"`    // what an image's default export is: "url", "component", or "" where it is not said
	Vendors  string              `json:"vendors"` // of which chunks packages are in files of their own: "all", "initial", "never", or "" where it is not said
	Provide  map[string][]string `json:"provide"` // names that stand for a module, or an export of it
	Pages    []Page              `json:"pages"`
	Warnings []node.Fault        `json:"warnings"`
	Errors   []node.Fault        `json:"errors"`
}

type writtenAnswer struct {
	Define     map[string]string `json:"define"`
	Alias      map[string]string `json:"alias"`
	Conditions []string          `json:"conditions"`
	Module     string            `json:"module"`
	Stays      []string          `json:"stays"`
}

type startArgs struct {
	Root      string            `json:"root"`
	Mode      string            `json:"mode"`
	NodeEnv   string            `json:"nodeEnv"`
	Base      string            `json:"base"`
	PublicDir string            `json:"publicDir,omitempty"`
	Target    string            `json:"target"`
	Sourcemap bool              `json:"sourcemap"`
	Define    map[string]string `json:"define"`
	Alias     map[string]string `json:"alias"`
	Env       map[string]string `json:"env"`
	EnvPrefix string            `json:"envPrefix"`
	CSS       json.RawMessage   `json:"css,omitempty"`
	Loaders   map[string]string `json:"loaders"`
	JSXImport string            `json:"jsxImport"`
	Inputs    []string          `json:"inputs"` // the entries' files
	Outdir    string            `json:"outdir"`
	Scratch   string            `json:"scratch"` // what plugins find in its place
	Now       string            `json:"now"`     // the file that says which hook runs
	Limit     int64             `json:"limit"`   // of a hook, in milliseconds
	Plugins   []Source          `json:"plugins"`
	Recipes   []startRecipe     `json:"recipes"`
	Image     string            `json:"image,omitempty"` // what an image's default export is, where no other tool's program says so

	PluginsStated bool `json:"pluginsStated"` // those of a foreign configuration do not count
}

type startRecipe struct {
	Name    string   `json:"name"`
	Script  string   `json:"script"`
	Covered []string `json:"covered"`
	Config  string   `json:"config,omitempty"` // the file of the project that the recipe reads
}

type startAnswer struct {
	Hooks      []filter.Hook     `json:"hooks"`
	Plugins    []string          `json:"plugins"`
	Define     map[string]string `json:"define"`
	Alias      map[string]string `json:"alias"`
	AliasDirs  map[string]string `json:"aliasDirs"`
	Modules    []string          `json:"modules"`
	Extensions []string          `json:"extensions"` // nil where none are stated
	Conditions []string          `json:"conditions"`
	MainFields []string          `json:"mainFields"` // nil where none are stated
	Dedupe     []string          `json:"dedupe"`
	JSX        statedJSX         `json:"jsx"`
	Warnings   []node.Fault      `json:"warnings"`
}

// statedJSX is what a configuration says of JSX; each is "" where it does not.
type statedJSX struct {
	Way      string `json:"way"` // automatic or classic
	Factory  string `json:"factory"`
	Fragment string `json:"fragment"`
	Import   string `json:"import"`
}

type resolveArgs struct {
	Specifier string `json:"specifier"`
	Importer  string `json:"importer,omitempty"`
	Namespace string `json:"namespace,omitempty"`
	Dir       string `json:"dir"`
	Way       string `json:"way"`
	Data      any    `json:"data,omitempty"`
}

type resolveAnswer struct {
	Found *struct {
		ID        string   `json:"id"`
		Namespace string   `json:"namespace"`
		External  bool     `json:"external"`
		Pure      bool     `json:"pure"`
		Plugin    string   `json:"plugin"`
		Watch     []string `json:"watch"`
		Data      any      `json:"data"`
	} `json:"found"`
	Warnings []node.Fault `json:"warnings"`
}

type pastAnswer struct {
	ID        string `json:"id"`
	Namespace string `json:"namespace,omitempty"`
	External  bool   `json:"external,omitempty"`
	Pure      bool   `json:"pure,omitempty"`
	Failed    bool   `json:"failed,omitempty"`
}

type loadArgs struct {
	ID        string `json:"id"`
	Namespace string `json:"namespace,omitempty"`
	Data      any    `json:"data,omitempty"`
}

type loadAnswer struct {
	Found *struct {
		Loader string   `json:"loader"`
		Dir    string   `json:"dir"`
		Taken  []string `json:"taken"`
		Watch  []string `json:"watch"`
		Data   any      `json:"data"`
		Depend *depends `json:"depends"` // nil where that is not known
	} `json:"found"`
	Warnings []node.Fault `json:"warnings"`
}

type settleAnswer struct {
	Changed  []string     `json:"changed"` // ids
	Warnings []node.Fault `json:"warnings"`
}

type compileArgs struct {
	File     string `json:"file"`
	Loader   string `json:"loader"`
	Verbatim bool   `json:"verbatim"` // imports that nothing uses stay
}

type htmlArgs struct {
	Phase string `json:"phase"` // "pre" or "post"
	Path  string `json:"path"`  // of the URL: "/index.html"
	File  string `json:"file"`
}

type htmlAnswer struct {
	Warnings []node.Fault `json:"warnings"`
}

type profileAnswer struct {
	Costs []Cost `json:"costs"`
}

// Cost is what the calls of one hook of a plugin took, with all that it waited
// for.
type Cost struct {
	Plugin string  `json:"plugin"`
	Hook   string  `json:"hook"`
	Calls  int     `json:"calls"`
	Time   float64 `json:"time"` // in milliseconds
}

type generateArgs struct {
	Files []generatedFile `json:"files"`
}

type generatedFile struct {
	Path    string   `json:"path"`
	Name    string   `json:"name"`
	Kind    string   `json:"kind"`
	Source  string   `json:"source"`
	Entry   bool     `json:"entry"`
	Route   bool     `json:"route"`
	Imports []string `json:"imports"`
	Dynamic []string `json:"dynamic"`
	CSS     []string `json:"css"`
}

type generateAnswer struct {
	Names    []string     `json:"names"` // of the parts
	Warnings []node.Fault `json:"warnings"`
}
