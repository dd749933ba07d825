package program

import (
	"cmp"
	"slices"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler/internal/link"
	"github.com/paintbox-build/paintbox/bundler/internal/settings"
)

// Reached finds what the entries lead to by imports of all kinds: messages and
// reasons name the shortest chains of imports that it has. Entries come in the order
// of their sources, those that are only style sheets last.
func (p *Program) Reached() *asset.Reached[int] {
	var starts []int
	for _, r := range p.RootsByName() {
		if root := &p.Roots[r]; root.Entry >= 0 {
			starts = append(starts, root.Module)
		}
	}
	sheets := slices.SortedFunc(slices.Values(p.Entries), func(a, b settings.Entry) int { return cmp.Compare(a.Source, b.Source) })
	for _, e := range sheets {
		if m := p.ModuleNamed(e.Source); m >= 0 {
			starts = append(starts, m)
		}
	}
	return asset.Reach(starts, func(m int) []int {
		var imported []int
		for _, imp := range p.Modules[m].Imports {
			imported = append(imported, imp.Module)
		}
		return imported
	})
}

// RootsByName lists the roots in the order of their sources, those that start by
// themselves first.
func (p *Program) RootsByName() []int {
	list := make([]int, len(p.Roots))
	for r := range list {
		list[r] = r
	}
	slices.SortFunc(list, func(a, b int) int {
		if x, y := p.Roots[a].Starts(), p.Roots[b].Starts(); x != y {
			if x {
				return -1
			}
			return 1
		}
		return cmp.Compare(p.SourceOf(a), p.SourceOf(b))
	})
	return list
}

// IsStub tells the few bytes that start a worker from the worker.
func (p *Program) IsStub(m int) bool {
	return p.Modules[m].Kind.Made() && p.ModuleNamed(link.SourceOf(p.Modules[m].Name)) >= 0
}
