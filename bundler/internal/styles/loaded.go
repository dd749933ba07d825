package styles

import (
	"slices"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler/internal/link"
	"github.com/paintbox-build/paintbox/bundler/internal/program"
)

// loadedStyles tells, for each root, the pieces of styles that are certainly
// there when it starts: what every root that imports it has brought. It is the
// greatest fixed point of that rule.
func loadedStyles(p *program.Program, brought [][]int) []map[int]bool {
	importers := importers(p)
	loaded, brings := make([]map[int]bool, len(p.Roots)), make([]map[int]bool, len(p.Roots))
	for r := range p.Roots {
		loaded[r], brings[r] = map[int]bool{}, map[int]bool{}
		for _, piece := range brought[r] {
			brings[r][piece] = true
		}
		if !p.Roots[r].Starts() && len(importers[r]) > 0 {
			for _, piece := range slices.Concat(brought...) {
				loaded[r][piece] = true
			}
		}
	}
	eachEarlier(p, func(r, earlier int) { // of one page, and linked before it
		for _, piece := range brought[earlier] {
			loaded[r][piece] = true
		}
	})
	for changed := true; changed; {
		changed = false
		for r := range p.Roots {
			for _, q := range importers[r] {
				for piece := range loaded[r] {
					if !loaded[q][piece] && !brings[q][piece] {
						delete(loaded[r], piece)
						changed = true
					}
				}
			}
		}
	}
	return loaded
}

// eachEarlier calls visit for each root of a page and each earlier one of the
// same page.
func eachEarlier(p *program.Program, visit func(r, earlier int)) {
	for r := range p.Roots {
		for q := range r {
			if e, f := p.Roots[r].Entry, p.Roots[q].Entry; e >= 0 && f >= 0 && p.Entries[e].Page != "" && p.Entries[e].Page == p.Entries[f].Page {
				visit(r, q)
			}
		}
	}
}

// importers lists, for each root, the roots whose static imports lead to a
// module that imports it dynamically.
func importers(p *program.Program) [][]int {
	found := make([][]int, len(p.Roots))
	rootOf := map[int]int{}
	for r := range p.Roots {
		rootOf[p.Roots[r].Module] = r
	}
	for q := range p.Roots {
		reached := asset.Reach([]int{p.Roots[q].Module}, func(m int) []int { return imported(p, m, link.Way.Evaluates) })
		for _, m := range reached.Nodes() {
			for _, to := range imported(p, m, func(w link.Way) bool { return w == link.WayDynamic }) {
				if r, ok := rootOf[to]; ok && !slices.Contains(found[r], q) {
					found[r] = append(found[r], q)
				}
			}
		}
	}
	return found
}

// imported lists the modules that a module imports in some ways.
func imported(p *program.Program, module int, ways func(link.Way) bool) []int {
	var list []int
	for _, imp := range p.Modules[module].Imports {
		if ways(imp.Way) {
			list = append(list, imp.Module)
		}
	}
	return list
}
