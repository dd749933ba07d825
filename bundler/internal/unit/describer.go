package unit

import "github.com/paintbox-build/paintbox/bundler/internal/program"

// describer makes a Set.
type describer struct {
	p *program.Program
	*Set
	groups    *Groups
	symbols   []variable
	tail      []bool  // by unit: it is the linker's addition to an entry point
	calls     [][]int // by unit: the wrapped modules that evaluating it runs
	reExports []reExport
	objects   map[int32]bool // the symbols of namespace objects
}

// reExport is a statement __reExport(object, …), which adds to what a module
// exports.
type reExport struct {
	module int
	object int32 // the symbol of the object
	unit   int32
}

func newDescriber(p *program.Program, groups *Groups) *describer {
	return &describer{p: p, groups: groups, Set: &Set{Units: groups.Units, of: make([]int32, len(p.Symbols))}, symbols: groups.symbols,
		tail: make([]bool, len(groups.Units)), calls: make([][]int, len(groups.Units))}
}
