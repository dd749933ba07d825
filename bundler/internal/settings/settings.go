// Package settings holds what a build was asked for: options that are read and
// checked once, and the entries. Every phase takes the values from here; none
// reads an option's text again.
//
//   - Takes: Options.
//   - Gives: Settings, or asset.Messages about what is wrong with them.
//   - Changes: nothing; nobody changes a Settings once Settle returned it.
package settings

import (
	"cmp"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler/internal/js"
)

// AssetsDir is the directory of the output that holds hashed files.
const AssetsDir = "assets"

// Options state how source code becomes scripts. The zero value builds for
// ES2022 and the base path "/".
type Options struct {
	Dir        string              // the project: absolute, holds all relative paths
	Outdir     string              // the directory that the build replaces: absolute; "" for none
	Public     string              // directory of the project whose files are published under their own names; "" for none
	Base       string              // public path of the output: a path, a URL, or "./"; "" means "/"
	Target     string              // an ECMAScript version or a list of browsers, as in "es2022" or "chrome120,safari17"
	Define     map[string]string   // identifiers replaced by expressions
	Alias      map[string]string   // packages replaced by others
	AliasDirs  map[string]string   // what plugins have imports of other beginnings lead to: absolute directories
	Modules    []string            // absolute directories where imports look as in node_modules, which plugins do
	External   []string            // packages left to the browser
	Provide    map[string][]string // names that stand for a module where nothing declares them: its specifier, and an export of it; without one, the module as require gives it
	Extensions []string            // tried, in this order, where an import names none; nil means the linker's, and at last .mjs and .mts
	Conditions []string            // additional conditions of package.json's exports
	MainFields []string            // fields of package.json that name a package's main file, in this order; nil means the linker's
	Dedupe     []string            // packages of which the project's own copy stands for every other
	Loader     map[string]string   // loaders by file extension, named as in esbuild
	Sourcemap  string              // none, linked or hidden
	Notices    string              // path in the output of the file with the notices of packages, which the scripts of entries name; "" for none
	Interop    string              // what a default import of a CommonJS module with __esModule gives to a module that is one by its name or package.json: "node", the default, or "bundler"
	ImportMap  bool                // chunks name each other without hashes: pages hold an import map of asset.File's names and paths
	Env        Environment         // what sources know of where they are built

	// InlineLimit is the number of bytes below which files that are only named become data URLs.
	InlineLimit asset.Size

	MissingFails bool    // a file that a style sheet names and that is not there is an error, not a warning
	JSX          JSX     // how JSX becomes calls where no tsconfig.json says so
	Plugins      Plugins // nil for none

	// OldDecorators tells that decorators in JavaScript are Babel's, from before they were in the language.
	OldDecorators bool

	// Store keeps minified chunks for the next build; nil keeps nothing. Program names the program that makes them.
	Store   Store
	Program string
}

// Store keeps what a build made for the next. A value is found by its kind and by a
// key that names everything that it depends on; where none is kept, it is made.
type Store interface {
	Recall(kind, key string, make func() ([]byte, error)) ([]byte, error)
}

// Settings are options as the phases need them.
type Settings struct {
	Dir        string // absolute
	Outdir     string // absolute, "" for none
	Public     string // relative to Dir, "" for none
	Base       string // ends in "/", but for "."
	Target     Target
	Colors     bool              // the target knows colors of other spaces than sRGB
	Define     map[string]string // with the names that every build defines
	Alias      map[string]string
	AliasDirs  map[string]string // what plugins resolve
	Modules    []string          // the same
	External   []string
	Provide    map[string][]string // by name: a specifier, and an export or none; FreePrefix begins what stands for them while linking
	Extensions []string
	Conditions []string
	MainFields []string
	Dedupe     []string
	Loaders    map[string]api.Loader // by extension
	Maps       Maps
	Notices    string
	NodeMode   bool // modules that are ES modules for Node.js import CommonJS modules as there
	ImportMap  bool
	Env        Environment
	ProcessEnv ProcessEnv
	FreeNames  []string // the names of Node.js for which the project's tool has packages; FreePrefix begins what stands for them while linking

	InlineLimit asset.Size

	MissingFails bool
	JSX          JSX
	Plugins      Plugins // nil for none

	OldDecorators bool

	Store   Store // nil for none
	Program string
}

// Maps says which source maps are written.
type Maps uint8

// The ways to write source maps.
const (
	MapsNone   Maps = iota
	MapsLinked      // files name their maps
	MapsHidden      // files do not
)

// Settle reads options. Its errors are asset.Messages.
func Settle(o Options) (*Settings, error) {
	target, err := ParseTarget(o.Target)
	if err != nil {
		return nil, err
	}
	loaders, err := readLoaders(o.Loader)
	if err != nil {
		return nil, err
	}
	kind, err := word("sourcemap", "kind of source maps", o.Sourcemap, "none", "linked", "hidden")
	if err != nil {
		return nil, err
	}
	interop, err := word("interop", "way to import CommonJS modules by default", o.Interop, "node", "bundler")
	if err != nil {
		return nil, err
	}
	env := o.Env.complete()
	s := &Settings{Dir: o.Dir, Outdir: o.Outdir, Public: o.Public, Base: o.Base, Target: target, Alias: o.Alias, AliasDirs: o.AliasDirs, Modules: o.Modules, External: o.External,
		Extensions: o.Extensions, Conditions: append([]string{"module", env.condition()}, o.Conditions...), Loaders: loaders, Notices: o.Notices, NodeMode: interop == 0, Maps: Maps(kind), ImportMap: o.ImportMap, Env: env, InlineLimit: o.InlineLimit, MissingFails: o.MissingFails,
		MainFields: o.MainFields, Dedupe: o.Dedupe, JSX: o.JSX, Plugins: o.Plugins, OldDecorators: o.OldDecorators, Store: o.Store, Program: o.Program}
	s.Colors = target.knowsColors()
	if s.Base == "" {
		s.Base = "/"
	}
	s.Define = defined(s.Base, env)
	maps.Copy(s.Define, o.Define)
	s.ProcessEnv = processEnv(s.Define)
	s.Provide = provided(o.Provide, s.Define)
	s.FreeNames = freeNames(env.NodeFor, s.Define, s.Provide)
	for _, name := range s.Free() {
		s.Define[name] = StandIn(name)
	}
	return s, nil
}

// word tells which of its words an option is; without any, it is the first.
func word(key, what, value string, words ...string) (int, error) {
	i := slices.Index(words, cmp.Or(value, words[0]))
	if i < 0 {
		last := len(words) - 1
		return 0, asset.Messages{{Key: key, Text: "unknown " + what + " " + js.Quote(value), Note: `write "` + strings.Join(words[:last], `", "`) + `" or "` + words[last] + `"`}}
	}
	return i, nil
}

// FileURL is the expression of the URL of a file in AssetsDir, for a script
// there.
func (s *Settings) FileURL(name string) string {
	if s.RelativeBase() {
		return "new URL(" + js.Quote("./"+name) + ", import.meta.url).href"
	}
	return js.Quote(s.Base + AssetsDir + "/" + name)
}

// RelativeBase tells whether URLs are relative to the files that hold them.
func (s *Settings) RelativeBase() bool { return s.Base == "./" || s.Base == "." }

// File is the absolute path of a file of the project.
func (s *Settings) File(name string) string {
	return filepath.Join(s.Dir, filepath.FromSlash(name))
}

// Mapped tells whether source maps are written.
func (s *Settings) Mapped() bool { return s.Maps != MapsNone }

// SourceMap is what esbuild is told of source maps.
func (s *Settings) SourceMap() api.SourceMap {
	if s.Mapped() {
		return api.SourceMapExternal
	}
	return api.SourceMapNone
}

// MapComment is the comment by which a file names its source map; "" where it
// does not. It is part of the file before its name is known: the content hash
// is that of the file with a comment that holds another name of as many bytes.
func (s *Settings) MapComment(file string) string {
	switch {
	case s.Maps != MapsLinked:
		return ""
	case path.Ext(file) == ".css":
		return "\n/*# sourceMappingURL=" + file + ".map */\n"
	}
	return "//# sourceMappingURL=" + file + ".map\n"
}

// NoticeComment is the comment by which the script of an entry names the file
// with the notices of packages; "" where there is none. Minifiers keep it.
func (s *Settings) NoticeComment() string {
	if s.Notices == "" {
		return ""
	}
	url := s.Base + s.Notices
	if s.RelativeBase() {
		url = "../" + s.Notices // as seen from AssetsDir
	}
	return "/*! licenses: " + strings.ReplaceAll(url, "*", "%2A") + " */\n"
}

// FileExtensions are the kinds of files that an import gives the URL of.
func FileExtensions() []string {
	return strings.Fields(`.png .jpg .jpeg .gif .svg .webp .avif .apng .ico .bmp .woff .woff2 .ttf .otf .eot
		.mp4 .webm .ogg .mp3 .wav .flac .aac .opus .mov .m4a .pdf .wasm .webmanifest`)
}

// loaderNames are the words of Options.Loader.
func loaderNames() map[string]api.Loader {
	return map[string]api.Loader{
		"base64": api.LoaderBase64, "binary": api.LoaderBinary, "copy": api.LoaderCopy, "css": api.LoaderCSS,
		"dataurl": api.LoaderDataURL, "empty": api.LoaderEmpty, "file": api.LoaderFile, "global-css": api.LoaderGlobalCSS,
		"js": api.LoaderJS, "json": api.LoaderJSON, "jsx": api.LoaderJSX, "local-css": api.LoaderLocalCSS,
		"text": api.LoaderText, "ts": api.LoaderTS, "tsx": api.LoaderTSX,
	}
}

// LoaderNamed finds one of esbuild's loaders by its name.
func LoaderNamed(name string) (api.Loader, bool) {
	l, ok := loaderNames()[name]
	return l, ok
}

// LoaderNames lists the words of Options.Loader, sorted.
func LoaderNames() []string { return slices.Sorted(maps.Keys(loaderNames())) }

func readLoaders(named map[string]string) (map[string]api.Loader, error) {
	loaders := map[string]api.Loader{}
	for _, ext := range FileExtensions() {
		loaders[ext] = api.LoaderFile
	}
	loaders[".js"] = api.LoaderJSX // JSX is no other syntax for anything, and Create React App's files hold it
	for _, ext := range slices.Sorted(maps.Keys(named)) {
		l, ok := loaderNames()[named[ext]]
		if !ok {
			return nil, asset.Messages{{Key: "loader." + ext, Text: "unknown loader " + js.Quote(named[ext]) + " for " + ext, Note: `use one of esbuild's, such as "file", "dataurl" or "text"`}}
		}
		loaders[ext] = l
	}
	return loaders, nil
}

// Entry is a place where a browser starts to load: a page, a script or a style
// sheet.
type Entry struct {
	Name    string   // what files are called after
	Source  string   // the file in the project
	Page    string   // path of the HTML page in the output, "" without one
	Place   string   // path from which relative imports of scripts in the page start, "" for Page
	From    string   // the directory of the project that imports of modules in the page start from, "" for Place's
	Part    int      // of a page with several programs: which of them this is, counted from 0
	Scripts []Script // the scripts it runs, in order; nil means Source itself
}

// Script is a module script of a page: a file of the project, or text.
type Script struct {
	Path   string // relative to the project
	Inline string // the text, where Path is ""

	// Line and Column are where the text starts in the page, in LineText, 1-based and in
	// bytes; Column is 0 where nobody wrote that line as it is, and Line where no place is known.
	Line, Column int
	LineText     string
}

// Module names the module that runs an entry's scripts.
func (e Entry) Module() string {
	name := cmp.Or(e.Place, e.Page, e.Source)
	if e.Part > 0 {
		name += "?" + strconv.Itoa(e.Part+1)
	}
	return name
}

// LoaderOf tells how a script is read, by its name.
func (s *Settings) LoaderOf(file string) api.Loader {
	ext := path.Ext(file)
	if l, ok := s.Loaders[ext]; ok {
		return l
	}
	switch ext {
	case ".ts", ".mts", ".cts":
		return api.LoaderTS
	case ".tsx":
		return api.LoaderTSX
	}
	return api.LoaderJSX
}
