package styles

import "slices"

// run is a list of pieces of style sheets that the same roots bring, one after
// the other.
type run struct {
	pieces []int
	roots  []int // ascending
}

// cascade puts the pieces that roots bring, each root in its own order, into one
// order for the whole program, and cuts it into runs. Style sheets that keep to
// this order cascade alike whichever route is visited first. What a root finds
// there when it starts comes before what it brings.
//
// Where roots contradict each other, no order suits both: the piece is repeated,
// first for those that it suits and later for the others. The order depends on
// the order of the roots alone.
func cascade(own [][]int, loaded []map[int]bool) []run {
	c := newCascader(own, loaded)
	var runs []run
	var last []int
	for {
		piece := c.next(last)
		if piece < 0 {
			return runs
		}
		if roots := c.place(piece); !slices.Equal(roots, last) {
			runs = append(runs, run{roots: roots})
			last = roots
		}
		r := &runs[len(runs)-1]
		r.pieces = append(r.pieces, piece)
	}
}

// cascader holds what is not in order yet.
type cascader struct {
	lists   [][]int // by root: the pieces that it still brings
	loaded  []map[int]bool
	waiting []int       // by root: how many pieces that it finds there are not placed
	left    map[int]int // by piece: how many lists hold it
}

func newCascader(own [][]int, loaded []map[int]bool) *cascader {
	c := &cascader{lists: slices.Clone(own), loaded: loaded, waiting: make([]int, len(own)), left: map[int]int{}}
	for _, list := range own {
		for _, piece := range list {
			c.left[piece]++
		}
	}
	for r := range own {
		for piece := range loaded[r] {
			if c.left[piece] > 0 {
				c.waiting[r]++
			}
		}
	}
	return c
}

// next chooses a piece that comes first in every list that holds it: one of
// the roots given, or else one of the first root that has such a piece. Where
// there is none, it is the first of the first root; -1 means that all are placed.
func (c *cascader) next(set []int) int {
	heads := map[int][]int{} // the roots whose lists it is first in
	stuck := -1
	for r, list := range c.lists {
		if len(list) == 0 {
			continue
		}
		if stuck < 0 {
			stuck = list[0]
		}
		if c.waiting[r] == 0 {
			heads[list[0]] = append(heads[list[0]], r)
		}
	}
	first := -1
	for _, list := range c.lists {
		if len(list) == 0 || len(heads[list[0]]) < c.left[list[0]] {
			continue
		}
		if first < 0 {
			first = list[0]
		}
		if slices.Equal(heads[list[0]], set) {
			return list[0]
		}
	}
	if first < 0 {
		return stuck
	}
	return first
}

// place takes a piece from the lists in which it comes first, and returns their
// roots.
func (c *cascader) place(piece int) []int {
	var roots []int
	for r, list := range c.lists {
		if len(list) > 0 && list[0] == piece {
			roots = append(roots, r)
			c.lists[r] = list[1:]
		}
	}
	c.left[piece] -= len(roots)
	if c.left[piece] > 0 {
		return roots
	}
	for r := range c.lists {
		if c.loaded[r][piece] {
			c.waiting[r]--
		}
	}
	return roots
}
