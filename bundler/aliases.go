package bundler

import (
	"bytes"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/bundler/internal/cut"
	"github.com/paintbox-build/paintbox/chunker"
)

// dropAliases lets names stand for what they were declared as. The linker
// writes export default x as var file_default = x. Where x never changes, both
// names have the same value whenever reading the export does not throw
// natively, so that every use of the one can be a use of the other, and a
// function that is exported by default stays what it was: there before anything
// is evaluated.
func (p *Program) dropAliases() {
	alias := map[int32]int32{}
	for i := range p.files {
		f := &p.files[i]
		declared := map[int32]int{} // symbol → its statement
		for si := range f.Statements {
			s := &f.Statements[si]
			if name, target, ok := p.aliasOf(f, s, declared); ok && len(p.units[f.unitOf[si]].statements) == 1 {
				alias[name] = target
			}
			for _, r := range s.Refs {
				if sym := f.symbols[r.Name]; sym >= 0 && r.Flags&cut.RefDeclared != 0 {
					declared[sym] = si
				}
			}
		}
	}
	p.keepReadEarly(alias)
	follow := func(sym int32) int32 {
		for {
			next, ok := alias[sym]
			if !ok {
				return sym
			}
			sym = next
		}
	}
	for i := range p.files {
		f := &p.files[i]
		for n, sym := range f.symbols {
			if sym >= 0 {
				f.symbols[n] = follow(sym)
			}
		}
		for name, sym := range f.exports {
			f.exports[name] = follow(sym)
		}
	}
	for i := range p.roots {
		for k := range p.roots[i].exports {
			e := &p.roots[i].exports[k]
			e.symbol = follow(e.symbol)
		}
	}
}

// aliasOf tells whether a statement declares the default export of a module as
// another name for a variable or function that the module declares before.
func (p *Program) aliasOf(f *source, s *cut.Statement, declared map[int32]int) (name, target int32, ok bool) {
	name, target, ok = f.defaultAlias(s)
	if !ok || p.symbols[name].assigned || p.symbols[target].assigned {
		return 0, 0, false
	}
	si, ok := declared[target]
	return name, target, ok && f.Statements[si].Region == s.Region
}

// defaultAlias tells whether a statement is var x_default = y.
func (f *source) defaultAlias(s *cut.Statement) (name, target int32, ok bool) {
	if s.Form != cut.FormPlain || len(s.Refs) != 2 || s.Refs[0].Flags != cut.RefDeclared || s.Refs[1].Flags != 0 {
		return 0, 0, false
	}
	left, right := f.Names[s.Refs[0].Name], f.Names[s.Refs[1].Name]
	if !strings.HasSuffix(strings.TrimRight(left, "0123456789"), "_default") {
		return 0, 0, false
	}
	text := bytes.TrimPrefix(bytes.TrimSpace(f.Source[s.Start:s.End]), []byte("var "))
	name, target = f.symbols[s.Refs[0].Name], f.symbols[s.Refs[1].Name]
	return name, target, string(text) == left+" = "+right && name >= 0 && target >= 0
}

// keepReadEarly takes those aliases out that the circle of the module that
// declares them uses, which may be the module alone if it imports itself.
func (p *Program) keepReadEarly(alias map[int32]int32) {
	if len(alias) == 0 {
		return
	}
	circles := p.circles()
	home := map[int32]int{}
	for i := range p.files {
		f := &p.files[i]
		for si := range f.Statements {
			s := &f.Statements[si]
			for _, r := range s.Refs {
				sym := f.symbols[r.Name]
				if _, ok := alias[sym]; ok && r.Flags&cut.RefDeclared != 0 {
					home[sym] = p.moduleOf(f, s)
				}
			}
		}
	}
	for i := range p.files {
		f := &p.files[i]
		for si := range f.Statements {
			s := &f.Statements[si]
			if f.unitOf[si] < 0 {
				continue
			}
			m := p.moduleOf(f, s)
			for _, r := range s.Refs {
				if h, ok := home[f.symbols[r.Name]]; ok && circles[h] == circles[m] && r.Flags&cut.RefDeclared == 0 && (h != m || p.importsItself(m)) {
					delete(alias, f.symbols[r.Name])
				}
			}
		}
	}
}

func (p *Program) importsItself(module int) bool {
	return slices.Contains(p.Graph.Modules[module].Imports, chunker.Import{Module: module, Kind: chunker.ImportStatic})
}

// circles numbers the circles of static imports: modules that reach each other
// have the same number.
func (p *Program) circles() []int {
	imports := make([][]int, len(p.Graph.Modules))
	for m := range p.Graph.Modules {
		for _, imp := range p.Graph.Modules[m].Imports {
			if imp.Kind == chunker.ImportStatic {
				imports[m] = append(imports[m], imp.Module)
			}
		}
	}
	number := make([]int, len(imports))
	for c, modules := range chunker.Circles(imports) {
		for _, m := range modules {
			number[m] = c
		}
	}
	return number
}
