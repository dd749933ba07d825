package unit

import (
	"slices"
)

// A unit without effect may be evaluated later than natively, with the first
// route that uses it. That must not be where its value depends on the time: it
// calls a function, even one that changes nothing; it reads a global variable;
// or it reads a variable that natively has no value yet.

// keepTime gives an effect to units whose value depends on when they are
// evaluated, if anything uses them. The modules of a package without side
// effects have no order among others, by their author's word.
func (d *describer) keepTime() {
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
	circles := d.p.Circles()
	for i := range d.Graph.Units {
		u := &d.Graph.Units[i]
		plain := !u.Effect && !u.Hoisted && !u.Early && u.Runs < 0 && u.Module != d.p.Runtime && d.Units[i].External == nil && !d.tail[i]
		if plain && d.Graph.Modules[u.Module].SideEffects && !d.Graph.Modules[u.Module].Lazy && (used[i] && (u.Calls || d.readsEarly(i, circles)) || d.unitReadsGlobal(i)) {
			u.Effect = true
		}
	}
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
