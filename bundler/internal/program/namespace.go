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

// SetSpaces makes namespace objects what the language has.
func (p *Program) SetSpaces(s Spaces) {
	for _, at := range s.Objects {
		p.makeSpace(&p.Files[at.File], at.Statement)
	}
	for _, at := range s.Open {
		f := &p.Files[at.File]
		end := f.Statements[at.Statement].End
		f.replace(at.Statement, end-len("{}"), end, `Object.create(null, { [Symbol.toStringTag]: { value: "Module" } })`)
	}
	for root, object := range s.Roots {
		p.Roots[root].Object = object
	}
}

// makeSpace makes var object = {}; __export(object, getters) to
// var object = space(getters), which stands where the second did.
func (p *Program) makeSpace(f *File, statement int) {
	s := &f.Statements[statement]
	name := 0
	if p.MakesNamespace(f, s) {
		name = 1
		object := f.SymbolAt(s, 1)
		p.leaveOutDeclaration(f, object)
		p.Symbols[object].Statement = int32(statement)
	}
	declared := s.Refs[name]
	declared.Flags = cut.RefDeclared
	from := int(declared.Pos) + len(f.Names[declared.Name])
	getters := from + len(" = ")
	if name == 1 {
		getters = from + len(", ")
		f.replace(statement, from, getters, " = ")
	} else {
		s.Suffix = ");"
	}
	f.Names, f.Symbols = append(f.Names, ""), append(f.Symbols, p.Helpers.Space)
	helper := cut.Ref{Name: int32(len(f.Names) - 1), Pos: int32(getters)}
	f.replace(statement, getters, getters, "(")
	s.Refs = append([]cut.Ref{declared, helper}, s.Refs[name+1:]...)
	s.Prefix, s.Start, s.Target = "var", int(declared.Pos), declared.Pos
	s.Declares, s.Value, s.Effect = cut.DeclaresName, cut.ValueOther, false
}

// leaveOutDeclaration removes var object = {}.
func (p *Program) leaveOutDeclaration(f *File, object int32) {
	at := p.Symbols[object].Statement
	s := &f.Statements[at]
	*s = cut.Statement{Region: s.Region, Start: s.Start, End: s.End, Form: cut.FormNone}
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
