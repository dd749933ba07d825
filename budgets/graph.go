package budgets

import (
	"slices"

	"github.com/paintbox-build/paintbox/asset"
)

// Modules finds what the entries lead to, and the shortest chains of imports
// there: from their own sources in their order, then from modules that nothing
// imports, since a page is no module and its scripts may have no file of theirs.
func Modules(b *asset.Build) *asset.Reached[string] {
	inputs := make(map[string][]string, len(b.Inputs))
	imported := map[string]bool{}
	for _, in := range b.Inputs {
		inputs[in.Path] = in.Imports
		for _, p := range in.Imports {
			imported[p] = imported[p] || p != in.Path
		}
	}
	first := slices.DeleteFunc(starts(b), func(source string) bool {
		_, module := inputs[source]
		return !module
	})
	for _, in := range b.Inputs {
		if !imported[in.Path] && len(in.Imports) > 0 {
			first = append(first, in.Path)
		}
	}
	return asset.Reach(first, func(module string) []string { return inputs[module] })
}

// starts lists the modules at which the entries start: an entry's own source,
// and for a page the sources of its scripts.
func starts(b *asset.Build) []string {
	var list []string
	for _, r := range b.Roots {
		if !r.Entry {
			continue
		}
		list = append(list, r.Source)
		for _, f := range b.FilesAt([]string{r.File}, r.Scripts) {
			if f.Entry {
				list = append(list, f.Source)
			}
		}
	}
	return list
}
