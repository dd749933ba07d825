package chunker

import "github.com/paintbox-build/paintbox/asset"

// needs says, for each root, which units it needs and which of them are
// certainly there already when it starts.
type needs struct {
	units  []set // by root
	loaded []set // by root
	roots  []set // by unit: the roots that need it and cannot rely on its being there
}

// findNeeds decides which root needs a unit by the names that are used and by
// the effects that native evaluation runs. A module that may be left out when
// nothing of it is used is followed only where something is.
func findNeeds(g *Graph) *needs {
	n := &needs{}
	for r := range g.Roots {
		n.units = append(n.units, neededUnits(g, r))
	}
	n.findLoaded(g)
	n.roots = make([]set, len(g.Units))
	for u := range g.Units {
		n.roots[u] = newSet(len(g.Roots))
	}
	for r := range g.Roots {
		for u := range n.units[r].all() {
			if !n.loaded[r].has(u) {
				n.roots[u].add(r)
			}
		}
	}
	return n
}

// neededUnits finds the units that one root needs.
func neededUnits(g *Graph, r int) set {
	w := needWalk{g: g, units: newSet(len(g.Units)), modules: newSet(len(g.Modules))}
	w.module(g.Roots[r].Module)
	if m := g.Roots[r].Module; g.Modules[m].Lazy {
		for _, u := range g.Modules[m].Units {
			if g.Units[u].Runs == m {
				w.unit(u)
			}
		}
	}
	for _, u := range g.Roots[r].Uses {
		w.unit(u)
	}
	w.drain()
	return w.units
}

// needWalk finds what one root needs.
type needWalk struct {
	g       *Graph
	units   set
	modules set
	queue   []int // units whose uses are still to be followed
}

// module evaluates a module: what it imports, then its own effects.
func (w *needWalk) module(m int) {
	if !w.modules.add(m) || w.g.Modules[m].Lazy {
		return
	}
	for _, imp := range w.g.Modules[m].Imports {
		if imp.Kind == ImportStatic && w.g.Modules[imp.Module].SideEffects {
			w.module(imp.Module)
		}
	}
	for _, u := range w.g.Modules[m].Units {
		if runs := w.g.Units[u].Runs; w.g.Units[u].Effect && (runs < 0 || w.g.Modules[runs].SideEffects) {
			w.unit(u)
		}
	}
}

func (w *needWalk) unit(u int) {
	if w.units.add(u) {
		w.queue = append(w.queue, u)
	}
}

func (w *needWalk) drain() {
	for len(w.queue) > 0 {
		u := w.queue[len(w.queue)-1]
		w.queue = w.queue[:len(w.queue)-1]
		w.module(w.g.Units[u].Module)
		for _, use := range w.g.Units[u].Uses {
			w.unit(use.Unit)
		}
	}
}

// findLoaded finds what is certainly evaluated when a root starts: for a
// route, what all roots that import it have evaluated. It is the greatest
// fixed point of that rule.
func (n *needs) findLoaded(g *Graph) {
	importers := make([][]int, len(g.Roots))
	waits := make([]bool, len(g.Roots))
	for q := range g.Roots {
		for u := range n.units[q].all() {
			waits[q] = waits[q] || g.Units[u].Await
			for _, r := range g.Units[u].Dynamic {
				importers[r] = append(importers[r], q)
			}
		}
	}
	empty := newSet(len(g.Units))
	reached := reachedRoots(g, importers)
	for r := range g.Roots {
		s := newSet(len(g.Units))
		if !g.Roots[r].Entry && len(importers[r]) > 0 && reached.Has(r) {
			s.fill()
		}
		n.loaded = append(n.loaded, s)
	}
	for changed := true; changed; {
		changed = false
		for r := range g.Roots {
			for _, q := range importers[r] {
				evaluated := n.units[q]
				if waits[q] {
					evaluated = empty // the import() may run before the root has finished
				}
				if n.loaded[r].intersectUnion(evaluated, n.loaded[q]) {
					changed = true
				}
			}
		}
	}
}

// reachedRoots finds the roots that can run. Routes that only import each other
// cannot: what imported the first of them was left out.
func reachedRoots(g *Graph, importers [][]int) *asset.Reached[int] {
	var starts []int
	imported := make([][]int, len(g.Roots))
	for r := range g.Roots {
		if g.Roots[r].Entry || len(importers[r]) == 0 {
			starts = append(starts, r)
		}
		for _, q := range importers[r] {
			imported[q] = append(imported[q], r)
		}
	}
	return asset.Reach(starts, func(q int) []int { return imported[q] })
}
