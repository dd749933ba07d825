package modulefuzz

import (
	"fmt"
	"strings"
)

// writeCommonJS writes a CommonJS module. What it requires is in reach of
// functions at once, and of statements behind the require() call.
func (g *generator) writeCommonJS(m *module) {
	if !m.quiet {
		m.put(-0.5, fmt.Sprintf("log(%q, \"start\");", m.stem))
		m.put(2, fmt.Sprintf("log(%q, \"end\");", m.stem))
	}
	if g.chance(0.3) {
		m.put(-1, "\"use strict\";")
	}
	if m.style == "interop" {
		m.put(-0.9, "Object.defineProperty(exports, \"__esModule\", { value: true });")
	}
	for i, l := range m.links {
		if !l.late {
			g.writeRequire(m, l, i)
		}
	}
	for _, e := range m.exports {
		g.writeCommonJSExport(m, e)
	}
	switch m.style {
	case "object":
		var names []string
		for _, e := range m.exports {
			names = append(names, e.local)
		}
		m.put(g.after(1), "module.exports = { "+strings.Join(names, ", ")+" };")
	case "function":
		m.put(g.Float64(), "module.exports = main;")
	case "reexport":
		m.put(g.Float64(), fmt.Sprintf("module.exports = require(%q);", m.specifier(m.reexport)), m.reexport.path)
	}
	for range g.IntN(g.bulk + 1) {
		if !m.quiet {
			g.writeFiller(m)
		}
	}
	for _, to := range m.lazy {
		g.writeLazy(m, to)
	}
}

func (g *generator) writeRequire(m *module, l *link, i int) {
	if names := l.to.names(); l.to.kind == esm && len(names) > 0 && g.chance(0.4) {
		g.writeTaken(m, l, i, names)
		return
	}
	local := fmt.Sprintf("r%d", i)
	place := g.Float64()
	b := required(l.to, local, m)
	b.safe = l.to.cycle != m.cycle
	m.scope = append(m.scope, b)
	m.put(place, fmt.Sprintf("const %s = require(%q);", local, m.specifier(l.to)), l.to.path)
	if m.quiet {
		return
	}
	if g.exact && l.to.kind == esm {
		m.put(g.after(place), fmt.Sprintf("log(%q, same(%q, %s), same(%q, require(%q)));", m.nextLog(), "r:"+l.to.stem, local, "r:"+l.to.stem, m.specifier(l.to)), l.to.path)
	}
	for range g.IntN(3) {
		m.put(g.after(place), g.logged(m, g.use(b, 0)))
	}
	if g.chance(0.2) {
		m.put(g.Float64(), fmt.Sprintf("log(%q, require(%q));", m.nextLog(), m.specifier(l.to)), l.to.path)
	}
}

// writeTaken requires a module for the sake of some of its names only.
func (g *generator) writeTaken(m *module, l *link, i int, names []string) {
	place := g.Float64()
	whole := g.chance(0.4) // the names are read where they are used
	var pattern []string
	for j := range 1 + g.IntN(2) {
		name := pick(g, names...)
		local := fmt.Sprintf("r%d_%d", i, j)
		pattern = append(pattern, name+": "+local)
		expr := local
		if whole {
			expr = fmt.Sprintf("r%d.%s", i, name)
		}
		o, _ := l.to.resolve(name)
		b := g.bound(o, expr, l.to.cycle != m.cycle)
		m.scope = append(m.scope, b)
		if !m.quiet {
			m.put(g.after(place), g.logged(m, g.use(b, 0)))
		}
	}
	target := "{ " + strings.Join(pattern, ", ") + " }"
	if whole {
		target = fmt.Sprintf("r%d", i)
	}
	m.put(place, fmt.Sprintf("const %s = require(%q);", target, m.specifier(l.to)), l.to.path)
	if !m.quiet && g.chance(0.3) {
		m.put(g.Float64(), fmt.Sprintf("log(%q, require(%q).%s);", m.nextLog(), m.specifier(l.to), pick(g, names...)), l.to.path)
	}
}

// required is what require() of a module returns.
func required(to *module, expr string, from *module) binding {
	b := binding{expr: expr, safe: to.cycle != from.cycle}
	switch to.kind {
	case esm:
		b.origin = origin{shape: namespace, of: to}
	case data:
		b.shape = document
	default:
		b.origin, _ = to.resolve("default")
	}
	return b
}

func (g *generator) writeCommonJSExport(m *module, e *export) {
	text := g.commonJSDeclaration(m, e)
	if m.style == "exports" || m.style == "interop" {
		text += fmt.Sprintf("\n%s.%s = %s;", pick(g, "exports", "module.exports"), e.name, e.local)
	}
	m.put(g.Float64(), text)
}

func (g *generator) commonJSDeclaration(m *module, e *export) string {
	result := fmt.Sprintf("[%s, v]", g.read(m, e.rank, false).expr)
	switch e.shape {
	case object:
		return fmt.Sprintf("const %s = { k: %d, name: %q };", e.local, g.IntN(9), m.stem)
	case list:
		return fmt.Sprintf("const %s = [%d];", e.local, g.IntN(9))
	case function:
		return pick(g,
			fmt.Sprintf("function %s(v) { return %s; }", e.local, result),
			fmt.Sprintf("const %s = (v) => %s;", e.local, result))
	case effect:
		return fmt.Sprintf("function %s(v) { log(%q, v); %s return %s; }", e.local, m.nextLog(), g.lateRequire(m), result)
	case class:
		return fmt.Sprintf("class %s { constructor(v) { this.v = v; } get() { return [%s, this.v]; } }\n%s.tag = %q;",
			e.local, g.read(m, e.rank, false).expr, e.local, m.stem)
	case bump:
		return fmt.Sprintf("var n_%s = 1;\nfunction %s() { return n_%s += 2; }", e.local, e.local, e.local)
	}
	return fmt.Sprintf("var %s = [%s];", e.local, g.literal())
}

// lateRequire is a require() call that runs when a function does.
func (g *generator) lateRequire(m *module) string {
	for _, l := range m.links {
		if l.late && g.chance(0.7) {
			return fmt.Sprintf("log(%q, require(%q));", m.nextLog(), m.specifier(l.to))
		}
	}
	return ""
}
