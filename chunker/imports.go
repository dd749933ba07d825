package chunker

import (
	"cmp"
	"slices"

	"github.com/paintbox-build/paintbox/asset"
)

// addImports decides what each chunk imports, and in which order.
//
// Chunks may use names of each other in a circle, since functions refer to
// whatever they like. A browser evaluates such chunks depth first from the one
// it meets first. So each chunk of a circle first imports the one that is
// evaluated before it, and whoever imports any of them first imports the last:
// then all are being visited when the first is reached, and they are evaluated
// in order.
func (b *planBuilder) addImports() {
	chunks := b.plan.Chunks
	uses := make([][]int, len(chunks))
	for i := range chunks {
		uses[i] = b.chunksUsed(i)
	}
	circles := b.circles(uses)
	for b.addWaits(uses, circles) {
		circles = b.circles(uses)
	}
	circleOf := make([]int, len(chunks))
	for c, members := range circles {
		for _, i := range members {
			circleOf[i] = c
		}
	}
	rank := make([]int, len(chunks)) // chunks of a circle stand where its first stands, the last first
	for _, members := range circles {
		for k, i := range members {
			rank[i] = members[0]*(len(chunks)+1) + len(members) - k
		}
	}
	for i := range chunks {
		var imports []int
		members := circles[circleOf[i]]
		for _, to := range uses[i] {
			other := circles[circleOf[to]]
			if circleOf[to] != circleOf[i] {
				imports = append(imports, other[len(other)-1])
			}
			imports = append(imports, to)
		}
		imports = sortImports(imports, rank)
		if k := slices.Index(members, i); k > 0 {
			previous := members[k-1]
			imports = slices.DeleteFunc(imports, func(to int) bool { return to == previous })
			imports = append([]int{previous}, imports...)
		}
		b.plan.Chunks[i].Imports = imports
	}
	for r := range b.plan.Roots {
		b.plan.Roots[r].Chunks = b.plan.load(r)
	}
}

// circles finds the chunks that import each other, given what each uses. Some
// imports are added to uses, for the sake of order:
//
//   - Where a function of an earlier chunk uses a name of a later one, the later
//     imports the earlier, so that the two are a circle.
//   - A chunk of a circle imports what is evaluated between it and the one
//     before it, where both have effects and all its roots load that anyway.
func (b *planBuilder) circles(uses [][]int) [][]int {
	effects := make([]bool, len(uses))
	for i := range uses {
		for _, s := range b.plan.Chunks[i].Steps {
			effects[i] = effects[i] || s.Mode == Place && b.prec.ordered(s.Unit)
		}
	}
	add := func(from, to int) bool {
		if slices.Contains(uses[from], to) || !containsAll(b.plan.Chunks[to].Roots, b.plan.Chunks[from].Roots) {
			return false
		}
		uses[from] = append(uses[from], to)
		return true
	}
	for i := range uses {
		for _, to := range slices.Clone(uses[i]) {
			if to > i {
				add(to, i)
			}
		}
	}
	for {
		found := Circles(uses)
		changed := false
		for _, members := range found {
			for k := 1; k < len(members); k++ {
				for between := members[k-1] + 1; between < members[k]; between++ {
					if effects[between] && effects[members[k]] && add(members[k], between) {
						changed = true
					}
				}
			}
		}
		if !changed {
			return found
		}
	}
}

func containsAll(list, part []int) bool {
	for _, v := range part {
		if !slices.Contains(list, v) {
			return false
		}
	}
	return true
}

// chunksUsed lists the chunks whose names a chunk uses, and for the chunk of a
// root all chunks that the root needs.
func (b *planBuilder) chunksUsed(i int) []int {
	c := &b.plan.Chunks[i]
	found := newSet(len(b.plan.Chunks))
	add := func(u int) {
		if to := b.chunkOf[u]; to >= 0 && to != i {
			found.add(to)
		}
	}
	for _, s := range c.Steps {
		if s.Mode == Call {
			add(s.Unit)
			continue
		}
		for _, use := range b.g.Units[s.Unit].Uses {
			add(use.Unit)
		}
	}
	if c.Root >= 0 {
		for _, u := range b.g.Roots[c.Root].Uses {
			add(u)
		}
		for j := range b.plan.Chunks {
			if j != i && b.plan.Chunks[j].Root < 0 && slices.Contains(b.plan.Chunks[j].Roots, c.Root) {
				found.add(j)
			}
		}
	}
	var list []int
	for j := range b.plan.Chunks {
		if found.has(j) {
			list = append(list, j)
		}
	}
	return list
}

// load lists the chunks that a root evaluates and cannot rely on being there,
// in order.
func (p *Plan) load(r int) []int {
	order := asset.EvaluationOrder([]int{p.Roots[r].Chunk}, func(i int) []int { return p.Chunks[i].Imports })
	return slices.DeleteFunc(order, func(i int) bool { return !slices.Contains(p.Chunks[i].Roots, r) })
}

// sortImports brings the chunks that one chunk imports into the order of
// evaluation.
func sortImports(imports []int, rank []int) []int {
	slices.SortFunc(imports, func(x, y int) int { return cmp.Compare(rank[x], rank[y]) })
	return slices.Compact(imports)
}
