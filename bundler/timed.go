package bundler

import (
	"slices"

	"github.com/paintbox-build/paintbox/bundler/internal/cut"
)

// A unit without effect may be evaluated later than natively, with the first
// route that uses it. That must not be where its value depends on the time: it
// calls a function, even one that changes nothing; it reads a global variable;
// or it reads a variable that natively has no value yet.

// keepTime gives an effect to units whose value depends on when they are
// evaluated, if anything uses them. The modules of a package without side
// effects have no order among others, by their author's word.
func (p *Program) keepTime() {
	used := make([]bool, len(p.Graph.Units))
	for i := range p.Graph.Units {
		for _, use := range p.Graph.Units[i].Uses {
			used[use.Unit] = used[use.Unit] || use.Unit != i
		}
	}
	for i := range p.Graph.Roots {
		for _, u := range p.Graph.Roots[i].Uses {
			used[u] = true
		}
	}
	circles := p.circles()
	for i := range p.Graph.Units {
		u := &p.Graph.Units[i]
		plain := !u.Effect && !u.Hoisted && !u.Early && u.Runs < 0 && u.Module != p.runtime && p.units[i].external == nil && !p.units[i].tail
		if plain && p.Graph.Modules[u.Module].SideEffects && !p.Graph.Modules[u.Module].Lazy && (used[i] && (u.Calls || p.readsEarly(i, circles)) || p.unitReadsGlobal(i)) {
			u.Effect = true
		}
	}
}

// readsEarly tells whether a unit reads what its own module declares later, or
// what another module of its circle declares.
func (p *Program) readsEarly(id int, circles []int) bool {
	m := p.Graph.Units[id].Module
	for _, use := range p.Graph.Units[id].Uses {
		v := &p.Graph.Units[use.Unit]
		switch {
		case use.Lazy || v.Hoisted || v.Early || v.Module == p.runtime:
		case v.Module == m && p.units[use.Unit].file == p.units[id].file && p.evaluatedAt(use.Unit) > p.evaluatedAt(id),
			v.Module != m && circles[v.Module] == circles[m]:
			return true
		}
	}
	return false
}

func (p *Program) unitReadsGlobal(id int) bool {
	f := &p.files[p.units[id].file]
	return slices.ContainsFunc(p.units[id].statements, func(si int32) bool { return f.readsGlobal(&f.Statements[si]) })
}

// readsGlobal tells whether a statement reads a global variable that a program
// may change.
func (f *source) readsGlobal(s *cut.Statement) bool {
	return slices.ContainsFunc(s.Refs, func(r cut.Ref) bool {
		return f.symbols[r.Name] < 0 && r.Flags&cut.RefLazy == 0 && !ofLanguage(f.Names[r.Name])
	})
}

// ofLanguage tells the global names of ECMAScript, which programs do not change.
func ofLanguage(name string) bool {
	switch name {
	case "Array", "ArrayBuffer", "BigInt", "Boolean", "DataView", "Date", "Error", "EvalError", "Function", "Infinity", "Intl", "JSON", "Map", "Math", "NaN", "Number",
		"Object", "Promise", "Proxy", "RangeError", "ReferenceError", "Reflect", "RegExp", "Set", "String", "Symbol", "SyntaxError", "TypeError", "Uint8Array", "WeakMap",
		"WeakRef", "WeakSet", "globalThis", "isFinite", "isNaN", "parseFloat", "parseInt", "undefined":
		return true
	}
	return false
}
