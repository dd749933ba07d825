package bundler

import (
	"bytes"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/bundler/internal/cut"
	"github.com/paintbox-build/paintbox/chunker"
)

// makeUnits groups statements into units. Statements stay together when they
// declare or change the same variable, since what another file imports is read
// only there.
func (p *Program) makeUnits() {
	export := p.helper("__export")
	for file := range p.files {
		f := &p.files[file]
		parent := make([]int32, len(f.Statements))
		for i := range parent {
			parent[i] = int32(i)
		}
		find := func(i int32) int32 {
			for parent[i] != i {
				parent[i] = parent[parent[i]]
				i = parent[i]
			}
			return i
		}
		owner := map[int32]int32{} // symbol → a statement that declares it
		for si := range f.Statements {
			for _, r := range f.Statements[si].Refs {
				if sym := f.symbols[r.Name]; sym >= 0 && r.Flags&cut.RefDeclared != 0 && f.unitOf[si] < 0 {
					if first, ok := owner[sym]; ok {
						parent[find(int32(si))] = find(first)
					} else {
						owner[sym] = int32(si)
					}
				}
			}
		}
		for si := range f.Statements {
			s := &f.Statements[si]
			for i, r := range s.Refs {
				sym := f.symbols[r.Name]
				declarer, ok := owner[sym]
				if sym < 0 || !ok || f.unitOf[si] >= 0 {
					continue
				}
				if r.Flags&cut.RefAssigned != 0 {
					p.symbols[sym].assigned = true
					p.symbols[sym].changes = p.symbols[sym].changes || r.Flags&cut.RefLazy != 0
				}
				if r.Flags&cut.RefAssigned != 0 || i == 1 && export >= 0 && f.symbols[s.Refs[0].Name] == export && s.Form == cut.FormPlain {
					parent[find(int32(si))] = find(declarer)
				}
			}
		}
		p.joinEvaluated(f, func(a, b int32) { parent[find(a)] = find(b) })
		p.joinLocal(f, func(a, b int32) { parent[find(a)] = find(b) })
		p.joinBetween(f, find, func(a, b int32) { parent[find(a)] = find(b) })
		p.collect(file, find)
	}
}

// joinBetween adds to each unit of several statements what is evaluated between
// the first and the last of them, so that it stays between. Function
// declarations are evaluated nowhere.
func (p *Program) joinBetween(f *source, find func(int32) int32, join func(a, b int32)) {
	for changed := true; changed; {
		changed = false
		last := map[int32]int32{} // unit → its last statement that is evaluated
		for si := range f.Statements {
			if s := &f.Statements[si]; s.Form == cut.FormPlain {
				last[find(int32(si))] = int32(si)
			}
		}
		for si := int32(0); int(si) < len(f.Statements); si++ {
			if f.Statements[si].Form != cut.FormPlain {
				continue
			}
			for next := si + 1; next < last[find(si)]; next++ {
				if f.Statements[next].Form == cut.FormPlain && find(next) != find(si) {
					join(next, si)
					changed = true
				}
			}
		}
	}
}

// helper finds the symbol of one of the linker's own helpers; -1 when the
// program does not use it.
func (p *Program) helper(name string) int32 {
	for file := range p.files {
		f := &p.files[file]
		for si := range f.Statements {
			s := &f.Statements[si]
			if s.Region >= 0 {
				break
			}
			for _, r := range s.Refs {
				if r.Flags&cut.RefDeclared != 0 && f.Names[r.Name] == name {
					return f.symbols[r.Name]
				}
			}
		}
	}
	return -1
}

// collect makes the units of an output, in the order of their first
// statements.
func (p *Program) collect(file int, find func(int32) int32) {
	f := &p.files[file]
	unitOfRoot := map[int32]int32{}
	for si := range f.Statements {
		s := &f.Statements[si]
		if s.Form == cut.FormImport || s.Form == cut.FormExport || s.Form == cut.FormNone {
			continue
		}
		first := find(int32(si))
		id, ok := unitOfRoot[first]
		if !ok {
			id = p.addUnit(unit{file: file})
			unitOfRoot[first] = id
		}
		f.unitOf[si] = id
		p.units[id].statements = append(p.units[id].statements, int32(si))
	}
	for si := range f.Statements {
		for _, r := range f.Statements[si].Refs {
			if sym := f.symbols[r.Name]; sym >= 0 && r.Flags&cut.RefDeclared != 0 && f.unitOf[si] >= 0 {
				p.symbols[sym].unit = f.unitOf[si]
			}
		}
	}
}

// addUnits adds the units to the graph, each with its module.
func (p *Program) addUnits() {
	p.Graph.Units = make([]chunker.Unit, len(p.units))
	for i := range p.units {
		u := &p.units[i]
		f := &p.files[u.file]
		g := chunker.Unit{Runs: -1, Module: p.moduleOf(f, &f.Statements[u.statements[0]])}
		if u.external != nil {
			for _, sym := range u.external.syms {
				p.symbols[sym].unit = int32(i)
			}
			g.Effect = len(u.external.syms) == 0
		}
		p.Graph.Units[i] = g
	}
	for i := range p.files {
		p.findTail(i)
	}
	p.reExports = p.findReExports()
}

// describeUnits tells of the graph's units and roots what they use, and what
// evaluating them does.
func (p *Program) describeUnits() {
	p.useExports()
	export := p.helper("__export")
	for i := range p.units {
		p.describeUnit(i, export)
	}
	for i := range p.Graph.Units {
		m := &p.Graph.Modules[p.Graph.Units[i].Module]
		m.Units = append(m.Units, i)
	}
	for mi := range p.Graph.Modules {
		slices.SortFunc(p.Graph.Modules[mi].Units, func(a, b int) int {
			if p.units[a].tail != p.units[b].tail {
				if p.units[a].tail {
					return 1 // it may be in another output
				}
				return -1
			}
			if (p.units[a].file == p.added) != (p.units[b].file == p.added) {
				if p.units[a].file == p.added {
					return -1
				}
				return 1
			}
			return int(p.evaluatedAt(a) - p.evaluatedAt(b))
		})
	}
	p.keepTime()
	p.useReExports()
	p.useWrapped()
}

// evaluatedAt is the first statement of a unit that is evaluated: a function
// declaration is not, but a later change of its variable is.
func (p *Program) evaluatedAt(id int) int32 {
	u := &p.units[id]
	for _, si := range u.statements {
		if p.files[u.file].Statements[si].Form != cut.FormFunction {
			return si
		}
	}
	return u.statements[0]
}

// findWrappers recognizes the declarations of functions that run a whole
// module: var require_x = __commonJS(…) and var init_x = __esm(…).
func (p *Program) findWrappers() {
	commonJS, esm := p.helper("__commonJS"), p.helper("__esm")
	p.esm = slices.Repeat([]int32{-1}, len(p.Graph.Modules))
	for i := range p.files {
		f := &p.files[i]
		for si := range f.Statements {
			s := &f.Statements[si]
			if len(s.Refs) < 2 || s.Form != cut.FormPlain || s.Refs[0].Flags&cut.RefDeclared == 0 || s.Region < 0 {
				continue
			}
			if sym := f.symbols[s.Refs[1].Name]; sym >= 0 && (sym == commonJS || sym == esm) {
				module := p.moduleOf(f, s)
				p.symbols[f.symbols[s.Refs[0].Name]].wraps = module
				p.Graph.Modules[module].Lazy = true
				if sym == esm {
					p.esm[module] = f.symbols[s.Refs[0].Name]
				}
				f.dropPath(si)
			}
		}
	}
}

// dropPath takes the path of its module out of a wrapper, where it is the key of
// the only property: __commonJS({ "path"(exports, module) { … } }).
func (f *source) dropPath(statement int) {
	s := &f.Statements[statement]
	r := s.Refs[1]
	at := int(r.Pos) + len(f.Names[r.Name])
	text := f.Source[at:s.End]
	start := bytes.IndexByte(text, '"')
	if start < 0 || string(bytes.TrimSuffix(bytes.Join(bytes.Fields(text[:start]), nil), []byte("async"))) != "({" {
		return
	}
	for end := start + 1; end < len(text); end++ {
		switch text[end] {
		case '\\':
			end++
		case '"':
			f.replace(statement, at+start, at+end+1, "0")
			return
		}
	}
}

// findTail finds what the linker adds at the end of an entry point: the start
// of a wrapped module, and variables for exports that are properties of a
// CommonJS module. It stands after the last region, and belongs to the entry
// point all the same.
func (p *Program) findTail(file int) {
	f := &p.files[file]
	if f.module < 0 {
		return
	}
	for si := len(f.Statements) - 1; si >= 0; si-- {
		s := &f.Statements[si]
		if s.Form == cut.FormExport || s.Form == cut.FormNone {
			continue
		}
		if s.Form != cut.FormPlain || len(s.Refs) == 0 || f.unitOf[si] < 0 {
			return
		}
		first := f.symbols[s.Refs[0].Name]
		starts := s.Refs[0].Flags&cut.RefDeclared == 0 && first >= 0 && p.symbols[first].wraps == f.module
		if !starts && !(s.Refs[0].Flags&cut.RefDeclared != 0 && strings.HasPrefix(f.Names[s.Refs[0].Name], "export_")) {
			return
		}
		p.units[f.unitOf[si]].tail = true
		p.Graph.Units[f.unitOf[si]].Module = f.module
		if starts {
			return
		}
	}
}

// describeUnit tells what a unit uses and what evaluating it does.
func (p *Program) describeUnit(id int, export int32) {
	u := &p.units[id]
	g := &p.Graph.Units[id]
	f := &p.files[u.file]
	if u.external != nil {
		return
	}
	uses := map[int32]bool{} // unit → whether only lazily
	object := p.exportObject(g.Module)
	wrapper, early := false, object >= 0 && p.symbols[object].unit == int32(id) || p.exportsNames(u, export)
	g.Hoisted = true
	onlyCalls := len(u.statements) == 1 // of helpers and wrappers
	for _, si := range u.statements {
		s := &f.Statements[si]
		p.describeStatement(g, f, s)
		onlyCalls = onlyCalls && bytes.IndexByte(f.Source[s.Start:s.End], '.') < 0
		exports := export >= 0 && len(s.Refs) > 0 && f.symbols[s.Refs[0].Name] == export && s.Form == cut.FormPlain
		early = early && (exports || !s.Effect && len(s.Refs) == 1)
		for _, r := range s.Refs {
			sym := f.symbols[r.Name]
			if sym < 0 {
				onlyCalls = false
				continue
			}
			target := &p.symbols[sym]
			switch {
			case r.Flags&cut.RefDeclared != 0:
				wrapper = wrapper || target.wraps >= 0
				continue
			case target.wraps >= 0 && r.Flags&cut.RefLazy == 0:
				u.calls = append(u.calls, target.wraps)
			case p.Graph.Units[target.unit].Module != p.runtime && sym != object:
				onlyCalls = false
			}
			lazy := r.Flags&cut.RefLazy != 0 || exports && sym != export
			if !lazy && target.changes && target.unit != int32(id) {
				g.Effect = true
			}
			if was, ok := uses[target.unit]; target.unit != int32(id) && (!ok || was && !lazy) {
				uses[target.unit] = lazy
			}
		}
		p.describeImports(g, f, s, uses)
	}
	runs := len(u.calls) > 0 && onlyCalls
	switch {
	case u.tail && len(u.calls) == 0: // a variable for what the root exports: nothing notices when it gets its value
		g.Effect = false
	case wrapper, g.Module == p.runtime:
		g.Effect = false
	case early:
		g.Effect, g.Early = false, true
	case runs:
		g.Runs = u.calls[len(u.calls)-1]
	}
	for to, lazy := range uses {
		g.Uses = append(g.Uses, chunker.Use{Unit: int(to), Lazy: lazy})
	}
	slices.SortFunc(g.Uses, func(a, b chunker.Use) int { return a.Unit - b.Unit })
}

// describeStatement adds to a unit what the scanner found out about one of its
// statements.
func (p *Program) describeStatement(g *chunker.Unit, f *source, s *cut.Statement) {
	g.Size += s.Weight
	g.Hoisted = g.Hoisted && s.Form == cut.FormFunction
	g.Effect = g.Effect || s.Effect || slices.ContainsFunc(s.Coerced, func(name int32) bool { return !p.isPrimitive(f.symbols[name]) })
	g.Calls = g.Calls || s.Runs
	p.judgeCalls(g, f, s)
	g.Await = g.Await || s.Await
	p.Graph.Modules[g.Module].Alone = p.Graph.Modules[g.Module].Alone || s.Eval && g.Module != p.runtime
}

// exportsNames tells whether a unit makes a namespace object: var x_exports = {}
// is the first statement of the module, and __export(x_exports, …) follows, if
// the module exports anything.
func (p *Program) exportsNames(u *unit, export int32) bool {
	f := &p.files[u.file]
	for _, si := range u.statements {
		s := &f.Statements[si]
		if s.Form != cut.FormPlain || len(s.Refs) == 0 || s.Region < 0 {
			continue
		}
		if export >= 0 && f.symbols[s.Refs[0].Name] == export {
			return true
		}
		name := f.Names[s.Refs[0].Name]
		if text := string(bytes.TrimSpace(f.Source[s.Start:s.End])); strings.HasSuffix(withoutNumber(name), "_exports") && strings.TrimPrefix(text, "var ") == name+" = {}" {
			return si == 0 || f.Statements[si-1].Region != s.Region
		}
	}
	return false
}

// describeImports adds the roots that a statement imports dynamically, and the
// helpers that this takes.
func (p *Program) describeImports(g *chunker.Unit, f *source, s *cut.Statement, uses map[int32]bool) {
	for _, imp := range s.Dynamic {
		to, ok := p.dynamicRoot(f, s, imp)
		if !ok || slices.Contains(g.Dynamic, to) {
			continue
		}
		g.Dynamic = append(g.Dynamic, to)
		for _, sym := range p.loaders(to) {
			if _, ok := uses[p.symbols[sym].unit]; !ok {
				uses[p.symbols[sym].unit] = true
			}
		}
	}
}
