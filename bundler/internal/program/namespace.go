package program

import "github.com/paintbox-build/paintbox/bundler/internal/cut"

// The linker's namespace objects are ordinary ones with getters. Where a program
// can tell them from those of the language, they are made as these are.

// Place is a statement of a file.
type Place struct{ File, Statement int }

// Spaces is what is to be as the language has it of the objects that stand for
// modules.
type Spaces struct {
	Objects []Place       // the statements that give a namespace object its getters, or declare that of a module that exports nothing
	Open    []Place       // that declare one whose names are known when it runs
	Once    []Rebinding   // of helpers that make a new object each time, for Rebind
	Roots   map[int]int32 // by root: the object that import() gives, too
}

// Space tells whether a statement declares a namespace object as the language has
// it.
func (p *Program) Space(f *File, s *cut.Statement) bool {
	return s.Region >= 0 && s.Declares == cut.DeclaresName && len(s.Refs) > 1 && f.SymbolAt(s, 1) == p.Helpers.Space
}

// Interop tells of the nth reference of a statement, of the form variable =
// __toESM(require_x()), which variable has what an ES module sees of which
// CommonJS module.
func (p *Program) Interop(f *File, s *cut.Statement, n int) (variable int32, module int, ok bool) {
	if n < 2 || n >= len(s.Refs) || p.Helpers.ToESM < 0 || f.SymbolAt(s, n-1) != p.Helpers.ToESM || s.Refs[n-2].Flags&(cut.RefDeclared|cut.RefAssigned) == 0 {
		return None, None, false
	}
	variable, wrapper := f.SymbolAt(s, n-2), f.SymbolAt(s, n)
	if variable < 0 || wrapper < 0 || p.Symbols[wrapper].Wraps < 0 {
		return None, None, false
	}
	return variable, p.Symbols[wrapper].Wraps, true
}
