package bundler

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
