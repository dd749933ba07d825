package chunker

import "slices"

// components finds the strongly connected components of a graph, each after
// those that it leads to (Tarjan 1972, without recursion). Members are in
// ascending order.
func components(n int, edges func(v int, visit func(w int))) [][]int {
	t := &tarjan{edges: edges, index: make([]int, n), low: make([]int, n), onStack: make([]bool, n)}
	for root := range n {
		if t.index[root] == 0 {
			t.search(root)
		}
	}
	return t.found
}

// tarjan is the state of a search.
type tarjan struct {
	edges      func(v int, visit func(w int))
	index, low []int // by vertex: when it was first seen, and the earliest that it reaches; 0 for not yet
	onStack    []bool
	stack      []int
	pending    []int // the edges that calls still have to follow
	calls      []call
	found      [][]int
	next       int
}

// call is a vertex whose edges are being followed. They stand in pending from
// begin to end.
type call struct{ v, begin, next, end int }

func (t *tarjan) enter(v int) {
	t.next++
	t.index[v], t.low[v] = t.next, t.next
	t.stack = append(t.stack, v)
	t.onStack[v] = true
	begin := len(t.pending)
	t.edges(v, func(w int) { t.pending = append(t.pending, w) })
	t.calls = append(t.calls, call{v, begin, begin, len(t.pending)})
}

// search finds the components that a vertex reaches.
func (t *tarjan) search(root int) {
	for t.enter(root); len(t.calls) > 0; {
		c := &t.calls[len(t.calls)-1]
		if c.next == c.end {
			t.leave(c.v, c.begin)
			continue
		}
		w := t.pending[c.next]
		c.next++
		switch {
		case t.index[w] == 0:
			t.enter(w)
		case t.onStack[w]:
			t.low[c.v] = min(t.low[c.v], t.index[w])
		}
	}
}

// leave ends the innermost call. A vertex that reaches none before itself closes
// a component: what the stack holds above it.
func (t *tarjan) leave(v, begin int) {
	t.pending = t.pending[:begin]
	t.calls = t.calls[:len(t.calls)-1]
	if len(t.calls) > 0 {
		parent := t.calls[len(t.calls)-1].v
		t.low[parent] = min(t.low[parent], t.low[v])
	}
	if t.low[v] != t.index[v] {
		return
	}
	at := len(t.stack) - 1
	for t.stack[at] != v {
		at--
	}
	component := slices.Clone(t.stack[at:])
	t.stack = t.stack[:at]
	for _, w := range component {
		t.onStack[w] = false
	}
	slices.Sort(component)
	t.found = append(t.found, component)
}
