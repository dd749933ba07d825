package mend

import (
	"slices"

	"github.com/paintbox-build/paintbox/bundler/internal/link"
	"github.com/paintbox-build/paintbox/bundler/internal/program"
)

// Waits finds the wrapped modules that await at the top level: by the names of the
// modules that import them, the specifiers. The linker has a module wait for those
// that it takes by import statements, and not for what it takes by export * alone. It
// is nil where there is none.
func Waits(p *program.Program) map[string][]string {
	var waits map[string][]string
	for m := range p.Modules {
		for _, imp := range p.Modules[m].Imports {
			name := p.Modules[m].Name
			if imp.Way != link.WayStatement || imp.Module < 0 || !p.Modules[imp.Module].Awaits || slices.Contains(waits[name], imp.Specifier) || leads(p, imp.Module, m) {
				continue
			}
			if waits == nil {
				waits = map[string][]string{}
			}
			waits[name] = append(waits[name], imp.Specifier)
		}
	}
	return waits
}

// leads tells whether the import statements of a module lead to another, or it is that.
func leads(p *program.Program, from, to int) bool {
	seen := map[int]bool{from: true}
	for queue := []int{from}; len(queue) > 0; queue = queue[1:] {
		if queue[0] == to {
			return true
		}
		for _, imp := range p.Modules[queue[0]].Imports {
			if imp.Way == link.WayStatement && imp.Module >= 0 && !seen[imp.Module] {
				seen[imp.Module] = true
				queue = append(queue, imp.Module)
			}
		}
	}
	return false
}
