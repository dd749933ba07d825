// Package shake finds what more can be left out than the linker sees, since less
// is wanted than it believes. Its passes take the program, mended, and return
// what is unused; they change nothing.
//
//   - Required: what require() takes of ES modules, for a second link.
//   - Routes: what import() takes of routes.
//   - Namespaces: which getters of namespace objects something reads.
//   - Unused: which declarations nothing uses, after that.
package shake

import (
	"slices"

	"github.com/paintbox-build/paintbox/bundler/internal/js"
	"github.com/paintbox-build/paintbox/bundler/internal/program"
)

// Routes finds the exports of routes that some import() wants, by root, where
// that are less than all.
func Routes(p *program.Program) map[int][]program.Export {
	wanted := make([][]nameSet, len(p.Roots))
	keep := make([]bool, len(p.Roots)) // every name
	for i := range p.Roots {
		keep[i] = p.Roots[i].Starts() || p.Roots[i].CommonJS >= 0
	}
	reader := importReader{}
	for i := range p.Files {
		f := &p.Files[i]
		for si := range f.Statements {
			s := &f.Statements[si]
			for _, imp := range s.Dynamic {
				to := p.RootOf(f, s, imp)
				if to < 0 || keep[to] {
					continue
				}
				names, ok := reader.wantedNames(f, s, imp)
				keep[to] = !ok
				wanted[to] = append(wanted[to], names)
			}
		}
	}
	limited := map[int][]program.Export{}
	for i, sets := range wanted {
		all := p.Roots[i].Exports
		if keep[i] || slices.ContainsFunc(all, func(e program.Export) bool { return showsAll(p, e, sets) }) {
			continue
		}
		if some := slices.DeleteFunc(slices.Clone(all), func(e program.Export) bool { return !wants(sets, e) }); len(some) < len(all) {
			limited[i] = some
		}
	}
	return limited
}

// wants tells whether any of the sets has an export.
func wants(sets []nameSet, e program.Export) bool {
	return slices.ContainsFunc(sets, func(names nameSet) bool { _, ok := names[js.Unquote(e.Name)]; return ok })
}

// showsAll tells whether an export may see all others: it is called as a method
// of the module and reads this, or is a method then, which import() calls.
func showsAll(p *program.Program, e program.Export, sets []nameSet) bool {
	name := js.Unquote(e.Name)
	called := slices.ContainsFunc(sets, func(names nameSet) bool { return names[name] })
	return name == "then" || called && seesThis(p, e.Symbol)
}
