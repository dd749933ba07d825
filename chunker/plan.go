// Package chunker plans the files of a program: it decides which unit of code
// goes into which chunk, and what each chunk imports, so that
//
//   - code of one group that the same roots need is together,
//   - no chunk is larger than its limit,
//   - every root evaluates what native evaluation of the source would, in the
//     same order.
//
// The recipe: find what each root needs; put units that the same roots need
// into buckets, one for each group; schedule the buckets into runs that respect
// the order of evaluation; cut the runs by size; simulate what a browser does
// with the result. Where the simulation finds a difference, what comes out of
// order is deferred: it becomes a function that each root calls at the right
// moment. Since everything can be deferred, the recipe always ends in a right
// plan.
//
// The package is pure: it does no I/O, and the same graph gives the same plan.
package chunker

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/paintbox-build/paintbox/asset"
)

// Plan is a division of a program into chunks.
type Plan struct {
	Chunks  []Chunk // in an order of evaluation
	Roots   []RootPlan
	Repairs []Repair
}

// Chunk is the plan of a file.
type Chunk struct {
	Name    string
	Group   string     // "" outside every group
	Limit   asset.Size // of its final bytes
	Steps   []Step     // in the order of evaluation
	Imports []int      // the chunks it imports, in the order of evaluation
	Root    int        // the root that starts with this chunk, -1 for none
	Roots   []int      // the roots that load it
	bucket  int
	base    string  // the name without a number
	size    float64 // estimate of its final bytes, not calibrated
}

// Step is one unit's part in a chunk.
type Step struct {
	Unit int
	Mode Mode
}

// Mode says how a unit takes part in a chunk.
type Mode uint8

// The modes of a step.
const (
	Place Mode = iota // the unit's code stands here and is evaluated with the chunk
	Defer             // the unit's code stands here as a function
	Call              // that function, which may be in another chunk, is called here
)

// RootPlan says what a root loads.
type RootPlan struct {
	Chunk  int
	Chunks []int // what is loaded before it can run and is not certainly there, in order of evaluation, Chunk last
}

// Repair records that a unit had to be deferred to keep the order.
type Repair struct {
	Unit  int
	Root  int // the root whose order would have differed
	Cause string
}

// New plans the chunks of a graph. It fails only where no plan keeps the
// program's order of evaluation, which would be a defect of this package.
func New(g *Graph, o Options, c Calibration) (Plan, error) {
	pl := newPlanner(g, o, c)
	deferred := newSet(len(g.Units))
	var repairs []Repair
	for {
		plan := pl.attempt(deferred)
		difference := pl.firstDifference(&plan)
		if difference == nil {
			plan.Repairs = repairs
			return plan, nil
		}
		repairs = append(repairs, *difference)
		if !pl.deferFrom(deferred, difference.Unit) && !pl.deferAll(deferred) {
			m := &g.Modules[g.Units[difference.Unit].Module]
			return Plan{}, fmt.Errorf("no order of files keeps the program as it is: %s: %s", m.Path, difference.Cause)
		}
	}
}

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
	lazyRun    []set     // by root: the lazy modules that it runs
	successors [][]int32 // what has to be evaluated after each node of the schedule, made when it is needed
	groupOf    []int     // by unit: index into groups, -1 for none
	canonical  []int     // all units in some bucket, natively ordered as far as the roots agree
	position   []int     // by unit: index into canonical
	buckets    []bucket
	bucketOf   []int // by unit, -1 for units that no root needs
}

// bucket is a set of units that are loaded together.
type bucket struct {
	group int // index into groups, -1 for none
	roots []int
	units int
}

func newPlanner(g *Graph, o Options, c Calibration) *planner {
	pl := &planner{g: g, o: o, scale: c, groups: o.groups(), needs: findNeeds(g), prec: newPrecedence(g)}
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
		for u := range g.Units {
			if g.Units[u].Runs >= 0 && pl.needs.units[r].has(u) {
				ran.add(g.Units[u].Runs)
			}
		}
		pl.lazyRun = append(pl.lazyRun, ran)
	}
	pl.findGroups()
	pl.moved = make([][]int, len(g.Roots))
	pl.mergeSmall()
	for r := range g.Roots {
		pl.placeMoved(r)
		pl.orders = append(pl.orders, slices.DeleteFunc(slices.Clone(pl.native[r]), func(u int) bool {
			return g.Units[u].Hoisted || pl.needs.loaded[r].has(u)
		}))
	}
	pl.fillBuckets()
	return pl
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
}

func (pl *planner) fillBuckets() {
	type key struct {
		group int
		roots string
	}
	ids := map[key]int{}
	pl.bucketOf = make([]int, len(pl.g.Units))
	for u := range pl.bucketOf {
		pl.bucketOf[u] = -1
	}
	for _, u := range pl.canonical {
		group := pl.groupOf[u]
		k := key{group, pl.needs.roots[u].key()}
		id, ok := ids[k]
		if !ok {
			id = len(pl.buckets)
			ids[k] = id
			b := bucket{group: group}
			for r := range pl.g.Roots {
				if pl.needs.roots[u].has(r) {
					b.roots = append(b.roots, r)
				}
			}
			pl.buckets = append(pl.buckets, b)
		}
		pl.bucketOf[u] = id
		pl.buckets[id].units++
	}
}

// RuntimePath is the path of the pseudo-module of the linker's helpers.
const RuntimePath = "<runtime>"

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

// chains calls edge for each pair of units that a root must evaluate in this
// order by rule 1, and by rule 3 for the effects of a module or cycle.
func (pl *planner) chains(r int, edge func(before, after int)) {
	last := -1
	lastInCycle := map[int]int{}
	ran := map[int]int{} // lazy module → what comes before its first run
	for _, u := range pl.alreadyRun(r) {
		ran[u] = -1
	}
	join := func(before, after int) {
		if before >= 0 {
			edge(before, after)
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
		if unit.Runs >= 0 {
			if before, ok := ran[unit.Runs]; ok {
				join(before, u)
				continue
			}
			ran[unit.Runs] = last
		}
		join(last, u)
		last = u
	}
}

// alreadyRun lists the lazy modules that have run when a root starts.
func (pl *planner) alreadyRun(r int) []int {
	var modules []int
	for u := range pl.g.Units {
		if runs := pl.g.Units[u].Runs; runs >= 0 && pl.needs.loaded[r].has(u) {
			modules = append(modules, runs)
		}
	}
	return modules
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

// attempt makes a plan in which the given units are deferred.
func (pl *planner) attempt(deferred set) Plan {
	runs := pl.schedule(deferred)
	b := &planBuilder{planner: pl, deferred: deferred, chunkOf: make([]int, len(pl.g.Units))}
	for u := range b.chunkOf {
		b.chunkOf[u] = -1
	}
	b.cutRuns(runs)
	b.addRoots()
	b.addImports()
	b.nameChunks()
	return b.plan
}

// planBuilder turns runs into chunks.
type planBuilder struct {
	*planner
	deferred set
	plan     Plan
	chunkOf  []int // by unit
}

func (b *planBuilder) limit(bucketID int) asset.Size {
	if group := b.buckets[bucketID].group; group >= 0 && b.groups[group].MaxSize > 0 {
		return b.groups[group].MaxSize
	}
	return b.o.maxSize()
}

// size estimates the final bytes of a unit.
func (b *planBuilder) size(u int) float64 {
	return float64(b.g.Units[u].Size) * b.scale.factor(b.bucketName(b.bucketOf[u]))
}

// cutRuns makes chunks of runs, as few as the limits allow, and cuts between
// modules where that costs little.
func (b *planBuilder) cutRuns(runs []run) {
	for _, r := range runs {
		limit := float64(b.limit(r.bucket)) * 0.985
		for units := r.units; len(units) > 0; {
			n := b.fit(units, limit)
			b.addChunk(r.bucket, units[:n])
			units = units[n:]
		}
	}
}

// fit tells how many units the next chunk takes: as many as fit, or up to the
// last change of module in its last tenth. It takes one at least.
func (b *planBuilder) fit(units []int, limit float64) int {
	total, boundary := 0.0, 0
	for i, u := range units {
		if i > 0 && b.g.Units[u].Module != b.g.Units[units[i-1]].Module && total > limit*0.9 {
			boundary = i
		}
		total += b.size(u)
		if total > limit && i > 0 {
			if boundary > 0 {
				return boundary
			}
			return i
		}
	}
	return len(units)
}

func (b *planBuilder) addChunk(bucketID int, units []int) int {
	id := len(b.plan.Chunks)
	c := Chunk{Limit: b.limit(bucketID), Root: -1, Roots: b.buckets[bucketID].roots, bucket: bucketID}
	if group := b.buckets[bucketID].group; group >= 0 {
		c.Group = b.groups[group].Name
	} else if b.own(bucketID) < 0 {
		c.Group = sharedName
	}
	for _, u := range units {
		c.size += float64(b.g.Units[u].Size)
		mode := Place
		if b.deferred.has(u) && !b.g.Units[u].Hoisted {
			mode = Defer
		}
		c.Steps = append(c.Steps, Step{u, mode})
		b.chunkOf[u] = id
	}
	b.plan.Chunks = append(b.plan.Chunks, c)
	return id
}

// addRoots gives every root the chunk that starts it: the last chunk of its
// own code where that is evaluated last anyway, or a chunk of its own.
func (b *planBuilder) addRoots() {
	used := b.usedAcrossChunks()
	for r := range b.g.Roots {
		id := -1
		for i := range b.plan.Chunks {
			if slices.Contains(b.plan.Chunks[i].Roots, r) {
				id = i
			}
		}
		if id < 0 || b.own(b.plan.Chunks[id].bucket) != r || b.g.Roots[r].Facade && used[id] {
			b.plan.Chunks = append(b.plan.Chunks, Chunk{Limit: b.o.maxSize(), Roots: []int{r}, Root: r, bucket: -1})
			id = len(b.plan.Chunks) - 1
		}
		c := &b.plan.Chunks[id]
		c.Root = r
		for _, u := range b.orders[r] {
			if b.deferred.has(u) {
				c.Steps = append(c.Steps, Step{u, Call})
			}
		}
		b.plan.Roots = append(b.plan.Roots, RootPlan{Chunk: id})
	}
}

// usedAcrossChunks tells the chunks whose names other chunks use.
func (b *planBuilder) usedAcrossChunks() []bool {
	used := make([]bool, len(b.plan.Chunks))
	for u := range b.g.Units {
		if b.chunkOf[u] < 0 {
			continue
		}
		for _, use := range b.g.Units[u].Uses {
			if to := b.chunkOf[use.Unit]; to >= 0 && to != b.chunkOf[u] {
				used[to] = true
			}
		}
	}
	for r := range b.g.Roots {
		for _, u := range b.g.Roots[r].Uses {
			if to := b.chunkOf[u]; to >= 0 && b.own(b.plan.Chunks[to].bucket) != r {
				used[to] = true
			}
		}
	}
	return used
}

// nameChunks names chunks after their group or root and numbers those of one
// name.
func (b *planBuilder) nameChunks() {
	taken := map[string]int{}
	for _, r := range b.plan.Roots {
		c := &b.plan.Chunks[r.Chunk]
		c.Name = b.g.Roots[c.Root].Name
		c.base = c.Name
		taken[c.Name]++
	}
	for i := range b.plan.Chunks {
		c := &b.plan.Chunks[i]
		if c.Root >= 0 {
			continue
		}
		base := b.bucketName(c.bucket)
		c.base = base
		taken[base]++
		c.Name = base
		if n := taken[base]; n > 1 {
			c.Name = base + "-" + itoa(n)
		}
	}
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

// sortImports brings the chunks that one chunk imports into the order of
// evaluation.
func sortImports(imports []int, rank []int) []int {
	slices.SortFunc(imports, func(x, y int) int { return cmp.Compare(rank[x], rank[y]) })
	return slices.Compact(imports)
}
