package program

import (
	"fmt"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/bundler/internal/cut"
	"github.com/paintbox-build/paintbox/bundler/internal/link"
)

// What changes a program after Read. Each change is a value that a pass
// returned; see the package's comment for who calls these.

// Rebinding makes one reference of a statement stand for another symbol, or lets
// it fall back on others where its own has no value.
type Rebinding struct {
	File, Statement int
	Ref             int   // index into the statement's Refs
	Symbol          int32 // None to keep the reference's own
	Others          []int32
	FallsBack       bool // what the reference reads is a property, of an empty object where none of the symbols has a value
}

// Rebind changes what references stand for.
func (p *Program) Rebind(list []Rebinding) {
	for _, b := range list {
		f := &p.Files[b.File]
		s := &f.Statements[b.Statement]
		if b.Symbol >= 0 {
			f.Names = append(f.Names, f.Names[s.Refs[b.Ref].Name])
			s.Refs[b.Ref].Name = int32(len(f.Names) - 1)
			f.Symbols = append(f.Symbols, b.Symbol)
		}
		if !b.FallsBack {
			continue
		}
		if f.Fallbacks == nil {
			f.Fallbacks = map[int32][]int32{}
		}
		r := s.Refs[b.Ref]
		f.Fallbacks[r.Pos] = b.Others
		for _, sym := range b.Others {
			f.Names = append(f.Names, f.Names[r.Name])
			f.Symbols = append(f.Symbols, sym)
			s.Refs = append(s.Refs, cut.Ref{Name: int32(len(f.Names) - 1), Flags: r.Flags}) // printed with r
		}
	}
}

// Run is a module that has to run a wrapped one that it imports.
type Run struct {
	Module  int
	Wrapper int32 // the symbol of the wrapped module's function
}

// AddRuns adds a statement for each run, in a file of its own: runs of one
// module stand together.
func (p *Program) AddRuns(runs []Run) {
	if runs == nil {
		return
	}
	var text strings.Builder
	var symbols []int32
	for i, run := range runs {
		if i == 0 || runs[i-1].Module != run.Module {
			fmt.Fprintf(&text, "// %s\n", p.Modules[run.Module].Name)
		}
		if m := p.Symbols[run.Wrapper].Wraps; m >= 0 && p.Modules[m].Awaits {
			text.WriteString("await ")
		}
		fmt.Fprintf(&text, "run%d();\n", len(symbols))
		symbols = append(symbols, run.Wrapper)
	}
	p.Added = len(p.Files)
	p.Files = append(p.Files, File{Name: "paintbox-runs.js", Module: None, File: cut.Scan([]byte(text.String()), p.isModule),
		Symbols: symbols}) // each statement has one name
}

// Limit makes a root export no more than the names given.
func (p *Program) Limit(exports map[int][]Export) {
	for root, list := range exports {
		p.Roots[root].Exports = list
	}
}

// Getters are getters of a namespace object that a statement makes: indices into
// the statement's Refs.
type Getters struct {
	File, Statement int
	Refs            []int // ascending
}

// DropGetters removes getters, each of which the linker writes in a line of its
// own.
func (p *Program) DropGetters(list []Getters) {
	for _, g := range list {
		f := &p.Files[g.File]
		s := &f.Statements[g.Statement]
		for _, k := range g.Refs {
			getter, _ := s.Getter(s.Refs[k])
			f.replace(g.Statement, int(getter.Lines.Start), int(getter.Lines.End), "")
			s.Weight = max(s.Weight-len(getter.Key)-len(":()=>xy,"), 0)
		}
		kept := make([]cut.Ref, 0, len(s.Refs)-len(g.Refs))
		for k, r := range s.Refs {
			if !slices.Contains(g.Refs, k) {
				kept = append(kept, r)
			}
		}
		s.Refs = kept
	}
}

// LeaveOut removes statements, given by file.
func (p *Program) LeaveOut(unused [][]int32) { p.leaveOut(unused) }

func (p *Program) leaveOut(unused [][]int32) {
	for i, list := range unused {
		f := &p.Files[i]
		for _, si := range list {
			s := &f.Statements[si]
			*s = cut.Statement{Region: s.Region, Start: s.Start, End: s.End, Form: cut.FormNone}
		}
	}
}

// Dead is what no entry leads to.
type Dead struct {
	Roots      []int     // ascending
	Statements [][]int32 // by file
	Modules    []bool    // by module
}

// Drop removes roots, with all that only they lead to. The others keep their
// order.
func (p *Program) Drop(d Dead) {
	p.leaveOut(d.Statements)
	for i, list := range d.Statements {
		for _, si := range list {
			delete(p.Files[i].External, int(si))
		}
	}
	for i := range p.Modules {
		m := &p.Modules[i]
		m.Dropped = d.Modules[i]
		imports := make([]link.Import, 0, len(m.Imports))
		for _, imp := range m.Imports {
			if !d.Modules[i] && !d.Modules[imp.Module] {
				imports = append(imports, imp)
			}
		}
		m.Imports = imports
	}
	copies := map[string]bool{} // by name: whether something reached stands for it
	for i := range p.Modules {
		if m := &p.Modules[i]; m.Copied != "" {
			copies[m.Copied] = copies[m.Copied] || !m.Dropped
		}
	}
	p.Copies = slices.DeleteFunc(slices.Clone(p.Copies), func(c link.Copy) bool {
		used, known := copies[c.Name]
		return known && !used
	})
	kept := make([]Root, 0, len(p.Roots))
	for r := range p.Roots {
		if _, dead := slices.BinarySearch(d.Roots, r); !dead {
			kept = append(kept, p.Roots[r])
		}
	}
	p.Roots = kept
	p.nameRoots()
}

// Replace lets symbols stand for others wherever they are used. No symbol that
// is replaced stands for itself after some steps.
func (p *Program) Replace(symbols map[int32]int32) {
	follow := func(sym int32) int32 {
		for {
			next, ok := symbols[sym]
			if !ok {
				return sym
			}
			sym = next
		}
	}
	for i := range p.Files {
		f := &p.Files[i]
		for n, sym := range f.Symbols {
			if sym >= 0 {
				f.Symbols[n] = follow(sym)
			}
		}
		for name, sym := range f.Exports {
			f.Exports[name] = follow(sym)
		}
	}
	for i := range p.Roots {
		for k := range p.Roots[i].Exports {
			e := &p.Roots[i].Exports[k]
			e.Symbol = follow(e.Symbol)
		}
	}
}

// Rewording is an edit of a statement, in which no name is printed.
type Rewording struct {
	File, Statement int
	Edit
}

// Reword edits statements.
func (p *Program) Reword(list []Rewording) {
	for _, r := range list {
		p.Files[r.File].replace(r.Statement, r.Start, r.End, r.Text)
	}
}

// replace makes other text stand for a part of a statement, in which no name is
// printed.
func (f *File) replace(statement, start, end int, text string) {
	if f.Edits == nil {
		f.Edits = map[int][]Edit{}
	}
	list := f.Edits[statement]
	at, _ := slices.BinarySearchFunc(list, start, func(e Edit, start int) int { return e.Start - start })
	f.Edits[statement] = slices.Insert(list, at, Edit{start, end, text})
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
