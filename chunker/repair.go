package chunker

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
