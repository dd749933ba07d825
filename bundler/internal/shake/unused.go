package shake

import (
	"github.com/paintbox-build/paintbox/bundler/internal/cut"
	"github.com/paintbox-build/paintbox/bundler/internal/program"
)

// The linker leaves out what it sees that nothing uses. Where less is exported
// than the linker believed, more is unused, and has to go before statements are
// grouped to units: a function that nobody calls must not tie the variables
// that it changes together.

// shaker finds the statements that are used.
type shaker struct {
	p       *program.Program
	uses    [][]int32             // by file: the queue of statements whose names are still to be followed
	live    [][]bool              // by file and statement
	seen    []bool                // by symbol
	makers  map[int32][]statement // by symbol: where it is declared or gets a value
	getters map[int32]statement   // by symbol of a namespace object: where it gets its getters
	loaded  func(root int)        // is told of each root that a used statement loads; nil where nobody asks
}

type statement struct {
	file int
	at   int32
}

func newShaker(p *program.Program) *shaker {
	w := &shaker{p: p, live: make([][]bool, len(p.Files)), uses: make([][]int32, len(p.Files)), seen: make([]bool, len(p.Symbols)),
		makers: map[int32][]statement{}, getters: map[int32]statement{}}
	for i := range p.Files {
		w.live[i] = make([]bool, len(p.Files[i].Statements))
		for si := range p.Files[i].Statements {
			w.declare(statement{i, int32(si)})
		}
	}
	return w
}

// Unused finds the declarations without effect that nothing uses, by file.
func Unused(p *program.Program) [][]int32 {
	w := newShaker(p)
	w.eachEffect(w.use)
	for i := range p.Roots {
		w.export(i)
	}
	w.drain()
	return w.unused()
}

// export makes stay what a root exports.
func (w *shaker) export(root int) {
	r := &w.p.Roots[root]
	for _, e := range r.Exports {
		w.follow(e.Symbol)
	}
	w.follow(r.CommonJS)
}

// unused lists the statements that do not stay, by file.
func (w *shaker) unused() [][]int32 {
	unused := make([][]int32, len(w.p.Files))
	for i := range w.p.Files {
		for si := range w.p.Files[i].Statements {
			if form := w.p.Files[i].Statements[si].Form; !w.live[i][si] && form != cut.FormImport && form != cut.FormExport && form != cut.FormNone {
				unused[i] = append(unused[i], int32(si))
			}
		}
	}
	return unused
}

// eachEffect visits the statements that do something, and all of modules with a
// direct eval, which may use any name.
func (w *shaker) eachEffect(visit func(statement)) {
	for i := range w.p.Files {
		f := &w.p.Files[i]
		evaluated := map[int]bool{} // by region
		for si := range f.Statements {
			if s := &f.Statements[si]; s.Eval {
				evaluated[s.Region] = true
			}
		}
		for si := range f.Statements {
			if s := &f.Statements[si]; evaluated[s.Region] || acts(w.p, f, s) && !w.isGetters(statement{i, int32(si)}, s) {
				visit(statement{i, int32(si)})
			}
		}
	}
}

// declare notes what a statement declares, or gives a value to.
func (w *shaker) declare(at statement) {
	f := &w.p.Files[at.file]
	s := &f.Statements[at.at]
	if s.Form == cut.FormImport || s.Form == cut.FormExport {
		return
	}
	if object := f.SymbolAt(s, 1); object >= 0 && w.p.MakesNamespace(f, s) {
		w.getters[object] = at
	}
	for _, r := range s.Refs {
		if sym := f.Symbols[r.Name]; sym >= 0 && (r.Flags&cut.RefDeclared != 0 || r.Flags&(cut.RefAssigned|cut.RefLazy) == cut.RefAssigned) {
			w.makers[sym] = append(w.makers[sym], at)
		}
	}
}

// isGetters tells whether a statement gives a namespace object its getters,
// which is no effect where nothing uses the object.
func (w *shaker) isGetters(at statement, s *cut.Statement) bool {
	if len(s.Refs) < 2 || s.Region < 0 {
		return false
	}
	getters, ok := w.getters[w.p.Files[at.file].Symbols[s.Refs[1].Name]]
	return ok && getters == at
}

// acts tells whether a statement may have an effect, or is the linker's own.
func acts(p *program.Program, f *program.File, s *cut.Statement) bool {
	switch {
	case s.Form == cut.FormImport || s.Form == cut.FormExport || s.Form == cut.FormNone:
		return false
	case s.Region < 0 || s.Effect || s.Local || s.Await || len(s.Calls) > 0 || len(s.Coerced) > 0:
		return true
	case s.Form == cut.FormFunction || !p.Modules[p.ModuleOf(f, s)].SideEffects:
		return false
	}
	return f.ReadsGlobal(s)
}

// use makes a statement stay, with all that it names.
func (w *shaker) use(at statement) {
	if !w.live[at.file][at.at] {
		w.live[at.file][at.at] = true
		w.uses[at.file] = append(w.uses[at.file], at.at)
	}
}

// follow makes the declarations of a symbol stay, and what gives it a value.
func (w *shaker) follow(sym int32) {
	if sym < 0 || w.seen[sym] {
		return
	}
	w.seen[sym] = true
	for _, at := range w.makers[sym] {
		w.use(at)
	}
	if at, ok := w.getters[sym]; ok {
		w.use(at)
	}
}

func (w *shaker) drain() {
	for again := true; again; {
		again = false
		for i := range w.uses {
			for len(w.uses[i]) > 0 {
				again = true
				f := &w.p.Files[i]
				last := len(w.uses[i]) - 1
				s := &f.Statements[w.uses[i][last]]
				w.uses[i] = w.uses[i][:last]
				for _, r := range s.Refs {
					w.follow(f.Symbols[r.Name])
				}
				for _, imp := range s.Dynamic {
					if to := w.p.RootOf(f, s, imp); to >= 0 && w.loaded != nil {
						w.loaded(to)
					}
				}
			}
		}
	}
}
