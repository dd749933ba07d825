package chunker

import (
	"iter"
	"slices"
)

// Small sets of units are loaded by a few roots more than need them, rather than in
// files of their own, where that costs less; see cost.go. Only units that nobody
// notices move: they have no effect, or their package says that its effects do not
// matter.
//
// What pays is decided by a model of visits. All who start an application load what
// stands in its first visit; then they go on to one of the routes that it leads to,
// each as likely as the others. So what k of n routes need and the application's
// root loads for them is loaded in vain n - k times for the k files that it saves:
// it moves if (n - k) times its compressed bytes are at most k times what a file
// costs. A piece that two of five routes need moves up to 7.9 KB, one that all need
// whatever its size is, and none of one route alone, which has a file of its own
// anyway. Routes that are reached only by way of others, which have loaded it, are
// no visits of their own. Among roots that do not lead to each other every visit
// that does not need the piece counts once.
//
// Many small gains must not add up to a slow start: what one root loads in vain is,
// all moves together, at most one file's minimal size, or wastedShare of what it
// needs where that is more. What visits need that go on from it counts by the share
// of those that do not, and half at least: a first page may be seen without it.

// wastedShare is the part of a root's bytes that it may load in vain: less than
// anybody can measure of a visit.
const wastedShare = 0.02

// portion is a set of units of one group that the same roots need.
type portion struct {
	group   int
	roots   set
	units   []int
	pieces  []piece // what it was made of
	size    float64
	movable bool
	alone   bool // in a file with no other portion
}

// piece is a part of a portion with the roots that need it, rather than load it.
type piece struct {
	size  float64
	roots set
	found set // these, and the roots that find all of it loaded
}

// merger joins small portions with others.
type merger struct {
	*planner
	portions  []portion
	home      []int // by unit: its portion, -1 for none
	dominated []set
	wasted    []float64 // by root: the bytes that it loads in vain so far
	allowed   []float64 // by root: how many that may be
}

func (pl *planner) newMerger() *merger {
	m := &merger{planner: pl, portions: pl.portions(), dominated: pl.dominated(), home: make([]int, len(pl.g.Units)), wasted: make([]float64, len(pl.g.Roots))}
	for u := range m.home {
		m.home[u] = -1
	}
	for i := range m.portions {
		for _, u := range m.portions[i].units {
			m.home[u] = i
		}
	}
	for r := range pl.g.Roots {
		bytes := 0
		for u := range pl.needs.units[r].all() {
			bytes += pl.g.Units[u].Size
		}
		m.allowed = append(m.allowed, max(float64(pl.o.minSize()), wastedShare*float64(bytes)))
	}
	return m
}

// mergeSmall changes the planner's needs so that portions smaller than the
// minimum join others.
func (pl *planner) mergeSmall() {
	m := pl.newMerger()
	stuck := map[int]bool{}
	for {
		small := m.smallest(stuck)
		if small < 0 {
			return
		}
		best, bestGain := -1, 0.0
		var bestRoots set
		for i := range m.portions {
			if i == small || len(m.portions[i].units) == 0 || m.portions[i].alone || m.portions[i].group != m.portions[small].group {
				continue
			}
			most := fileCost * float64(m.saved(small, i)) // what it gains where nothing is loaded in vain
			if most <= bestGain {
				continue
			}
			roots := reduce(union(m.portions[small].roots, m.portions[i].roots), m.dominated)
			gain := most - compressed(m.cost(&m.portions[small], roots)+m.cost(&m.portions[i], roots))
			if gain <= bestGain || !m.bearable(small, i, roots) || !pl.canMove(m.portions, m.home, small, i, roots) {
				continue
			}
			best, bestGain, bestRoots = i, gain, roots
		}
		if best < 0 {
			stuck[small] = true
			continue
		}
		m.join(small, best, bestRoots)
	}
}

// smallest is the smallest portion below the minimum that may move, -1 for none.
func (m *merger) smallest(stuck map[int]bool) int {
	small := -1
	for i := range m.portions {
		p := &m.portions[i]
		if len(p.units) > 0 && p.movable && !stuck[i] && p.size < float64(m.o.minSize()) && (small < 0 || p.size < m.portions[small].size) {
			small = i
		}
	}
	return small
}

// saved is the number of roots that load a file less when two portions share one:
// those that need the first, and load the second or find it loaded. A root has a
// file of its own in any case.
func (m *merger) saved(small, i int) int {
	p, to := &m.portions[small], &m.portions[i]
	if p.own() {
		return 0
	}
	n := 0
	for r := range p.roots.all() {
		if !to.own() && to.roots.has(r) || m.startsBehind(r, to.roots) {
			n++
		}
	}
	return n
}

// startsBehind tells whether a root starts only when one of some has been evaluated.
func (m *merger) startsBehind(r int, roots set) bool {
	for q := range roots.all() {
		if m.dominated[q].has(r) {
			return true
		}
	}
	return false
}

// own tells whether a portion is the project's code of one root.
func (p *portion) own() bool { return p.group < 0 && p.roots.count() == 1 }

// join makes one portion of two, which exactly the given roots load.
func (m *merger) join(small, best int, roots set) {
	from, to := &m.portions[small], &m.portions[best]
	for _, u := range from.units {
		m.home[u] = best
	}
	for _, p := range []*portion{from, to} {
		for q := range p.added(roots) {
			m.wasted[q] += m.waste(q, p)
		}
		m.move(p, roots, m.dominated)
	}
	to.units, to.pieces = append(to.units, from.units...), append(to.pieces, from.pieces...)
	to.size += from.size
	to.roots = roots
	from.units = nil
}

// cost is the number of bytes that visits load in vain when exactly the given
// roots load the portion, for each visit that needs it.
func (m *merger) cost(p *portion, roots set) float64 {
	cost := 0.0
	for q := range p.added(roots) {
		for _, part := range p.pieces {
			vain, needed := m.visits(q, part)
			if needed == 0 {
				vain = 1
			}
			cost += part.size * float64(vain)
		}
	}
	return cost
}

// visits counts the roots behind one that it loads a piece for in vain, and those
// that need it.
func (m *merger) visits(q int, p piece) (vain, needed int) {
	return m.dominated[q].count() - m.dominated[q].common(p.found), m.dominated[q].common(p.roots)
}

// waste is the number of bytes of a portion that a root loads in vain on average.
func (m *merger) waste(q int, p *portion) float64 {
	waste := 0.0
	for _, part := range p.pieces {
		share := 1.0
		if vain, needed := m.visits(q, part); needed > 0 {
			share = max(0.5, float64(vain)/float64(vain+needed))
		}
		waste += part.size * share
	}
	return waste
}

// bearable tells whether no root would load too much in vain.
func (m *merger) bearable(small, i int, roots set) bool {
	for q := range roots.all() {
		wasted := m.wasted[q]
		for _, p := range []*portion{&m.portions[small], &m.portions[i]} {
			if !p.roots.has(q) {
				wasted += m.waste(q, p)
			}
		}
		if wasted > m.wasted[q] && wasted > m.allowed[q] {
			return false
		}
	}
	return true
}

// move makes exactly the given roots load a portion.
func (pl *planner) move(p *portion, roots set, dominated []set) {
	more, loaded := newSet(len(pl.g.Roots)), newSet(len(pl.g.Roots))
	for q := range roots.all() {
		if !p.roots.has(q) {
			more.add(q)
			loaded = union(loaded, dominated[q])
		}
	}
	for _, u := range p.units {
		pl.needs.roots[u] = roots
		for q := range more.all() {
			if pl.needs.units[q].add(u) {
				pl.moved[q] = append(pl.moved[q], u)
			}
		}
		for r := range loaded.all() {
			pl.needs.loaded[r].add(u)
		}
	}
}

// added lists the roots that load the portion without need when exactly the
// given ones do.
func (p *portion) added(roots set) iter.Seq[int] {
	return func(yield func(int) bool) {
		for q := range roots.all() {
			if !p.roots.has(q) && !yield(q) {
				return
			}
		}
	}
}

// portions divides the units by group and roots, in a stable order.
func (pl *planner) portions() []portion {
	type key struct {
		group        int
		apart, roots string
	}
	ids := map[key]int{}
	var list []portion
	for _, u := range pl.canonical {
		k := key{pl.groupOf[u], pl.apart(u), pl.needs.roots[u].key()}
		id, ok := ids[k]
		if !ok {
			id = len(list)
			ids[k] = id
			list = append(list, portion{group: k.group, roots: pl.needs.roots[u], movable: k.apart == "", alone: k.apart != ""})
		}
		p := &list[id]
		p.units = append(p.units, u)
		p.size += float64(pl.g.Units[u].Size)
		p.movable = p.movable && (!pl.prec.ordered(u) || pl.g.Units[u].Runs >= 0)
	}
	for i := range list {
		list[i].pieces = []piece{{list[i].size, list[i].roots, union(list[i].roots, pl.knowing(list[i].units))}}
	}
	return list
}

// knowing is the set of roots that find all of some units loaded.
func (pl *planner) knowing(units []int) set {
	known := newSet(len(pl.g.Roots))
	for r := range pl.g.Roots {
		if !slices.ContainsFunc(units, func(u int) bool { return !pl.needs.loaded[r].has(u) }) {
			known.add(r)
		}
	}
	return known
}

// canMove tells whether the portions from and to can both be loaded by exactly
// the given roots: everything they use is there, and nothing that matters runs
// where it would not have run.
func (pl *planner) canMove(portions []portion, home []int, from, to int, roots set) bool {
	for _, i := range []int{from, to} {
		p := &portions[i]
		if p.roots.contains(roots) {
			continue
		}
		if !p.movable {
			return false
		}
		for _, u := range p.units {
			if !pl.fits(u, home, from, to, roots) {
				return false
			}
		}
	}
	return true
}

// fits checks one unit for canMove.
func (pl *planner) fits(u int, home []int, from, to int, roots set) bool {
	unit := &pl.g.Units[u]
	for r := range pl.g.Roots {
		if roots.has(r) && unit.Runs >= 0 && !pl.lazyRun[r].has(unit.Runs) {
			return false
		}
	}
	for _, use := range unit.Uses {
		if h := home[use.Unit]; h == from || h == to {
			continue
		}
		for r := range pl.g.Roots {
			if roots.has(r) && !pl.needs.roots[use.Unit].has(r) && !pl.needs.loaded[r].has(use.Unit) {
				return false
			}
		}
	}
	return true
}

// placeMoved puts the units that a root only loads for others at the end of its
// native order, where everything that they use is.
func (pl *planner) placeMoved(r int) {
	slices.SortFunc(pl.moved[r], func(a, b int) int { return pl.position[a] - pl.position[b] })
	pl.native[r] = append(pl.native[r], pl.moved[r]...)
}

// dominated lists, for each root, the roots that start only when it has been
// evaluated.
func (pl *planner) dominated() []set {
	list := make([]set, len(pl.g.Roots))
	for q := range pl.g.Roots {
		list[q] = newSet(len(pl.g.Roots))
		for r := range pl.g.Roots {
			if r != q && !pl.g.Roots[r].Entry && pl.needs.loaded[r].contains(pl.needs.units[q]) && !pl.needs.loaded[q].contains(pl.needs.units[r]) {
				list[q].add(r)
			}
		}
	}
	return list
}

// reduce removes the roots that find everything loaded by another of the set.
func reduce(roots set, dominated []set) set {
	result := slices.Clone(roots)
	for q := range roots.all() {
		for i := range result {
			result[i] &^= dominated[q][i]
		}
	}
	return result
}
