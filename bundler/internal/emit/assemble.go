// Package emit writes the chunks of a plan to files. It concatenates each chunk's
// units with an import statement for each chunk that they use and an export
// statement, minifies that, renames local variables, and names the files by their
// contents.
//
//   - Takes: the model, its units, its style sheets, and warnings that go with what
//     is built; then plans, one after the other.
//   - Gives: for each plan an asset.Build, and the size of every chunk.
//   - Changes: nothing of what it takes. It remembers what it minified: a chunk that
//     is the same in the next plan is not minified again.
package emit

import (
	"context"
	"maps"
	"slices"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler/internal/js"
	"github.com/paintbox-build/paintbox/bundler/internal/program"
	"github.com/paintbox-build/paintbox/bundler/internal/unit"
	"github.com/paintbox-build/paintbox/chunker"
)

// Assemble writes the chunks of a plan and all other files that the program
// consists of. It also returns the size of each chunk of the plan. It is not
// safe for concurrent use.
func (e *Emitter) Assemble(ctx context.Context, plan *chunker.Plan) (asset.Build, []asset.Size, error) {
	a := &assembler{Emitter: e, plan: plan, chunkOf: slices.Repeat([]int{program.None}, len(e.units.Units)), chunks: make([]chunkText, len(plan.Chunks)), exports: make([]map[string]string, len(plan.Chunks))}
	for i, c := range plan.Chunks {
		a.chunks[i].placeholder = c.Name + "-" + placeholderHash(c.Name) + ".js"
		a.exports[i] = map[string]string{}
		for _, s := range c.Steps {
			if s.Mode != chunker.Call {
				a.chunkOf[s.Unit] = i
			}
		}
	}
	a.hashed = a.namedByHash()
	a.left = a.leaves()
	a.noted = a.hasNotices()
	a.collectExports()
	for i := range a.chunks {
		a.write(i)
	}
	if err := a.minify(ctx); err != nil {
		return asset.Build{}, nil, err
	}
	a.nameFiles()
	sizes := make([]asset.Size, len(a.chunks))
	for i := range a.chunks {
		sizes[i] = asset.Size(len(a.chunks[i].code))
	}
	b, err := a.build()
	return b, sizes, err
}

// placeholderHash stands for the content hash of a chunk, in as many bytes.
func placeholderHash(name string) string {
	return "@" + asset.ContentHash([]byte(name))[:6] + "@"
}

// names calls visit for every name that a chunk uses, with the chunk that
// declares it.
func (a *assembler) names(i int, visit func(name string, from int)) {
	symbol := func(sym int32) {
		if from := a.chunkOf[a.units.Of(sym)]; from >= 0 {
			visit(a.units.Names[sym], from)
		}
	}
	for _, s := range a.plan.Chunks[i].Steps {
		u := &a.units.Units[s.Unit]
		switch {
		case u.External != nil:
		case s.Mode == chunker.Call:
			visit(deferredName(s.Unit), a.chunkOf[s.Unit])
		default:
			a.unitNames(u, symbol)
		}
	}
	r := a.plan.Chunks[i].Root
	if r < 0 {
		return
	}
	root := &a.p.Roots[r]
	if root.Facade {
		for _, e := range root.Exports {
			symbol(e.Symbol)
		}
	}
	for _, sym := range []int32{root.CommonJS, a.units.Objects[r]} {
		if sym >= 0 {
			symbol(sym)
		}
	}
}

// unitNames calls visit for every symbol that the text of a unit names.
func (a *assembler) unitNames(u *unit.Unit, visit func(sym int32)) {
	f := &a.p.Files[u.File]
	for _, si := range u.Statements {
		s := &f.Statements[si]
		for _, r := range s.Refs {
			if sym := f.Symbols[r.Name]; sym >= 0 {
				visit(sym)
			}
		}
		for _, imp := range s.Dynamic {
			to := a.p.RootOf(f, s, imp)
			if to < 0 {
				continue
			}
			for _, sym := range a.p.Loaders(to) {
				if a.calls(sym, to) {
					visit(sym)
				}
			}
		}
	}
}

// calls tells whether an import() of a root calls one of the root's loaders.
func (a *assembler) calls(loader int32, root int) bool {
	styled := len(a.styles.Of(root)) > 0
	switch loader {
	case a.p.Helpers.LoadStyles:
		return styled
	case a.p.Helpers.Preload:
		return a.p.HasPage() && (styled || len(a.plan.Roots[root].Chunks) > 1)
	}
	return true
}

// collectExports finds the names that chunks use of each other and gives each
// a short one.
func (a *assembler) collectExports() {
	used := make([]map[string]bool, len(a.chunks))
	for i := range used {
		used[i] = map[string]bool{}
	}
	for i := range a.chunks {
		a.names(i, func(name string, from int) {
			if from != i {
				used[from][name] = true
			}
		})
	}
	for i := range a.chunks {
		for n, name := range slices.Sorted(maps.Keys(used[i])) {
			a.exports[i][name] = js.ShortName(n)
		}
	}
}
