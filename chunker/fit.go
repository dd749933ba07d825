package chunker

import (
	"hash/fnv"
	"math"
)

// Where a run is cut is decided by what stands at the cut, not by how much
// stands before it: among the places near the limit, between modules of
// different packages if there is one, the one whose next module has the lowest
// hash of its path. So a module that grows a little moves the cuts after it
// only where it pushes the chosen place over the limit, and then only until
// both ways to cut choose the same place again.

// margin is the part of a limit that estimated sizes may fill.
const margin = 0.985

// cutRuns makes chunks of runs: of N bytes at most ⌈N / limit⌉ + 1, where units
// are small and the margin is less than that one file.
func (b *planBuilder) cutRuns(runs []run) {
	for _, r := range runs {
		for _, chunk := range b.cut(r.units, float64(b.limit(r.bucket))) {
			b.addChunk(r.bucket, chunk)
		}
	}
}

// cut looks for a place in the last tenth of each chunk, and in less where that
// takes too many chunks.
func (b *planBuilder) cut(units []int, limit float64) [][]int {
	total := 0.0
	for _, u := range units {
		total += b.size(u)
	}
	most := int(math.Ceil(total/limit)) + 1
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
// between the given sizes, or else as many as fit. It takes one at least.
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
		if total > limit && i > 0 {
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
