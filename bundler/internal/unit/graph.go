package unit

import (
	"cmp"
	"maps"
	"slices"

	"github.com/paintbox-build/paintbox/bundler/internal/cut"
	"github.com/paintbox-build/paintbox/bundler/internal/link"
	"github.com/paintbox-build/paintbox/bundler/internal/program"
	"github.com/paintbox-build/paintbox/chunker"
)

// Describe tells of the units what they use, and what evaluating them does. The
// program must have got the aliases of the same groups.
func Describe(p *program.Program, groups *Groups) *Set {
	d := newDescriber(p, groups)
	d.addModules()
	d.addUnits()
	for i := range p.Files {
		d.findTail(i)
	}
	d.reExports = d.findReExports()
	d.findObjects()
	d.addRoots()
	for i := range d.Units {
		d.describeUnit(i)
	}
	d.sortUnits()
	d.keepTime()
	d.useReExports()
	d.useWrapped()
	d.uniqueNames()
	for i := range d.symbols {
		d.of[i] = d.symbols[i].unit
	}
	return d.Set
}

// addModules adds the modules to the graph, with the imports that evaluate
// others.
func (d *describer) addModules() {
	kinds := map[link.Way]chunker.ImportKind{link.WayStatement: chunker.ImportStatic, link.WayRequire: chunker.ImportRequire,
		link.WayResolve: chunker.ImportRequire, link.WayDynamic: chunker.ImportDynamic}
	d.Graph.Modules = make([]chunker.Module, len(d.p.Modules))
	for i := range d.p.Modules {
		m := &d.p.Modules[i]
		g := chunker.Module{Path: m.Path, Package: m.Package, Bytes: m.Bytes, SideEffects: m.SideEffects, Lazy: m.Lazy}
		for _, imp := range m.Imports {
			if kind, ok := kinds[imp.Way]; ok {
				g.Imports = append(g.Imports, chunker.Import{Module: imp.Module, Kind: kind})
			}
		}
		d.Graph.Modules[i] = g
	}
}

// addUnits adds the units to the graph, each with its module.
func (d *describer) addUnits() {
	d.Graph.Units = make([]chunker.Unit, len(d.Units))
	for i := range d.Units {
		u := &d.Units[i]
		f := &d.p.Files[u.File]
		g := chunker.Unit{Runs: -1, Module: d.p.ModuleOf(f, &f.Statements[u.Statements[0]])}
		if u.External != nil {
			g.Effect = len(u.External.Symbols) == 0
		}
		d.Graph.Units[i] = g
	}
}

// addRoots adds the roots to the graph, with what they export.
func (d *describer) addRoots() {
	d.Graph.Roots = make([]chunker.Root, len(d.p.Roots))
	d.Objects = make([]int32, len(d.p.Roots))
	for i := range d.p.Roots {
		r, g := &d.p.Roots[i], &d.Graph.Roots[i]
		*g = chunker.Root{Module: r.Module, Name: r.Name, Entry: r.Starts(), Facade: r.Facade}
		d.Objects[i] = program.None
		if r.Facade {
			if d.Objects[i] = d.exportObject(r.Module); d.Objects[i] < 0 {
				d.Objects[i] = r.Object
			}
		}
		use := func(sym int32) {
			if sym >= 0 {
				g.Uses = append(g.Uses, int(d.symbols[sym].unit))
			}
		}
		use(d.Objects[i])
		for _, e := range r.Exports {
			use(e.Symbol)
		}
		use(r.CommonJS)
	}
}

// sortUnits lists the units of each module in the order in which they are
// evaluated: runs that were added first, and what may be in another file, the
// linker's tail of an entry point, last.
func (d *describer) sortUnits() {
	for i := range d.Graph.Units {
		m := &d.Graph.Modules[d.Graph.Units[i].Module]
		m.Units = append(m.Units, i)
	}
	rank := func(u int) int {
		switch {
		case d.tail[u]:
			return 2
		case d.Units[u].File == d.p.Added:
			return 0
		}
		return 1
	}
	for m := range d.Graph.Modules {
		slices.SortFunc(d.Graph.Modules[m].Units, func(a, b int) int {
			return cmp.Or(rank(a)-rank(b), int(d.Units[a].evaluatedAt(d.p)-d.Units[b].evaluatedAt(d.p)))
		})
	}
}

// onlyExports tells whether a statement declares a variable for a property of
// another one, as which the file exports it under another name, and which nothing
// else mentions.
func (d *describer) onlyExports(file int, s *cut.Statement) bool {
	f := &d.p.Files[file]
	if s.Declares != cut.DeclaresName || len(s.Refs) != 2 || s.Refs[0].Flags&cut.RefDeclared == 0 || s.Refs[1].Flags != 0 {
		return false
	}
	sym := f.SymbolAt(s, 0)
	if as, own := f.Exports[f.Names[s.Refs[0].Name]]; own && as == sym || !slices.Contains(slices.Collect(maps.Values(f.Exports)), sym) {
		return false
	}
	for i := range d.p.Files {
		if i != file && slices.Contains(d.p.Files[i].Symbols, sym) {
			return false
		}
	}
	uses := 0
	for si := range f.Statements {
		for _, r := range f.Statements[si].Refs {
			if f.Statements[si].Form != cut.FormExport && f.Symbols[r.Name] == sym {
				uses++
			}
		}
	}
	return uses == 1
}

// findTail finds what the linker adds at the end of an entry point: the start
// of a wrapped module, and variables for exports that are properties of a
// CommonJS module. It stands after the last region, and belongs to the entry
// point all the same.
func (d *describer) findTail(file int) {
	f := &d.p.Files[file]
	if f.Module < 0 {
		return
	}
	for si := len(f.Statements) - 1; si >= 0; si-- {
		s := &f.Statements[si]
		if s.Form == cut.FormExport || s.Form == cut.FormNone {
			continue
		}
		if s.Form != cut.FormPlain || len(s.Refs) == 0 || d.groups.Of[file][si] < 0 {
			return
		}
		first := f.Symbols[s.Refs[0].Name]
		starts := s.Refs[0].Flags&cut.RefDeclared == 0 && first >= 0 && d.p.Symbols[first].Wraps == f.Module
		if !starts && !d.onlyExports(file, s) {
			return
		}
		d.tail[d.groups.Of[file][si]] = true
		d.Graph.Units[d.groups.Of[file][si]].Module = f.Module
		if starts {
			return
		}
	}
}
