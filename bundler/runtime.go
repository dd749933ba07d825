package bundler

import (
	_ "embed"
	"slices"
	"strings"
)

// runtimeSource holds the functions that generated code calls, next to those
// of the linker.
//
//go:embed runtime.js
var runtimeSource string

// runtime is runtimeSource as the options need it. Style sheets are named in the
// import map, too.
func (o Options) runtime() string {
	if !o.ImportMap {
		return runtimeSource
	}
	return strings.Replace(runtimeSource, "new URL(names[rank], import.meta.url).href", "import.meta.resolve(names[rank])", 1)
}

// findHelpers finds the symbols of the functions in runtimeSource.
func (p *Program) findHelpers() {
	ids := p.files[len(p.files)-1].nameIDs()
	symbols := p.files[len(p.files)-1].symbols
	p.loadStyles = symbols[ids["paintbox$styles"]]
	p.preload = symbols[ids["paintbox$preload"]]
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
	if p.linked.meta.Outputs[linkDir+"/"+p.files[p.roots[root].file].name].CSSBundle != "" {
		list = append(list, p.loadStyles)
	}
	if p.hasPage() {
		list = append(list, p.preload)
	}
	return list
}

// hasPage tells whether an entry is an HTML page, which can hold a list of what
// routes load.
func (p *Program) hasPage() bool {
	return slices.ContainsFunc(p.entries, func(e Entry) bool { return e.Page != "" })
}

// calls tells whether an import() of a root calls one of the root's loaders.
func (a *assembler) calls(loader int32, root int) bool {
	styled := len(a.p.styles.of(root)) > 0
	switch loader {
	case a.p.loadStyles:
		return styled
	case a.p.preload:
		return a.p.hasPage() && (styled || len(a.plan.Roots[root].Chunks) > 1)
	}
	return true
}
