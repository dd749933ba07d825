package chunker

import "slices"

// planner holds what does not change from attempt to attempt.
type planner struct {
	g          *Graph
	o          Options
	scale      Calibration
	groups     []Group
	needs      *needs
	prec       *precedence
	native     [][]int   // by root: the units it needs, natively ordered
	orders     [][]int   // by root: those of them that it evaluates
	moved      [][]int   // by root: the units that it loads for others
	components [][]int   // by root: the components of uses among the units it needs, uses first
	lazyRun    []set     // by root: the lazy modules that it runs
	runs       []int     // the units that run a lazy module
	successors [][]int32 // what has to be evaluated after each node of the schedule, made when it is needed
	order      order     // of the schedule that was made last
	awaiting   bool      // whether any unit awaits at the top level
	waits      [][]int   // by module: the modules with top-level await that end before it does
	groupOf    []int     // by unit: index into groups, -1 for none
	canonical  []int     // all units in some bucket, natively ordered as far as the roots agree
	position   []int     // by unit: index into canonical
	buckets    []bucket
	bucketOf   []int           // by unit, -1 for units that no root needs
	separated  map[string]bool // by set of roots: their chunks should not use each other in a circle
}

// bucket is a set of units that are loaded together.
type bucket struct {
	group int    // index into groups, -1 for none
	apart string // see planner.apart
	roots []int
	units []int // natively ordered
}

// findNative finds the native order of each root and of all together, and which
// lazy modules run.
func (pl *planner) findNative() {
	g := pl.g
	pl.position = make([]int, len(g.Units))
	seen := newSet(len(g.Units))
	for r := range g.Roots {
		order := nativeOrder(g, pl.needs, pl.prec, r)
		for _, u := range order {
			if seen.add(u) && pl.needs.roots[u].count() > 0 {
				pl.position[u] = len(pl.canonical)
				pl.canonical = append(pl.canonical, u)
			}
		}
		pl.native = append(pl.native, order)
		ran := newSet(len(g.Modules))
		for _, u := range order {
			if g.Units[u].Runs >= 0 {
				ran.add(g.Units[u].Runs)
			}
		}
		pl.lazyRun = append(pl.lazyRun, ran)
	}
	for u := range g.Units {
		if g.Units[u].Runs >= 0 {
			pl.runs = append(pl.runs, u)
		}
	}
}

// findOrders finds what each root evaluates, once it is known what it loads.
func (pl *planner) findOrders() {
	for r := range pl.g.Roots {
		pl.components = append(pl.components, pl.componentsOf(pl.native[r]))
		pl.orders = append(pl.orders, slices.DeleteFunc(slices.Clone(pl.native[r]), func(u int) bool {
			return pl.g.Units[u].Hoisted || pl.needs.loaded[r].has(u)
		}))
	}
}

// componentsOf lists the components of uses that some units are in.
func (pl *planner) componentsOf(units []int) []int {
	list := make([]int, len(units))
	for i, u := range units {
		list[i] = pl.prec.scc[u]
	}
	slices.Sort(list)
	return slices.Clip(slices.Compact(list))
}

// findGroups decides which group each unit belongs to.
func (pl *planner) findGroups() {
	groupOfModule := make([]int, len(pl.g.Modules))
	for m := range pl.g.Modules {
		groupOfModule[m] = groupOf(pl.groups, &pl.g.Modules[m])
	}
	home := pl.runtimeGroup(groupOfModule)
	pl.groupOf = make([]int, len(pl.g.Units))
	for u := range pl.g.Units {
		pl.groupOf[u] = groupOfModule[pl.g.Units[u].Module]
		if pl.g.Modules[pl.g.Units[u].Module].Path == RuntimePath {
			pl.groupOf[u] = home
		}
	}
	for u := range pl.g.Units {
		pl.joinModuleRun(u)
	}
}

// joinModuleRun puts the statement that runs a lazy module into the group of
// that module, where the same roots need both.
func (pl *planner) joinModuleRun(u int) {
	runs := pl.g.Units[u].Runs
	if runs < 0 {
		return
	}
	for _, wrapper := range pl.g.Modules[runs].Units {
		if pl.g.Units[wrapper].Runs < 0 && slices.Equal(pl.needs.roots[wrapper], pl.needs.roots[u]) {
			pl.groupOf[u] = pl.groupOf[wrapper]
			return
		}
	}
}

func (pl *planner) fillBuckets() {
	type key struct {
		group        int
		apart, roots string
	}
	ids := map[key]int{}
	pl.bucketOf = make([]int, len(pl.g.Units))
	for u := range pl.bucketOf {
		pl.bucketOf[u] = -1
	}
	for _, u := range pl.canonical {
		group := pl.groupOf[u]
		k := key{group, pl.apart(u), pl.needs.roots[u].key()}
		id, ok := ids[k]
		if !ok {
			id = len(pl.buckets)
			ids[k] = id
			pl.buckets = append(pl.buckets, bucket{group: group, apart: k.apart, roots: slices.Collect(pl.needs.roots[u].all())})
		}
		pl.bucketOf[u] = id
		pl.buckets[id].units = append(pl.buckets[id].units, u)
	}
}

// runtimeGroup is where the linker's helpers go: with the group of the highest
// priority that has any code, since the others are likely to use it anyway.
func (pl *planner) runtimeGroup(groupOfModule []int) int {
	best := -1
	for _, u := range pl.canonical {
		if group := groupOfModule[pl.g.Units[u].Module]; group >= 0 && (best < 0 || pl.groups[group].Priority > pl.groups[best].Priority) {
			best = group
		}
	}
	return best
}

// own tells the root whose own code a bucket holds, -1 for groups and shared
// code.
func (pl *planner) own(b int) int {
	if bk := &pl.buckets[b]; bk.group < 0 && len(bk.roots) == 1 {
		return bk.roots[0]
	}
	return -1
}

func (pl *planner) bucketName(id int) string {
	switch group, root := pl.buckets[id].group, pl.own(id); {
	case group >= 0:
		return pl.groups[group].Name
	case root >= 0:
		return pl.g.Roots[root].Name
	}
	return sharedName
}

// chains calls edge for each pair of units that a root must evaluate in this
// order by rule 1, and by rule 3 for the effects of a module or cycle.
func (pl *planner) chains(r int, edge func(before, after int)) {
	changed := -1    // the last effect that changes anything
	var sensed []int // those behind it that only sense
	lastInCycle := map[int]int{}
	ran := map[int][]int{} // lazy module → what comes before its first run
	for _, m := range pl.alreadyRun(r) {
		ran[m] = nil
	}
	join := func(before []int, after int) {
		for _, u := range before {
			edge(u, after)
		}
	}
	for _, u := range pl.orders[r] {
		unit := &pl.g.Units[u]
		if unit.Runs < 0 && !pl.prec.leaf(u) {
			c := pl.prec.cycle[unit.Module]
			if before, ok := lastInCycle[c]; ok {
				edge(before, u)
			}
			if unit.Effect {
				lastInCycle[c] = u
			}
		}
		if !pl.prec.ordered(u) {
			continue
		}
		before := sensed
		if len(sensed) == 0 && changed >= 0 {
			before = []int{changed}
		}
		if unit.Runs >= 0 {
			if first, ok := ran[unit.Runs]; ok {
				join(first, u)
				continue
			}
			ran[unit.Runs] = before
		}
		switch {
		case !unit.Senses:
			join(before, u)
			changed, sensed = u, nil
		case changed >= 0:
			edge(changed, u)
			fallthrough
		default:
			sensed = append(sensed, u)
		}
	}
}

// alreadyRun lists the lazy modules that have run when a root starts.
func (pl *planner) alreadyRun(r int) []int {
	var modules []int
	for _, u := range pl.runs {
		if pl.needs.loaded[r].has(u) {
			modules = append(modules, pl.g.Units[u].Runs)
		}
	}
	return modules
}
