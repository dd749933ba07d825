// Package program is the model that the passes work on: the modules of a linked
// program, the statements of what the linker printed, the symbols that their
// names stand for, and the roots at which execution starts.
//
// Read makes one. Every name of it means one symbol, wherever it stands.
//
//   - Takes: settings, entries and the Output of the linker.
//   - Gives: a Program, which passes read; what they find out are values of their
//     own.
//   - Changes: a Program, by the methods in change.go, which the face alone calls,
//     between one pass and the next. After Link has returned nothing does.
package program

import (
	"path"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/bundler/internal/cut"
	"github.com/paintbox-build/paintbox/bundler/internal/link"
	"github.com/paintbox-build/paintbox/bundler/internal/settings"
	"github.com/paintbox-build/paintbox/bundler/internal/sourcemap"
	"github.com/paintbox-build/paintbox/chunker"
)

// None stands for no symbol, module, root or statement.
const None = -1

// Program is a linked program. Indices into its slices stand for modules,
// files, symbols and roots everywhere.
type Program struct {
	Settings *settings.Settings
	Entries  []settings.Entry
	Modules  []Module // by the linker's names; the last one is Runtime
	Files    []File   // the linker's scripts, the one of Paintbox's own helpers, and what AddRuns adds
	Symbols  []Symbol
	Roots    []Root
	Sheets   map[string]Sheet // the style sheets that the linker bundled, by name
	Copies   []link.Copy
	Composed []link.Composed
	Helpers  Helpers
	Empty    map[int32]int // by symbol: an object that stands for a module which exports nothing, with that module
	Runtime  int           // the pseudo-module of the linker's helpers and Paintbox's
	Added    int           // the file that AddRuns added, None without

	rootOf map[string]int // by the name of a file
	byName map[string]int // modules
}

// Module is a source file, or a module that Paintbox makes.
type Module struct {
	link.Module
	Lazy    bool  // its code is wrapped in a function that runs on first call
	Wrapper int32 // the symbol of its __esm function, None for a module that has none
	Awaits  bool  // that function is asynchronous, since the module, or one that it imports, awaits at the top level
	Output  int   // the file that it is the entry point of, None for none
	Dropped bool  // no entry reaches it
}

// File is one script of the linker.
type File struct {
	cut.File
	Name      string
	Symbols   []int32           // the symbol that each of File.Names stands for, None for names of no top level
	Exports   map[string]int32  // symbols by the names that the file exports
	Stars     []string          // what is not bundled and exported as a whole
	External  map[int]*External // by statement: the imports of what is not bundled
	Module    int               // the entry point, None for shared files
	Wrapped   bool              // it exports by default what a wrapped module gives
	Sheet     string            // the name of the style sheet that belongs to it, "" for none
	Origins   *sourcemap.Map    // nil without source maps
	Edits     map[int][]Edit    // by statement: what its text does not keep, in order
	Fallbacks map[int32][]int32 // by the position of a reference: the symbols that stand for its own where that has no value yet
}

// Sheet is one style sheet of the linker.
type Sheet struct {
	link.Sheet
	Regions []cut.SheetRegion
}

// External is an import statement of something that is not bundled.
type External struct {
	Path    string
	Names   []string // what it exports: "default", "*" for its namespace, or a name
	Symbols []int32  // parallel to Names
}

// Edit is text that stands for a part of a file.
type Edit struct {
	Start, End int
	Text       string
}

// Symbol is a top-level name.
type Symbol struct {
	Name      string // in its file
	File      int
	Statement int32 // the first that declares it, None for none
	Wraps     int   // the module whose wrapper function it is, None for none
}

// Root is a place where execution starts: an entry, a worker, or the target of
// an import().
type Root struct {
	Name     string // what its files are called after; no two roots have the same
	Module   int
	File     int
	Entry    int // index into Entries, None for routes and workers
	Worker   bool
	Facade   bool     // its exports are visible to code: its file exports nothing else
	Exports  []Export // by name
	CommonJS int32    // the symbol of the function that runs the CommonJS module, None for none
	Object   int32    // the symbol of the namespace object that import() gives instead of the file's own, None for none
}

// Helpers are the symbols of functions that printed code calls; None for those
// of the linker that the program does not use.
type Helpers struct {
	Export     int32 // __export(object, getters)
	ToESM      int32 // __toESM(exports): what import gives of a CommonJS module
	ToCommonJS int32 // __toCommonJS(namespace): what require() gives of an ES module
	CommonJS   int32 // __commonJS: wraps a CommonJS module
	ESM        int32 // __esm: wraps an ES module
	ReExport   int32 // __reExport(object, exports): export * from a CommonJS module

	LoadStyles int32 // Paintbox's own: loads the style sheets of a route
	Preload    int32 // and the scripts
	Namespace  int32 // and makes what import() gives of a CommonJS module
	Space      int32 // makes the namespace object of an ES module
	Required   int32 // makes what require() gives of one, once
}

// Starts tells whether nothing is loaded before a root.
func (r *Root) Starts() bool { return r.Entry >= 0 || r.Worker }

// Export is a name that a root exports.
type Export struct {
	Name   string
	Symbol int32
}

// ModuleNamed finds a module by the linker's name; None where there is none.
func (p *Program) ModuleNamed(name string) int {
	if m, ok := p.byName[name]; ok {
		return m
	}
	return None
}

func (p *Program) isModule(name string) bool {
	_, ok := p.byName[name]
	return ok
}

// ModuleOf tells the module that a statement comes from.
func (p *Program) ModuleOf(f *File, s *cut.Statement) int {
	if s.Region < 0 {
		return p.Runtime
	}
	return p.byName[f.Regions[s.Region]]
}

// SourceOf names a root by the file in the project.
func (p *Program) SourceOf(root int) string {
	if e := p.Roots[root].Entry; e >= 0 {
		return p.Entries[e].Source
	}
	return p.Modules[p.Roots[root].Module].Path
}

// HasPage tells whether an entry is an HTML page, which can hold a list of what
// routes load.
func (p *Program) HasPage() bool {
	return slices.ContainsFunc(p.Entries, func(e settings.Entry) bool { return e.Page != "" })
}

// RootOf tells the root that an import() in a file loads; None where it loads
// none.
func (p *Program) RootOf(f *File, s *cut.Statement, imp cut.Import) int {
	var name string
	if imp.Self {
		output := p.Modules[p.ModuleOf(f, s)].Output
		if output < 0 {
			return None
		}
		name = p.Files[output].Name
	} else {
		if !strings.HasPrefix(imp.Path, ".") {
			return None
		}
		name = path.Join(path.Dir(f.Name), imp.Path)
	}
	if root, ok := p.rootOf[name]; ok {
		return root
	}
	return None
}

// Evaluated lists the modules that a module imports in a way that evaluates them,
// now or later.
func (p *Program) Evaluated(module int) []int {
	var imported []int
	for _, imp := range p.Modules[module].Imports {
		if imp.Way.Evaluates() || imp.Way == link.WayDynamic {
			imported = append(imported, imp.Module)
		}
	}
	return imported
}

// StaticImports lists the modules that each module imports by statements, as
// often as it does.
func (p *Program) StaticImports() [][]int {
	imports := make([][]int, len(p.Modules))
	for m := range p.Modules {
		for _, imp := range p.Modules[m].Imports {
			if imp.Way == link.WayStatement {
				imports[m] = append(imports[m], imp.Module)
			}
		}
	}
	return imports
}

// Circles numbers the circles of static imports: modules that reach each other
// have the same number.
func (p *Program) Circles() []int {
	number := make([]int, len(p.Modules))
	for c, modules := range chunker.Circles(p.StaticImports()) {
		for _, m := range modules {
			number[m] = c
		}
	}
	return number
}

// Loaders lists the helpers that an import() of a root may call.
func (p *Program) Loaders(root int) []int32 {
	r := &p.Roots[root]
	if r.Worker {
		return nil
	}
	var list []int32
	if r.CommonJS >= 0 {
		list = append(list, p.Helpers.Namespace)
	}
	if p.Files[r.File].Sheet != "" {
		list = append(list, p.Helpers.LoadStyles)
	}
	if p.HasPage() {
		list = append(list, p.Helpers.Preload)
	}
	return list
}
