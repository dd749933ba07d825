package chunker

// Graph is a linked program as the planner sees it: modules, the units that
// their code was cut into, and the roots at which execution starts. Indices
// into the slices stand for modules, units and roots everywhere. A Graph is
// never changed by the planner.
type Graph struct {
	Modules []Module
	Units   []Unit
	Roots   []Root
}

// Module is a source file.
type Module struct {
	Path        string // relative to the project
	Package     string // npm package, "" for the project's own
	Bytes       int    // of source
	SideEffects bool   // it must run even when nothing of it is used
	Lazy        bool   // its code is wrapped in a function that runs on first call
	Alone       bool   // the names in it must stay, so that it should share a file with no other module
	Imports     []Import
	Units       []int // in the order of the text
}

// RuntimePath is the path of the pseudo-module of the linker's helpers.
const RuntimePath = "<runtime>"

// Import is an import statement, a require() or an import(), in the order of
// the text.
type Import struct {
	Module int
	Kind   ImportKind
}

// ImportKind tells the ways to import apart.
type ImportKind uint8

// The kinds of imports.
const (
	ImportStatic ImportKind = iota
	ImportRequire
	ImportDynamic
)

// Unit is the smallest piece of code that can be moved: a statement, or a few
// that must stay together.
type Unit struct {
	Module  int
	Size    int   // estimate of its final bytes
	Uses    []Use // the units whose names it uses, each once
	Hoisted bool  // a function declaration: it exists before evaluation starts
	Early   bool  // a namespace object: reads nothing when evaluated
	Effect  bool  // evaluating it may do something, or read something that changes
	Ordered bool  // its effect, or the first run of the module that it runs, keeps its place among all others that do
	Senses  bool  // all that its place decides is what it reads of what others change, so that it has none among its like
	Calls   bool  // evaluating it may call the functions in it, or those that it uses
	Await   bool  // it awaits at the top level
	Runs    int   // the lazy module that evaluating it runs, -1 for none
	Dynamic []int // the roots that it imports dynamically
}

// Use is a reference from one unit to another.
type Use struct {
	Unit int
	Lazy bool // only from inside functions
}

// Root is an entry or the target of an import().
type Root struct {
	Module int
	Name   string // what its files are called after
	Entry  bool   // nothing is loaded before it: a page, a worker, an entry
	Facade bool   // its exports are visible to code: its file exports nothing else
	Uses   []int  // the units that its exports name
}

// staticImports visits what a module's import statements import, in their order.
func (g *Graph) staticImports(m int, visit func(to int)) {
	for _, imp := range g.Modules[m].Imports {
		if imp.Kind == ImportStatic {
			visit(imp.Module)
		}
	}
}
