package shake

import (
	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler/internal/cut"
	"github.com/paintbox-build/paintbox/bundler/internal/link"
	"github.com/paintbox-build/paintbox/bundler/internal/program"
)

// The linker makes an entry point of whatever an import() names, before it finds
// out whether anything uses the function that the import() stands in. A route
// that only such a function loads is none, and what it loads itself is none
// either; so is a worker that only such a function starts.

// life finds out what is reached from the entries.
type life struct {
	*shaker
	roots   []bool
	modules []bool              // evaluated, now or when something is called
	effects map[int][]statement // by module, as long as it is not reached
	tails   map[int][]statement // by root: what the linker added to its file
}

// Dead finds the roots that nothing loads, with all that only they lead to. Ok is
// false where every root is loaded.
func Dead(p *program.Program) (dead program.Dead, ok bool) {
	w := &life{shaker: newShaker(p), roots: make([]bool, len(p.Roots)), modules: make([]bool, len(p.Modules)), effects: map[int][]statement{}, tails: map[int][]statement{}}
	w.loaded = w.wake
	w.sortEffects()
	for r := range p.Roots {
		if p.Roots[r].Entry >= 0 {
			w.wake(r)
		}
	}
	w.drain()
	for r, live := range w.roots {
		if !live {
			dead.Roots = append(dead.Roots, r)
		}
	}
	if len(dead.Roots) == 0 {
		return program.Dead{}, false
	}
	dead.Statements = w.unused()
	w.addExternals(dead.Statements)
	dead.Modules = w.deadModules()
	return dead, true
}

// sortEffects notes what is to be used once a module, or a root, is reached. What
// stands in no module's region is the linker's own: it belongs to the file.
func (w *life) sortEffects() {
	rootOf := map[int]int{} // by file
	for r := range w.p.Roots {
		rootOf[w.p.Roots[r].File] = r
	}
	w.eachEffect(func(at statement) {
		f := &w.p.Files[at.file]
		s := &f.Statements[at.at]
		r, ok := rootOf[at.file]
		switch {
		case s.Region >= 0:
			m := w.p.ModuleOf(f, s)
			w.effects[m] = append(w.effects[m], at)
		case ok:
			w.tails[r] = append(w.tails[r], at)
		default:
			w.use(at)
		}
	})
}

// wake makes a root stay, with the effects of all modules that it evaluates.
func (w *life) wake(root int) {
	if w.roots[root] {
		return
	}
	w.roots[root] = true
	w.export(root)
	for _, at := range w.tails[root] {
		w.use(at)
	}
	reached := asset.Reach([]int{w.p.Roots[root].Module}, func(m int) []int { return w.imported(m, link.Way.Evaluates) })
	for _, m := range reached.Nodes() {
		for _, at := range w.effects[m] {
			w.use(at)
		}
		w.modules[m] = true
		delete(w.effects, m)
	}
}

// imported lists the modules that a module imports in some ways.
func (w *life) imported(module int, ways func(link.Way) bool) []int {
	var list []int
	for _, imp := range w.p.Modules[module].Imports {
		if ways(imp.Way) {
			list = append(list, imp.Module)
		}
	}
	return list
}

// addExternals adds the imports of what is not bundled that stand in modules which
// are not reached.
func (w *life) addExternals(unused [][]int32) {
	for i := range w.p.Files {
		f := &w.p.Files[i]
		for si := range f.External {
			s := &f.Statements[si]
			if s.Region >= 0 && !w.modules[w.p.ModuleOf(f, s)] && s.Form != cut.FormNone {
				unused[i] = append(unused[i], int32(si))
			}
		}
	}
}

// deadModules finds the modules that no entry reaches, style sheets and copied
// files included.
func (w *life) deadModules() []bool {
	var starts []int
	for r, live := range w.roots {
		if live {
			starts = append(starts, w.p.Roots[r].Module)
		}
	}
	for i := range w.p.Entries {
		if m := w.p.ModuleNamed(w.p.Entries[i].Source); m >= 0 { // of a style sheet
			starts = append(starts, m)
		}
	}
	reached := asset.Reach(starts, func(m int) []int { return w.imported(m, func(way link.Way) bool { return way != link.WayDynamic }) })
	dead := make([]bool, len(w.p.Modules))
	for m := range dead {
		dead[m] = m != w.p.Runtime && !reached.Has(m)
	}
	return dead
}
