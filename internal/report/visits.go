package report

import (
	"cmp"
	"math"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/budgets"
	"github.com/paintbox-build/paintbox/internal/coding"
)

// visit is what a browser with an empty cache loads for an entry or a route.
type visit struct {
	root  asset.Root
	files []*asset.File // scripts and styles, without the page itself
}

// limits says what the limits of files cost the visit; nil where they cost nothing.
func (v *visit) limits() *docLimits {
	served := asset.Size(0)
	for _, c := range coding.Table() {
		if c.Estimate != nil { // the last of them is the one that the cost is in
			served = sizesOf(v.files...).by(budgets.Measure(c.Name))
		}
	}
	cost, by, most := asset.Size(0), map[string]asset.Size{}, ""
	for _, f := range v.files {
		cost += f.Cut
		by[f.CutBy] += f.Cut
		if by[f.CutBy] > by[most] {
			most = f.CutBy
		}
	}
	if cost == 0 || served == 0 {
		return nil
	}
	return &docLimits{cost, math.Round(1000*float64(cost)/float64(served)) / 1000, most}
}

// visits lists what a first visit loads, in the order of the roots: for a
// route, the entry that leads to it by the fewest dynamic imports, everything
// on the way, and what the route adds.
func visits(b *asset.Build) []visit {
	list := make([]visit, len(b.Roots))
	routes := map[string]int{} // by file
	for i, r := range b.Roots {
		list[i].root = r
		if !r.Entry {
			routes[r.File] = i
		}
	}
	for i, r := range b.Roots {
		if r.Entry {
			visitFrom(b, list, routes, i)
		}
	}
	for i, r := range b.Roots {
		if list[i].files == nil {
			list[i].files = b.FilesAt(r.Scripts, r.Styles)
		}
	}
	return list
}

// visitFrom fills in the visits of an entry, and of the routes that it leads to
// and no earlier entry does.
func visitFrom(b *asset.Build, list []visit, routes map[string]int, entry int) {
	reached := asset.Reach([]int{entry}, func(i int) []int {
		var imported []int
		for _, f := range b.FilesAt(b.Roots[i].Scripts, b.Roots[i].Styles) {
			for _, target := range f.Dynamic {
				if r, ok := routes[target]; ok && list[r].files == nil {
					imported = append(imported, r)
				}
			}
		}
		return imported
	})
	for _, r := range reached.Nodes() {
		var way [][]string
		for _, step := range reached.Chain(r) {
			way = append(way, b.Roots[step].Scripts, b.Roots[step].Styles)
		}
		list[r].files = b.FilesAt(way...)
	}
}

// label is what reports call a root.
func label(r asset.Root) string {
	if _, numbered := numberedName(r.Source); numbered && r.File != "" {
		return r.File
	}
	return cmp.Or(r.Source, r.Name, r.File)
}
