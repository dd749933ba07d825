// Package bundler turns source code into the files of planned chunks. It is
// the only place that knows esbuild, which it uses twice:
//
//   - Link resolves, transforms, tree-shakes and scope-hoists the program. Its
//     output is taken apart into units, the smallest pieces of code that can
//     move, and described as a chunker.Graph.
//   - Assemble writes each chunk of a chunker.Plan as one module, renames,
//     minifies and prints it, and gives it a name with a content hash.
//
// Between the two every top-level name is unique in the whole program, so a
// chunk is the concatenation of its units, an import statement for each chunk
// it uses, and an export statement.
package bundler

import (
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
	"github.com/paintbox-build/paintbox/asset"
)

// AssetsDir is the directory of the output that holds hashed files.
const AssetsDir = "assets"

// Options state how source code becomes scripts. The zero value builds for
// ES2022 and the base path "/".
type Options struct {
	Dir        string            // the project: absolute, holds all relative paths
	Public     string            // directory of the project whose files are published under their own names; "" for none
	Base       string            // public path of the output: a path, a URL, or "./"; "" means "/"
	Target     string            // an ECMAScript version or a list of browsers, as in "es2022" or "chrome120,safari17"
	Define     map[string]string // identifiers replaced by expressions
	Alias      map[string]string // packages replaced by others
	External   []string          // packages left to the browser
	Conditions []string          // additional conditions of package.json's exports
	Loader     map[string]string // loaders by file extension, named as in esbuild
	Sourcemap  string            // none, linked or hidden
	ImportMap  bool              // chunks name each other without hashes: pages hold an import map of asset.File's names and paths
}

// Entry is a place where a browser starts to load: a page, a script or a style
// sheet.
type Entry struct {
	Name    string   // what files are called after
	Source  string   // the file in the project
	Page    string   // path of the HTML page in the output, "" without one
	Part    int      // of a page with several programs: which of them this is, counted from 0
	Modules []Module // the scripts it runs, in order; nil means Source itself
}

// Module is a script of a page: a file of the project, or text.
type Module struct {
	Path   string // relative to the project
	Inline string // the text, where Path is ""
}

func (o Options) base() string {
	if o.Base == "" {
		return "/"
	}
	return o.Base
}

// relativeBase tells whether URLs are relative to the files that hold them.
func (o Options) relativeBase() bool {
	return o.base() == "./" || o.base() == "."
}

// fileExtensions are the kinds of files that an import gives the URL of.
func fileExtensions() []string {
	return strings.Fields(`.png .jpg .jpeg .gif .svg .webp .avif .apng .ico .bmp .woff .woff2 .ttf .otf .eot
		.mp4 .webm .ogg .mp3 .wav .flac .aac .opus .mov .m4a .pdf .wasm .webmanifest`)
}

func loaderNamed(name string) (api.Loader, bool) {
	loaders := map[string]api.Loader{
		"base64": api.LoaderBase64, "binary": api.LoaderBinary, "copy": api.LoaderCopy, "css": api.LoaderCSS,
		"dataurl": api.LoaderDataURL, "empty": api.LoaderEmpty, "file": api.LoaderFile, "global-css": api.LoaderGlobalCSS,
		"js": api.LoaderJS, "json": api.LoaderJSON, "jsx": api.LoaderJSX, "local-css": api.LoaderLocalCSS,
		"text": api.LoaderText, "ts": api.LoaderTS, "tsx": api.LoaderTSX,
	}
	l, ok := loaders[name]
	return l, ok
}

func (o Options) loaders() (map[string]api.Loader, error) {
	loaders := map[string]api.Loader{}
	for _, ext := range fileExtensions() {
		loaders[ext] = api.LoaderFile
	}
	loaders[".js"] = api.LoaderJSX // JSX is no other syntax for anything, and Create React App's files hold it
	for _, ext := range slices.Sorted(maps.Keys(o.Loader)) {
		l, ok := loaderNamed(o.Loader[ext])
		if !ok {
			return nil, asset.Messages{{Text: "unknown loader " + quote(o.Loader[ext]) + " for " + ext, Note: `use one of esbuild's, such as "file", "dataurl" or "text"`}}
		}
		loaders[ext] = l
	}
	return loaders, nil
}

// target reads the option of the same name.
func (o Options) target() (api.Target, []api.Engine, error) {
	versions := map[string]api.Target{"esnext": api.ESNext, "es2015": api.ES2015, "es6": api.ES2015, "es2016": api.ES2016, "es2017": api.ES2017, "es2018": api.ES2018,
		"es2019": api.ES2019, "es2020": api.ES2020, "es2021": api.ES2021, "es2022": api.ES2022, "es2023": api.ES2023, "es2024": api.ES2024, "es2025": api.ES2025}
	browsers := map[string]api.EngineName{"chrome": api.EngineChrome, "edge": api.EngineEdge, "firefox": api.EngineFirefox, "ios": api.EngineIOS,
		"opera": api.EngineOpera, "safari": api.EngineSafari, "node": api.EngineNode, "deno": api.EngineDeno}
	target := api.DefaultTarget
	var engines []api.Engine
	text := o.Target
	if text == "" {
		text = "es2022"
	}
	for item := range strings.SplitSeq(text, ",") {
		item = strings.ToLower(strings.TrimSpace(item))
		if v, ok := versions[item]; ok {
			target = v
			continue
		}
		digit := strings.IndexAny(item, "0123456789")
		name, ok := api.EngineName(0), false
		if digit > 0 {
			name, ok = browsers[item[:digit]]
		}
		if !ok {
			return 0, nil, asset.Messages{{Text: "unknown target " + quote(item), Note: `write an ECMAScript version such as "es2022", or browsers such as "chrome120,safari17"`}}
		}
		engines = append(engines, api.Engine{Name: name, Version: item[digit:]})
	}
	return target, engines, nil
}

// messages converts esbuild's messages.
func messages(from []api.Message) []asset.Message {
	to := make([]asset.Message, 0, len(from))
	for _, m := range from {
		c := asset.Message{Text: m.Text}
		if l := m.Location; l != nil {
			c.File, c.Line, c.Column, c.Source = path.Clean(l.File), l.Line, l.Column+1, l.LineText
		}
		for _, n := range m.Notes {
			if c.Note != "" {
				c.Note += "; "
			}
			c.Note += n.Text
		}
		to = append(to, c)
	}
	return to
}
