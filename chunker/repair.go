package chunker

import "slices"

// settled tells whether a unit has been evaluated, with all that it leads to,
// before any root that needs another one starts.
func (pl *planner) settled(u, used int) bool {
	b := pl.bucketOf[u]
	if b < 0 {
		return false
	}
	for _, r := range pl.buckets[b].roots {
		if !pl.needs.loaded[r].has(used) {
			return false
		}
	}
	return true
}

// standsBehind tells whether a unit should come after another that it uses,
// even if only its functions do. Chunks that the same roots load may use each
// other in a circle. A chunk that fewer roots load cannot be imported by the
// one that it uses, so it is always evaluated after it.
func (pl *planner) standsBehind(u, used int) bool {
	from, to := pl.bucketOf[u], pl.bucketOf[used]
	if from < 0 || to < 0 {
		return false
	}
	if !slices.Equal(pl.buckets[from].roots, pl.buckets[to].roots) {
		return true
	}
	return pl.separated[pl.needs.roots[u].key()]
}

// separate keeps the chunks of one set of roots from using each other in a
// circle, where a difference may come from such a circle. It reports whether
// that is anything new.
func (pl *planner) separate(found []difference) bool {
	grown := false
	for _, d := range found {
		for _, u := range []int{d.Unit, d.other} {
			if key := pl.needs.roots[u].key(); !pl.separated[key] {
				pl.separated[key] = true
				grown = true
			}
		}
	}
	return grown
}

// deferFrom defers a unit, and with it every unit that has to be evaluated
// after it for some root. It reports whether that is anything new.
func (pl *planner) deferFrom(deferred set, u int) bool {
	grown := false
	if pl.successors == nil {
		pl.successors = pl.newScheduler(newSet(len(pl.g.Units))).next
	}
	reached := newSet(len(pl.successors))
	reached.add(u)
	for queue := []int{u}; len(queue) > 0; {
		v := queue[len(queue)-1]
		queue = queue[:len(queue)-1]
		if v < len(pl.g.Units) && !pl.g.Units[v].Hoisted && deferred.add(v) {
			grown = true
		}
		for _, w := range pl.successors[v] {
			if reached.add(int(w)) {
				queue = append(queue, int(w))
			}
		}
	}
	return grown
}

// deferAll defers every unit, which is right whatever the roots' orders are. It
// reports whether that is anything new.
func (pl *planner) deferAll(deferred set) bool {
	grown := false
	for _, u := range pl.canonical {
		if !pl.g.Units[u].Hoisted && deferred.add(u) {
			grown = true
		}
	}
	return grown
}
