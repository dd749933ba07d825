package program

import (
	"slices"

	"github.com/paintbox-build/paintbox/bundler/internal/cut"
)

// ReadsGlobal tells whether a statement reads a global variable that a program
// may change.
func (f *File) ReadsGlobal(s *cut.Statement) bool {
	return slices.ContainsFunc(s.Refs, func(r cut.Ref) bool {
		return f.Symbols[r.Name] < 0 && r.Flags&cut.RefLazy == 0 && !ofLanguage(f.Names[r.Name])
	})
}

// Globals tells what of a program can tell what it did to global variables before.
type Globals struct {
	p        *Program
	holds    []bool          // by symbol: it holds the global object
	provided map[string]bool // the names of the platform that the program may give a value
}

// Globals finds the variables that hold the global object, as in
//
//	var root = typeof globalThis == "object" ? globalThis : self
func (p *Program) Globals() *Globals {
	g := &Globals{p, make([]bool, len(p.Symbols)), p.provided()}
	for sym := range p.Symbols {
		v := &p.Symbols[sym]
		if v.Statement < 0 {
			continue
		}
		f := &p.Files[v.File]
		s := &f.Statements[v.Statement]
		g.holds[sym] = f.aliases(s) && slices.ContainsFunc(s.Refs, func(r cut.Ref) bool { return r.Flags == 0 && f.global(r) })
	}
	return g
}

// Senses tells whether what a statement does when it is evaluated may differ with
// what the program did to global variables before: it reads one, or throws.
func (g *Globals) Senses(f *File, s *cut.Statement) bool {
	return s.Throws || slices.ContainsFunc(s.Refs, func(r cut.Ref) bool {
		return r.Flags&(cut.RefLazy|cut.RefDeclared) == 0 && (g.changing(f, r, s.Control) || f.global(r) && (r.Next&cut.NextSearched != 0 || !f.aliases(s)))
	})
}

// SensesCalled tells the same of the functions that a statement makes, when they
// are called.
func (g *Globals) SensesCalled(f *File, s *cut.Statement) bool {
	return slices.ContainsFunc(s.Refs, func(r cut.Ref) bool { return g.changing(f, r, true) })
}

// Changes tells whether a statement, or a function that it makes, may change a
// global variable or what one holds, or throws.
func (g *Globals) Changes(f *File, s *cut.Statement) bool {
	return s.Throws || slices.ContainsFunc(s.Refs, func(r cut.Ref) bool {
		name, sym := f.Names[r.Name], f.Symbols[r.Name]
		switch local := s.Control || r.Flags&cut.RefLazy != 0; {
		case r.Flags&cut.RefDeclared != 0, sym >= 0 && !g.holds[sym], sym < 0 && local && !ofHost(name) && !cut.OfPlatform(name), sym < 0 && ofLanguage(name) && !isGlobal(name):
			return false
		case sym >= 0 || isGlobal(name):
			if r.Chain == 0 {
				return r.Next&cut.NextAsked == 0 && !f.aliases(s)
			}
		}
		return r.Next&(cut.NextSet|cut.NextCall) != 0 || r.Flags&cut.RefAssigned != 0
	})
}

// changing tells whether a reference is to a global variable that a program may
// change, or to such a property of the global object. Where there may be variables
// of functions, a name that nothing declares may be one of these.
func (g *Globals) changing(f *File, r cut.Ref, local bool) bool {
	name, sym, chain := f.Names[r.Name], f.Symbols[r.Name], f.Chain(r)
	switch {
	case sym >= 0 && g.holds[sym], sym < 0 && ofHost(name):
		m, rest, ok := chain.First()
		return ok && !ofLanguage(m.Name) && !ofHost(m.Name) && !g.settled(m, rest)
	case sym >= 0, ofLanguage(name):
		return false
	case name == "exports", name == "module": // of no ES module: it asks whether it is one
		return false
	}
	return (!local || cut.OfPlatform(name)) && !g.settled(cut.Member{Name: name, Called: r.Next&cut.NextCall != 0}, chain)
}

// provided lists the names of the platform that the program may give a value.
func (p *Program) provided() map[string]bool {
	names := map[string]bool{}
	for i := range p.Files {
		for _, name := range p.Files[i].Provided {
			names[name] = true
		}
	}
	return names
}

// settled tells whether a global variable has the value that it has from the
// start on, of which nothing more than that is read: it is of the platform, and
// nothing in the program gives it another. What is stored, and where the page is,
// may change all the same.
func (g *Globals) settled(m cut.Member, rest cut.Chain) bool {
	switch m.Name {
	case "location", "localStorage", "sessionStorage", "indexedDB":
		return false
	}
	_, _, more := rest.First()
	return cut.OfPlatform(m.Name) && !more && !m.Called && !g.provided[m.Name]
}

// global tells whether a reference hands on the global object as a whole.
func (f *File) global(r cut.Ref) bool {
	return f.Symbols[r.Name] < 0 && r.Chain == 0 && r.Next&cut.NextAsked == 0 && isGlobal(f.Names[r.Name])
}

// aliases tells whether a statement gives a variable a value and calls nothing for
// it, but for Function("return this")().
func (f *File) aliases(s *cut.Statement) bool {
	return s.Declares == cut.DeclaresName && !slices.ContainsFunc(s.Refs, func(r cut.Ref) bool {
		return r.Flags&cut.RefLazy == 0 && r.Next&cut.NextCall != 0 && f.Names[r.Name] != "Function"
	})
}

// isGlobal tells the names of the global object.
func isGlobal(name string) bool {
	return name == "globalThis" || name == "window" || name == "self" || name == "global"
}

// ofHost tells the names of the global object, and what browsers have in it from
// the start on.
func ofHost(name string) bool {
	if isGlobal(name) {
		return true
	}
	switch name {
	case "document", "navigator", "HTMLElement", "Element", "Node", "Event", "CustomEvent", "URL", "URLSearchParams",
		"Headers", "Request", "Response", "Blob", "File", "FormData", "AbortController", "TextEncoder", "TextDecoder":
		return true
	}
	return false
}

// ofLanguage tells the global names of ECMAScript, which programs do not change.
func ofLanguage(name string) bool {
	switch name {
	case "AggregateError", "Array", "ArrayBuffer", "BigInt", "BigInt64Array", "BigUint64Array", "Boolean", "DataView", "Date", "Error", "EvalError", "FinalizationRegistry",
		"Float32Array", "Float64Array", "Function", "Infinity", "Int16Array", "Int32Array", "Int8Array", "Intl", "JSON", "Map", "Math", "NaN", "Number", "Object", "Promise",
		"Proxy", "RangeError", "ReferenceError", "Reflect", "RegExp", "Set", "SharedArrayBuffer", "String", "Symbol", "SyntaxError", "TypeError", "URIError", "Uint16Array",
		"Uint32Array", "Uint8Array", "Uint8ClampedArray", "WeakMap", "WeakRef", "WeakSet", "decodeURI", "decodeURIComponent", "encodeURI", "encodeURIComponent", "globalThis",
		"isFinite", "isNaN", "parseFloat", "parseInt", "undefined":
		return true
	}
	return false
}
