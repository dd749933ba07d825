package asset

import "slices"

// Reached is what some nodes lead to, step by step: files by imports, modules by
// whatever they import. It holds a shortest way to each of them.
type Reached[N comparable] struct {
	nodes  []N
	before []int // by place in nodes: the place of the node before it, -1 where it starts
	places map[N]int
}

// Reach walks breadth first from starts, which belong to what is reached. It
// asks each node once for those that it leads to, in the order in which they are
// found, so that among ways of one length the choice depends on the order of
// starts and next alone.
func Reach[N comparable](starts []N, next func(N) []N) *Reached[N] {
	r := &Reached[N]{places: make(map[N]int, len(starts))}
	visit := func(n N, before int) {
		if _, known := r.places[n]; !known {
			r.places[n] = len(r.nodes)
			r.nodes, r.before = append(r.nodes, n), append(r.before, before)
		}
	}
	for _, n := range starts {
		visit(n, -1)
	}
	for i := 0; i < len(r.nodes); i++ {
		for _, n := range next(r.nodes[i]) {
			visit(n, i)
		}
	}
	return r
}

// Nodes lists what was reached, near nodes before far ones. The caller must not
// change it.
func (r *Reached[N]) Nodes() []N { return r.nodes }

// Has tells whether a node was reached.
func (r *Reached[N]) Has(n N) bool {
	_, ok := r.places[n]
	return ok
}

// Before is the node before another on the shortest way to it; false for one
// that starts or was not reached.
func (r *Reached[N]) Before(n N) (before N, ok bool) {
	if i, reached := r.places[n]; reached && r.before[i] >= 0 {
		return r.nodes[r.before[i]], true
	}
	return before, false
}

// Chain lists the nodes of the shortest way to a node, from one that starts to
// itself; nil where none leads there.
func (r *Reached[N]) Chain(n N) []N {
	i, ok := r.places[n]
	if !ok {
		return nil
	}
	var chain []N
	for ; i >= 0; i = r.before[i] {
		chain = append(chain, r.nodes[i])
	}
	slices.Reverse(chain)
	return chain
}

// EvaluationOrder lists what some nodes lead to as a browser evaluates modules:
// each once, after what it imports, unless that imports it in a circle.
func EvaluationOrder[N comparable](starts []N, imports func(N) []N) []N {
	var order []N
	seen := map[N]bool{}
	var visit func(N)
	visit = func(n N) {
		if seen[n] {
			return
		}
		seen[n] = true
		for _, imported := range imports(n) {
			visit(imported)
		}
		order = append(order, n)
	}
	for _, n := range starts {
		visit(n)
	}
	return order
}

// Reach finds the files of the build that others lead to, by imports of both
// kinds, and themselves.
func (b *Build) Reach(files []string) []*File {
	reached := Reach(files, func(name string) []string {
		if f := b.File(name); f != nil {
			return slices.Concat(f.Imports, f.Dynamic)
		}
		return nil
	})
	found := make([]*File, 0, len(reached.Nodes()))
	for _, name := range reached.Nodes() {
		if f := b.File(name); f != nil {
			found = append(found, f)
		}
	}
	return found
}

// FilesAt finds the files of the given paths, in their order and each once.
func (b *Build) FilesAt(lists ...[]string) []*File {
	var files []*File
	for _, p := range slices.Concat(lists...) {
		if f := b.File(p); f != nil && !slices.Contains(files, f) {
			files = append(files, f)
		}
	}
	return files
}
