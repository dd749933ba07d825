package chunker

import (
	"math/bits"
	"slices"
)

// Small sets of units are loaded by a few roots more than need them, rather
// than in files of their own: a request costs about as much as some bytes that
// are not used. Only units that nobody notices move: they have no effect, or
// their package says that its effects do not matter.

// requestBytes is the number of final bytes that are worth a request: at
// 10 Mbit/s and the compression of scripts, about 2 ms of transfer, which is
// what one more request on an open connection costs at the least.
const requestBytes = 8000

// portion is a set of units of one group that the same roots need.
type portion struct {
	group   int
	roots   set
	units   []int
	size    float64
	movable bool
	alone   bool // in a file with no other module
}

// mergeSmall changes the planner's needs so that portions smaller than the
// minimum join others.
func (pl *planner) mergeSmall() {
	m := &merger{planner: pl, portions: pl.portions(), dominated: pl.dominated(), home: make([]int, len(pl.g.Units)), stuck: map[int]bool{}}
	for u := range m.home {
		m.home[u] = -1
	}
	for i := range m.portions {
		for _, u := range m.portions[i].units {
			m.home[u] = i
		}
	}
	for small := m.smallest(); small >= 0; small = m.smallest() {
		to, roots, cost := m.partner(small)
		if to < 0 || cost > requestBytes*float64(m.portions[small].roots.count()) {
			m.stuck[small] = true
			continue
		}
		m.join(small, to, roots)
	}
}

// merger is the state of merging small portions.
type merger struct {
	*planner
	portions  []portion
	dominated []set
	home      []int        // by unit: its portion, -1 for none
	stuck     map[int]bool // portions that join no other
}

// smallest finds the smallest portion that should join another; -1 for none.
func (m *merger) smallest() int {
	small := -1
	for i := range m.portions {
		p := &m.portions[i]
		if len(p.units) > 0 && p.movable && !m.stuck[i] && p.size < float64(m.o.minSize()) && (small < 0 || p.size < m.portions[small].size) {
			small = i
		}
	}
	return small
}

// partner finds the portion that a small one joins at the least cost, the roots
// that load both then, and the cost; -1 for none.
func (m *merger) partner(small int) (best int, bestRoots set, bestCost float64) {
	best = -1
	from := &m.portions[small]
	for i := range m.portions {
		to := &m.portions[i]
		if i == small || len(to.units) == 0 || to.alone || to.group != from.group {
			continue
		}
		roots := reduce(union(from.roots, to.roots), m.dominated)
		cost := from.extra(roots) + to.extra(roots)
		if best >= 0 && cost >= bestCost || !m.canMove(m.portions, m.home, small, i, roots) {
			continue
		}
		best, bestCost, bestRoots = i, cost, roots
	}
	return best, bestRoots, bestCost
}

// join makes one portion of two, which the roots load.
func (m *merger) join(small, into int, roots set) {
	from, to := &m.portions[small], &m.portions[into]
	for _, u := range from.units {
		m.home[u] = into
	}
	m.move(from, roots, m.dominated)
	m.move(to, roots, m.dominated)
	to.units = append(to.units, from.units...)
	to.size += from.size
	to.roots = roots
	from.units = nil
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

// extra is the number of bytes that roots load in vain when exactly the given
// ones load the portion.
func (p *portion) extra(roots set) float64 {
	n := 0
	for i := range roots {
		n += bits.OnesCount64(roots[i] &^ p.roots[i])
	}
	return p.size * float64(n)
}

// portions divides the units by group and roots, in a stable order.
func (pl *planner) portions() []portion {
	type key struct {
		group, alone int
		roots        string
	}
	ids := map[key]int{}
	var list []portion
	for _, u := range pl.canonical {
		k := key{pl.groupOf[u], pl.alone(u), pl.needs.roots[u].key()}
		id, ok := ids[k]
		if !ok {
			id = len(list)
			ids[k] = id
			list = append(list, portion{group: k.group, roots: pl.needs.roots[u], movable: k.alone < 0, alone: k.alone >= 0})
		}
		p := &list[id]
		p.units = append(p.units, u)
		p.size += float64(pl.g.Units[u].Size)
		p.movable = p.movable && (!pl.prec.ordered(u) || pl.g.Units[u].Runs >= 0)
	}
	return list
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
		if roots.has(r) && unit.Runs >= 0 && pl.g.Modules[unit.Runs].SideEffects && !pl.lazyRun[r].has(unit.Runs) {
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

func union(a, b set) set {
	c := slices.Clone(a)
	for i := range b {
		c[i] |= b[i]
	}
	return c
}
