package bundler

import (
	"maps"
	"testing"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler/internal/modulefuzz"
	"github.com/paintbox-build/paintbox/chunker"
)

// What stands for a module is what the language has, wherever a program can tell:
// one object for each module, with its names in order and nothing else, which
// nobody can change.
func TestNamespaceObjects(t *testing.T) {
	const id = `const id = (o) => o; const tries = (f) => { try { return f(); } catch (e) { return e.name; } };`
	module := map[string]string{"a.mjs": `export let b = 2; export const a = 1; export const inc = () => { b++; }; export { b as "b-c" }; export default class {};`}
	with := func(x string, others map[string]string) map[string]string {
		files := maps.Clone(module)
		maps.Copy(files, others)
		files["x.mjs"] = id + x
		return files
	}
	graphs := map[string]modulefuzz.Graph{}
	for name, files := range map[string]map[string]string{
		"no prototype": with(`import * as ns from "./a.mjs"; const get = (o, k) => o[k];
			log("x", typeof get(ns, "constructor"), "toString" in ns, Object.getPrototypeOf(ns), id(ns) instanceof Object, tries(() => String(id(ns))));`, nil),
		"a name of ordinary objects": with(`import { z } from "./z.mjs"; log("x", typeof z.constructor, typeof z.hasOwnProperty, typeof z.__proto__, z.a);`,
			map[string]string{"z.mjs": `export * as z from "./a.mjs";`}),
		"names in order": with(`import * as ns from "./a.mjs"; log("x", Reflect.ownKeys(ns).map(String)); const all = []; for (const k in ns) all.push(k); log("x", all);`, nil),
		"the tag":        with(`import * as ns from "./a.mjs"; log("x", ns[Symbol.toStringTag], Object.prototype.toString.call(ns), Object.keys(Object.getOwnPropertyDescriptors(ns)).join());`, nil),
		"values": with(`import * as ns from "./a.mjs"; const first = { ...ns }; ns.inc(); log("x", first.b, id(ns).b, ns["b-c"], Object.getOwnPropertyDescriptor(ns, "b").value);
			log("x", JSON.stringify(ns), Object.entries(id(ns)).length, Object.values(id(ns)).length);`, nil),
		"changes": with(`import * as ns from "./a.mjs";
			log("x", tries(() => { id(ns).a = 3; }), tries(() => { id(ns).q = 3; }), tries(() => delete id(ns).a), tries(() => delete id(ns).q), tries(() => { id(ns)[Symbol.iterator] = 1; }));
			log("x", Object.isExtensible(ns), Object.isSealed(ns), Object.isFrozen(ns), tries(() => Object.freeze(id(ns))), tries(() => Object.setPrototypeOf(id(ns), null) === ns), tries(() => Object.setPrototypeOf(id(ns), {})));
			log("x", Reflect.defineProperty(ns, "a", { value: 1 }), Reflect.defineProperty(ns, "a", { value: 2 }), Reflect.defineProperty(ns, "a", { enumerable: false }), Reflect.defineProperty(ns, "q", { value: 1 }), Reflect.set(ns, "b", 1));`, nil),
		"a property that another module sets": with(`import { z } from "./z.mjs"; log("x", tries(() => { z.q = 1; }), tries(() => { z.a = 1; }), z.q);`, map[string]string{"z.mjs": `export * as z from "./a.mjs";`}),
		"import() gives the same":             with(`import * as ns from "./a.mjs"; later("x", async () => { const m = await import("./a.mjs"); return [m === id(ns), m.b, Object.keys(m).join()]; });`, nil),
		"of itself":                           with(`import * as me from "./x.mjs"; export const own = 1; log("x", Object.keys(me).join()); later("x", async () => [await import("./x.mjs") === id(me)]);`, nil),
		"passed on": with(`import { z } from "./z.mjs"; import * as ns from "./a.mjs"; log("x", id(z) === id(ns)); later("x", async () => [(await import("./z.mjs")).z === id(ns), await import("./a.mjs") === id(z)]);`,
			map[string]string{"z.mjs": `export * as z from "./a.mjs";`}),
		"of two modules": with(`import { same } from "./y.mjs"; import * as ns from "./a.mjs"; log("x", same(ns));`, map[string]string{"y.mjs": `import * as ns from "./a.mjs"; export const same = (other) => other === ns;`}),
		"of a circle": with(`import * as y from "./y.mjs"; export const own = 1; log("x", id(y).of(), Object.keys(y).join());`,
			map[string]string{"y.mjs": `import * as x from "./x.mjs"; export const of = () => Object.keys(x).join();`}),
		"of nothing": with(`import * as none from "./none.mjs"; log("x", Reflect.ownKeys(none).length, Object.isSealed(none), "toString" in none); later("x", async () => [await import("./none.mjs") === none]);`,
			map[string]string{"none.mjs": `import "./a.mjs"; log("none", "start");`}),
		"a default that changes": with(`import * as ns from "./f.mjs"; ns.change(); log("x", id(ns).default());`, map[string]string{"f.mjs": `export default function f() { return 1; } export const change = () => { f = () => 2; };`}),
		"a function then":        with(`import * as ns from "./f.mjs"; later("x", async () => [await id(ns)]);`, map[string]string{"f.mjs": `export const then = (done) => done("then");`}),
		"JSON": with(`import * as ns from "./a.json" with { type: "json" }; log("x", Object.keys(ns).join()); later("x", async () => [await import("./a.json", { with: { type: "json" } }) === id(ns)]);`,
			map[string]string{"a.json": `{ "k": 1 }`}),
		"JSON that is passed on": with(`import { z } from "./z.mjs"; log("x", z.default.k, z.default.toString === Object.prototype.toString);`,
			map[string]string{"a.json": `{ "k": 1 }`, "z.mjs": `export * as z from "./a.json" with { type: "json" };`}),
		"CommonJS": with(`import * as ns from "./c.cjs"; import { same } from "./y.mjs"; log("x", same(ns), ns.default.k, "toString" in ns); later("x", async () => [await import("./c.cjs") === id(ns), await import("./c.cjs") === await import("./c.cjs")]);`,
			map[string]string{"c.cjs": `exports.k = 1;`, "y.mjs": `import * as ns from "./c.cjs"; export const same = (other) => other === ns;`}),
		"names of CommonJS": with(`import * as ns from "./s.mjs"; log("x", Object.keys(ns).sort().join(), Object.getPrototypeOf(ns), "toString" in ns, ns.k, Object.prototype.toString.call(ns)); later("x", async () => [await import("./s.mjs") === id(ns)]);`,
			map[string]string{"c.cjs": `exports.k = 1;`, "s.mjs": `export * from "./c.cjs"; export const own = 2;`}),
		"required":                        with(`import "./r.cjs";`, map[string]string{"r.cjs": `const pick = (o) => o, get = () => require("./a.mjs"), a = pick(require("./a.mjs")); log("r", a === get(), get() === get(), a.a, Object.keys(a).filter((k) => k != "__esModule").sort()); a.inc(); log("r", a.b);`}),
		"two CommonJS modules require it": with(`import "./r.cjs"; import "./s.cjs";`, map[string]string{"r.cjs": `globalThis.$a = require("./a.mjs"); log("r", typeof $a);`, "s.cjs": `log("s", $a === require("./a.mjs"));`}),
	} {
		for _, size := range []asset.Size{120, asset.MB} {
			graphs[name+" in files of "+size.String()] = graph("x.mjs", files, chunker.Options{MaxSize: size, MinSize: size, Groups: []chunker.Group{}})
		}
	}
	allLikeNode(t, graphs)
}

// What several export * offer is what the language finds, also where a CommonJS
// module or a circle is on the way to it.
func TestStars(t *testing.T) {
	both := `export * from "./a.mjs"; export * from "./b.mjs";`
	graphs := map[string]modulefuzz.Graph{}
	for name, files := range map[string]map[string]string{
		"one variable":      {"x.mjs": `import { v } from "./m.mjs"; log("x", v);`, "m.mjs": both, "a.mjs": `export { v } from "./c.mjs";`, "b.mjs": `import { v } from "./c.mjs"; export { v };`, "c.mjs": `export const v = [1]; log("c", "end");`},
		"one CommonJS name": {"x.mjs": `import { v } from "./m.mjs"; log("x", v);`, "m.mjs": both, "a.mjs": `export { v } from "./c.cjs";`, "b.mjs": `export { v } from "./c.cjs";`, "c.cjs": `exports.v = [1]; log("c", "end");`},
		"passed on": {"x.mjs": `export { v as w } from "./n.mjs"; import { w } from "./x.mjs"; log("x", w);`, "n.mjs": `export { v } from "./m.mjs";`, "m.mjs": both,
			"a.mjs": `export { v } from "./c.cjs"; log("a", "end");`, "b.mjs": `export { v } from "./c.cjs"; log("b", "end");`, "c.cjs": `exports.v = [1]; log("c", "end");`},
		"a circle": {"x.mjs": `import { v, w } from "./a.mjs"; log("x", v, w);`, "a.mjs": `export * from "./b.mjs"; export { w } from "./b.mjs"; log("a", "end");`,
			"b.mjs": `export * from "./a.mjs"; export const v = [1]; export * from "./c.mjs"; log("b", "end");`, "c.mjs": `export * from "./a.mjs"; export * from "./b.mjs"; export const w = [2]; log("c", "end");`},
		"what is ambiguous is not there": {"x.mjs": `import * as m from "./m.mjs"; log("x", Object.keys(m).join(), "v" in m);`, "m.mjs": both, "a.mjs": `export const v = [1], a = 1;`, "b.mjs": `export const v = [2], b = 2;`},
	} {
		graphs[name] = graph("x.mjs", files, chunker.Options{MaxSize: 120, MinSize: 1, Groups: []chunker.Group{}})
	}
	allLikeNode(t, graphs)
}
