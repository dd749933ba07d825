package link

import (
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler/internal/settings"
	"github.com/paintbox-build/paintbox/bundler/internal/sourcemap"
	"github.com/paintbox-build/paintbox/internal/css"
)

// linkDir is where the linker believes it writes to. Nothing is written.
const linkDir = ".paintbox-link"

// Output is a linked program.
type Output struct {
	Modules  []Module         // by path
	Scripts  []Script         // by the first module that each holds
	Sheets   map[string]Sheet // the bundled style sheets, by name
	Copies   []Copy           // by name
	GlobDirs []string         // absolute paths of the directories whose files import.meta.glob looks for: a new file there is another program
	Warnings []asset.Message
	Composed []Composed

	texts  map[string]Text // the sources, by the names of modules
	absent []absent        // what modules ask for and is left to the browser
	left   map[string]bool // the names of the modules that left bytes in a script
}

// Module is a source module that the entries reach.
type Module struct {
	Name        string // how the linker calls it: relative to the project, or kind:path
	Path        string // what people see of Name
	Package     string // npm package or package of the workspace, "" for the project's own
	home        string // the package's directory, absolute, where it is outside the project and not installed
	File        string // its absolute path, where it is simply a file; else ""
	Kind        Kind
	Bytes       int    // of source
	ES          bool   // it has import or export statements
	NoExports   bool   // it certainly exports nothing: see Output.ExportsNothing
	SideEffects bool   // it must run even when nothing of it is used
	NodeMode    bool   // its imports of CommonJS modules work as in Node, whatever __esModule says
	Required    bool   // it stands for another module, with the names that require() takes of that
	Copied      string // the name of the Copy that it stands for, "" for none
	Imports     []Import
	Comments    []string              // its legal comments
	Contained   []asset.ContainedFile // what compilers put into it
	Head        *Head                 // of a style sheet; nil for all other modules
}

// Installed tells whether the module is one of a package that was installed, and so
// none of the project's or its workspace's own.
func (m *Module) Installed() bool {
	return strings.HasPrefix(m.Name, "node_modules/") || strings.Contains(m.Name, "/node_modules/")
}

// Import is an import of another module of the program, in the order of the
// text.
type Import struct {
	Module    int
	Way       Way
	Specifier string
}

// Way tells how a module imports another, in esbuild's words.
type Way string

// The ways to import.
const (
	WayStatement Way = "import-statement"
	WayRequire   Way = "require-call"
	WayResolve   Way = "require-resolve"
	WayDynamic   Way = "dynamic-import"
	WayRule      Way = "import-rule"
	WayURL       Way = "url-token"
	WayComposes  Way = "composes-from"
)

// Head is what a style sheet says at its head, and what a bundle of sheets has to
// know of the rest.
type Head struct {
	css.Head
	Imports []SheetImport
}

// SheetImport is an @import rule.
type SheetImport struct {
	Module int    // -1 for a sheet that is not bundled
	URL    string // of that
	css.Condition
}

// Composed is a property of a class of a CSS module that two style sheets give a
// value, one of which is composed into the class first: the second has to come
// later in the cascade.
type Composed struct {
	Class         string
	Property      string
	First, Second asset.Message // their places
}

// Script is a script that the linker wrote.
type Script struct {
	Name   string
	Text   []byte
	Module int    // the entry point, -1 for what several share
	Sheet  string // the name of the style sheet of the entry point, "" for none
	Map    *sourcemap.Map
}

// Sheet is a style sheet that the linker bundled.
type Sheet struct {
	Text []byte
	Map  *sourcemap.Map
}

// Copy is a file that is published as it is.
type Copy struct {
	Name   string // with a hash of its content
	Data   []byte
	Source string  // the file that it is a copy of, as people see it
	Bundle *Bundle // what it is made of; nil for a file that is as it was
}

// Path is where the file is published, relative to the output directory.
func (c *Copy) Path() string {
	if name, above := strings.CutPrefix(c.Name, Above); above {
		return name
	}
	return settings.AssetsDir + "/" + c.Name
}

// addCopies adds files that no module stands for.
func (o *Output) addCopies(files map[string]Copy) {
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if !slices.ContainsFunc(o.Copies, func(c Copy) bool { return c.Name == name }) {
			o.Copies = append(o.Copies, files[name])
		}
	}
	slices.SortFunc(o.Copies, func(a, b Copy) int { return strings.Compare(a.Name, b.Name) })
}

// absent is what a module asks for by require() or import() and is left to the browser.
type absent struct{ module, specifier string }

// service is a service worker: its file, and its script as it is published.
type service struct {
	file   string        // relative to the project
	text   *string       // nil where it failed
	bundle *Bundle       // what that is made of
	failed []api.Message // why it did
}

// addServices adds service workers, which are published above the directory of
// hashed files: they control the pages that are beside them or below.
func (o *Output) addServices(services map[string]service) {
	for _, name := range slices.Sorted(maps.Keys(services)) {
		if s := services[name]; s.text != nil {
			o.Copies = append(o.Copies, Copy{Name: Above + name, Data: []byte(*s.text), Source: s.file, Bundle: s.bundle})
		}
	}
}

// Above begins the names of copies that are published above the directory of hashed
// files, under names of their own.
const Above = "../"

// Find finds a module by its name; -1 where there is none.
func (o *Output) Find(name string) int {
	return slices.IndexFunc(o.Modules, func(m Module) bool { return m.Name == name })
}

// ImportOf finds the module that an import of another one leads to; -1 where
// that is none of the program.
func ImportOf(modules []Module, importer int, specifier string) int {
	for _, imp := range modules[importer].Imports {
		if imp.Specifier == specifier {
			return imp.Module
		}
	}
	return -1
}

// ImportsItself tells whether a module imports itself, in whatever way.
func ImportsItself(modules []Module, module int) bool {
	return slices.ContainsFunc(modules[module].Imports, func(imp Import) bool { return imp.Module == module })
}

// Evaluates tells whether an import makes code run, at once or when a function
// is called that it stands in.
func (w Way) Evaluates() bool { return w == WayStatement || w == WayRequire || w == WayResolve }

// isModuleSheet tells whether a file is a CSS module by its name.
func isModuleSheet(file string) bool {
	return IsSheet(file) && strings.HasSuffix(strings.TrimSuffix(file, path.Ext(file)), ".module")
}

// IsSheet tells whether a file, or a part of one whose language its query ends
// with, is a style sheet, in whatever language.
func IsSheet(name string) bool {
	return slices.Contains([]string{".css", ".scss", ".sass", ".less", ".styl", ".stylus", ".pcss", ".postcss"}, path.Ext(name))
}
