package bundler

import "github.com/paintbox-build/paintbox/bundler/internal/cut"

// The linker leaves out what it sees that nothing uses. Where less is exported
// than the linker believed, more is unused, and has to go before statements are
// grouped to units: a function that nobody calls must not tie the variables
// that it changes together.

// shaker finds the statements that are used.
type shaker struct {
	p       *Program
	uses    [][]int32             // by file: the queue of statements whose names are still to be followed
	live    [][]bool              // by file and statement
	seen    []bool                // by symbol
	makers  map[int32][]statement // by symbol: where it is declared or gets a value
	getters map[int32]statement   // by symbol of a namespace object: where it gets its getters
}

type statement struct {
	file int
	at   int32
}

// leaveOut removes the declarations without effect that nothing uses.
func (p *Program) leaveOut() {
	w := shaker{p: p, live: make([][]bool, len(p.files)), uses: make([][]int32, len(p.files)), seen: make([]bool, len(p.symbols)),
		makers: map[int32][]statement{}, getters: map[int32]statement{}}
	export := p.helper("__export")
	for i := range p.files {
		f := &p.files[i]
		w.live[i] = make([]bool, len(f.Statements))
		for si := range f.Statements {
			w.declare(statement{i, int32(si)}, export)
		}
	}
	for i := range p.files {
		f := &p.files[i]
		evaluated := map[int]bool{} // the modules with a direct eval, which may use any name
		for si := range f.Statements {
			if s := &f.Statements[si]; s.Eval {
				evaluated[s.Region] = true
			}
		}
		for si := range f.Statements {
			if s := &f.Statements[si]; evaluated[s.Region] || p.acts(f, s) && !w.isGetters(statement{i, int32(si)}, s) {
				w.use(statement{i, int32(si)})
			}
		}
	}
	for i := range p.roots {
		r := &p.roots[i]
		for _, e := range r.exports {
			w.follow(e.symbol)
		}
		w.follow(r.cjs)
	}
	w.drain()
	for i := range p.files {
		f := &p.files[i]
		for si := range f.Statements {
			if s := &f.Statements[si]; !w.live[i][si] && s.Form != cut.FormImport && s.Form != cut.FormExport {
				*s = cut.Statement{Region: s.Region, Start: s.Start, End: s.End, Form: cut.FormNone}
			}
		}
	}
}

// declare notes what a statement declares, or gives a value to.
func (w *shaker) declare(at statement, export int32) {
	f := &w.p.files[at.file]
	s := &f.Statements[at.at]
	if s.Form == cut.FormImport || s.Form == cut.FormExport {
		return
	}
	if len(s.Refs) > 1 && export >= 0 && f.symbols[s.Refs[0].Name] == export && s.Region >= 0 && f.symbols[s.Refs[1].Name] >= 0 {
		w.getters[f.symbols[s.Refs[1].Name]] = at
	}
	for _, r := range s.Refs {
		if sym := f.symbols[r.Name]; sym >= 0 && (r.Flags&cut.RefDeclared != 0 || r.Flags&(cut.RefAssigned|cut.RefLazy) == cut.RefAssigned) {
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
	getters, ok := w.getters[w.p.files[at.file].symbols[s.Refs[1].Name]]
	return ok && getters == at
}

// acts tells whether a statement may have an effect, or is the linker's own.
func (p *Program) acts(f *source, s *cut.Statement) bool {
	switch {
	case s.Form == cut.FormImport || s.Form == cut.FormExport || s.Form == cut.FormNone:
		return false
	case s.Region < 0 || s.Effect || s.Local || s.Await || len(s.Calls) > 0 || len(s.Coerced) > 0:
		return true
	case s.Form == cut.FormFunction || !p.Graph.Modules[p.moduleOf(f, s)].SideEffects:
		return false
	}
	return f.readsGlobal(s)
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
				f := &w.p.files[i]
				last := len(w.uses[i]) - 1
				s := &f.Statements[w.uses[i][last]]
				w.uses[i] = w.uses[i][:last]
				for _, r := range s.Refs {
					w.follow(f.symbols[r.Name])
				}
			}
		}
	}
}
