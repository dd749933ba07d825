package bundler

import _ "embed"

// runtimeSource holds the functions that generated code calls, next to those
// of the linker.
//
//go:embed runtime.js
var runtimeSource string

// findHelpers finds the symbols of the functions in runtimeSource.
func (p *Program) findHelpers() {
	ids := p.files[len(p.files)-1].nameIDs()
	symbols := p.files[len(p.files)-1].symbols
	p.loadStyles = symbols[ids["paintbox$loadStyles"]]
	p.namespace = symbols[ids["paintbox$namespace"]]
}

// loaders lists the helpers that an import() of a root calls.
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
	return list
}
