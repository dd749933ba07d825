package chunker

// order is what waits for what in a schedule.
type order struct {
	next   [][]int32 // see scheduler
	soft   [][]int32
	before [][]int32 // next and soft the other way, made when needed
}

// following visits the units that wait for some units, and what waits for those of
// them of which visit says so, each once.
func (o *order) following(units []int, visit func(u int) bool) {
	seen := newSet(len(o.next))
	var queue []int
	for _, u := range units {
		seen.add(u)
		queue = append(queue, u)
	}
	for len(queue) > 0 {
		v := queue[len(queue)-1]
		queue = queue[:len(queue)-1]
		reach := func(list []int32) {
			for _, w := range list {
				if seen.add(int(w)) && (int(w) >= len(o.soft) || visit(int(w))) {
					queue = append(queue, int(w))
				}
			}
		}
		reach(o.next[v])
		if v < len(o.soft) {
			reach(o.soft[v])
		}
	}
}

// preceding visits the units that some units wait for, as following does those that
// wait for them.
func (o *order) preceding(units []int, visit func(u int) bool) {
	if o.before == nil {
		o.before = make([][]int32, len(o.next))
		for _, edges := range [][][]int32{o.next, o.soft} {
			for v, list := range edges {
				for _, w := range list {
					o.before[w] = append(o.before[w], int32(v))
				}
			}
		}
	}
	(&order{next: o.before, soft: make([][]int32, len(o.soft))}).following(units, visit)
}
