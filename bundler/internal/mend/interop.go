package mend

import (
	"slices"

	"github.com/paintbox-build/paintbox/bundler/internal/cut"
	"github.com/paintbox-build/paintbox/bundler/internal/program"
)

// interop is what an ES module sees of a CommonJS module. In the linker's output
// it is a variable of the importing module: import_x = __toESM(require_x()).
type interop struct {
	module int // the CommonJS module
	node   bool
}

// interopUse is a variable with the interop of a module, in a module.
type interopUse struct {
	module int
	of     interop
}

// interops are those variables, in circles of static imports.
type interops struct {
	uses    map[int32]interopUse // by symbol
	symbols map[interopUse]int32
	circles []int // by module
}

// Interop mends what modules see of CommonJS modules in a circle, where the
// linker lets them use the variable of a module that has not run yet. A module
// uses its own variable where it has one. What may run before its module did
// uses any variable of the circle, and finds nothing as long as none has its
// value: natively, what a CommonJS module exports is undefined until it ran.
func Interop(p *program.Program) []program.Rebinding {
	x := findInterops(p)
	if len(x.uses) == 0 {
		return nil
	}
	size := map[int]int{}
	for _, c := range x.circles {
		size[c]++
	}
	var found []program.Rebinding
	for i := range p.Files {
		f := &p.Files[i]
		for si := range f.Statements {
			s := &f.Statements[si]
			if s.Region < 0 {
				continue
			}
			m := p.ModuleOf(f, s)
			circle := size[x.circles[m]] > 1
			early := circle && (s.Form == cut.FormFunction || p.MakesNamespace(f, s))
			for k := range s.Refs {
				b := program.Rebinding{File: i, Statement: si, Ref: k, Symbol: x.own(f.SymbolAt(s, k), m)}
				if circle {
					x.fallBack(&b, f, s, m, early)
				}
				if b.Symbol >= 0 || b.FallsBack {
					found = append(found, b)
				}
			}
		}
	}
	return found
}

func findInterops(p *program.Program) interops {
	x := interops{uses: map[int32]interopUse{}, symbols: map[interopUse]int32{}}
	if p.Helpers.ToESM < 0 {
		return x
	}
	for i := range p.Files {
		f := &p.Files[i]
		for si := range f.Statements {
			s := &f.Statements[si]
			for k := 2; k < len(s.Refs) && s.Region >= 0; k++ {
				if of, ok := interopAt(p, f, s, k); ok {
					u := interopUse{p.ModuleOf(f, s), of}
					x.uses[f.Symbols[s.Refs[k-2].Name]] = u
					x.symbols[u] = f.Symbols[s.Refs[k-2].Name]
				}
			}
		}
	}
	x.circles = p.Circles()
	return x
}

// own finds the variable that a module has itself for what a symbol of another
// one in its circle stands for; None where it uses that one.
func (x *interops) own(sym int32, module int) int32 {
	u, ok := x.uses[sym]
	if !ok || u.module == module || x.circles[u.module] != x.circles[module] {
		return program.None
	}
	if sym, ok := x.symbols[interopUse{module, u.of}]; ok {
		return sym
	}
	return program.None
}

// fallBack lets a reference use any variable of the circle where it may be read
// before its own module ran, which is early: in a function declaration, and in
// the getters of a namespace object.
func (x *interops) fallBack(b *program.Rebinding, f *program.File, s *cut.Statement, module int, early bool) {
	r, sym := s.Refs[b.Ref], b.Symbol
	if sym < 0 {
		sym = f.Symbols[r.Name]
	}
	u, ok := x.uses[sym]
	if !ok || r.Flags&^cut.RefLazy != 0 || x.circles[u.module] != x.circles[module] || r.Chain == 0 || u.module == module && !early {
		return
	}
	b.FallsBack = true
	for other, v := range x.uses {
		if other != sym && v.of == u.of && x.circles[v.module] == x.circles[module] {
			b.Others = append(b.Others, other)
		}
	}
	slices.Sort(b.Others)
}

// interopAt tells what the variable stands for that is two references before
// one of a statement, where these are of the form variable = __toESM(require_x()).
func interopAt(p *program.Program, f *program.File, s *cut.Statement, k int) (interop, bool) {
	_, module, ok := p.Interop(f, s, k)
	return interop{module, s.Refs[k].Next&cut.NextNode != 0}, ok
}
