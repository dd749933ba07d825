package bundler

import (
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
		{"a label like a name", "x.mjs", map[string]string{
			"x.mjs": `import "./a.mjs"; import { run } from "./b.mjs"; log("x", run());`,
			"a.mjs": `run: for (const i of [1, 2]) { log("a", i); if (i) break run; }`,
			"b.mjs": `log("b", "start"); export function run() { return 1; }`}},
	} {
		t.Run(test.name, func(t *testing.T) {
			g := modulefuzz.Graph{Entries: strings.Fields(test.entries), Config: chunker.Options{MaxSize: 120, MinSize: 1, Groups: []chunker.Group{}}}
			for _, name := range sortedKeys(test.files) {
				g.Files = append(g.Files, modulefuzz.File{Path: name, Stmts: []modulefuzz.Stmt{{Text: test.files[name]}}})
			}
			h := modulefuzz.Harness{Build: paintbox}
			verdicts, err := h.Check(t.Context(), []modulefuzz.Graph{g})
			if err != nil {
				t.Fatal(err)
			}
			if v := verdicts[0]; v.Invalid != nil {
				t.Fatal(v.Invalid)
			} else if v.Difference != nil {
				t.Error(v.Difference)
			}
		})
	}
}
