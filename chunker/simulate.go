package chunker

import "fmt"

// difference is a pair of units of which one comes too early.
type difference struct {
	Repair
	other int // the one that Repair does not name
}

// differences walks the planned chunks as a browser does, root by root, and
// returns the first unit of each, in native order, that is evaluated before
// something that has to precede it. Where roots share what differs, only the
// first of them is listed, since what mends it may mend the others.
func (pl *planner) differences(p *Plan) []difference {
	var found []difference
	touched := newSet(len(pl.g.Roots))
	w := pl.newWalk()
	for r := range pl.g.Roots {
		d := w.root(p, r)
		if d == nil {
			continue
		}
		roots := union(pl.needs.roots[d.Unit], pl.needs.roots[d.other])
		roots.add(r)
		if !touched.intersects(roots) {
			touched = union(touched, roots)
			found = append(found, *d)
		}
	}
	return found
}

// walk is the simulation of one root after the other. Between roots, all of it
// is zero.
type walk struct {
	*planner
	when   []int // by unit: the step at which it is evaluated; 0 for before the root
	native []int // by unit: its position in native order, counted from 1; 0 for what is there already
	ready  []int // by component of uses: when all that it leads to has been evaluated
}

func (pl *planner) newWalk() *walk {
	return &walk{planner: pl, when: make([]int, len(pl.g.Units)), native: make([]int, len(pl.g.Units)), ready: make([]int, len(pl.prec.members))}
}

// never is the time of what is not evaluated.
const never = 1 << 60

// root checks one root.
func (pl *walk) root(p *Plan, r int) *difference {
	when, native, ready := pl.when, pl.native, pl.ready
	for _, u := range pl.orders[r] {
		when[u] = never
	}
	step := 0
	for _, c := range p.Roots[r].Chunks {
		for _, s := range p.Chunks[c].Steps {
			if s.Mode != Defer && !pl.g.Units[s.Unit].Hoisted && when[s.Unit] == never {
				step++
				when[s.Unit] = step
			}
		}
	}
	for i, u := range pl.planner.native[r] {
		native[u] = i + 1
	}
	pl.findReady(r)
	defer pl.clear(r)
	var found *difference
	foundAt := never
	report := func(before, after int, cause string) {
		u, other := after, before
		if native[before] > native[after] {
			u, other = before, after
		}
		if found == nil || native[u] < foundAt {
			found, foundAt = &difference{Repair{Unit: u, Root: r, Cause: cause}, other}, native[u]
		}
	}
	pl.chains(r, func(before, after int) {
		if when[before] > when[after] {
			report(before, after, "an effect would come too early")
		}
	})
	for _, u := range pl.orders[r] {
		if when[u] == never {
			report(u, u, "it would not be evaluated")
		}
		pl.prec.direct(u, func(v int) bool { return native[v] < native[u] }, func(v int, how relation) {
			switch {
			case how == foreign && ready[pl.prec.scc[v]] > when[u]:
				report(v, u, fmt.Sprintf("it would be evaluated before what it uses of %s", pl.g.Modules[pl.g.Units[v].Module].Path))
			case how == earlier && when[v] > when[u]:
				report(v, u, "it would be evaluated before what it uses")
			case how == later && when[v] < when[u] && when[v] > 0:
				report(u, v, "it would have its value too early")
			}
		})
	}
	return found
}

// findReady tells, for each component of uses that a root needs, when all that
// it leads to has been evaluated.
func (pl *walk) findReady(r int) {
	p := pl.prec
	for _, c := range pl.components[r] { // uses come first
		for _, u := range p.members[c] {
			at := pl.when[u]
			for _, e := range p.effects[pl.g.Units[u].Module] {
				at = max(at, pl.when[e])
			}
			for _, use := range pl.g.Units[u].Uses {
				at = max(at, pl.ready[p.scc[use.Unit]])
			}
			pl.ready[c] = max(pl.ready[c], at)
		}
	}
}

// clear makes ready for another root.
func (pl *walk) clear(r int) {
	for _, u := range pl.planner.native[r] {
		pl.when[u], pl.native[u] = 0, 0
	}
	for _, c := range pl.components[r] {
		pl.ready[c] = 0
	}
}
