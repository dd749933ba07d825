package chunker

import (
	"hash/fnv"
	"math"
	"slices"
)

// Where a run is cut is decided by what stands at the cut, not by how much
// stands before it: among the places near the limit, between modules of
// different packages if there is one, the one whose next module has the lowest
// hash of its path. So a module that grows a little moves the cuts after it
// only where it pushes the chosen place over the limit, and then only until
// both ways to cut choose the same place again.

// margin is the part of a limit that estimated sizes may fill.
const margin = 0.985

// largeShare is the part of a limit from which on a unit is large: where it does not
// fit, a file ends much too early.
const largeShare = 0.05

// cutRuns makes chunks of runs: of N bytes at most ⌈N / limit⌉ + 1, where units
// are small and the margin is less than that one file.
func (b *planBuilder) cutRuns(runs []run) {
	for _, r := range runs {
		for _, chunk := range b.cutFew(r.units, float64(b.limit(r.bucket))) {
			b.addChunk(r.bucket, chunk)
		}
	}
}

// cutFew cuts a run. Where a large unit does not fit behind what is before it, that
// unit and what waits for it come after the rest, or it and what it waits for
// before, if this takes fewer files.
func (b *planBuilder) cutFew(units []int, limit float64) [][]int {
	total := 0.0
	for _, u := range units {
		total += b.size(u)
	}
	least := int(math.Ceil(total / (limit * margin)))
	chunks := b.cut(units, limit, int(math.Ceil(total/limit))+1)
	if len(chunks) <= least {
		return chunks
	}
	for _, u := range units {
		if b.size(u) < largeShare*limit {
			continue
		}
		for _, moved := range [][]int{b.late(units, u), b.early(units, u)} {
			if other := b.cut(moved, limit, least); len(other) < len(chunks) {
				units, chunks = moved, other
			}
		}
	}
	return chunks
}

// late moves a unit of a run, and what waits for it, behind the others.
func (b *planBuilder) late(units []int, u int) []int {
	waiting := b.within(units, u, b.order.following)
	return slices.Concat(slices.DeleteFunc(slices.Clone(units), waiting.has), slices.DeleteFunc(slices.Clone(units), func(v int) bool { return !waiting.has(v) }))
}

// early moves a unit of a run, and what it waits for, before the others.
func (b *planBuilder) early(units []int, u int) []int {
	needed := b.within(units, u, b.order.preceding)
	return slices.Concat(slices.DeleteFunc(slices.Clone(units), func(v int) bool { return !needed.has(v) }), slices.DeleteFunc(slices.Clone(units), needed.has))
}

// within is the set of those of some units that a walk from one of them visits by
// way of these alone.
func (b *planBuilder) within(units []int, u int, walk func(from []int, visit func(v int) bool)) set {
	inside, found := newSet(len(b.g.Units)), newSet(len(b.g.Units))
	for _, v := range units {
		inside.add(v)
	}
	found.add(u)
	walk([]int{u}, func(v int) bool {
		if inside.has(v) {
			found.add(v)
		}
		return inside.has(v)
	})
	return found
}

// cut looks for a place in the last tenth of each chunk, and in less where that
// takes too many chunks.
func (b *planBuilder) cut(units []int, limit float64, most int) [][]int {
	var chunks [][]int
	for _, tail := range []float64{0.1, 0.05, 0.02, 0} {
		chunks = nil
		for rest := units; len(rest) > 0; {
			n := b.fit(rest, limit*margin*(1-tail), limit*margin)
			chunks = append(chunks, rest[:n])
			rest = rest[n:]
		}
		if len(chunks) <= most {
			break
		}
	}
	return chunks
}

// fit tells how many units the next chunk takes: up to a change of module
// between the given sizes, or else as many as fit. It takes one at least, and where
// that is too large, the statements behind it that run lazy modules.
func (b *planBuilder) fit(units []int, least, limit float64) int {
	total, cut := 0.0, 0
	var lowest uint64
	for i, u := range units {
		if i > 0 && total >= least && b.g.Units[u].Module != b.g.Units[units[i-1]].Module {
			if rank := b.cutRank(units[i-1], u); cut == 0 || rank < lowest {
				cut, lowest = i, rank
			}
		}
		total += b.size(u)
		if total > limit && i > 0 && !(b.g.Units[u].Runs >= 0 && b.size(units[0]) > limit) {
			if cut > 0 {
				return cut
			}
			return i
		}
	}
	return len(units)
}

// cutRank compares the places between two modules: the lowest is cut.
func (b *planBuilder) cutRank(before, after int) uint64 {
	from, to := &b.g.Modules[b.g.Units[before].Module], &b.g.Modules[b.g.Units[after].Module]
	h := fnv.New64a()
	_, _ = h.Write([]byte(to.Path)) // never fails
	rank := h.Sum64() >> 1
	if from.Package == to.Package {
		rank |= 1 << 63
	}
	return rank
}
