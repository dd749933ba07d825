package chunker

import (
	"math"
	"slices"
)

// Runs that the same roots load share a file where both are small enough: no root
// loads anything in vain by that, and each saves what a file costs. Moving a run
// through the schedule to another one changes the order of evaluation only among
// what does not wait for each other.
//
// Of different groups only the default ones share files, since those that a
// configuration names are what its author wants to see: a run below the minimal
// size joins another group, or the project's own code. What changes seldom is then
// loaded again when the project's code changes, and so no run of the project's code
// joins more of a group than revisitShare of it weighs less than a file.

// packer joins runs.
type packer struct {
	*planBuilder
	runs    []run
	sizes   []float64 // by run: estimate of its final bytes
	runOf   []int     // by unit, -1 for none
	users   [][]int   // by unit: the units that use it
	waiting []set     // by run: the runs of which something waits for it, made when needed
}

// pack joins small runs with others, the smallest first.
func (b *planBuilder) pack(runs []run) []run {
	if b.o.minSize() <= 1 {
		return runs
	}
	p := &packer{planBuilder: b, runs: slices.Clone(runs), sizes: make([]float64, len(runs)), runOf: slices.Repeat([]int{-1}, len(b.g.Units)), users: make([][]int, len(b.g.Units)), waiting: make([]set, len(runs))}
	for u := range b.g.Units {
		for _, use := range b.g.Units[u].Uses {
			p.users[use.Unit] = append(p.users[use.Unit], u)
		}
	}
	for i, r := range runs {
		for _, u := range r.units {
			p.runOf[u] = i
			p.sizes[i] += b.size(u)
		}
	}
	stuck := newSet(len(runs))
	for {
		small := -1
		for i := range p.runs {
			if len(p.runs[i].units) > 0 && !stuck.has(i) && (small < 0 || p.sizes[i] < p.sizes[small]) {
				small = i
			}
		}
		if small < 0 {
			return slices.DeleteFunc(p.runs, func(r run) bool { return len(r.units) == 0 })
		}
		if to := p.target(small); to >= 0 {
			p.join(small, to)
		} else {
			stuck.add(small)
		}
	}
}

// target is the run that another one may join: one of its own bucket before one of
// another group, and that before the project's own code; of equal ones the nearest;
// -1 for none.
func (p *packer) target(small int) int {
	best, bestRank := -1, 0
	for to := range p.runs {
		if to == small || len(p.runs[to].units) == 0 || !p.sameLoad(p.runs[small].bucket, p.runs[to].bucket) {
			continue
		}
		rank := p.kinship(small, to)
		if rank < 0 || best >= 0 && (rank > bestRank || rank == bestRank && distance(small, to) >= distance(small, best)) || !p.fits(small, to) || !p.free(small, to) {
			continue
		}
		best, bestRank = to, rank
	}
	return best
}

func distance(a, b int) int { return max(a-b, b-a) }

// kinship tells how much two runs belong together: 0 for the most, -1 where the
// first must not join the second.
func (p *packer) kinship(small, to int) int {
	from, into := p.runs[small].bucket, p.runs[to].bucket
	a, b := p.buckets[from].group, p.buckets[into].group
	switch {
	case from == into:
		return 0
	case p.o.Groups != nil, min(p.sizes[small], p.sizes[to]) >= float64(p.o.minSize()), p.own(from) >= 0:
		return -1
	case a >= 0 && b >= 0:
		return 1
	case a < 0 && b < 0:
		return 2
	case a < 0 && (compressed(p.sizes[to])*revisitShare > fileCost || p.grouped(to)), a >= 0 && (compressed(p.sizes[small])*revisitShare > fileCost || p.grouped(small)):
		return -1
	}
	return 3
}

// grouped tells whether code of a group in another run uses a run: then it would be
// loaded again, as the names of files are in those that import them.
func (p *packer) grouped(i int) bool {
	return slices.ContainsFunc(p.runs[i].units, func(u int) bool {
		return slices.ContainsFunc(p.users[u], func(v int) bool {
			run := p.runOf[v]
			return run >= 0 && run != i && p.buckets[p.runs[run].bucket].group >= 0
		})
	})
}

// fits tells whether two runs take fewer files together.
func (p *packer) fits(small, to int) bool {
	files := func(bytes, limit float64) float64 { return math.Ceil(bytes / (limit * margin)) }
	from, limit := float64(p.limit(p.runs[small].bucket)), float64(p.limit(p.runs[to].bucket))
	return files(p.sizes[small]+p.sizes[to], min(from, limit)) < files(p.sizes[small], from)+files(p.sizes[to], limit)
}

// free tells whether a run can move to another one: nothing between them waits for
// it, or it for nothing there.
func (p *packer) free(small, to int) bool {
	for between := min(small, to) + 1; between < max(small, to); between++ {
		if len(p.runs[between].units) == 0 {
			continue
		}
		if small < to && p.waits(small).has(between) || to < small && p.waits(between).has(small) {
			return false
		}
	}
	return true
}

// waits is the set of the runs that wait for one.
func (p *packer) waits(i int) set {
	if p.waiting[i] == nil {
		p.waiting[i] = newSet(len(p.runs))
		p.order.following(p.runs[i].units, func(u int) bool {
			if run := p.runOf[u]; run >= 0 && run != i {
				p.waiting[i].add(run)
			}
			return false
		})
	}
	return p.waiting[i]
}

// join moves a run to another one.
func (p *packer) join(small, to int) {
	for _, u := range p.runs[small].units {
		p.runOf[u] = to
	}
	units := [][]int{p.runs[small].units, p.runs[to].units}
	if to < small {
		slices.Reverse(units)
	}
	p.runs[to].units, p.runs[small].units = slices.Concat(units...), nil
	p.sizes[to] += p.sizes[small]
	for i := range p.waiting {
		switch {
		case i == to:
			p.waiting[i] = nil
		case p.waiting[i] != nil && p.waiting[i].has(small):
			p.waiting[i].add(to)
		}
	}
}
