package unit

import (
	"slices"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler/internal/cut"
	"github.com/paintbox-build/paintbox/bundler/internal/program"
	"github.com/paintbox-build/paintbox/chunker"
)

// A unit without effect may be evaluated later than natively, with the first
// route that uses it. That must not be where its value depends on the time: it
// calls a function, even one that changes nothing; it reads a global variable;
// or it reads a variable that natively has no value yet.

// keepTime gives an effect to units whose value depends on when they are
// evaluated, if anything uses them, and says which effects keep their places.
//
// A package's "sideEffects": false is its author's word that it may be left out,
// not that it runs at any time: what can tell the time stays in its place. Of the
// rest, which makes new things of what it is given, there is no order among
// packages.
func (d *describer) keepTime() {
	used := d.usedUnits()
	circles := d.p.Circles()
	s := newSenses(d)
	for i := range d.Graph.Units {
		u := &d.Graph.Units[i]
		m := &d.Graph.Modules[u.Module]
		plain := !u.Effect && !u.Hoisted && !u.Early && u.Runs < 0 && u.Module != d.p.Runtime && d.Units[i].External == nil && !d.tail[i] && !m.Lazy
		owned := d.keepsOrder(u.Module)
		switch {
		case u.Runs >= 0:
			u.Ordered = d.keepsOrder(u.Runs)
		case !plain:
			u.Ordered = owned || u.Effect && s.unit(i)
			u.Senses = u.Ordered && !owned && !s.changes(i)
		case used[i] && (u.Calls || d.readsEarly(i, circles)) || d.unitReadsGlobal(i):
			u.Ordered = owned || s.unit(i)
			u.Effect = u.Ordered
			u.Senses = u.Ordered && !owned && !s.changes(i)
		}
	}
}

// keepsOrder tells whether all effects of a module keep their places: it must run,
// or is the program's own.
func (d *describer) keepsOrder(m int) bool {
	return d.p.Modules[m].SideEffects || !d.p.Modules[m].Installed()
}

// usedUnits tells of each unit whether another one or a root uses it.
func (d *describer) usedUnits() []bool {
	used := make([]bool, len(d.Graph.Units))
	for i := range d.Graph.Units {
		for _, use := range d.Graph.Units[i].Uses {
			used[use.Unit] = used[use.Unit] || use.Unit != i
		}
	}
	for i := range d.Graph.Roots {
		for _, u := range d.Graph.Roots[i].Uses {
			used[u] = true
		}
	}
	return used
}

// senses finds the units that can tell when they are evaluated: they sense what
// the program did to global variables, or call functions by name that do.
type senses struct {
	*describer
	globals *program.Globals
	called  []bool // by unit: it consists of functions, and they sense it when they are called
	changed []bool // by unit: it consists of functions, and they may change it when they are called
}

func newSenses(d *describer) *senses {
	s := &senses{describer: d, globals: d.p.Globals()}
	callers := make([][]int, len(d.Graph.Units)) // among units of functions
	var called, changed []int
	for i := range d.Graph.Units {
		if !s.functions(i) {
			continue
		}
		f := &d.p.Files[d.Units[i].File]
		for _, si := range d.Units[i].Statements {
			if s.globals.SensesCalled(f, &f.Statements[si]) {
				called = append(called, i)
			}
			if s.globals.Changes(f, &f.Statements[si]) {
				changed = append(changed, i)
			}
		}
		for _, use := range d.Graph.Units[i].Uses {
			callers[use.Unit] = append(callers[use.Unit], i)
		}
	}
	s.called, s.changed = spread(called, callers), spread(changed, callers)
	return s
}

// spread tells of each unit whether it is one of those found, or calls one.
func spread(found []int, callers [][]int) []bool {
	reached := asset.Reach(found, func(u int) []int { return callers[u] })
	all := make([]bool, len(callers))
	for i := range all {
		all[i] = reached.Has(i)
	}
	return all
}

// changes tells whether a unit, or a function that it uses, may change what others
// sense.
func (s *senses) changes(id int) bool {
	f := &s.p.Files[s.Units[id].File]
	return slices.ContainsFunc(s.Units[id].Statements, func(si int32) bool { return s.globals.Changes(f, &f.Statements[si]) }) ||
		slices.ContainsFunc(s.Graph.Units[id].Uses, func(use chunker.Use) bool { return s.changed[use.Unit] })
}

// functions tells whether a unit consists of functions. What does not answers for
// itself, when it is evaluated.
func (d *describer) functions(id int) bool {
	u := &d.Units[id]
	f := &d.p.Files[u.File]
	return u.External == nil && !slices.ContainsFunc(u.Statements, func(si int32) bool {
		s := &f.Statements[si]
		return s.Form != cut.FormFunction && s.Value != cut.ValueFunction
	})
}

// unit tells whether a unit can tell when it is evaluated. Functions that it hands
// on may be called; the methods of a class are not.
func (s *senses) unit(id int) bool {
	f := &s.p.Files[s.Units[id].File]
	classes := true
	for _, si := range s.Units[id].Statements {
		st := &f.Statements[si]
		if s.globals.Senses(f, st) {
			return true
		}
		classes = classes && (st.Value == cut.ValueClass || st.Value == cut.ValueDerived)
	}
	g := &s.Graph.Units[id]
	return (g.Calls || g.Effect) && slices.ContainsFunc(g.Uses, func(use chunker.Use) bool { return s.called[use.Unit] && !(classes && use.Lazy) })
}

// readsEarly tells whether a unit reads what its own module declares later, or
// what another module of its circle declares.
func (d *describer) readsEarly(id int, circles []int) bool {
	m := d.Graph.Units[id].Module
	for _, use := range d.Graph.Units[id].Uses {
		v := &d.Graph.Units[use.Unit]
		switch {
		case use.Lazy || v.Hoisted || v.Early || v.Module == d.p.Runtime:
		case v.Module == m && d.Units[use.Unit].File == d.Units[id].File && d.Units[use.Unit].evaluatedAt(d.p) > d.Units[id].evaluatedAt(d.p),
			v.Module != m && circles[v.Module] == circles[m]:
			return true
		}
	}
	return false
}

func (d *describer) unitReadsGlobal(id int) bool {
	f := &d.p.Files[d.Units[id].File]
	return slices.ContainsFunc(d.Units[id].Statements, func(si int32) bool { return f.ReadsGlobal(&f.Statements[si]) })
}
