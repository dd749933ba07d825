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
	portions := pl.portions()
	dominated := pl.dominated()
	home := make([]int, len(pl.g.Units)) // the portion of a unit, -1 for none
	for u := range home {
		home[u] = -1
	}
	for i := range portions {
		for _, u := range portions[i].units {
			home[u] = i
		}
	}
	stuck := map[int]bool{}
	for {
		small := -1
		for i := range portions {
			p := &portions[i]
			if len(p.units) > 0 && p.movable && !stuck[i] && p.size < float64(pl.o.minSize()) && (small < 0 || p.size < portions[small].size) {
				small = i
			}
		}
		if small < 0 {
			return
		}
		best, bestCost := -1, 0.0
		var bestRoots set
		for i := range portions {
			if i == small || len(portions[i].units) == 0 || portions[i].alone || portions[i].group != portions[small].group {
				continue
			}
			roots := reduce(union(portions[small].roots, portions[i].roots), dominated)
			cost := portions[small].extra(roots) + portions[i].extra(roots)
			if best >= 0 && cost >= bestCost || !pl.canMove(portions, home, small, i, roots) {
				continue
			}
			best, bestCost, bestRoots = i, cost, roots
		}
		if best < 0 || bestCost > requestBytes*float64(portions[small].roots.count()) {
			stuck[small] = true
			continue
		}
		from, to := &portions[small], &portions[best]
		for _, u := range from.units {
			home[u] = best
		}
		pl.move(from, bestRoots, dominated)
		pl.move(to, bestRoots, dominated)
		to.units = append(to.units, from.units...)
		to.size += from.size
		to.roots = bestRoots
		from.units = nil
	}
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
