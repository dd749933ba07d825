package chunker

import (
	"container/heap"
	"slices"
)

// The scheduler puts units into runs: stretches of one bucket that are
// evaluated together. A bucket holds the units of one group that the same
// roots need. Every run becomes one or more chunks, and chunks are evaluated in
// the order of runs, so a schedule that respects the precedences needs no more
// files than there are runs. It is Kahn's topological sort, which stays in a
// bucket as long as anything in it is ready.

// run is a stretch of units of one bucket, in order of evaluation.
type run struct {
	bucket int
	units  []int
}

// scheduler is the state of one pass.
type scheduler struct {
	pl       *planner
	deferred set
	next     [][]int32 // hard successors by node: units, then components of uses, then modules' effects
	soft     [][]int32 // soft successors by unit
	hardIn   []int32
	softIn   []int32
	done     set
	ready    []unitHeap // by bucket; entries that are no longer ready are passed over
	left     []int      // by bucket: units still to place
	rank     []int      // by bucket
	byRank   []int      // the buckets
	circles  []circle   // what is left to place, the last first
	local    []int32    // by vertex: its number, from 1, among those that are being divided
}

func (pl *planner) schedule(deferred set) []run {
	g := pl.g
	s := pl.newScheduler(deferred)
	pl.order = order{next: s.next, soft: s.soft}
	nodes := len(s.next)
	for _, u := range pl.canonical {
		s.left[pl.bucketOf[u]]++
		if s.hardIn[u] == 0 && s.softIn[u] == 0 {
			heap.Push(&s.ready[pl.bucketOf[u]], u)
		}
	}
	for v := len(g.Units); v < nodes; v++ {
		if s.hardIn[v] == 0 && !s.done.has(v) {
			s.release(v, nil)
		}
	}
	s.rankBuckets()
	var runs []run
	for {
		b := s.choose()
		var units []int
		if b >= 0 {
			units = s.drain(b, nil)
		}
		if len(units) == 0 {
			if !s.force(b) {
				return pl.joinRuns(runs)
			}
			continue
		}
		runs = append(runs, run{b, units})
	}
}

// joinRuns joins runs of one bucket that follow each other. A run of nothing but
// statements that run lazy modules, which are in no group by themselves, joins
// the next that the same roots load.
func (pl *planner) joinRuns(runs []run) []run {
	var joined []run
	for i, r := range runs {
		small := !slices.ContainsFunc(r.units, func(u int) bool { return pl.g.Units[u].Runs < 0 })
		if small && i+1 < len(runs) && pl.sameLoad(r.bucket, runs[i+1].bucket) {
			runs[i+1].units = append(r.units, runs[i+1].units...)
			continue
		}
		if n := len(joined); n > 0 && joined[n-1].bucket == r.bucket {
			joined[n-1].units = append(joined[n-1].units, r.units...)
			continue
		}
		joined = append(joined, r)
	}
	return joined
}

// sameLoad tells whether two buckets may share a file: the same roots load them, and
// they wait for the same.
func (pl *planner) sameLoad(a, b int) bool {
	return slices.Equal(pl.buckets[a].roots, pl.buckets[b].roots) && pl.buckets[a].apart == pl.buckets[b].apart
}

func (pl *planner) newScheduler(deferred set) *scheduler {
	nodes := len(pl.g.Units) + len(pl.prec.members) + len(pl.g.Modules)
	s := &scheduler{pl: pl, deferred: deferred, next: make([][]int32, nodes), soft: make([][]int32, len(pl.g.Units)),
		hardIn: make([]int32, nodes), softIn: make([]int32, len(pl.g.Units)), done: newSet(nodes),
		ready: make([]unitHeap, len(pl.buckets)), left: make([]int, len(pl.buckets))}
	for b := range s.ready {
		s.ready[b].position = pl.position
	}
	s.addEdges()
	return s
}

func (s *scheduler) hard(from, to int) {
	s.next[from] = append(s.next[from], int32(to))
	s.hardIn[to]++
}

// evaluated tells whether a unit is evaluated with its chunk.
func (s *scheduler) evaluated(u int) bool {
	return s.pl.bucketOf[u] >= 0 && !s.pl.g.Units[u].Hoisted && !s.deferred.has(u)
}

func (s *scheduler) addEdges() {
	g, p := s.pl.g, s.pl.prec
	ready := func(c int) int { return len(g.Units) + c }
	effects := func(m int) int { return len(g.Units) + len(p.members) + m }
	for _, u := range s.pl.canonical {
		unit := &g.Units[u]
		if s.evaluated(u) {
			s.hard(u, ready(p.scc[u]))
		}
		if len(p.effects[unit.Module]) > 0 {
			s.hard(effects(unit.Module), ready(p.scc[u]))
		}
		for _, use := range unit.Uses {
			if p.scc[use.Unit] != p.scc[u] && !s.pl.settled(u, use.Unit) {
				s.hard(ready(p.scc[use.Unit]), ready(p.scc[u]))
				if s.pl.standsBehind(u, use.Unit) {
					s.soft[use.Unit] = append(s.soft[use.Unit], int32(u))
					s.softIn[u]++
				}
			}
		}
		if !s.evaluated(u) {
			continue
		}
		p.direct(u, func(v int) bool { return s.pl.position[v] < s.pl.position[u] }, func(v int, how relation) {
			switch {
			case s.pl.settled(u, v):
			case how == foreign:
				s.hard(ready(p.scc[v]), u)
			case !s.evaluated(v):
			case how == earlier:
				s.hard(v, u)
			default:
				s.hard(u, v)
			}
		})
	}
	for m := range g.Modules {
		for _, e := range p.effects[m] {
			if s.evaluated(e) {
				s.hard(e, effects(m))
			}
		}
	}
	for r := range g.Roots {
		s.pl.chains(r, func(before, after int) {
			if s.evaluated(before) && s.evaluated(after) {
				s.hard(before, after)
			}
		})
	}
}

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

// release marks a node as placed and makes ready what waited for it. log, if
// not nil, records what is needed to take it back.
func (s *scheduler) release(v int, log *[]int32) {
	s.done.add(v)
	for _, w := range s.next[v] {
		s.hardIn[w]--
		if log != nil {
			*log = append(*log, w)
		}
		s.wake(int(w), log)
	}
	if v >= len(s.soft) {
		return
	}
	for _, w := range s.soft[v] {
		s.softIn[w]--
		if log != nil {
			*log = append(*log, ^w)
		}
		s.wake(int(w), log)
	}
}

func (s *scheduler) wake(w int, log *[]int32) {
	if s.hardIn[w] != 0 || s.done.has(w) {
		return
	}
	if w >= len(s.soft) {
		if log != nil {
			*log = append(*log, doneMark, int32(w))
		}
		s.release(w, log)
		return
	}
	if b := s.pl.bucketOf[w]; b >= 0 && s.softIn[w] == 0 {
		heap.Push(&s.ready[b], w)
	}
}

// doneMark announces, in a log, a node whose done flag was set.
const doneMark = -1 << 31

// drain places what is ready in a bucket, and what becomes ready by that.
func (s *scheduler) drain(b int, log *[]int32) []int {
	var units []int
	for len(s.ready[b].units) > 0 {
		u := heap.Pop(&s.ready[b]).(int)
		if s.done.has(u) || s.hardIn[u] != 0 || s.softIn[u] != 0 {
			continue
		}
		if log != nil {
			*log = append(*log, doneMark, int32(u))
		}
		s.left[b]--
		units = append(units, u)
		s.release(u, log)
	}
	return units
}

// placeable is the size of what can be placed of a bucket now, and the number
// of units that would be left, statements that run lazy modules left out.
func (s *scheduler) placeable(b int) (size, rest int) {
	var log []int32
	units := s.drain(b, &log)
	size = len(units)
	for _, u := range units {
		size += s.pl.g.Units[u].Size
	}
	for _, u := range s.pl.buckets[b].units {
		if s.pl.g.Units[u].Runs < 0 && !s.done.has(u) {
			rest++
		}
	}
	s.undo(b, units, log)
	return size, rest
}

func (s *scheduler) undo(b int, units []int, log []int32) {
	for i := len(log) - 1; i >= 0; i-- {
		w := log[i]
		switch {
		case i > 0 && log[i-1] == doneMark:
			s.done[w>>6] &^= 1 << (w & 63)
			i--
		case w >= 0:
			s.hardIn[w]++
		default:
			s.softIn[^w]++
		}
	}
	s.left[b] += len(units)
	for _, u := range units {
		if s.hardIn[u] == 0 && s.softIn[u] == 0 {
			heap.Push(&s.ready[b], u)
		}
	}
}

// force makes one unit ready, of the given bucket if there is one: one that
// only waits to stand behind what its functions use, or, where rules contradict
// each other, the natively first. It reports whether any unit was left.
func (s *scheduler) force(bucket int) bool {
	candidates := s.pl.canonical
	if bucket >= 0 {
		candidates = s.pl.buckets[bucket].units
	}
	first, pick := -1, -1
	for _, u := range candidates {
		if s.done.has(u) {
			continue
		}
		if first < 0 {
			first = u
		}
		if s.hardIn[u] == 0 {
			pick = u
			break
		}
	}
	if pick < 0 {
		pick = first
	}
	if pick < 0 {
		return false
	}
	s.hardIn[pick], s.softIn[pick] = 0, 0
	heap.Push(&s.ready[s.pl.bucketOf[pick]], pick)
	return true
}

// unitHeap orders units by their canonical positions.
type unitHeap struct {
	units    []int
	position []int
}

func (h *unitHeap) Len() int           { return len(h.units) }
func (h *unitHeap) Less(i, j int) bool { return h.position[h.units[i]] < h.position[h.units[j]] }
func (h *unitHeap) Swap(i, j int)      { h.units[i], h.units[j] = h.units[j], h.units[i] }
func (h *unitHeap) Push(x any)         { h.units = append(h.units, x.(int)) }
func (h *unitHeap) Pop() any {
	last := len(h.units) - 1
	u := h.units[last]
	h.units = h.units[:last]
	return u
}
