package bundler

import (
	"bytes"

	"github.com/paintbox-build/paintbox/bundler/internal/cut"
)

// interop is what an ES module sees of a CommonJS module. In the linker's output
// it is a variable of the importing module: import_x = __toESM(require_x()).
type interop struct {
	module int // the CommonJS module
	node   bool
}

// bindInterop lets a module use its own variable for what a CommonJS module
// exports, where another module of its circle exports the same again. The
// linker uses that module's variable, which may not have its value yet.
func (p *Program) bindInterop() {
	toESM := p.helper("__toESM")
	if toESM < 0 {
		return
	}
	type use struct {
		module int
		of     interop
	}
	homes := map[int32]use{} // symbol → the module that declares it
	own := map[use]int32{}
	for i := range p.files {
		f := &p.files[i]
		for si := range f.Statements {
			s := &f.Statements[si]
			for k := 2; k < len(s.Refs) && s.Region >= 0; k++ {
				if x, ok := p.interopAt(f, s, k, toESM); ok {
					u := use{p.moduleOf(f, s), x}
					homes[f.symbols[s.Refs[k-2].Name]] = u
					own[u] = f.symbols[s.Refs[k-2].Name]
				}
			}
		}
	}
	circles := p.circles()
	for i := range p.files {
		f := &p.files[i]
		for si := range f.Statements {
			s := &f.Statements[si]
			for k := 0; k < len(s.Refs) && s.Region >= 0; k++ {
				home, ok := homes[f.symbols[s.Refs[k].Name]]
				if m := p.moduleOf(f, s); ok && home.module != m && circles[home.module] == circles[m] {
					if sym, ok := own[use{m, home.of}]; ok {
						f.rebind(s, k, sym)
					}
				}
			}
		}
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
