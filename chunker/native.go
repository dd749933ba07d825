package chunker

import "slices"

// nativeOrder lists the units that a root needs in the order in which the
// source modules would evaluate them: depth first, imports before the module,
// in the order of the import statements. Hoisted units stand where their text
// is. The call of a lazy module stands where its import statement stands, or
// where another module of its circle could see that it was not made.
func nativeOrder(g *Graph, n *needs, p *precedence, r int) []int {
	w := orderWalk{g: g, prec: p, needed: n.units[r], visited: newSet(len(g.Modules)), emitted: newSet(len(g.Units)), ran: newSet(len(g.Modules))}
	for u := range g.Units {
		if n.loaded[r].has(u) {
			w.note(u)
		}
	}
	root := g.Roots[r].Module
	w.module(root)
	for _, u := range g.Modules[root].Units {
		w.emit(u)
	}
	// Units of modules that no import statement leads to from here, which are
	// lazy ones and the runtime: each after what it uses.
	var rest []int
	for u := range w.needed.all() {
		if !w.emitted.has(u) {
			rest = append(rest, u)
		}
	}
	slices.SortStableFunc(rest, func(a, b int) int { return p.scc[a] - p.scc[b] })
	return append(rest, w.order...)
}

type orderWalk struct {
	g       *Graph
	prec    *precedence
	needed  set
	visited set
	emitted set
	ran     set // the lazy modules that have run
	order   []int
}

func (w *orderWalk) emit(u int) {
	if w.needed.has(u) && w.emitted.add(u) {
		w.order = append(w.order, u)
		w.note(u)
	}
}

func (w *orderWalk) note(u int) {
	if m := w.g.Units[u].Runs; m >= 0 {
		w.ran.add(m)
	}
}

func (w *orderWalk) module(m int) {
	mod := &w.g.Modules[m]
	if !w.visited.add(m) || mod.Lazy {
		return
	}
	for _, imp := range mod.Imports {
		if imp.Kind != ImportStatic {
			continue
		}
		if !w.g.Modules[imp.Module].Lazy {
			w.module(imp.Module)
			continue
		}
		for _, u := range mod.Units {
			if w.g.Units[u].Runs == imp.Module {
				w.emit(u)
			}
		}
	}
	// What a CommonJS module exports is there for all as soon as it has run.
	for _, u := range w.prec.bindings[w.prec.cycle[m]] {
		if w.ran.has(w.g.Units[u].Runs) {
			w.emit(u)
		}
	}
	for _, u := range mod.Units {
		w.emit(u)
	}
}
