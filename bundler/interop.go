package bundler

import (
	"bytes"
	"slices"

	"github.com/paintbox-build/paintbox/bundler/internal/cut"
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
	own     map[interopUse]int32 // the symbols
	circles []int                // by module
}

// bindInterop mends what modules see of CommonJS modules in a circle, where the
// linker lets them use the variable of a module that has not run yet. A module
// uses its own variable where it has one. What may run before its module did
// uses any variable of the circle, and finds nothing as long as none has its
// value: natively, what a CommonJS module exports is undefined until it ran.
func (p *Program) bindInterop() {
	x := p.findInterops()
	if len(x.uses) == 0 {
		return
	}
	export := p.helper("__export")
	size := map[int]int{}
	for _, c := range x.circles {
		size[c]++
	}
	for i := range p.files {
		f := &p.files[i]
		for si := range f.Statements {
			s := &f.Statements[si]
			if s.Region < 0 {
				continue
			}
			m := p.moduleOf(f, s)
			x.bindOwn(f, s, m)
			if size[x.circles[m]] > 1 {
				getters := export >= 0 && len(s.Refs) > 1 && f.symbols[s.Refs[0].Name] == export
				x.bindEarly(f, s, m, getters)
			}
		}
	}
}

func (p *Program) findInterops() interops {
	x := interops{uses: map[int32]interopUse{}, own: map[interopUse]int32{}}
	toESM := p.helper("__toESM")
	if toESM < 0 {
		return x
	}
	for i := range p.files {
		f := &p.files[i]
		for si := range f.Statements {
			s := &f.Statements[si]
			for k := 2; k < len(s.Refs) && s.Region >= 0; k++ {
				if of, ok := p.interopAt(f, s, k, toESM); ok {
					u := interopUse{p.moduleOf(f, s), of}
					x.uses[f.symbols[s.Refs[k-2].Name]] = u
					x.own[u] = f.symbols[s.Refs[k-2].Name]
				}
			}
		}
	}
	x.circles = p.circles()
	return x
}

// bindOwn lets a statement use its module's own variables.
func (x *interops) bindOwn(f *source, s *cut.Statement, module int) {
	for k := range s.Refs {
		u, ok := x.uses[f.symbols[s.Refs[k].Name]]
		if !ok || u.module == module || x.circles[u.module] != x.circles[module] {
			continue
		}
		if sym, ok := x.own[interopUse{module, u.of}]; ok {
			f.rebind(s, k, sym)
		}
	}
}

// bindEarly lets a statement use any variable of the circle where it may run
// before its own module did: in a function declaration, and in the getters of a
// namespace object.
func (x *interops) bindEarly(f *source, s *cut.Statement, module int, getters bool) {
	for _, r := range slices.Clone(s.Refs) {
		sym := f.symbols[r.Name]
		u, ok := x.uses[sym]
		if !ok || r.Flags&^cut.RefLazy != 0 || x.circles[u.module] != x.circles[module] || f.Source[int(r.Pos)+len(f.Names[r.Name])] != '.' {
			continue
		}
		if u.module == module && s.Form != cut.FormFunction && !getters {
			continue
		}
		var others []int32
		for other, v := range x.uses {
			if other != sym && v.of == u.of && x.circles[v.module] == x.circles[module] {
				others = append(others, other)
			}
		}
		slices.Sort(others)
		f.fallBack(s, r, others)
	}
}

// fallBack lets a statement read a property of other symbols where the one of a
// reference has no value, and of an empty object where none has.
func (f *source) fallBack(s *cut.Statement, r cut.Ref, others []int32) {
	if f.fallbacks == nil {
		f.fallbacks = map[int32][]int32{}
	}
	f.fallbacks[r.Pos] = others
	for _, sym := range others {
		f.Names = append(f.Names, f.Names[r.Name])
		f.symbols = append(f.symbols, sym)
		s.Refs = append(s.Refs, cut.Ref{Name: int32(len(f.Names) - 1), Flags: r.Flags}) // printed with r
	}
}

// interopAt tells what the variable stands for that is two references before
// one of a statement, where these are of the form variable = __toESM(require_x()).
func (p *Program) interopAt(f *source, s *cut.Statement, k int, toESM int32) (interop, bool) {
	variable, helper, require := s.Refs[k-2], s.Refs[k-1], s.Refs[k]
	sym, wrapper := f.symbols[variable.Name], f.symbols[require.Name]
	if sym < 0 || wrapper < 0 || f.symbols[helper.Name] != toESM || variable.Flags&(cut.RefDeclared|cut.RefAssigned) == 0 || p.symbols[wrapper].wraps < 0 {
		return interop{}, false
	}
	rest := f.Source[int(require.Pos)+len(f.Names[require.Name]):]
	return interop{p.symbols[wrapper].wraps, bytes.HasPrefix(rest, []byte("(), 1)"))}, true
}
