package bundler

import "github.com/paintbox-build/paintbox/bundler/internal/cut"

// A direct eval may use whatever its module declares, by the names that the
// source gives.

// joinEvaluated makes one unit of a module with a direct eval, and takes it that
// the evaluated text changes every variable.
func (p *Program) joinEvaluated(f *source, join func(a, b int32)) {
	for si := range f.Statements {
		s := &f.Statements[si]
		if !s.Eval || s.Region < 0 {
			continue
		}
		for other := range f.Statements {
			if f.unitOf[other] >= 0 || f.Statements[other].Region != s.Region {
				continue
			}
			join(int32(other), int32(si))
			for _, r := range f.Statements[other].Refs {
				if sym := f.symbols[r.Name]; sym >= 0 && r.Flags&cut.RefDeclared != 0 {
					p.symbols[sym].assigned, p.symbols[sym].changes = true, true
				}
			}
		}
	}
}

// evalNames finds the symbols that only a module with a direct eval uses. They
// keep their names, which the evaluated text may know; no other module has code
// in the same file.
func (p *Program) evalNames() map[int32]bool {
	names := map[int32]bool{}
	for i := range p.symbols {
		if u := p.symbols[i].unit; u >= 0 && p.Graph.Modules[p.Graph.Units[u].Module].Alone {
			names[int32(i)] = true
		}
	}
	if len(names) == 0 {
		return nil
	}
	module := func(sym int32) int { return p.Graph.Units[p.symbols[sym].unit].Module }
	for i := range p.files {
		f := &p.files[i]
		for si := range f.Statements {
			if f.unitOf[si] < 0 {
				continue
			}
			user := p.Graph.Units[f.unitOf[si]].Module
			for _, r := range f.Statements[si].Refs {
				if sym := f.symbols[r.Name]; names[sym] && module(sym) != user {
					delete(names, sym)
				}
			}
		}
	}
	for i := range p.roots {
		for _, e := range p.roots[i].exports {
			if names[e.symbol] && module(e.symbol) != p.Graph.Roots[i].Module {
				delete(names, e.symbol)
			}
		}
	}
	return names
}
