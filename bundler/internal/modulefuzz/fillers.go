package modulefuzz

import (
	"fmt"
	"strings"
)

// writeFiller pads a module with a declaration that is used further down, or
// with a statement that is hard to cut.
func (g *generator) writeFiller(m *module) {
	m.fillers++
	n := m.fillers
	words := strings.TrimSuffix(strings.Repeat("lorem ipsum ", g.words()), " ")
	name := fmt.Sprintf("pad%d", n)
	place := g.Float64()
	decl, read := g.filler(name, words)
	switch r := g.Float64(); {
	case r < 0.25 && m.kind == esm:
		decl, read = g.moreFillers(m, name, words)
	case r < 0.5:
		decl, read = g.changed(name, words)
	}
	// Statements that an empty line divides may have others in between.
	for part := range strings.SplitSeq(decl, "\n\n") {
		m.put(place, part)
		place = g.after(place)
	}
	m.put(g.after(place), fmt.Sprintf("log(%q, %s);", m.nextLog(), read))
}

// writePadded declares an exported function of a module without effects, and
// the padding that it reads.
func (g *generator) writePadded(m *module, e *export) {
	words := strings.Repeat("dolor ", g.words())
	decl, read := g.filler("pad_"+e.local, words)
	m.put(g.Float64(), decl)
	m.put(g.Float64(), fmt.Sprintf("function %s(v) { return [%s, v]; }\nexport { %s };", e.local, read, rename(e.local, e.name)))
}

func (g *generator) words() int {
	if g.wide {
		return 1 + g.IntN(60)
	}
	return 1 + g.IntN(4)
}

// filler makes a declaration without effects and an expression that reads it.
func (g *generator) filler(name, words string) (decl, read string) {
	if g.chance(0.25) {
		return g.shadows(name, words)
	}
	switch g.IntN(14) {
	case 0, 1:
		return fmt.Sprintf("function %s(a) { const w = %q; return [a, w.length]; }", name, words), name + "(2)"
	case 2:
		return fmt.Sprintf("const %s = { a: %q, b: [1, 2, { c: 3 }] };", name, words), name + ".b"
	case 3:
		return fmt.Sprintf("class %s { static kind = %q; #p = 4; p() { return this.#p; } get q() { return %s.kind.length; } }", name, words, name), "new " + name + "().q"
	case 4:
		return fmt.Sprintf("const { p: %s, q: [%sq] = [%q] } = { p: 1 };", name, name, words), name + "q.length"
	case 5:
		return fmt.Sprintf("const %s = `\n// src/m1.mjs\n${%q.length}\nexport { a as b };\n// node_modules/p0/index.js\n`;", name, words), name + ".length"
	case 6:
		return fmt.Sprintf("const %s = /\\/\\/ m[0-9]+.mjs|\"|`/g, %sb = %q;", name, name, words), name + ".test(\"// m2.mjs\") + " + name + "b.length"
	case 7:
		return fmt.Sprintf("const %s = ({ b } = { b: %q }) => b.length;", name, words), name + "()"
	case 8:
		return fmt.Sprintf("function* %s() { yield 1; yield* [2, %q.length]; }", name, words), "[..." + name + "()]"
	case 9:
		return fmt.Sprintf("const %s = { [\"x\" + 1]: 1, get y() { return %q.length; }, z(a = 1) { return a; } };", name, words), "[" + name + ".y, " + name + ".z()]"
	case 10:
		return fmt.Sprintf("const %sé = %q;\nconst %s = (a) => %sé.length + a;", name, words, name, name), name + "(1)"
	case 11:
		return fmt.Sprintf("var %s = 1, %sb = %s + 1, %sc = [%q].length;", name, name, name, name, words), name + " + " + name + "b + " + name + "c"
	case 12:
		return fmt.Sprintf("let %s = (a, ...b) => a + b.length;\nconst %sw = %q;", name, name, words), name + "(1, " + name + "w)"
	}
	return fmt.Sprintf("const %s = (s, ...v) => s.raw.length + v.length, %sb = %s`a${1}b${%q.length}`;", name, name, name, words), name + "b"
}

// shadows makes a declaration whose inner names are those of the program.
func (g *generator) shadows(name, words string) (decl, read string) {
	switch g.IntN(6) {
	case 0:
		return fmt.Sprintf("function %s({ a, b: [value] = [%q], ...list }, make = () => a) { const run = value; { let item = run; var count = item; } return [a, list, make(), count.length]; }", name, words), name + "({ a: 1, kind: 2 })"
	case 1:
		return fmt.Sprintf("const %s = ((of, get) => { run: for (const async of [of, get]) { if (async > 1) break run; } try { throw get; } catch (kind) { return [kind, %q.length]; } })(1, 2);", name, words), name
	case 2:
		return fmt.Sprintf("class %s { a = %q; static b = 2; get value() { return this.a.length; } make(list) { return { run: this.value, item() { return list; }, list, get: 4 }; } async(of) { return of; } }", name, words), "[new " + name + "().make(1).run, new " + name + "().async(2)]"
	case 3:
		return fmt.Sprintf("const %s = ({ a = %q, b: { value } = { value: a } } = {}) => ({ a, value, make: a.length }).make;", name, words), name + "()"
	case 4:
		return fmt.Sprintf("const %s = function make(a) { return a ? typeof make + %q.length : make(1); };", name, words), name + "()"
	}
	return fmt.Sprintf("function %s() { for (var a of [%q]) for (let b in { c: 1 }) { function kind() { return [a.length, b]; } return kind(); } }", name, words), name + "()"
}

// changed makes a declaration that later statements change.
func (g *generator) changed(name, words string) (decl, read string) {
	r := strings.NewReplacer("X", name, "W", fmt.Sprintf("%q", words))
	forms := [][2]string{
		{"function X() { return X.x; }\n\nvar Xe = { k: dyn(W) };\n\n(function (ns) { ns.x = Xe.k.length; })(X || (X = {}));", "X()"},
		{"function X() { return W.length; }\n\nconst Xw = (f) => () => f() + 1;\n\nX = Xw(X);", "X()"},
		{"class X { static n = 1; }\n\nconst Xe = W;\n\n(function (ns) { ns.e = Xe.length; })(X || (X = {}));", "X.e + X.n"},
		{"var X = X || {};\n\nX.x = W.length;\n\nvar Xy = X.x;", "Xy"},
		{"let [X, Xb] = [1, W.length];\n\n[X, Xb] = [Xb, X];", "[X, Xb]"},
		{"const X = {};\n\nfor (const k of [\"a\", W]) X[k] = () => k.length;", "X.a()"},
		{"var X = function () { return Xp; }, Xp = W.length;\n\nXp++;", "X()"},
		{"function X() { this.v = W.length; }\n\nX.prototype.get = function () { return this.v; };\n\nObject.defineProperty(X, \"k\", { get() { return 3; } });", "new X().get() + X.k"},
		{"var Xa = function Xa() { this.v = W.length; };\n\nvar X = /* @__PURE__ */ (function (_super) { function X() { _super.call(this); }\nX.prototype = Object.create(_super.prototype); return X; })(Xa);\n\nXa.prototype.z = 5;", "new X().z + new X().v"},
		{"var X;\n\nX = W.length;\n\nX ||= 4, X **= 2;", "X"},
		{"const X = [W];\n\nconst Xn = X.length;\n\nX.push(Xn, ...X);", "X.length + Xn"},
		{"let X = () => W.length;\n\nconst Xo = X;\n\nX = () => Xo() + 1;", "X()"},
	}
	f := pick(g, forms...)
	return r.Replace(f[0]), r.Replace(f[1])
}

// moreFillers makes statements with effects, or several that belong together.
func (g *generator) moreFillers(m *module, name, words string) (decl, read string) {
	id := m.nextLog()
	switch g.IntN(16) {
	case 0:
		return fmt.Sprintf("var %s;\n(function (e) { e[e.A = 0] = \"A\"; e.w = %q.length; })(%s || (%s = {}));", name, words, name, name), name + ".A + " + name + ".w"
	case 1:
		return fmt.Sprintf("let %s = 0;\nfor (const v of [1, 2, %q.length]) %s += v;", name, words, name), name
	case 2:
		return fmt.Sprintf("if (dyn(true)) { var %s = %q.length; } else { log(%q, \"no\"); }", name, words, id), name
	case 3:
		return fmt.Sprintf("function %s() { return %s.displayName; }\n%s.displayName = %q;", name, name, name, words), name + "().length"
	case 4:
		return fmt.Sprintf("class %s { static n = %q.length; static { log(%q, \"static\", this.n); } static [dyn(\"computed\")] = 5; }", name, words, id), name + ".computed"
	case 5:
		return fmt.Sprintf("const %s = log(%q, %q.length), %sb = %s === undefined;", name, id, words, name, name), name + "b"
	case 6:
		return fmt.Sprintf("let %s = 1;\nconst %sf = () => ++%s;\n%sf(); %s *= %q.length;", name, name, name, name, name, words), name + "f() + " + name
	case 7:
		return fmt.Sprintf("var %s = dyn(1);\nlog(%q, %s);\nvar %s = %s + %q.length;", name, id, name, name, name, words), name
	case 8:
		return fmt.Sprintf("%s: { log(%q, \"in\"); if (dyn(true)) break %s; log(%q, \"never\"); }\nvar %s = %q.length;", name, id, name, id, name, words), name
	case 9:
		return fmt.Sprintf("try { throw new Error(dyn(\"x\")); } catch { var %s = %q.length; } finally { log(%q, \"finally\"); }", name, words, id), name
	case 10:
		return fmt.Sprintf("class %s { constructor() { log(%q, \"new\"); this.n = %q.length; } }\nconst %sb = new %s();", name, id, words, name, name), name + "b.n"
	case 11:
		return fmt.Sprintf("switch (dyn(1)) { case 1: log(%q, \"one\"); default: var %s = %q.length; }", id, name, words), name
	case 12:
		return fmt.Sprintf("const %s = %sLater();\nfunction %sLater() { return [typeof %sVar, %q.length]; }\nvar %sVar = 1;", name, name, name, name, words, name), name
	case 13:
		return fmt.Sprintf("const %s = { [dyn(\"k\")]: log(%q, %q.length) ?? 1, ...dyn({ s: 2 }) };", name, id, words), name
	case 14:
		return fmt.Sprintf("let %s;\n[%s = %q.length, { x: globalThis.%sG }] = [, dyn({ x: 1 })];\ndelete globalThis.%sG;", name, name, words, name, name), name
	}
	return fmt.Sprintf("let %s = 0;\nwhile (%s < 2) { %s++; log(%q, %s); }\nvoid %q;", name, name, name, id, name, words), name
}
