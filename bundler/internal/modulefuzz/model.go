package modulefuzz

import (
	"path"
	"slices"
	"strings"
)

type kind int

const (
	esm  kind = iota
	cjs       // CommonJS
	data      // JSON
)

// shape says what a name holds, hence what can be done with it.
type shape int

const (
	value     shape = iota
	object          // a plain object; others may set properties
	list            // an array; others may push
	function        // returns a value, changes and logs nothing
	effect          // a hoisted function that logs when called
	class           // new X(1).get(), X.tag
	counter         // a let that changes
	bump            // a hoisted function that changes a counter
	namespace       // a module's namespace
	exports         // what a CommonJS module exports
	document        // the content of a JSON file, which nobody changes
)

// module is a source file in the making.
type module struct {
	index int
	path  string
	stem  string // what its log lines begin with
	kind  kind
	pkg   *library
	quiet bool // evaluating it has no effect
	await bool // it has a top-level await

	links    []*link // static imports and re-exports, in order
	lazy     []*module
	exports  []*export
	style    string // how a CommonJS module sets its exports
	cycle    int    // modules of one cycle share this number
	scope    []binding
	taken    map[string]bool
	body     []placed
	hidden   map[*export]bool // default exports that the module itself cannot name
	logs     int              // log lines so far
	fillers  int              // padding so far
	reexport *module          // CommonJS: module.exports = require(reexport)
}

// library is a package under node_modules.
type library struct {
	name        string
	sideEffects string // the key's JSON text, "" to leave it out
	kind        kind
	modules     []*module // the first is its main module
}

// link is one static dependency of a module.
type link struct {
	to   *module
	late bool // CommonJS: required when a function is called
}

// export is a name that a module offers.
type export struct {
	name    string // as others see it
	local   string // as the module calls it, "" for a re-export
	shape   shape
	rank    int     // functions call functions of higher rank only, so that no call recurses
	from    *module // re-export: where it comes from
	member  string  // re-export: its name there; "*" for the namespace; an export with name "*" re-exports all
	place   float64 // where a local export is initialized
	foreign bool    // of a CommonJS or JSON module
	padded  bool    // a function that reads padding
	order   int     // re-export: place among the module's links
}

// origin is what an imported name stands for in the end.
type origin struct {
	shape   shape
	rank    int
	of      *module // for namespace and exports
	foreign bool    // of a CommonJS or JSON module
}

// resolve finds what a module's name stands for, by the rules of the language:
// own names first, then `export *`, where two different finds cancel out.
func (m *module) resolve(name string) (origin, bool) {
	found, _ := m.lookup(name, map[[2]string]bool{})
	if found == nil {
		return origin{}, false
	}
	return origin{found.shape, found.rank, found.from, found.foreign}, true
}

// lookup returns the export that declares a name, or nil and whether that is
// because of a conflict. A re-export that leads back to itself counts as one:
// the language allows it where an `export *` settles it, V8 does not.
func (m *module) lookup(name string, seen map[[2]string]bool) (found *export, conflict bool) {
	visit := [2]string{m.path, name}
	if seen[visit] {
		return nil, m.offers(name)
	}
	seen[visit] = true
	defer delete(seen, visit)
	if m.kind != esm {
		return m.lookupCommonJS(name), false
	}
	for _, e := range m.exports {
		if e.name != name || name == "*" {
			continue
		}
		if e.from == nil || e.member == "*" {
			return e, false
		}
		return e.from.lookup(e.member, seen)
	}
	if name == "default" {
		return nil, false
	}
	for _, e := range m.exports {
		if e.name != "*" {
			continue
		}
		other, bad := e.from.lookup(name, seen)
		if bad {
			return nil, true
		}
		if other == nil {
			continue
		}
		if found != nil && found != other {
			return nil, true
		}
		found = other
	}
	return found, false
}

func (m *module) lookupCommonJS(name string) *export {
	if m.kind == data {
		if name == "default" {
			return &export{name: "default", shape: document, foreign: true}
		}
		return nil
	}
	if m.reexport != nil {
		return m.reexport.lookupCommonJS(name)
	}
	for _, e := range m.exports {
		if e.name == name {
			return e
		}
	}
	if name == "default" {
		return &export{name: "default", shape: exports, from: m, foreign: true}
	}
	return nil
}

// callable tells whether a CommonJS module exports a function itself: bundlers
// list more names in such a module's namespace than Node does.
func (m *module) callable() bool {
	if m.reexport != nil {
		return m.reexport.callable()
	}
	return m.kind == cjs && m.style == "function"
}

func (m *module) offers(name string) bool {
	return slices.ContainsFunc(m.exports, func(e *export) bool { return e.name == name })
}

// names lists every name that can be imported from m.
func (m *module) names() []string {
	seen, visited := map[string]bool{}, map[*module]bool{}
	m.collect(seen, visited)
	delete(seen, "*")
	var all []string
	for name := range seen {
		if _, ok := m.resolve(name); ok {
			all = append(all, name)
		}
	}
	slices.Sort(all)
	return all
}

func (m *module) collect(names map[string]bool, visited map[*module]bool) {
	if visited[m] {
		return
	}
	visited[m] = true
	if m.kind != esm {
		names["default"] = true
	}
	if m.reexport != nil {
		m.reexport.collect(names, visited)
	}
	for _, e := range m.exports {
		names[e.name] = true
		if e.name == "*" {
			e.from.collect(names, visited)
		}
	}
}

// specifier is how m names another module.
func (m *module) specifier(to *module) string {
	if to.pkg != nil && to.pkg != m.pkg {
		if to.pkg.modules[0] == to {
			return to.pkg.name
		}
		return to.pkg.name + "/" + path.Base(to.path)
	}
	from, target := strings.Split(path.Dir(m.path), "/"), strings.Split(to.path, "/")
	if from[0] == "." {
		from = nil
	}
	i := 0
	for i < len(from) && i < len(target)-1 && from[i] == target[i] {
		i++
	}
	up := strings.Repeat("../", len(from)-i)
	if up == "" {
		up = "./"
	}
	return up + strings.Join(target[i:], "/")
}

// importable tells whether m may import another module at all.
func importable(m, to *module) bool {
	switch {
	case to.pkg == nil:
		return m.pkg == nil
	case m.pkg == nil || m.pkg == to.pkg:
		// What has no effects may only import what has none.
		return true
	}
	return to.index > m.index && (to.quiet || !m.quiet)
}

func (m *module) addLink(to *module, late bool) {
	for _, l := range m.links {
		if l.to == to {
			return
		}
	}
	m.links = append(m.links, &link{to, late})
}

// reaches follows static imports and require() calls.
func (m *module) reaches(target *module) bool {
	seen := map[*module]bool{}
	var visit func(*module) bool
	visit = func(m *module) bool {
		if m == target {
			return true
		}
		if seen[m] {
			return false
		}
		seen[m] = true
		return slices.ContainsFunc(m.links, func(l *link) bool { return visit(l.to) })
	}
	return visit(m)
}

// placed is a statement and where it goes: statements are sorted by place, and
// those of one module lie between 0 and 1.
type placed struct {
	Stmt
	place float64
}

func (m *module) put(place float64, text string, refs ...string) {
	m.body = append(m.body, placed{Stmt{text, refs}, place})
}

// interop tells whether a CommonJS module is marked as a compiled ES module.
// Bundlers and Node agree on what an ES module gets when it imports one, and
// disagree where a CommonJS module does.
func (m *module) interop() bool {
	if m.reexport != nil {
		return m.reexport.interop()
	}
	return m.style == "interop"
}
