package bundler

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/paintbox-build/paintbox/bundler/internal/modulefuzz"
	"github.com/paintbox-build/paintbox/chunker"
)

// Programs whose order was lost once, or takes the splitter's rarer ways.
func TestPrograms(t *testing.T) {
	twoOrders := func(a, b string) map[string]string {
		return map[string]string{
			"x.mjs": `import "./a.mjs"; import "./b.mjs"; log("x", "end");`, "y.mjs": `import "./b.mjs"; import "./a.mjs"; log("y", "end");`,
			"a.mjs": a, "b.mjs": b,
		}
	}
	// What a route uses of a.mjs has its value before b.mjs runs.
	before := func(a, b, used string) map[string]string {
		return map[string]string{
			"x.mjs":        `import "./a.mjs"; import "./b.mjs"; log("x", "end"); later("x", () => import("./r.mjs"));`,
			"r.mjs":        `import { v } from "./a.mjs"; log("r", ` + used + `);`,
			"a.mjs":        a,
			"b.mjs":        b,
			"package.json": `{"type": "module"}`,
		}
	}
	for _, test := range []struct {
		name    string
		entries string
		files   map[string]string
	}{
		{"two orders", "x.mjs y.mjs", twoOrders(`log("a", "start");`, `log("b", "start");`)},
		{"deferred declarations", "x.mjs y.mjs", twoOrders(
			`log("a", "start"); class C { static s = log("a", "static"); get() { return C.name.length > 0; } } export let { p, q: [r] = [log("a", "default")] } = { p: 1 }; log("a", [new C().get(), p, r]);`,
			`log("b", "start"); export const f = () => g(), n = f(); function g() { return 1; } log("b", n);`)},
		{"a deferred await", "x.mjs y.mjs", map[string]string{
			"x.mjs": `import { v } from "./a.mjs"; import "./b.mjs"; log("x", v);`,
			"y.mjs": `import "./b.mjs"; import { v } from "./a.mjs"; log("y", v);`,
			"a.mjs": `export const v = await new Promise((done) => setTimeout(done, 5, [1]));`,
			"b.mjs": `log("b", "start");`}},
		{"names of a CommonJS module by import()", "x.mjs", map[string]string{
			"x.mjs": `log("x", "start"); later("x", () => import("./a.mjs"));`,
			"a.mjs": `export * from "./b.cjs"; export const a = 1; log("a", "end");`,
			"b.cjs": `exports.b = 2; log("b", "end");`}},
		{"a CommonJS module before an ES module", "x.mjs", map[string]string{
			"x.mjs": `import { a } from "./a.mjs"; log("x", a);`,
			"a.mjs": `export * from "./b.cjs"; import { c } from "./c.mjs"; export const a = c; log("a", c);`,
			"b.cjs": `exports.b = 2; log("b", "end");`,
			"c.mjs": `export const c = [3]; log("c", "end");`}},
		{"a wrapped module without side effects", "x.mjs", map[string]string{
			"x.mjs":                       `import "./r.cjs"; later("x", () => import("./a.mjs"));`,
			"r.cjs":                       `log("r", require("p/w.js").w);`,
			"a.mjs":                       `import { f } from "p"; log("a", f());`,
			"package.json":                `{"type": "module"}`,
			"node_modules/p/package.json": `{"name": "p", "type": "module", "sideEffects": false, "exports": {".": "./index.js", "./*": "./*"}}`,
			"node_modules/p/index.js":     `export { f } from "./f.js";`,
			"node_modules/p/f.js":         `import { w } from "./w.js"; export const f = () => w;`,
			"node_modules/p/w.js":         `export const { q: w } = { q: [7] };`}},
		{"a constant behind a namespace object", "x.mjs", map[string]string{
			"x.mjs":        `import { of } from "./b.js"; import "./a.js"; log("x", of(1)); later("x", () => import("./r.cjs"));`,
			"r.cjs":        `log("r", require("./all.js"));`,
			"all.js":       `export * from "./a.js"; export { v, of } from "./b.js";`,
			"a.js":         `const v = true; export { v as "the v" };`,
			"b.js":         `export const of = (w) => [v, w]; export let [v = "b"] = [];`,
			"package.json": `{"type": "module"}`}},
		{"names of a CommonJS module in a circle", "x.mjs", map[string]string{
			"x.mjs": `import a from "./a.mjs"; export { c } from "./c.cjs"; export * from "./d.cjs"; log("x", a);`,
			"a.mjs": `import { c, d } from "./x.mjs"; import "./b.mjs"; import * as ns from "./d.cjs"; log("a", [c(), d]); export default [1];`,
			"b.mjs": `import "./c.cjs"; log("b", "end");`,
			"c.cjs": `exports.c = () => 3; log("c", "end");`,
			"d.cjs": `exports.d = 4; log("d", "end");`}},
		{"a default export read early", "x.mjs", map[string]string{
			"x.mjs": `import f from "./a.mjs"; function g() { log("x", "called"); } export default g; log("x", f);`,
			"a.mjs": `import g from "./x.mjs"; try { g(); } catch (e) { log("a", tdz(e)); } export default [2];`}},
		{"a function called at once", "x.mjs", before(
			`let id = 0; export const add = () => id++; export const v = (() => { const start = id; return () => start; })();`,
			`import { add } from "./a.mjs"; add(); log("b", "end");`, `v()`)},
		{"a pure call", "x.mjs", before(
			`let id = 0; export const add = () => id++; const f = () => [id]; export const v = /* @__PURE__ */ f();`,
			`import { add } from "./a.mjs"; add(); log("b", "end");`, `v`)},
		{"a global variable that changes", "x.mjs", before(
			`export const v = [typeof atob, btoa];`,
			`globalThis.atob = 5; globalThis.btoa = 6; log("b", "end");`, `v[0], typeof v[1]`)},
		{"a variable without a value", "x.mjs", map[string]string{
			"x.mjs": `import "./b.mjs"; import "./a.mjs"; later("x", () => import("./r.mjs"));`,
			"r.mjs": `import { v, w, u } from "./a.mjs"; log("r", [v, w, u]);`,
			"a.mjs": `import { b } from "./b.mjs"; export const v = [b], w = typeof b, u = t; { var t = 5; }`,
			"b.mjs": `import "./a.mjs"; export var b = 1; log("b", "end");`}},
		{"a variable that an eval changes", "x.mjs", map[string]string{
			"x.mjs": `import "./a.mjs"; import { inc } from "./c.mjs"; inc(); later("x", () => import("./r.mjs"));`,
			"r.mjs": `import { v } from "./a.mjs"; log("r", v);`,
			"a.mjs": `import { n } from "./c.mjs"; export const v = [n];`,
			"c.mjs": `export let n = 0; export function inc() { eval("n = 5"); }`}},
		{"an eval beside wrapped modules", "x.mjs y.cjs", map[string]string{
			"x.mjs":                       `import { p } from "p/p.js"; log("x", typeof eval("1"), p); later("x", () => import("p"));`,
			"y.cjs":                       `log("y", require("p/p.js").p);`,
			"package.json":                `{"type": "module"}`,
			"node_modules/p/package.json": `{"name": "p", "type": "module", "exports": {".": "./index.js", "./*": "./*"}}`,
			"node_modules/p/index.js":     `export { p } from "./p.js"; log("p", "index");`,
			"node_modules/p/p.js":         `import "./index.js"; import "./q.js"; export var p = [1]; log("p", "end");`,
			"node_modules/p/q.js":         `log("q", "end");`}},
		{"names that differ by a number", "x.mjs", map[string]string{
			"x.mjs":   `import { n } from "./n.mjs"; log("x", n); later("x", () => import("./c.mjs"));`,
			"n.mjs":   `import * as all from "./all.mjs"; export { a, a2 } from "./c.mjs"; import { a, v } from "./p.mjs"; export const n = [all, a(), v];`,
			"all.mjs": `export { a2 as default } from "./c.mjs";`,
			"c.mjs":   `import { a as state } from "./p.mjs"; export let a = "a"; const [a2, b = "b"] = [state()]; export { a2 };`,
			"p.mjs":   `export let v = (() => [1])(); function a() { v += "+"; return v; } export { a };`}},
		{"a route that nothing loads", "x.cjs", map[string]string{
			"x.cjs": `const f = () => require("./a.mjs"); log("x", "start");`,
			"a.mjs": `import "./b.mjs"; export const a = 1;`,
			"b.mjs": `later("b", () => import("./a.mjs"));`}},
		{"a pattern after a block", "x.mjs", map[string]string{
			"x.mjs": `import "./c.cjs"; later("x", () => import("./a.mjs"));`,
			"c.cjs": `require("./a.mjs");`,
			"a.mjs": "{ const f = globalThis.x ?? 1; log('a', f, f); }\nexport const [y] = [[5]];"}},
		{"a namespace of which a part is read", "x.mjs y.mjs", map[string]string{
			"x.mjs":   `import { z } from "./z.mjs"; log("x", z.a(), z.none, z.sub.b, "c" in z.sub); later("x", () => import("./r.mjs"));`,
			"y.mjs":   `import z from "./z.mjs"; log("y", z.b, z.sub["c"], z.sub?.a());`,
			"r.mjs":   `import { z } from "./z.mjs"; z.change(); log("r", z.b, typeof z.default);`,
			"z.mjs":   `import * as z from "./all.mjs"; export { z, z as default };`,
			"all.mjs": `export * from "./a.mjs"; export * as sub from "./a.mjs"; log("all", "start");`,
			"a.mjs":   `export let b = [1]; export const a = () => b, c = 3; export function change() { b = [2]; } log("a", "start");`}},
		{"a CommonJS module that is a function", "x.mjs", map[string]string{
			"x.mjs": `log("x", "start"); later("x", async () => Object.keys(await import("./f.cjs")));`,
			"f.cjs": `module.exports = function (a) {}; module.exports.x = 1;`}},
		{"methods of a module", "x.mjs", map[string]string{
			"x.mjs": `import { z } from "./z.mjs"; log("x", z.keys()); later("x", async () => { const m = await import("./a.mjs"); return m.keys(); });
				later("then", async () => { const { q } = await import("./t.mjs"); return q; }); later("of", async () => [Object.keys(await import("./b.mjs")).length]);`,
			"z.mjs": `export * as z from "./c.mjs";`,
			"a.mjs": `export function keys() { return Object.keys(this); } export const b = 2;`,
			"b.mjs": `export const a = 1, b = 2, length = 3;`,
			"c.mjs": `export const keys = function () { return Object.keys(this); }; export const d = 4;`,
			"t.mjs": `export function then(done) { done({ q: Object.keys(this) }); } export const t = 5;`}},
		{"methods of a required module", "x.mjs", map[string]string{
			"x.mjs": `import "./r.cjs"; later("x", async () => { const m = await import("./a.mjs"); return m.f(); });`,
			"r.cjs": `const a = require("./a.mjs"), { b: c } = require("./b.mjs"); log("r", a.f(), c(), require("./c.mjs").d.e);`,
			"a.mjs": `export const f = function () { return this.b; }, b = [2], unused = 3; log("a", "end");`,
			"b.mjs": `export const b = function () { return this?.unused; }, unused = 4; log("b", "end");`,
			"c.mjs": `export * from "./d.mjs"; export * as d from "./d.mjs"; log("c", "end");`,
			"d.mjs": `export const e = 5, unused = 6; log("d", "end");`}},
		{"a namespace of CommonJS modules read early", "x.mjs", map[string]string{
			"x.mjs": `import "./a.mjs"; import "./b.mjs"; export { c as C, default as all } from "./c.cjs"; export { d } from "./d.cjs";`,
			"a.mjs": `import { c } from "./c.cjs"; import * as x from "./x.mjs"; log("a", c, x.C, x.all, x.d);`,
			"b.mjs": `import * as x from "./x.mjs"; import "./d.cjs"; const show = (ns) => log("b", ns); show(x);`,
			"c.cjs": `exports.c = [3]; log("c", "end");`,
			"d.cjs": `exports.d = [4]; log("d", "end");`}},
		{"a module that imports its default", "x.mjs", map[string]string{
			"x.mjs": `import f from "./x.mjs"; try { log("x", f()); } catch (e) { log("x", tdz(e)); } function g() { log("x", "called"); } export default g;`}},
		{"names with marks", "x.mjs", map[string]string{
			"x.mjs": `import { z } from "./z.mjs"; log("x", z.कि, z.other); later("x", async () => (await import("./a.mjs")).कि);`,
			"z.mjs": `export * as z from "./a.mjs";`,
			"a.mjs": `const b = [2]; export { b as कि }; export const other = 1, unused = 3;`}},
		{"a regular expression after a head", "x.mjs", map[string]string{
			"x.mjs": `function f(a) { while (a < 0) /[/\]]/.test(""); if (a) /[)\]/]/.exec(")"); return a; } log("x", f(1));`}},
		{"a label like a name", "x.mjs", map[string]string{
			"x.mjs": `import "./a.mjs"; import { run } from "./b.mjs"; log("x", run());`,
			"a.mjs": `run: for (const i of [1, 2]) { log("a", i); if (i) break run; }`,
			"b.mjs": `log("b", "start"); export function run() { return 1; }`}},
	} {
		t.Run(test.name, func(t *testing.T) {
			likeNode(t, test.entries, test.files, chunker.Options{MaxSize: 120, MinSize: 1, Groups: []chunker.Group{}})
		})
	}
}

// likeNode fails a test where a program is built so that it does something else than
// its modules do in Node.
func likeNode(t *testing.T, entries string, files map[string]string, o chunker.Options) {
	t.Helper()
	allLikeNode(t, map[string]modulefuzz.Graph{"": graph(entries, files, o)})
}

func graph(entries string, files map[string]string, o chunker.Options) modulefuzz.Graph {
	g := modulefuzz.Graph{Entries: strings.Fields(entries), Config: o}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		g.Files = append(g.Files, modulefuzz.File{Path: name, Stmts: []modulefuzz.Stmt{{Text: files[name]}}})
	}
	return g
}

// byName lists programs by their names.
func byName(graphs map[string]modulefuzz.Graph) (names []string, list []modulefuzz.Graph) {
	names = slices.Sorted(maps.Keys(graphs))
	for _, name := range names {
		list = append(list, graphs[name])
	}
	return names, list
}

// allLikeNode is likeNode for programs by name, which run together.
func allLikeNode(t *testing.T, graphs map[string]modulefuzz.Graph) {
	t.Helper()
	allLike(t, modulefuzz.Harness{Build: paintbox}, graphs)
}

// allLike is allLikeNode for what a harness builds.
func allLike(t *testing.T, h modulefuzz.Harness, graphs map[string]modulefuzz.Graph) {
	t.Helper()
	names, list := byName(graphs)
	verdicts, err := h.Check(t.Context(), list)
	if err != nil {
		t.Fatal(err)
	}
	for i, v := range verdicts {
		if v.Invalid != nil {
			t.Errorf("%s: %v", names[i], v.Invalid)
		} else if v.Difference != nil {
			t.Errorf("%s: %v", names[i], v.Difference)
		}
	}
}
