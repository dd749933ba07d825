package modulefuzz

import (
	"fmt"
	"slices"
	"strings"
)

// binding is something that code of a module can read.
type binding struct {
	origin
	expr string
	safe bool // initialized whenever the module's own statements run

	// For what the module declares itself: where it is initialized.
	own   bool
	place float64
}

// bound makes a binding. Node's wrappers of CommonJS and JSON modules read as
// undefined before they have run, instead of throwing as other modules do; where
// that may happen, must throws for them.
func (g *generator) bound(o origin, expr string, safe bool) binding {
	if o.foreign && g.looped {
		expr = "must(" + expr + ")"
	}
	return binding{origin: o, expr: expr, safe: safe}
}

// use is an expression that reads a binding.
type use struct {
	expr    string
	safe    bool
	calls   bool // it logs
	changes bool // it changes state, unless it throws
}

// use makes an expression that reads b. Functions and constructors are called
// only if their rank is above the given one.
func (g *generator) use(b binding, rank int) use {
	u := use{expr: b.expr, safe: b.safe}
	if g.chance(0.05) && isName(b.expr) && !(b.shape == namespace && g.looped && b.of.foreign(map[*module]bool{})) {
		return use{expr: fmt.Sprintf("({ %s }).%s", b.expr, b.expr), safe: b.safe}
	}
	switch b.shape {
	case object, document:
		u.expr += pick(g, "", ".k", ".name")
	case list:
		u.expr += pick(g, "", ".length", "[0]")
	case function, effect:
		if b.rank > rank && g.chance(0.8) {
			u.expr += pick(g, "(1)", "(\"z\")", "()")
			u.calls = b.shape == effect
		} else {
			u.expr += pick(g, "", ".tag", ".displayName")
		}
	case class:
		if b.rank > rank && g.chance(0.6) {
			u.expr = fmt.Sprintf("new (%s)(%d).get()", b.expr, g.IntN(9))
		} else {
			u.expr += pick(g, ".tag", ".displayName", ".prototype.mark")
		}
	case bump:
		u.expr += "()"
		u.changes = true
	case namespace:
		return g.useNamespace(b, rank)
	case exports:
		return g.useExports(b, rank)
	}
	return u
}

func isName(expr string) bool { return !strings.ContainsAny(expr, ".[(") }

func (g *generator) useNamespace(b binding, rank int) use {
	names := b.of.names()
	if len(names) == 0 || g.chance(0.15) && !(g.looped && b.of.foreign(map[*module]bool{})) {
		return use{expr: b.expr, safe: b.safe}
	}
	if g.chance(0.1) && b.of.plain(map[*module]bool{}) {
		return use{expr: "keys(" + b.expr + ")", safe: b.safe}
	}
	name := pick(g, names...)
	o, _ := b.of.resolve(name)
	return g.use(g.bound(o, g.member(b.expr, name), b.safe), rank)
}

func (g *generator) useExports(b binding, rank int) use {
	names := b.of.names()
	name := pick(g, names...)
	o, _ := b.of.resolve(name)
	if name == "default" || g.chance(0.15) {
		return use{expr: b.expr, safe: b.safe}
	}
	return g.use(g.bound(o, g.member(b.expr, name), b.safe), rank)
}

func (g *generator) member(expr, name string) string {
	if g.chance(0.2) {
		return fmt.Sprintf("%s[dyn(%q)]", expr, name)
	}
	return expr + "." + name
}

// plain tells whether the names of m's namespace, and so their order, are known
// without running a CommonJS module.
func (m *module) plain(seen map[*module]bool) bool {
	if m.kind != esm {
		return false
	}
	if seen[m] {
		return true
	}
	seen[m] = true
	for _, e := range m.exports {
		if e.name == "*" && !e.from.plain(seen) {
			return false
		}
	}
	return true
}

// foreign tells whether m's namespace shows anything of CommonJS or JSON modules.
func (m *module) foreign(seen map[*module]bool) bool {
	if m.kind != esm {
		return true
	}
	if seen[m] {
		return false
	}
	seen[m] = true
	return slices.ContainsFunc(m.exports, func(e *export) bool { return e.from != nil && e.from.foreign(seen) })
}

// read makes a use that neither logs nor changes anything; "0" if there is
// nothing to read.
func (g *generator) read(m *module, rank int, safeOnly bool) use {
	for range 8 {
		if len(m.scope) == 0 {
			break
		}
		u := g.use(pick(g, m.scope...), rank)
		if !u.calls && !u.changes && (u.safe || !safeOnly) {
			return u
		}
	}
	return use{expr: pick(g, "0", "\"s\"", "true"), safe: true}
}

// call makes a use that may log, but changes nothing.
func (g *generator) call(m *module, rank int) use {
	for range 8 {
		if len(m.scope) == 0 {
			break
		}
		if u := g.use(pick(g, m.scope...), rank); !u.changes {
			return u
		}
	}
	return use{expr: "1", safe: true}
}

func (m *module) nextLog() string {
	m.logs++
	return fmt.Sprintf("%s.%d", m.stem, m.logs)
}

// logged is a statement that logs a use, guarded if it may throw.
func (g *generator) logged(m *module, u use) string {
	id := m.nextLog()
	if u.safe && g.chance(0.8) {
		return fmt.Sprintf("log(%q, %s);", id, u.expr)
	}
	rescue := "tdz"
	if u.changes {
		rescue = "taint"
	}
	return fmt.Sprintf("try { log(%q, %s); } catch (e) { log(%q, %s(e)); }", id, u.expr, id, rescue)
}

// change is a statement that changes the state of what a binding holds, or "".
func (g *generator) change(m *module, b binding) string {
	var s string
	switch b.shape {
	case object:
		s = fmt.Sprintf("%s.%s = %q;", b.expr, pick(g, "k", "extra"), m.stem)
	case list:
		s = fmt.Sprintf("%s.push(%q);", b.expr, m.stem)
	case bump:
		s = b.expr + "();"
	case function, effect:
		s = fmt.Sprintf("%s.%s = %q;", b.expr, pick(g, "tag", "displayName"), m.stem)
	case class:
		s = fmt.Sprintf("%s.%s = %q;", b.expr, pick(g, "tag", "displayName", "prototype.mark"), m.stem)
	default:
		return ""
	}
	if b.safe {
		return s
	}
	return fmt.Sprintf("try { %s } catch (e) { log(%q, taint(e)); }", s, m.nextLog())
}
