package chunker

import (
	"encoding/binary"
	"iter"
	"math/bits"
	"slices"
)

// set is a set of small numbers.
type set []uint64

func newSet(n int) set { return make(set, (n+63)/64) }

func (s set) has(i int) bool { return s[i>>6]&(1<<(i&63)) != 0 }

// add reports whether the number is new.
func (s set) add(i int) bool {
	if s.has(i) {
		return false
	}
	s[i>>6] |= 1 << (i & 63)
	return true
}

func (s set) fill() {
	for i := range s {
		s[i] = ^uint64(0)
	}
}

// intersect removes what is in neither a nor b, and reports whether that
// removed anything.
func (s set) intersectUnion(a, b set) bool {
	changed := false
	for i := range s {
		if v := s[i] & (a[i] | b[i]); v != s[i] {
			s[i] = v
			changed = true
		}
	}
	return changed
}

func (s set) count() int {
	n := 0
	for _, w := range s {
		n += bits.OnesCount64(w)
	}
	return n
}

// common counts the numbers that are in both sets.
func (s set) common(t set) int {
	n := 0
	for i, w := range s {
		n += bits.OnesCount64(w & t[i])
	}
	return n
}

// all lists the numbers, smallest first.
func (s set) all() iter.Seq[int] {
	return func(yield func(int) bool) {
		for i, w := range s {
			for ; w != 0; w &= w - 1 {
				if !yield(i<<6 + bits.TrailingZeros64(w)) {
					return
				}
			}
		}
	}
}

func (s set) intersects(t set) bool {
	for i := range s {
		if s[i]&t[i] != 0 {
			return true
		}
	}
	return false
}

func (s set) contains(t set) bool {
	for i := range s {
		if t[i]&^s[i] != 0 {
			return false
		}
	}
	return true
}

// key makes the set usable as a map key.
func (s set) key() string {
	b := make([]byte, 0, len(s)*8)
	for _, w := range s {
		b = binary.BigEndian.AppendUint64(b, w)
	}
	return string(b)
}

func union(a, b set) set {
	c := slices.Clone(a)
	for i := range b {
		c[i] |= b[i]
	}
	return c
}
