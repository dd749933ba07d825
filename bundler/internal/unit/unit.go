// Package unit finds the smallest pieces of a program that can move to another
// file.
//
//   - Group says which statements stay together.
//   - Aliases says which names only repeat others; these are replaced first, so
//     that nobody uses them.
//   - Describe tells of every unit what it uses and what evaluating it does, and
//     gives every symbol a name of its own.
//
// Each is a function of the model:
//
//   - Takes: the model, mended and shaken; Describe after the names that only repeat
//     others were replaced.
//   - Gives: Groups, the names that stand for others (Aliases), and a Set, which
//     holds the graph that chunks are planned from.
//   - Changes: nothing of the model. Nobody changes a Set once Describe returned it.
package unit

import (
	"github.com/paintbox-build/paintbox/bundler/internal/cut"
	"github.com/paintbox-build/paintbox/bundler/internal/program"
	"github.com/paintbox-build/paintbox/chunker"
)

// Unit is the text of a chunker.Unit: statements of one file, in their order.
type Unit struct {
	File       int
	Statements []int32
	External   *program.External // the import that it is, of something that is not bundled
}

// Groups says which statements move together. Statements stay together when
// they declare or change the same variable, since what another file imports is
// read only there.
type Groups struct {
	Units   []Unit
	Of      [][]int32  // by file and statement: the unit, None for imports, exports and what was left out
	symbols []variable // by symbol
	effects [][]bool   // by file and statement: evaluating it may do or read something that depends on order
}

// variable is what is known of a symbol when all statements were seen.
type variable struct {
	unit     int32 // that declares it
	assigned bool  // changed after its declaration
	changes  bool  // and by a function, so that its value depends on when it is read
}

// Set is a program in units. Nobody changes it once Describe returned it.
type Set struct {
	Graph   chunker.Graph
	Units   []Unit
	Names   []string // by symbol: unique in the program
	Objects []int32  // by root: the symbol of the object with its exports, where they are known only when it runs; else None
	of      []int32  // by symbol
}

// Of is the unit that declares a symbol.
func (s *Set) Of(symbol int32) int32 { return s.of[symbol] }

// evaluatedAt is the first statement of a unit that is evaluated: a function
// declaration is not, but a later change of its variable is.
func (u *Unit) evaluatedAt(p *program.Program) int32 {
	for _, si := range u.Statements {
		if p.Files[u.File].Statements[si].Form != cut.FormFunction {
			return si
		}
	}
	return u.Statements[0]
}
