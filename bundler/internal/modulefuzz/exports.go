package modulefuzz

import (
	"fmt"
	"slices"
	"strings"
)

// writeExport declares what one export of an ES module holds.
func (g *generator) writeExport(m *module, e *export) {
	if e.padded {
		g.writePadded(m, e)
		return
	}
	if m.hidden[e] {
		g.writeDefault(m, e)
		return
	}
	text := g.declaration(m, e)
	if e.name == "default" && g.chance(0.5) {
		m.put(g.after(e.place), fmt.Sprintf("export default %s;", e.local))
	} else if e.name == e.local && g.chance(0.5) && !strings.HasPrefix(text, "let "+e.local+";") {
		text = "export " + text
	} else {
		m.put(pick(g, -0.4, g.Float64(), 1.5), fmt.Sprintf("export { %s };", rename(e.local, e.name)))
	}
	m.put(e.place, text)
	if (e.shape == function || e.shape == class) && g.chance(0.2) {
		m.put(g.after(e.place), g.change(m, binding{origin: origin{shape: e.shape}, expr: e.local, safe: true}))
	}
	if m.quiet {
		return
	}
	switch e.shape {
	case counter:
		if g.chance(0.5) {
			m.put(g.after(e.place), fmt.Sprintf("%s %s %d;", e.local, pick(g, "=", "+=", "*="), 2+g.IntN(9)))
		}
	case object, list, class, function:
		if g.chance(0.2) {
			b := binding{origin: origin{shape: e.shape}, expr: e.local, safe: true}
			m.put(g.after(e.place), g.change(m, b))
		}
	}
}

// writeDefault exports an expression or an anonymous declaration, which other
// code of the module cannot name.
func (g *generator) writeDefault(m *module, e *export) {
	var text string
	switch e.shape {
	case effect:
		text = "function " + g.effectTail(m, e)
	case class:
		text = "class " + g.classTail(m, e)
	case function:
		text = pick(g, fmt.Sprintf("(v) => %s;", g.result(m, e, "v")), fmt.Sprintf("function (v) { return %s; }", g.result(m, e, "v")))
	case object:
		text = g.objectLiteral(m, e) + ";"
	default:
		text = g.literal() + ";"
	}
	m.put(g.Float64(), "export default "+text)
}

func (g *generator) declaration(m *module, e *export) string {
	switch e.shape {
	case object:
		return fmt.Sprintf("%s %s = %s;", pick(g, "const", "let", "var"), e.local, g.objectLiteral(m, e))
	case list:
		return fmt.Sprintf("const %s = [%d];", e.local, g.IntN(9))
	case function:
		result := g.result(m, e, "v")
		return pick(g,
			fmt.Sprintf("function %s(v) { return %s; }", e.local, result),
			fmt.Sprintf("const %s = (v) => %s;", e.local, result),
			fmt.Sprintf("let %s = function (v) { return %s; };", e.local, result))
	case effect:
		return "function " + e.local + g.effectTail(m, e)
	case class:
		return "class " + e.local + " " + g.classTail(m, e)
	case counter:
		return fmt.Sprintf("let %s = %d;", e.local, 1+g.IntN(9))
	case bump:
		// A bump follows the counter that it changes.
		for i, other := range m.exports {
			if other == e {
				return fmt.Sprintf("function %s() { return %s += %d; }", e.local, m.exports[i-1].local, 1+g.IntN(3))
			}
		}
	}
	return g.valueDeclaration(m, e)
}

// mayRunLater tells whether a module of a package without side effects may run later
// than at the first of its imports, where nothing of it is used there: it is loaded
// by a route as well, or is the function that a require() of it calls.
func (g *generator) mayRunLater() bool {
	return slices.ContainsFunc(g.modules, func(m *module) bool {
		return len(m.lazy) > 0 || m.kind == cjs && slices.ContainsFunc(m.links, func(l *link) bool { return l.to.kind == esm })
	})
}

func (g *generator) valueDeclaration(m *module, e *export) string {
	keyword := pick(g, "const", "const", "let", "var")
	if g.chance(0.15) && !(m.quiet && g.mayRunLater()) { // the time: how many lines were logged before
		read := pick(g, "globalThis.clock", "globalThis[\"clock\"]")
		if g.chance(0.4) {
			return fmt.Sprintf("%s %s = at_%s();\nfunction at_%s() { return %s; }", keyword, e.local, e.local, e.local, read)
		}
		return fmt.Sprintf("%s %s = %s;", keyword, e.local, pick(g, "clock", read))
	}
	switch r := g.Float64(); {
	case r < 0.4:
		return fmt.Sprintf("%s %s = %s;", keyword, e.local, g.literal())
	case r < 0.5:
		return fmt.Sprintf("%s { q: %s } = { q: %s };", keyword, e.local, g.literal())
	case r < 0.55:
		return fmt.Sprintf("%s [%s = %s] = [];", keyword, e.local, g.literal())
	case r < 0.6:
		return fmt.Sprintf("%s %s = /* @__PURE__ */ (() => %s)();", keyword, e.local, g.literal())
	case r < 0.65 && !m.quiet:
		return fmt.Sprintf("%s %s = (log(%q, \"init\"), %s);", keyword, e.local, m.nextLog(), g.literal())
	case r < 0.8 && !m.quiet:
		return fmt.Sprintf("let %s; try { %s = %s; } catch (e) { %s = tdz(e); }", e.local, e.local, g.foreign(m, e).expr, e.local)
	}
	u := g.foreign(m, e)
	if !u.safe {
		return fmt.Sprintf("%s %s = %s;", keyword, e.local, g.literal())
	}
	return fmt.Sprintf("%s %s = %s;", keyword, e.local, fmt.Sprintf(pick(g, "%s", "[%s]", "`<${show(%s)}>`", "typeof %s",
		"(() => %s)()", "(() => { const start = %s; return [start]; })()", "((start = %s) => start)()", "/* @__PURE__ */ (() => [%s])()"), u.expr))
}

// foreign reads something other than the export itself. A package that promises
// to have no effects reads nothing that changes.
func (g *generator) foreign(m *module, e *export) use {
	var others []binding
	for _, b := range m.scope {
		if b.expr != e.local && (m.pkg == nil || !m.quiet || b.shape == value) {
			others = append(others, b)
		}
	}
	return g.read(&module{scope: others}, e.rank, false)
}

func (g *generator) literal() string {
	return pick(g, "1", "-2.5", "\"s\"", "`t`", "null", "undefined", "true", "[1, 2]", "/x/.source", "10n", "\"// m1.mjs\"", "\"größe\"", "Symbol.iterator.description")
}

func (g *generator) objectLiteral(m *module, e *export) string {
	tail := pick(g, "", ", nested: { x: [1] }", ", f: (v) => v")
	if g.chance(0.2) {
		tail = fmt.Sprintf(", get g() { return %s; }", g.read(m, e.rank, false).expr)
	}
	return fmt.Sprintf("{ k: %d, name: %q%s }", g.IntN(9), m.stem, tail)
}

// result is the value of a function: its argument and something that it reads.
func (g *generator) result(m *module, e *export, arg string) string {
	return fmt.Sprintf("[%s, %s]", g.read(m, e.rank, false).expr, arg)
}

func (g *generator) effectTail(m *module, e *export) string {
	var state string
	if len(m.scope) > 0 && g.chance(0.3) {
		b := pick(g, m.scope...)
		if b.rank == 0 || b.rank > e.rank || b.shape == bump {
			b.safe = false
			state = g.change(m, b)
		}
	}
	return fmt.Sprintf("(v) { log(%q, v); %s return [%s, v]; }", m.nextLog(), state, g.call(m, e.rank).expr)
}

func (g *generator) classTail(m *module, e *export) string {
	static := fmt.Sprintf("static tag = %q;", m.stem)
	if !m.quiet && g.chance(0.2) {
		static += fmt.Sprintf(" static { log(%q, \"static\"); }", m.nextLog())
	}
	extends, super := "", ""
	for _, b := range m.scope {
		if b.shape == class && b.safe && g.chance(0.5) {
			extends, super = "extends "+b.expr+" ", "super(v); "
			break
		}
	}
	return fmt.Sprintf("%s{ %s constructor(v) { %sthis.v = v; } get() { return [%s, this.v]; } }", extends, static, super, g.read(m, e.rank, false).expr)
}
