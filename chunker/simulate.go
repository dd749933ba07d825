package chunker

import "fmt"

// difference is a pair of units of which one comes too early.
type difference struct {
	Repair
	other int // the one that Repair does not name
}

// firstDifference walks the planned chunks as a browser does, root by root,
// and returns the first unit, in native order, that is evaluated before
// something that has to precede it; nil when there is none.
func (pl *planner) firstDifference(p *Plan) *difference {
	for r := range pl.g.Roots {
		if d := pl.walk(p, r); d != nil {
			return d
		}
	}
	return nil
}

// walk checks one root.
func (pl *planner) walk(p *Plan, r int) *difference {
	const never = 1 << 60
	when := make([]int, len(pl.g.Units)) // the step at which a unit is evaluated; 0 for before the root
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
	ready := pl.readyTimes(when)
	native := make([]int, len(pl.g.Units)) // position in native order, 0 for what is there already
	for i, u := range pl.native[r] {
		native[u] = i + 1
	}
	var found *difference
	foundAt := len(pl.g.Units) + 1
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

// readyTimes tells, for each component of uses, when all that it leads to has
// been evaluated.
func (pl *planner) readyTimes(when []int) []int {
	p := pl.prec
	effects := make([]int, len(pl.g.Modules))
	for m := range pl.g.Modules {
		for _, e := range p.effects[m] {
			effects[m] = max(effects[m], when[e])
		}
	}
	ready := make([]int, len(p.members))
	for c, members := range p.members { // uses come first
		for _, u := range members {
			ready[c] = max(ready[c], when[u], effects[pl.g.Units[u].Module])
			for _, use := range pl.g.Units[u].Uses {
				ready[c] = max(ready[c], ready[p.scc[use.Unit]])
			}
		}
	}
	return ready
}
