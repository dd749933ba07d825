package unit

import (
	"slices"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler/internal/program"
	"github.com/paintbox-build/paintbox/chunker"
)

// The names of a module that the linker wraps with __esm have their values only
// when its function init_x has run. Natively that is when the importing modules
// start; in the linker's output it is where these, or the modules between, call
// init_x. Whoever uses such a name therefore uses that call, too.

// wrappedUses finds those calls.
type wrappedUses struct {
	d       *describer
	wrapper []int                 // by module: the unit of its __esm function, -1 for none
	runs    []*asset.Reached[int] // by module: the modules that running it runs, made when needed

	imported map[int][]int // by module: itself and what it imports, made when needed
}

// useWrapped adds to each unit and root the calls that the names it uses rely
// on.
func (d *describer) useWrapped() {
	wrapper := make([]int, len(d.p.Modules))
	for m := range wrapper {
		wrapper[m] = program.None
		if sym := d.p.Modules[m].Wrapper; sym >= 0 {
			wrapper[m] = int(d.symbols[sym].unit)
		}
	}
	w := &wrappedUses{d: d, wrapper: wrapper, runs: make([]*asset.Reached[int], len(d.Graph.Modules)), imported: map[int][]int{}}
	added := make([][]chunker.Use, len(d.Graph.Units))
	for i := range d.Graph.Units {
		u := &d.Graph.Units[i]
		if wrapper[u.Module] >= 0 && !d.tail[i] || u.Runs >= 0 {
			continue // the wrapper makes its own calls
		}
		for _, use := range u.Uses {
			if call := w.call(u.Module, use.Unit); call >= 0 && call != i && !w.calls(i, d.Graph.Units[use.Unit].Module) {
				added[i] = append(added[i], chunker.Use{Unit: call, Lazy: use.Lazy})
			}
		}
	}
	for i, uses := range added {
		u := &d.Graph.Units[i]
		u.Uses = mergeUses(append(u.Uses, uses...))
	}
	for i := range d.Graph.Roots {
		r := &d.Graph.Roots[i]
		for _, use := range r.Uses {
			if call := w.call(r.Module, use); call >= 0 {
				r.Uses = append(r.Uses, call)
			}
		}
	}
}

// mergeUses sorts uses; of two of the same unit, the one that is not lazy stays.
func mergeUses(uses []chunker.Use) []chunker.Use {
	slices.SortFunc(uses, func(a, b chunker.Use) int {
		if a.Unit == b.Unit && a.Lazy != b.Lazy {
			if b.Lazy {
				return -1
			}
			return 1
		}
		return a.Unit - b.Unit
	})
	return slices.CompactFunc(uses, func(a, b chunker.Use) bool { return a.Unit == b.Unit })
}

// calls tells whether a unit itself runs a module, among other things.
func (w *wrappedUses) calls(unit, module int) bool {
	return slices.ContainsFunc(w.d.calls[unit], func(m int) bool { return w.reach(m).Has(module) })
}

// call finds the unit that runs the module of a used unit for the sake of a
// module: its own, or that of the nearest module that it imports. It is -1 when
// the used unit is not of a wrapped module.
func (w *wrappedUses) call(module, used int) int {
	wrapped := w.d.Graph.Units[used].Module
	if w.wrapper[wrapped] < 0 || w.d.Graph.Units[used].Runs >= 0 {
		return -1
	}
	for _, m := range w.nearest(module) {
		for _, u := range w.d.Graph.Modules[m].Units {
			if runs := w.d.Graph.Units[u].Runs; runs >= 0 && w.reach(runs).Has(wrapped) && (m == module || !w.d.tail[u]) {
				return u
			}
		}
	}
	return -1
}

// nearest lists a module and what it imports, the nearest first.
func (w *wrappedUses) nearest(module int) []int {
	list, ok := w.imported[module]
	if !ok {
		list = asset.Reach([]int{module}, func(m int) []int {
			var next []int
			for _, imp := range w.d.Graph.Modules[m].Imports {
				if imp.Kind == chunker.ImportStatic {
					next = append(next, imp.Module)
				}
			}
			return next
		}).Nodes()
		w.imported[module] = list
	}
	return list
}

// reach finds the wrapped modules that running a module runs: itself, and what
// it imports and the linker lets it run. What it requires may be required by a
// function that is not called.
func (w *wrappedUses) reach(module int) *asset.Reached[int] {
	if w.runs[module] == nil {
		w.runs[module] = asset.Reach([]int{module}, func(m int) []int {
			var started []int
			for _, imp := range w.d.Graph.Modules[m].Imports {
				if imp.Kind == chunker.ImportStatic && w.starts(m, imp.Module) {
					started = append(started, imp.Module)
				}
			}
			return started
		})
	}
	return w.runs[module]
}

// starts tells whether the code of a wrapped module names the function that
// runs another.
func (w *wrappedUses) starts(module, imported int) bool {
	from, to := w.wrapper[module], w.wrapper[imported]
	return from >= 0 && to >= 0 && slices.ContainsFunc(w.d.Graph.Units[from].Uses, func(use chunker.Use) bool { return use.Unit == to })
}
