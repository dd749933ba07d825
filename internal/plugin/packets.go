package plugin

import (
	"encoding/json"

	"github.com/paintbox-build/paintbox/asset"
)

// op names what a question asks.
type op string

// The questions. Paintbox asks the first, plugins the second.
const (
	opConfig   op = "config"   // configArgs → configAnswer; before opStart
	opStart    op = "start"    // startArgs → startAnswer
	opResolve  op = "resolve"  // resolveArgs → resolveAnswer; of plugins: resolveArgs → pastAnswer
	opLoad     op = "load"     // loadArgs, the file → loadAnswer, the text and perhaps its map
	opHTML     op = "html"     // htmlArgs, the page → the page
	opProfile  op = "profile"  // → profileAnswer
	opGenerate op = "generate" // generateArgs → generateAnswer, emitted files

	opCompile op = "compile" // compileArgs, the script → JavaScript and its map
	opFatal   op = "fatal"   // fault: nothing more can be expected of the process
)

// fault is an error of a plugin.
type fault struct {
	Text   string `json:"text"`
	Plugin string `json:"plugin,omitempty"`
	Hook   string `json:"hook,omitempty"`
	File   string `json:"file,omitempty"`
	Line   int    `json:"line,omitempty"`
	Column int    `json:"column,omitempty"` // from 0
	Note   string `json:"note,omitempty"`
}

type startArgs struct {
	Root      string            `json:"root"`
	Mode      string            `json:"mode"`
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
	Scratch   string            `json:"scratch"`
	Now       string            `json:"now"`   // the file that says which hook runs
	Limit     int64             `json:"limit"` // of a hook, in milliseconds
	Plugins   []Source          `json:"plugins"`
	Recipes   []startRecipe     `json:"recipes"`

	PluginsStated bool `json:"pluginsStated"` // those of a foreign configuration do not count
}

type startRecipe struct {
	Name    string   `json:"name"`
	Script  string   `json:"script"`
	Covered []string `json:"covered"`
	Config  string   `json:"config,omitempty"` // the file of the project that the recipe reads
}

type startAnswer struct {
	Hooks      []hookDescription `json:"hooks"`
	Plugins    []string          `json:"plugins"`
	Define     map[string]string `json:"define"`
	Alias      map[string]string `json:"alias"`
	Conditions []string          `json:"conditions"`
	JSXImport  string            `json:"jsxImport"`
	Warnings   []fault           `json:"warnings"`
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
	Warnings []fault `json:"warnings"`
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
	} `json:"found"`
	Warnings []fault `json:"warnings"`
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
	Warnings []fault `json:"warnings"`
}

type profileAnswer struct {
	Costs []Cost `json:"costs"`
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
	Names    []string `json:"names"` // of the parts
	Warnings []fault  `json:"warnings"`
}

// message is a fault for people: it names the plugin, the hook and the file.
func (f *fault) message(name func(string) string) asset.Message {
	m := asset.Message{Text: f.Text, File: name(f.File), Line: f.Line, Note: f.Note}
	if f.Line > 0 {
		m.Column = f.Column + 1
	}
	if f.Plugin != "" {
		m.Text = "plugin " + f.Plugin + ", " + f.Hook + ": " + f.Text
	}
	return m
}
