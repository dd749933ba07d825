package emit

import (
	"bytes"
	"crypto/sha256"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/chunker"
)

// nameFiles gives every chunk its final name, which ends in a hash of its
// content. A chunk is named after those that it refers to, so that the names in
// its content are final when it is hashed. Chunks that refer to each other in a
// circle are hashed together.
func (a *assembler) nameFiles() {
	refs := make([][]int, len(a.chunks))
	for i := range a.chunks {
		if !a.hashed[i] {
			continue
		}
		refs[i] = slices.Clone(a.chunks[i].imports)
		for _, r := range a.chunks[i].dynamic {
			refs[i] = append(refs[i], a.plan.Roots[r].Chunk)
		}
	}
	for _, circle := range chunker.Circles(refs) {
		slices.SortFunc(circle, func(x, y int) int { return strings.Compare(a.plan.Chunks[x].Name, a.plan.Chunks[y].Name) })
		whole := sha256.New()
		for _, i := range circle {
			for _, to := range refs[i] {
				if a.chunks[to].file != "" {
					a.rename(i, to)
				}
			}
			whole.Write(a.chunks[i].code)
		}
		seed := whole.Sum(nil)
		for _, i := range circle {
			own := slices.Concat(seed, a.chunks[i].code)
			a.chunks[i].file = a.plan.Chunks[i].Name + "-" + asset.ContentHash(own) + ".js"
		}
		for _, i := range circle {
			a.rename(i, i) // in the comment that names the source map
			for _, to := range refs[i] {
				a.rename(i, to)
			}
		}
	}
}

// rename puts the final name of a chunk into the code of another.
func (a *assembler) rename(in, to int) {
	c := &a.chunks[in]
	c.code = bytes.ReplaceAll(c.code, []byte(a.chunks[to].placeholder), []byte(a.chunks[to].file))
}

// chunkName is what chunk i calls another one: its file's name, or the name
// without a hash, which the page's import map leads to the file.
func (a *assembler) chunkName(i, other int) string {
	if a.hashed[i] {
		return "./" + a.chunks[other].placeholder
	}
	return "./" + a.plan.Chunks[other].Name + ".js"
}

// namedByHash tells which chunks call others by their files' names: all, or with
// an import map those that run in workers, where import maps do not apply.
func (a *assembler) namedByHash() []bool {
	var starts []int
	for r := range a.p.Roots {
		if !a.p.Settings.ImportMap || a.p.Roots[r].Worker {
			starts = append(starts, a.plan.Roots[r].Chunk)
		}
	}
	reached := asset.Reach(starts, func(i int) []int {
		called := slices.Clone(a.plan.Chunks[i].Imports)
		for _, s := range a.plan.Chunks[i].Steps {
			for _, r := range a.units.Graph.Units[s.Unit].Dynamic {
				called = append(called, a.plan.Roots[r].Chunk)
			}
		}
		return called
	})
	hashed := make([]bool, len(a.plan.Chunks))
	for _, i := range reached.Nodes() {
		hashed[i] = true
	}
	return hashed
}
