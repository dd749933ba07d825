package unit

import (
	"github.com/paintbox-build/paintbox/bundler/internal/cut"
	"github.com/paintbox-build/paintbox/bundler/internal/program"
)

// grouper makes Groups.
type grouper struct {
	p *program.Program
	*Groups
}

// Group groups statements into units: first those that import what is not
// bundled, then those of each file, in the order of their first statements.
func Group(p *program.Program) *Groups {
	g := &grouper{p, &Groups{Of: make([][]int32, len(p.Files)), symbols: make([]variable, len(p.Symbols)), effects: make([][]bool, len(p.Files))}}
	for i := range g.symbols {
		g.symbols[i].unit = program.None
	}
	for i := range p.Files {
		f := &p.Files[i]
		g.Of[i], g.effects[i] = make([]int32, len(f.Statements)), make([]bool, len(f.Statements))
		for si := range f.Statements {
			g.Of[i][si], g.effects[i][si] = program.None, f.Statements[si].Effect
			if external := f.External[si]; external != nil {
				g.Of[i][si] = g.add(Unit{File: i, Statements: []int32{int32(si)}, External: external})
				for _, sym := range external.Symbols {
					g.symbols[sym].unit = g.Of[i][si]
				}
			}
		}
	}
	for i := range p.Files {
		g.group(i)
	}
	return g.Groups
}

func (g *grouper) add(u Unit) int32 {
	g.Units = append(g.Units, u)
	return int32(len(g.Units) - 1)
}

// group makes the units of a file: sets of statements that are joined
// (union-find, Tarjan 1975).
func (g *grouper) group(file int) {
	f := &g.p.Files[file]
	parent := make([]int32, len(f.Statements))
	for i := range parent {
		parent[i] = int32(i)
	}
	find := func(i int32) int32 {
		for parent[i] != i {
			parent[i] = parent[parent[i]]
			i = parent[i]
		}
		return i
	}
	join := func(a, b int32) { parent[find(a)] = find(b) }
	g.joinVariables(file, join)
	g.joinEvaluated(file, join)
	g.joinLocal(file, join)
	joinBetween(f, find, join)
	g.collect(file, find)
}

// joinVariables joins the statements that declare or change the same variable,
// and those that give a namespace object its getters.
func (g *grouper) joinVariables(file int, join func(a, b int32)) {
	f := &g.p.Files[file]
	owner := map[int32]int32{} // symbol → a statement that declares it
	for si := range f.Statements {
		for _, r := range f.Statements[si].Refs {
			if sym := f.Symbols[r.Name]; sym >= 0 && r.Flags&cut.RefDeclared != 0 && g.Of[file][si] < 0 {
				if first, ok := owner[sym]; ok {
					join(int32(si), first)
				} else {
					owner[sym] = int32(si)
				}
			}
		}
	}
	for si := range f.Statements {
		s := &f.Statements[si]
		for i, r := range s.Refs {
			sym := f.Symbols[r.Name]
			declarer, ok := owner[sym]
			if sym < 0 || !ok || g.Of[file][si] >= 0 {
				continue
			}
			assigned := r.Flags&cut.RefAssigned != 0
			if assigned {
				g.symbols[sym].assigned = true
				g.symbols[sym].changes = g.symbols[sym].changes || r.Flags&cut.RefLazy != 0
			}
			if assigned || i == 1 && g.p.Helpers.Export >= 0 && f.SymbolAt(s, 0) == g.p.Helpers.Export && s.Form == cut.FormPlain {
				join(int32(si), declarer)
			}
		}
	}
}

// joinBetween adds to each unit of several statements what is evaluated between
// the first and the last of them, so that it stays between: units are intervals,
// and those that overlap are one. Function declarations are evaluated nowhere.
func joinBetween(f *program.File, find func(int32) int32, join func(a, b int32)) {
	last := make([]int32, len(f.Statements)) // of a unit, by its root: the last statement that is evaluated
	for si := range f.Statements {
		if f.Statements[si].Form == cut.FormPlain {
			last[find(int32(si))] = int32(si)
		}
	}
	first, end := int32(0), int32(-1) // of the interval
	for si := range int32(len(f.Statements)) {
		if f.Statements[si].Form != cut.FormPlain {
			continue
		}
		if si > end {
			first = si
		}
		end = max(end, last[find(si)])
		if find(si) != find(first) {
			join(si, first)
		}
	}
}

// collect makes the units of an output, in the order of their first
// statements.
func (g *grouper) collect(file int, find func(int32) int32) {
	f := &g.p.Files[file]
	unitOfRoot := map[int32]int32{}
	for si := range f.Statements {
		s := &f.Statements[si]
		if s.Form == cut.FormImport || s.Form == cut.FormExport || s.Form == cut.FormNone {
			continue
		}
		first := find(int32(si))
		id, ok := unitOfRoot[first]
		if !ok {
			id = g.add(Unit{File: file})
			unitOfRoot[first] = id
		}
		g.Of[file][si] = id
		g.Units[id].Statements = append(g.Units[id].Statements, int32(si))
	}
	for si := range f.Statements {
		for _, r := range f.Statements[si].Refs {
			if sym := f.Symbols[r.Name]; sym >= 0 && r.Flags&cut.RefDeclared != 0 && g.Of[file][si] >= 0 {
				g.symbols[sym].unit = g.Of[file][si]
			}
		}
	}
}
