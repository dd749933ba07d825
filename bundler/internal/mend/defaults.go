package mend

import (
	"cmp"
	"maps"
	"slices"

	"github.com/paintbox-build/paintbox/bundler/internal/cut"
	"github.com/paintbox-build/paintbox/bundler/internal/program"
)

// What a module that Node.js takes for an ES module gets by the default import of
// a CommonJS module is all that this exports, even where that was an ES module
// once and says so by __esModule. Other bundlers give it the default export.

// NodeImports finds the places where the linker says that an import works as in
// Node.js.
func NodeImports(p *program.Program) []program.Rewording {
	var found []program.Rewording
	for i := range p.Files {
		f := &p.Files[i]
		for si := range f.Statements {
			for _, r := range f.Statements[si].Refs {
				if sym := f.Symbols[r.Name]; r.Next&cut.NextNode != 0 && sym >= 0 && p.Symbols[sym].Wraps >= 0 {
					end := int(r.Pos) + len(f.Names[r.Name]) + len("()")
					found = append(found, program.Rewording{File: i, Statement: si, Edit: program.Edit{Start: end, End: end + len(", 1")}})
				}
			}
		}
	}
	return found
}

// DefaultUse is a default import of a CommonJS module that is used as if it were
// the module's default export.
type DefaultUse struct{ Importer, Module int }

// Defaults finds the modules that call, construct, extend, render or ask instances of what they
// import by default of a CommonJS module which says that it was an ES module and
// has a default export, where they get the object that holds it; or hand that on,
// unless they read properties of it as well, and so know what it is. They may
// import it by import(), and give it variables first. One that asks for its type
// takes either.
func Defaults(p *program.Program) []DefaultUse {
	d := defaults{p: p, given: map[int32]givenDefault{}, uses: map[DefaultUse]useOfDefault{}}
	d.start()
	for more := len(d.given) > 0 || len(d.loads) > 0; more; d.loads = nil {
		more = d.follow()
	}
	var found []DefaultUse
	for use, u := range d.uses {
		if !u.asked && (u.applied || u.handed && !u.known) {
			found = append(found, use)
		}
	}
	slices.SortFunc(found, compareUses)
	return found
}

func compareUses(a, b DefaultUse) int { return cmp.Or(a.Importer-b.Importer, a.Module-b.Module) }

// defaults follows the default imports of a program.
type defaults struct {
	p     *program.Program
	given map[int32]givenDefault // by symbol: the variables that hold one
	loads map[*cut.Statement][]givenDefault
	uses  map[DefaultUse]useOfDefault
}

// useOfDefault is what a program does with a default import, as cut.Uses has it of
// a statement.
type useOfDefault struct{ applied, handed, known, asked bool }

// givenDefault is what a variable or an import() expression is.
type givenDefault struct {
	use    DefaultUse
	space  bool       // the object that holds the default import by its property
	load   cut.Import // of an import()
	looked bool       // all statements were looked at for the variable
}

// start finds the variables that the linker gives what is imported, and the
// import() expressions.
func (d *defaults) start() {
	var modules map[int]commonJS
	matters := func(module int) bool {
		if modules == nil {
			modules = commonJSModules(d.p)
		}
		return wasModule(modules, module, 0)
	}
	for sym, u := range findInterops(d.p).uses {
		if u.of.node && matters(u.of.module) {
			d.given[sym] = givenDefault{use: DefaultUse{u.module, u.of.module}, space: true}
		}
	}
	d.loads = map[*cut.Statement][]givenDefault{}
	for i := range d.p.Files {
		f := &d.p.Files[i]
		for si := range f.Statements {
			s := &f.Statements[si]
			for _, imp := range s.Dynamic {
				to := d.p.RootOf(f, s, imp)
				if to < 0 || d.p.Roots[to].CommonJS < 0 || s.Region < 0 {
					continue
				}
				use := DefaultUse{d.p.ModuleOf(f, s), d.p.Symbols[d.p.Roots[to].CommonJS].Wraps}
				if d.p.Modules[use.Importer].NodeMode && matters(use.Module) {
					d.loads[s] = append(d.loads[s], givenDefault{use: use, load: imp})
				}
			}
		}
	}
}

// follow looks at what statements do with the variables that were not looked for
// yet, and tells whether they give others the same.
func (d *defaults) follow() (more bool) {
	looked := len(d.given)
	fresh := map[int32]bool{}
	for sym, g := range d.given {
		if !g.looked {
			fresh[sym], g.looked = true, true
			d.given[sym] = g
		}
	}
	for i := range d.p.Files {
		f := &d.p.Files[i]
		for si := range f.Statements {
			s := &f.Statements[si]
			if s.Region < 0 || s.Form == cut.FormImport || s.Form == cut.FormExport || s.Rare != nil && len(s.Rare.Getters) > 0 {
				continue
			}
			held := d.held(f, s, fresh)
			for _, use := range slices.SortedFunc(maps.Keys(held), compareUses) {
				d.note(f, use, f.Follow(s, cut.Held{Spaces: held[use].spaces, Values: held[use].values, Loads: held[use].loads}, func(name int32) bool { return f.Symbols[name] >= 0 }))
			}
		}
	}
	return len(d.given) > looked
}

// heldDefault is a cut.Held.
type heldDefault struct {
	spaces, values []int32
	loads          []cut.Import
}

// held tells by what a statement names default imports.
func (d *defaults) held(f *program.File, s *cut.Statement, fresh map[int32]bool) map[DefaultUse]*heldDefault {
	held := map[DefaultUse]*heldDefault{}
	of := func(use DefaultUse) *heldDefault {
		if held[use] == nil {
			held[use] = &heldDefault{}
		}
		return held[use]
	}
	for _, r := range s.Refs {
		if sym := f.Symbols[r.Name]; sym < 0 || !fresh[sym] {
			continue
		} else if g := d.given[sym]; g.space {
			of(g.use).spaces = append(of(g.use).spaces, r.Name)
		} else {
			of(g.use).values = append(of(g.use).values, r.Name)
		}
	}
	for _, g := range d.loads[s] {
		of(g.use).loads = append(of(g.use).loads, g.load)
	}
	return held
}

// note adds what a statement does with a default import.
func (d *defaults) note(f *program.File, use DefaultUse, u cut.Uses) {
	all := d.uses[use]
	d.uses[use] = useOfDefault{all.applied || u.Applied, all.handed || u.Handed, all.known || u.Known, all.asked || u.Asked}
	for _, name := range u.Spaces {
		d.give(f.Symbols[name], givenDefault{use: use, space: true})
	}
	for _, name := range u.Values {
		d.give(f.Symbols[name], givenDefault{use: use})
	}
}

func (d *defaults) give(sym int32, g givenDefault) {
	if _, known := d.given[sym]; !known {
		d.given[sym] = g
	}
}

// commonJS is what a CommonJS module does with its exports.
type commonJS struct {
	esModule, byDefault bool  // as in cut.Exports
	own                 bool  // it exports something of its own
	method              bool  // as in cut.Exports
	passes              []int // the modules of which it exports what one does
}

func commonJSModules(p *program.Program) map[int]commonJS {
	modules := map[int]commonJS{}
	for i := range p.Files {
		f := &p.Files[i]
		for si := range f.Statements {
			s := &f.Statements[si]
			if s.Rare == nil || s.Rare.Path.End == 0 || s.Region < 0 {
				continue
			}
			e := &s.Rare.Exports
			m := commonJS{esModule: e.ESModule, byDefault: e.Default, own: e.Whole, method: e.Method}
			for _, name := range e.Passes {
				if sym := f.Symbols[name]; sym >= 0 && p.Symbols[sym].Wraps >= 0 {
					m.passes = append(m.passes, p.Symbols[sym].Wraps)
				} else {
					m.own = true // what a function of its own gives
				}
			}
			modules[p.ModuleOf(f, s)] = m
		}
	}
	return modules
}

// maxPasses is how many modules may pass on what another one exports. Packages
// have two: for production, and for the format.
const maxPasses = 4

// wasModule tells whether a CommonJS module, or one whose exports are its own, says
// that it was an ES module with a default export. One that exports call, apply or
// bind is none: those may be meant.
func wasModule(modules map[int]commonJS, module, depth int) bool {
	m := modules[module]
	switch {
	case m.own || depth > maxPasses:
		return false
	case len(m.passes) > 0:
		return slices.ContainsFunc(m.passes, func(to int) bool { return wasModule(modules, to, depth+1) })
	}
	return m.esModule && m.byDefault && !m.method
}
