package chunker

import (
	"cmp"
	"slices"
)

// Buckets that wait for each other form circles. They are found once for all
// buckets; where one of a circle has been placed in part, again among those of
// that circle alone, so that what is independent of it costs nothing.

// circle is a set of buckets that wait for each other, and of nodes that they
// wait for, or a single bucket.
type circle struct {
	vertices []int // see vertex
	opened   bool  // something of it has been placed since it was found
}

// vertex is the number of what a node belongs to in the graph of buckets: the
// rank of a bucket, a number behind those of all buckets for a node that is no
// unit, -1 for units outside all buckets.
func (s *scheduler) vertex(v int) int {
	switch {
	case v >= len(s.soft):
		return len(s.byRank) + v - len(s.soft)
	case s.pl.bucketOf[v] >= 0:
		return s.rank[s.pl.bucketOf[v]]
	}
	return -1
}

// rankBuckets numbers the buckets, the roots' own code last, so that it comes
// as late as it can, and finds the circles among all of them.
func (s *scheduler) rankBuckets() {
	buckets := len(s.pl.buckets)
	s.rank, s.byRank = make([]int, buckets), make([]int, buckets)
	for b := range s.byRank {
		s.byRank[b] = b
	}
	slices.SortFunc(s.byRank, func(a, b int) int { // what is visited first comes last
		return cmp.Or(cmp.Compare(min(s.pl.own(b), 0), min(s.pl.own(a), 0)), cmp.Compare(b, a))
	})
	for i, b := range s.byRank {
		s.rank[b] = i
	}
	all := make([]int, buckets+len(s.next)-len(s.soft))
	for v := range all {
		all[v] = v
	}
	s.local = make([]int32, len(all))
	s.divide(all)
}

// open lists the buckets of a circle of which something is left to place.
func (s *scheduler) open(vertices []int) []int {
	var members []int
	for _, v := range vertices {
		if v < len(s.byRank) && s.left[s.byRank[v]] > 0 {
			members = append(members, s.byRank[v])
		}
	}
	return members
}

// divide finds the circles among some vertices, and what has to be placed
// first stands last in s.circles.
func (s *scheduler) divide(vertices []int) {
	vertices = slices.DeleteFunc(vertices, func(v int) bool {
		if v < len(s.byRank) {
			return s.left[s.byRank[v]] == 0
		}
		return s.done.has(v - len(s.byRank) + len(s.soft))
	})
	for i, v := range vertices {
		s.local[v] = int32(i + 1)
	}
	found := components(len(vertices), func(i int, visit func(int)) {
		s.successors(vertices[i], func(w int32) {
			if s.done.has(int(w)) {
				return
			}
			if to := s.vertex(int(w)); to >= 0 && to != vertices[i] && s.local[to] > 0 {
				visit(int(s.local[to] - 1))
			}
		})
	})
	for _, v := range vertices {
		s.local[v] = 0
	}
	for _, members := range found {
		for i := range members {
			members[i] = vertices[members[i]]
		}
		if len(members) > 1 || members[0] < len(s.byRank) {
			s.circles = append(s.circles, circle{vertices: members})
		}
	}
}

// successors calls visit for each node that waits for a vertex.
func (s *scheduler) successors(vertex int, visit func(w int32)) {
	if vertex >= len(s.byRank) {
		for _, w := range s.next[vertex-len(s.byRank)+len(s.soft)] {
			visit(w)
		}
		return
	}
	for _, u := range s.pl.buckets[s.byRank[vertex]].units {
		if s.done.has(u) {
			continue
		}
		for _, w := range s.next[u] {
			visit(w)
		}
		for _, w := range s.soft[u] {
			visit(w)
		}
	}
}

// choose picks the bucket to go on with; -1 when all is placed. A bucket that
// waits for no other is placed as a whole. Where buckets wait for each other one
// of them has to be placed in part: the one of which the most bytes can be
// placed, since a large bucket fills several files anyway; see largest.
func (s *scheduler) choose() int {
	for len(s.circles) > 0 {
		c := &s.circles[len(s.circles)-1]
		members := s.open(c.vertices)
		switch {
		case len(members) == 0:
			s.circles = s.circles[:len(s.circles)-1]
		case c.opened:
			vertices := c.vertices
			s.circles = s.circles[:len(s.circles)-1]
			s.divide(vertices)
		case len(members) == 1:
			return members[0]
		default:
			c.opened = true
			return s.largest(members)
		}
	}
	return -1
}

// largest picks the bucket of which the most bytes can be placed, or one of
// which nothing would be left but statements that run lazy modules, since these
// need no file of their own.
func (s *scheduler) largest(members []int) int {
	best, most := -1, 0
	for _, b := range members {
		size, rest := s.placeable(b)
		if size > 0 && rest == 0 {
			return b
		}
		if size > most {
			best, most = b, size
		}
	}
	if best < 0 {
		best = s.stuck(members)
	}
	return best
}

// stuck picks one of the buckets of which nothing can be placed: one with a
// unit that only waits to stand behind what its functions use.
func (s *scheduler) stuck(circle []int) int {
	first, at := circle[0], len(s.pl.canonical)
	for _, b := range circle {
		for _, u := range s.pl.buckets[b].units {
			if s.pl.position[u] >= at {
				break
			}
			if !s.done.has(u) && s.hardIn[u] == 0 {
				first, at = b, s.pl.position[u]
			}
		}
	}
	return first
}
