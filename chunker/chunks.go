package chunker

import (
	"cmp"
	"slices"

	"github.com/paintbox-build/paintbox/asset"
)

// planBuilder turns runs into chunks.
type planBuilder struct {
	*planner
	deferred set
	plan     Plan
	chunkOf  []int // by unit
}

func (b *planBuilder) limit(bucketID int) asset.Size {
	if group := b.buckets[bucketID].group; group >= 0 && b.groups[group].MaxSize > 0 {
		return b.groups[group].MaxSize
	}
	return b.o.maxSize()
}

// size estimates the final bytes of a unit.
func (b *planBuilder) size(u int) float64 {
	return float64(b.g.Units[u].Size)*b.scale.name(b.bucketName(b.bucketOf[u])) + b.scale.units[u]
}

func (b *planBuilder) addChunk(bucketID int, units []int) int {
	id := len(b.plan.Chunks)
	c := Chunk{Limit: b.limit(bucketID), Root: -1, Roots: b.buckets[bucketID].roots, bucket: bucketID}
	if group := b.buckets[bucketID].group; group >= 0 {
		c.Group = b.groups[group].Name
	} else if b.own(bucketID) < 0 {
		c.Group = sharedName
	}
	for _, u := range units {
		c.size += b.size(u)
		mode := Place
		if b.deferred.has(u) && !b.g.Units[u].Hoisted {
			mode = Defer
		}
		c.Steps = append(c.Steps, Step{u, mode})
		b.chunkOf[u] = id
	}
	b.plan.Chunks = append(b.plan.Chunks, c)
	return id
}

// countOutside counts for each unit of a chunk the units that it uses of other
// chunks.
func (b *planBuilder) countOutside() {
	for i := range b.plan.Chunks {
		c := &b.plan.Chunks[i]
		for _, s := range c.Steps {
			if s.Mode == Call {
				continue
			}
			n := 0
			for _, use := range b.g.Units[s.Unit].Uses {
				if b.chunkOf[use.Unit] != i {
					n++
				}
			}
			c.outside = append(c.outside, n)
		}
	}
}

// addRoots gives every root the chunk that starts it: the last chunk of its
// own code where that is evaluated last anyway, or a chunk of its own.
func (b *planBuilder) addRoots() {
	used := b.usedAcrossChunks()
	for r := range b.g.Roots {
		id := -1
		for i := range b.plan.Chunks {
			if slices.Contains(b.plan.Chunks[i].Roots, r) {
				id = i
			}
		}
		if id < 0 || b.own(b.plan.Chunks[id].bucket) != r || b.g.Roots[r].Facade && used[id] || b.goesAhead(id, r) {
			b.plan.Chunks = append(b.plan.Chunks, Chunk{Limit: b.o.maxSize(), Roots: []int{r}, Root: r, bucket: -1})
			id = len(b.plan.Chunks) - 1
		}
		c := &b.plan.Chunks[id]
		c.Root = r
		for _, u := range b.callOrder(r) {
			if b.deferred.has(u) {
				c.Steps = append(c.Steps, Step{u, Call})
			}
		}
		b.plan.Roots = append(b.plan.Roots, RootPlan{Chunk: id})
	}
}

// goesAhead tells whether a chunk does not wait for what a root does.
func (b *planBuilder) goesAhead(chunk, r int) bool {
	waits := b.waitsFor(b.g.Roots[r].Module)
	return waits != "" && b.buckets[b.plan.Chunks[chunk].bucket].apart != waits
}

// callOrder is the order in which a root runs its deferred units: the linker's
// helpers, then namespace objects, which are there from the start, then the
// others as they are natively evaluated.
func (b *planBuilder) callOrder(r int) []int {
	class := func(u int) int {
		switch unit := &b.g.Units[u]; {
		case b.g.Modules[unit.Module].Path == RuntimePath:
			return 0
		case unit.Early:
			return 1
		}
		return 2
	}
	order := slices.Clone(b.orders[r])
	slices.SortStableFunc(order, func(x, y int) int { return cmp.Compare(class(x), class(y)) })
	return order
}

// usedAcrossChunks tells the chunks whose names other chunks use.
func (b *planBuilder) usedAcrossChunks() []bool {
	used := make([]bool, len(b.plan.Chunks))
	for u := range b.g.Units {
		if b.chunkOf[u] < 0 {
			continue
		}
		for _, use := range b.g.Units[u].Uses {
			if to := b.chunkOf[use.Unit]; to >= 0 && to != b.chunkOf[u] {
				used[to] = true
			}
		}
	}
	for r := range b.g.Roots {
		for _, u := range b.g.Roots[r].Uses {
			if to := b.chunkOf[u]; to >= 0 && b.own(b.plan.Chunks[to].bucket) != r {
				used[to] = true
			}
		}
	}
	return used
}
