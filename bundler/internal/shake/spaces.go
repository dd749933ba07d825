package shake

import (
	"cmp"
	"maps"
	"slices"

	"github.com/paintbox-build/paintbox/bundler/internal/cut"
	"github.com/paintbox-build/paintbox/bundler/internal/program"
)

// The object that stands for a module has no prototype, cannot be changed, and there is one for each
// module. That takes bytes and time, so it is so only where something can tell: a
// namespace that is used as a whole, or asked for a name that ordinary objects
// have.

// Spaces finds the namespace objects that have to be as the language has them.
func Spaces(p *program.Program) program.Spaces {
	w := &spaces{p: p, whole: wholeRoots(p), roots: map[int]int32{}}
	w.findObjects()
	w.findOpen()
	w.findEmpty()
	w.findInterops()
	w.findRequired()
	byPlace := func(a, b program.Place) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Statement, b.Statement))
	}
	slices.SortFunc(w.exact, byPlace)
	slices.SortFunc(w.named, byPlace)
	return program.Spaces{Objects: w.exact, Open: w.named, Once: w.once, Roots: w.roots}
}

// spaces makes program.Spaces.
type spaces struct {
	p     *program.Program
	whole []bool // by root: some import() takes all of it
	open  map[int32]bool
	exact []program.Place // as in program.Spaces
	named []program.Place
	once  []program.Rebinding
	roots map[int]int32
}

// wholeRoots tells of which roots some import() takes all.
func wholeRoots(p *program.Program) []bool {
	whole := make([]bool, len(p.Roots))
	for i := range p.Files {
		f := &p.Files[i]
		for si := range f.Statements {
			s := &f.Statements[si]
			for _, imp := range s.Dynamic {
				if to := p.RootOf(f, s, imp); to >= 0 && !imp.Taken.Known {
					whole[to] = true
				}
			}
		}
	}
	return whole
}

// findObjects finds the objects with getters that are used as a whole, or asked
// for what ordinary objects have. Where import() gives the same module as a whole,
// it gives the same object.
func (w *spaces) findObjects() {
	w.open = openObjects(w.p)
	objects := usedNamespaces(w.p)
	for sym, n := range objects {
		at := program.Place{File: n.file, Statement: n.statement}
		if !n.escapes && !n.asked || w.open[sym] || slices.Contains(w.exact, at) {
			continue
		}
		w.exact = append(w.exact, at)
	}
	for sym, n := range objects {
		f, s := w.statement(program.Place{File: n.file, Statement: n.statement})
		if n.escapes && !w.open[sym] && f.SymbolAt(s, 1) == sym {
			w.setRoot(w.p.ModuleOf(f, s), sym)
		}
	}
}

// setRoot lets import() give the object of a module where it takes all of it.
func (w *spaces) setRoot(module int, object int32) {
	for r := range w.p.Roots {
		if w.whole[r] && w.p.Roots[r].Module == module && w.p.Roots[r].CommonJS < 0 {
			w.roots[r] = object
		}
	}
}

// usedNamespaces finds the namespace objects, and what is read of them.
func usedNamespaces(p *program.Program) map[int32]*namespace {
	w := pruner{p: p, objects: findNamespaces(p)}
	w.findUses()
	w.readUses()
	return w.objects
}

// openObjects are the symbols of those objects to which a module adds what it
// exports of CommonJS modules when it runs.
func openObjects(p *program.Program) map[int32]bool {
	open := map[int32]bool{}
	for i := range p.Files {
		f := &p.Files[i]
		for si := range f.Statements {
			s := &f.Statements[si]
			for k := 1; k < len(s.Refs); k++ {
				if helper := f.SymbolAt(s, k-1); helper >= 0 && helper == p.Helpers.ReExport {
					open[f.SymbolAt(s, k)] = true
				}
			}
		}
	}
	return open
}

// findOpen finds those of them that are used as a whole.
func (w *spaces) findOpen() {
	if len(w.open) == 0 {
		return
	}
	used := map[int32]bool{}
	for sym := range w.open {
		used[sym] = false
	}
	w.eachUse(func(at program.Place, k int) {
		f, s := w.statement(at)
		sym := f.SymbolAt(s, k)
		if before := f.SymbolAt(s, max(k-1, 0)); k > 0 && (before == w.p.Helpers.ReExport || before == w.p.Helpers.Export) || !w.bare(f, s.Refs[k]) {
			return
		}
		if w.open[sym] {
			used[sym] = true
		}
	})
	for sym, whole := range used {
		if !whole {
			continue
		}
		v := &w.p.Symbols[sym]
		if s := &w.p.Files[v.File].Statements[v.Statement]; s.Value == cut.ValueEmpty {
			w.named = append(w.named, program.Place{File: v.File, Statement: int(v.Statement)})
		}
	}
}

// findEmpty finds the objects of modules that export nothing, where anything uses one.
func (w *spaces) findEmpty() {
	if len(w.p.Empty) == 0 {
		return
	}
	found := map[int32]bool{}
	w.eachUse(func(at program.Place, k int) {
		sym := w.p.Files[at.File].SymbolAt(&w.p.Files[at.File].Statements[at.Statement], k)
		if module, ok := w.p.Empty[sym]; ok && !w.open[sym] && !found[sym] {
			found[sym] = true
			v := &w.p.Symbols[sym]
			w.exact = append(w.exact, program.Place{File: v.File, Statement: int(v.Statement)})
			w.setRoot(module, sym)
		}
	})
}

// bare tells whether no property follows a reference.
func (w *spaces) bare(f *program.File, r cut.Ref) bool {
	_, _, ok := f.Chain(r).First()
	return !ok
}

func (w *spaces) statement(at program.Place) (*program.File, *cut.Statement) {
	f := &w.p.Files[at.File]
	return f, &f.Statements[at.Statement]
}

// eachUse calls visit for every reference that is no declaration.
func (w *spaces) eachUse(visit func(at program.Place, k int)) {
	for i := range w.p.Files {
		f := &w.p.Files[i]
		for si := range f.Statements {
			s := &f.Statements[si]
			if s.Form == cut.FormImport || s.Form == cut.FormExport {
				continue
			}
			for k, r := range s.Refs {
				if r.Flags&cut.RefDeclared == 0 && f.SymbolAt(s, k) >= 0 {
					visit(program.Place{File: i, Statement: si}, k)
				}
			}
		}
	}
}

// findInterops finds the objects that stand for CommonJS modules, of which each
// importing module makes its own, where two that are the same module's may be
// compared.
func (w *spaces) findInterops() {
	made := map[int32]program.Rebinding{} // by variable
	modules := map[int32]int{}
	w.eachUse(func(at program.Place, k int) {
		f, s := w.statement(at)
		if variable, module, ok := w.p.Interop(f, s, k); ok {
			made[variable] = program.Rebinding{File: at.File, Statement: at.Statement, Ref: k - 1, Symbol: w.p.Helpers.Namespace}
			modules[variable] = module
		}
	})
	whole := map[int32]bool{}
	times := map[int]int{}
	w.eachUse(func(at program.Place, k int) {
		f, s := w.statement(at)
		variable := f.SymbolAt(s, k)
		if module, ok := modules[variable]; ok && !whole[variable] && w.bare(f, s.Refs[k]) && s.Refs[k].Flags&cut.RefAssigned == 0 {
			whole[variable] = true
			times[module]++
		}
	})
	for r := range w.p.Roots {
		if root := &w.p.Roots[r]; root.CommonJS >= 0 && w.whole[r] {
			times[w.p.Symbols[root.CommonJS].Wraps]++
		}
	}
	for _, variable := range slices.Sorted(maps.Keys(made)) {
		if whole[variable] && times[modules[variable]] > 1 {
			w.once = append(w.once, made[variable])
		}
	}
}

// findRequired finds the require() of ES modules that take the object as a whole.
func (w *spaces) findRequired() {
	if w.p.Helpers.ToCommonJS < 0 {
		return
	}
	for i := range w.p.Files {
		f := &w.p.Files[i]
		for si := range f.Statements {
			s := &f.Statements[si]
			for k := 1; k < len(s.Refs) && s.Region >= 0; k++ {
				if f.SymbolAt(s, k-1) != w.p.Helpers.ToCommonJS {
					continue
				}
				if q, ok := s.Require(s.Refs[k]); !ok || !q.Known {
					w.once = append(w.once, program.Rebinding{File: i, Statement: si, Ref: k - 1, Symbol: w.p.Helpers.Required})
				}
			}
		}
	}
}
