package unit

import (
	"github.com/paintbox-build/paintbox/bundler/internal/cut"
)

// A direct eval may use whatever its module declares, by the names that the
// source gives.

// joinEvaluated makes one unit of a module with a direct eval, and takes it that
// the evaluated text changes every variable.
func (g *grouper) joinEvaluated(file int, join func(a, b int32)) {
	f := &g.p.Files[file]
	for si := range f.Statements {
		s := &f.Statements[si]
		if !s.Eval || s.Region < 0 {
			continue
		}
		for other := range f.Statements {
			if g.Of[file][other] >= 0 || f.Statements[other].Region != s.Region {
				continue
			}
			join(int32(other), int32(si))
			for _, r := range f.Statements[other].Refs {
				if sym := f.Symbols[r.Name]; sym >= 0 && r.Flags&cut.RefDeclared != 0 {
					g.symbols[sym].assigned, g.symbols[sym].changes = true, true
				}
			}
		}
	}
}

// evalNames finds the symbols that only a module with a direct eval uses. They
// keep their names, which the evaluated text may know; no other module has code
// in the same file.
func (d *describer) evalNames() map[int32]bool {
	names := map[int32]bool{}
	for i := range d.symbols {
		if u := d.symbols[i].unit; u >= 0 && d.Graph.Modules[d.Graph.Units[u].Module].Alone {
			names[int32(i)] = true
		}
	}
	if len(names) == 0 {
		return nil
	}
	module := func(sym int32) int { return d.Graph.Units[d.symbols[sym].unit].Module }
	for i := range d.p.Files {
		f := &d.p.Files[i]
		for si := range f.Statements {
			if d.groups.Of[i][si] < 0 {
				continue
			}
			user := d.Graph.Units[d.groups.Of[i][si]].Module
			for _, r := range f.Statements[si].Refs {
				if sym := f.Symbols[r.Name]; names[sym] && module(sym) != user {
					delete(names, sym)
				}
			}
		}
	}
	for i := range d.p.Roots {
		for _, e := range d.p.Roots[i].Exports {
			if names[e.Symbol] && module(e.Symbol) != d.Graph.Roots[i].Module {
				delete(names, e.Symbol)
			}
		}
	}
	return names
}
