package budgets

import (
	"slices"

	"github.com/paintbox-build/paintbox/asset"
)

// Importers is the tree of shortest import chains from the entries: each
// module's importer on that chain, "" for the modules that start.
type Importers map[string]string

// NewImporters walks the modules breadth first, entries in their order, so that
// among chains of one length the choice does not depend on anything but the
// build.
func NewImporters(b *asset.Build) Importers {
	g := Importers{}
	var queue []string
	visit := func(module, importer string) {
		if _, seen := g[module]; !seen {
			g[module] = importer
			queue = append(queue, module)
		}
	}
	inputs := make(map[string][]string, len(b.Inputs))
	imported := map[string]bool{}
	for _, in := range b.Inputs {
		inputs[in.Path] = in.Imports
		for _, p := range in.Imports {
			imported[p] = imported[p] || p != in.Path
		}
	}
	for _, source := range starts(b) {
		if _, ok := inputs[source]; ok {
			visit(source, "")
		}
	}
	for _, in := range b.Inputs { // a page is no module: its scripts are those that nothing imports
		if !imported[in.Path] && len(in.Imports) > 0 {
			visit(in.Path, "")
		}
	}
	for len(queue) > 0 {
		module := queue[0]
		queue = queue[1:]
		for _, imported := range inputs[module] {
			visit(imported, module)
		}
	}
	return g
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
		for _, f := range filesAt(b, []string{r.File}, r.Scripts) {
			if f.Entry {
				list = append(list, f.Source)
			}
		}
	}
	return list
}

// Chain lists the modules from an entry to the module, both included; nil where
// none leads to it.
func (g Importers) Chain(module string) []string {
	var list []string
	for step, ok := module, true; ok && step != ""; {
		var importer string
		if importer, ok = g[step]; ok {
			list = append(list, step)
			step = importer
		}
	}
	slices.Reverse(list)
	return list
}
