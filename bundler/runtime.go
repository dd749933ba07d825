package bundler

import (
	_ "embed"
	"slices"
)

// runtimeSource holds the functions that generated code calls, next to those
// of the linker.
//
//go:embed runtime.js
var runtimeSource string

// findHelpers finds the symbols of the functions in runtimeSource.
func (p *Program) findHelpers() {
	ids := p.files[len(p.files)-1].nameIDs()
	symbols := p.files[len(p.files)-1].symbols
	p.loadRoute = symbols[ids["paintbox$load"]]
	p.namespace = symbols[ids["paintbox$namespace"]]
}

// loaders lists the helpers that an import() of a root may call.
func (p *Program) loaders(root int) []int32 {
	if p.roots[root].worker {
		return nil
	}
	var list []int32
	if p.roots[root].cjs >= 0 {
		list = append(list, p.namespace)
	}
	if p.hasPage() || p.linked.meta.Outputs[linkDir+"/"+p.files[p.roots[root].file].name].CSSBundle != "" {
		list = append(list, p.loadRoute)
	}
	return list
}

// hasPage tells whether an entry is an HTML page, which can hold a list of what
// routes load.
func (p *Program) hasPage() bool {
	return slices.ContainsFunc(p.entries, func(e Entry) bool { return e.Page != "" })
}

// loadsMore tells whether an import() of a root has more to load than one file:
// style sheets, or scripts that the page lists.
func (a *assembler) loadsMore(root int) bool {
	return len(a.p.styles.of(root)) > 0 || a.p.hasPage() && len(a.plan.Roots[root].Chunks) > 1
}
