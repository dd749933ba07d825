package unit

import (
	"slices"

	"github.com/paintbox-build/paintbox/bundler/internal/cut"
	"github.com/paintbox-build/paintbox/bundler/internal/program"
	"github.com/paintbox-build/paintbox/chunker"
)

// description is what is found out about one unit, statement by statement.
type description struct {
	*describer
	id        int
	uses      map[int32]bool // unit → whether only lazily
	object    int32          // the object with the exports of its module, None for most
	wrapper   bool           // it declares the function that runs a module
	early     bool           // it makes a namespace object, and nothing else
	onlyCalls bool           // it does nothing but call helpers and wrappers
}

// describeUnit tells what a unit uses and what evaluating it does.
func (d *describer) describeUnit(id int) {
	u := &d.Units[id]
	g := &d.Graph.Units[id]
	if u.External != nil {
		return
	}
	x := &description{describer: d, id: id, uses: map[int32]bool{}, object: d.exportObject(g.Module), onlyCalls: len(u.Statements) == 1}
	x.early = x.object >= 0 && d.symbols[x.object].unit == int32(id) || d.exportsNames(u)
	g.Hoisted = true
	for _, si := range u.Statements {
		d.describeStatement(g, u.File, si)
		x.readRefs(u.File, si)
		f := &d.p.Files[u.File]
		d.describeImports(g, f, &f.Statements[si], x.uses)
	}
	calls := d.calls[id]
	switch {
	case d.tail[id] && len(calls) == 0: // a variable for what the root exports: nothing notices when it gets its value
		g.Effect = false
	case x.wrapper, g.Module == d.p.Runtime:
		g.Effect = false
	case x.early:
		g.Effect, g.Early = false, true
	case len(calls) > 0 && x.onlyCalls:
		g.Runs = calls[len(calls)-1]
	}
	for to, lazy := range x.uses {
		g.Uses = append(g.Uses, chunker.Use{Unit: int(to), Lazy: lazy})
	}
	slices.SortFunc(g.Uses, func(a, b chunker.Use) int { return a.Unit - b.Unit })
}

// readRefs notes what the names of a statement of the unit stand for.
func (x *description) readRefs(file int, si int32) {
	f := &x.p.Files[file]
	s := &f.Statements[si]
	g, id, export := &x.Graph.Units[x.id], int32(x.id), x.p.Helpers.Export
	x.onlyCalls = x.onlyCalls && !s.Dots
	exports := export >= 0 && f.SymbolAt(s, 0) == export && s.Form == cut.FormPlain || x.p.Space(f, s)
	x.early = x.early && (exports || !x.groups.effects[file][si] && len(s.Refs) == 1)
	for _, r := range s.Refs {
		sym := f.Symbols[r.Name]
		if sym < 0 {
			x.onlyCalls = false
			continue
		}
		target, wraps := x.symbols[sym], x.p.Symbols[sym].Wraps
		switch {
		case r.Flags&cut.RefDeclared != 0:
			x.wrapper = x.wrapper || wraps >= 0
			continue
		case wraps >= 0 && r.Flags&cut.RefLazy == 0:
			x.calls[id] = append(x.calls[id], wraps)
		case x.Graph.Units[target.unit].Module != x.p.Runtime && sym != x.object:
			x.onlyCalls = false
		}
		lazy := r.Flags&cut.RefLazy != 0 || exports && sym != export && sym != x.p.Helpers.Space
		if !lazy && target.changes && target.unit != id {
			g.Effect = true
		}
		if was, ok := x.uses[target.unit]; target.unit != id && (!ok || was && !lazy) {
			x.uses[target.unit] = lazy
		}
	}
}

// describeStatement adds to a unit what the scanner found out about one of its
// statements.
func (d *describer) describeStatement(g *chunker.Unit, file int, si int32) {
	f := &d.p.Files[file]
	s := &f.Statements[si]
	g.Size += s.Weight
	g.Hoisted = g.Hoisted && s.Form == cut.FormFunction
	g.Effect = g.Effect || d.groups.effects[file][si] || slices.ContainsFunc(s.Coerced, func(name int32) bool { return !d.groups.isPrimitive(d.p, f.Symbols[name]) })
	g.Calls = g.Calls || s.Runs
	d.judgeCalls(g, f, s)
	g.Await = g.Await || s.Await
	d.Graph.Modules[g.Module].Alone = d.Graph.Modules[g.Module].Alone || s.Eval && g.Module != d.p.Runtime
}

// findObjects finds the namespace objects: what __export() gives getters to, what
// __toCommonJS() makes a copy of, and what others use of a module that exports
// nothing.
func (d *describer) findObjects() {
	d.objects = map[int32]bool{}
	for object := range d.p.Empty {
		d.objects[object] = true
	}
	for i := range d.p.Files {
		f := &d.p.Files[i]
		for si := range f.Statements {
			s := &f.Statements[si]
			if d.p.MakesNamespace(f, s) {
				d.objects[f.SymbolAt(s, 1)] = true
			}
		}
	}
	for _, x := range d.reExports {
		d.objects[x.object] = true
	}
	for i := range d.p.Files {
		f := &d.p.Files[i]
		for si := range f.Statements {
			s := &f.Statements[si]
			for k := range s.Refs {
				sym := f.SymbolAt(s, k)
				if k > 0 && sym >= 0 && f.SymbolAt(s, k-1) >= 0 && f.SymbolAt(s, k-1) == d.p.Helpers.ToCommonJS {
					d.objects[sym] = true
				}
			}
		}
	}
}

// exportsNames tells whether a unit makes a namespace object: var x_exports = {}
// is the first statement of the module, and __export(x_exports, …) follows, if
// the module exports anything.
func (d *describer) exportsNames(u *Unit) bool {
	f := &d.p.Files[u.File]
	for _, si := range u.Statements {
		s := &f.Statements[si]
		if s.Form != cut.FormPlain || len(s.Refs) == 0 || s.Region < 0 {
			continue
		}
		if export := d.p.Helpers.Export; export >= 0 && f.SymbolAt(s, 0) == export || d.p.Space(f, s) {
			return true
		}
		if s.Value == cut.ValueEmpty && d.objects[f.SymbolAt(s, 0)] && (si == 0 || f.Statements[si-1].Region != s.Region) {
			return true
		}
	}
	return false
}

// describeImports adds the roots that a statement imports dynamically, and the
// helpers that this takes.
func (d *describer) describeImports(g *chunker.Unit, f *program.File, s *cut.Statement, uses map[int32]bool) {
	for _, imp := range s.Dynamic {
		to := d.p.RootOf(f, s, imp)
		if to < 0 || slices.Contains(g.Dynamic, to) {
			continue
		}
		g.Dynamic = append(g.Dynamic, to)
		for _, sym := range d.p.Loaders(to) {
			if _, ok := uses[d.symbols[sym].unit]; !ok {
				uses[d.symbols[sym].unit] = true
			}
		}
	}
}

// judgeCalls finds out whether the calls that the scanner took for those of
// React's functions are. Others have an effect, unless their author says that
// they have none.
func (d *describer) judgeCalls(g *chunker.Unit, f *program.File, s *cut.Statement) {
	for _, c := range s.Calls {
		if !d.groups.isReact(d.p, f.Symbols[c.Name]) {
			g.Effect = g.Effect || !c.Pure
			g.Calls = true
		}
	}
}
