package modulefuzz

import (
	"fmt"
	"slices"
	"strings"
)

// Exact programs also look at what most never look at: the objects that stand for
// modules, assignments that throw, names that an ES module has not, and syntax that
// older targets lack. esbuild alone keeps none of that.

// writeExact adds such statements to a module with effects.
func (g *generator) writeExact(m *module) {
	for _, b := range m.scope {
		switch {
		case b.shape == namespace && g.chance(0.5):
			m.put(g.Float64(), g.guarded(m, g.space(b.of, b.expr)))
		case b.shape == namespace && isName(b.expr) && b.of.plain(map[*module]bool{}) && g.chance(0.3):
			m.put(g.Float64(), g.throwing(m, pick(g, "X.q = 1", "X.a = 1", "X.k++", "X[\"a\"] = 1", "X = 1", "--X.q", "X.q **= 2", "[X.q] = [1]", "({ q: X.a, ...X.q } = {})", "for (X.q of [1])", "for (X.a in { b: 1 })",
				"Object.defineProperty(X, \"q\", { value: 1 })", "Object.assign(X, { q: 1 })", "(X).q ||= 1"), b.expr))
		case !b.own && isName(b.expr) && g.chance(0.15):
			m.put(g.Float64(), g.throwing(m, pick(g, "X = 1", "[X] = [1]", "({ X } = { X: 1 })", "({ X = 2 } = {})", "for (X of [1]) log(\"never\")", "({ k: [X, ...X] } = { k: [1] })"), b.expr))
		}
	}
	if g.chance(0.3) {
		m.put(g.Float64(), fmt.Sprintf("log(%q, %s);", m.nextLog(), pick(g, "typeof module, typeof exports", "this === undefined", "typeof this, typeof exports", "typeof module === \"object\" && module.exports")))
	}
	if g.chance(0.3) {
		m.fillers++
		name := fmt.Sprintf("exact%d", m.fillers)
		place := g.Float64()
		m.put(place, g.lowered(name))
		m.put(g.after(place), fmt.Sprintf("log(%q, %s());", m.nextLog(), name))
	}
	if g.chance(0.1) {
		m.fillers++
		name, place := fmt.Sprintf("fixed%d", m.fillers), g.Float64()
		m.put(place, fmt.Sprintf("const %s = [%d];", name, g.IntN(9)))
		m.put(g.after(place), g.throwing(m, pick(g, "X = 1", "X += 1", "X &&= 1", "X++", "[, X] = [1, 2]"), name))
		m.put(g.after(place), fmt.Sprintf("log(%q, %s);", m.nextLog(), name))
	}
}

// space is an expression that tells all of the object that stands for a module, or
// whether it is the same as before where its names are not known.
func (g *generator) space(of *module, expr string) string {
	if of.plain(map[*module]bool{}) {
		return fmt.Sprintf("space(%q, %s)", of.stem, expr)
	}
	return fmt.Sprintf("same(%q, %s)", of.stem, expr)
}

func (g *generator) guarded(m *module, expr string) string {
	id := m.nextLog()
	return fmt.Sprintf("try { log(%q, %s); } catch (e) { log(%q, tdz(e)); }", id, expr, id)
}

// throwing is a statement that assigns to X, which throws.
func (g *generator) throwing(m *module, assignment, name string) string {
	id := m.nextLog()
	return fmt.Sprintf("try { %s; log(%q, \"assigned\"); } catch (e) { log(%q, e.name); }", strings.ReplaceAll(assignment, "X", name), id, id)
}

// lowered declares a function of syntax that older targets lack.
func (g *generator) lowered(name string) string {
	forms := []string{
		"class XC { #n = 0; static #s = 1; go() { return [++this.#n, this.#n++, this.#n **= 2, XC.#s += 2, #n in this, this.#n ||= 5]; } }\nfunction X() { return new XC().go(); }",
		"class XC { #m() { return this.v; } get #g() { return this.#m() + 1; } v = 2; static { this.w = 3; } all() { return [this.#m(), this.#g, XC.w]; } }\nfunction X() { return new XC().all(); }",
		"function X(...all) { const { a, ...rest } = { a: 1, b: 2, ...{ c: 3 } }; return [a, rest, ...all, 2 ** 3, rest?.b ?? 4, null?.b]; }",
		"async function Xa() { for await (const v of Xg()) return v; }\nasync function* Xg() { yield 1; }\nfunction X() { return Xa() instanceof Promise; }",
		"const Xt = (s, ...v) => s.raw.length + v.length;\nfunction X() { return [Xt`a${1}b`, `${2}`]; }",
		"function X() { try { throw 1; } catch { return [1_000, 0b11]; } }",
		"class XA { static f() { return [1]; } v = [1]; }\nclass XB extends XA { static f() { return [...super.f(), 2]; } w = this.v; }\nfunction X() { return [XB.f(), new XB().w]; }",
	}
	return strings.ReplaceAll(pick(g, forms...), "X", name)
}

// writeExactLazy makes a dynamic import that looks at the object.
func (g *generator) writeExactLazy(m, to *module) {
	id := m.nextLog()
	load := fmt.Sprintf("import(%q)", m.specifier(to))
	if to.kind == data {
		load = fmt.Sprintf("import(%q, { with: { type: \"json\" } })", m.specifier(to))
	}
	text := fmt.Sprintf("later(%q, async () => [%s]);", id, g.space(to, "await "+load))
	if g.chance(0.3) {
		text = fmt.Sprintf("later(%q, async () => { const [a, b] = await Promise.all([%s, %s]); return [a === b, %s]; });", id, load, load, g.space(to, "a"))
	}
	m.put(g.Float64(), text, to.path)
}

// diamond lets a module offer one name of another by two ways.
func (g *generator) diamond() {
	modules := slices.DeleteFunc(slices.Clone(g.modules), func(m *module) bool { return m.kind != esm || m.pkg != nil })
	if len(modules) < 3 {
		return
	}
	a, b, c := pick(g, modules...), pick(g, modules...), pick(g, modules...)
	from := g.modules[g.IntN(len(g.modules))]
	names := from.names()
	if a == b || b == c || a == c || from.kind == data || len(names) == 0 || from.pkg != nil || from == a || from == b || from == c || from.reaches(a) || from.reaches(b) {
		return
	}
	name := pick(g, names...)
	if o, _ := from.resolve(name); o.foreign || name == "default" || a.offers(name) || b.offers(name) || c.offers(name) || a.taken[name] || b.taken[name] || a.reaches(c) || b.reaches(c) {
		return
	}
	link := func(m, to *module) int {
		m.addLink(to, false)
		return slices.IndexFunc(m.links, func(l *link) bool { return l.to == to })
	}
	for _, m := range []*module{a, b} {
		m.taken[name] = true
		m.exports = append(m.exports, &export{name: name, member: name, from: from, order: link(m, from)})
		if !slices.ContainsFunc(c.exports, func(e *export) bool { return e.name == "*" && e.from == m }) {
			c.exports = append(c.exports, &export{name: "*", member: "*", from: m, order: link(c, m)})
		}
	}
}
