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
	names := a.placeholders()
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
			a.chunks[i].code = slices.Clone(a.chunks[i].code)
			a.rename(i, names)
			whole.Write(a.chunks[i].code)
		}
		seed := whole.Sum(nil)
		for _, i := range circle {
			own := slices.Concat(seed, a.chunks[i].code)
			a.chunks[i].file = a.plan.Chunks[i].Name + "-" + asset.ContentHash(own) + ".js"
		}
		for _, i := range circle {
			a.rename(i, names)
		}
	}
}

// placeholders finds chunks by what stands in their names for their hashes.
func (a *assembler) placeholders() map[string][]int {
	names := make(map[string][]int, len(a.chunks))
	for i := range a.chunks {
		hash := placeholderHash(a.plan.Chunks[i].Name)
		names[hash] = append(names[hash], i)
	}
	return names
}

// rename puts the final names of chunks into the code of one, in place: they are as
// long as what stands for them.
func (a *assembler) rename(in int, names map[string][]int) {
	code := a.chunks[in].code
	end, length := []byte("@.js"), len(placeholderHash("")) // of what stands for a name, and of the hash in it
	for at := 0; ; {
		next := bytes.Index(code[at:], end)
		if next < 0 {
			return
		}
		at += next + len(end)
		for _, to := range names[string(code[max(0, at-length-len(".js")):at-len(".js")])] {
			if c := &a.chunks[to]; c.file != "" && bytes.HasSuffix(code[:at], []byte(c.placeholder)) {
				copy(code[at-len(c.file):], c.file)
			}
		}
	}
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
