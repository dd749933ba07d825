// Package shake finds what more can be left out than the linker sees, since less
// is wanted than it believes.
//
//   - Required: what require() takes of ES modules, for a second link.
//   - Dead: which routes and workers nothing loads, as their import() is unused.
//   - Routes: what import() takes of routes.
//   - Namespaces: which getters of namespace objects something reads.
//   - Unused: which declarations nothing uses, after that.
//   - Spaces: which namespace objects have to be what the language has, which takes
//     bytes.
//
// Each is a function of the model:
//
//   - Takes: the model, mended; Required also asks what the sources export.
//   - Gives: what a second link leaves out (Required), roots that nothing loads
//     (Dead), the exports of routes (Routes), the getters that nothing reads
//     (Namespaces), the statements that nothing uses (Unused), the objects that others
//     can tell from ordinary ones (Spaces).
//   - Changes: nothing; the face applies what the passes return.
package shake

import (
	"slices"

	"github.com/paintbox-build/paintbox/bundler/internal/cut"
	"github.com/paintbox-build/paintbox/bundler/internal/js"
	"github.com/paintbox-build/paintbox/bundler/internal/link"
	"github.com/paintbox-build/paintbox/bundler/internal/program"
)

// Routes finds the exports that somebody wants, by root, where that are less than all:
// of routes what some import() takes, and of what a page or a worker starts, which
// nobody imports, none.
func Routes(p *program.Program) map[int][]program.Export {
	wanted := make([][]cut.Member, len(p.Roots))
	keep := make([]bool, len(p.Roots)) // every name
	for i := range p.Roots {
		r := &p.Roots[i]
		keep[i] = r.Starts() && r.Facade || r.CommonJS >= 0
	}
	for i := range p.Files {
		f := &p.Files[i]
		for si := range f.Statements {
			s := &f.Statements[si]
			for _, imp := range s.Dynamic {
				to := p.RootOf(f, s, imp)
				if to < 0 || keep[to] || p.Modules[p.ModuleOf(f, s)].Kind == link.Worker { // which takes the URL
					continue
				}
				keep[to] = !imp.Taken.Known
				wanted[to] = append(wanted[to], imp.Taken.Names...)
			}
		}
	}
	limited := map[int][]program.Export{}
	for i, names := range wanted {
		all := p.Roots[i].Exports
		if keep[i] || slices.ContainsFunc(all, func(e program.Export) bool { return showsAll(p, e, names) }) {
			continue
		}
		if some := slices.DeleteFunc(slices.Clone(all), func(e program.Export) bool { return !wants(names, e) }); len(some) < len(all) {
			limited[i] = some
		}
	}
	return limited
}

// wants tells whether an export is among names.
func wants(names []cut.Member, e program.Export) bool {
	return slices.ContainsFunc(names, func(m cut.Member) bool { return m.Name == js.Unquote(e.Name) })
}

// showsAll tells whether an export may see all others: it is called as a method
// of the module and reads this, or is a method then, which import() calls.
func showsAll(p *program.Program, e program.Export, names []cut.Member) bool {
	name := js.Unquote(e.Name)
	return name == "then" || slices.Contains(names, cut.Member{Name: name, Called: true}) && seesThis(p, e.Symbol)
}
