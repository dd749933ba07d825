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
	"fmt"
)

// New plans the chunks of a graph. It fails only where no plan keeps the
// program's order of evaluation, which would be a defect of this package.
func New(g *Graph, o Options, c Calibration) (Plan, error) {
	pl := newPlanner(g, o, c)
	deferred := newSet(len(g.Units))
	var repairs []Repair
	for {
		plan := pl.attempt(deferred)
		found := pl.differences(&plan)
		if len(found) == 0 {
			plan.Repairs = repairs
			return plan, nil
		}
		if pl.separate(found) {
			continue
		}
		grown := false
		for _, d := range found {
			repairs = append(repairs, d.Repair)
			grown = pl.deferFrom(deferred, d.Unit) || grown
		}
		if !grown && !pl.deferAll(deferred) {
			m := &g.Modules[g.Units[found[0].Unit].Module]
			return Plan{}, fmt.Errorf("no order of files keeps the program as it is: %s: %s "+
				"(set \"groups\": [] in \"chunks\", or break the circle of imports that leads through this file; and please report it as a defect of paintbox)", m.Path, found[0].Cause)
		}
	}
}

// attempt makes a plan in which the given units are deferred.
func (pl *planner) attempt(deferred set) Plan {
	runs := pl.schedule(deferred)
	b := &planBuilder{planner: pl, deferred: deferred, chunkOf: make([]int, len(pl.g.Units))}
	for u := range b.chunkOf {
		b.chunkOf[u] = -1
	}
	b.cutRuns(b.pack(runs))
	b.addRoots()
	b.addImports()
	b.nameChunks()
	b.countOutside()
	return b.plan
}

// newPlanner does what comes before all attempts: it puts every unit that some
// root needs into a bucket.
func newPlanner(g *Graph, o Options, c Calibration) *planner {
	pl := &planner{g: g, o: o, scale: c, groups: o.groups(), needs: findNeeds(g), prec: newPrecedence(g), moved: make([][]int, len(g.Roots)), separated: map[string]bool{}}
	pl.findNative()
	pl.findWaits()
	pl.findGroups()
	pl.mergeSmall()
	for r := range g.Roots {
		pl.placeMoved(r)
	}
	pl.findOrders()
	pl.fillBuckets()
	return pl
}
