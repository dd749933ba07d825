package bundler

import (
	"testing"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler/internal/modulefuzz"
	"github.com/paintbox-build/paintbox/chunker"
)

// import() of a module that is still being evaluated, by itself or by what it imports,
// is there when that has ended, and not before. Of the entry it is there as soon as
// natively; another module is a file by then, which is loaded first, so that what it
// finds is compared and not the time.
func TestImportOfAncestors(t *testing.T) {
	const (
		end   = `log("x", "end");`
		there = `.then((m) => { globalThis.there = Object.entries(m).flat().concat(globalThis.ended); });`
	)
	graphs := map[string]modulefuzz.Graph{}
	for name, files := range map[string]map[string]string{
		"itself":                                   {"x.mjs": `log("x", "start"); import("./x.mjs").then((m) => log("x", "there", m.v)); export const v = 1; await null; log("x", "middle"); await tick(5);` + end},
		"itself, no await":                         {"x.mjs": `log("x", "start"); import("./x.mjs").then((m) => log("x", "there", m.v)); Promise.resolve().then(() => log("x", "soon")); export const v = 1; ` + end},
		"as a whole":                               {"x.mjs": `log("x", "start"); import("./x.mjs").then((m) => log("x", "there", Object.keys(m).join())); export const v = 1; await tick(5);` + end},
		"nothing of it":                            {"x.mjs": `log("x", "start"); import("./x.mjs").then(() => log("x", "there")); await tick(5);` + end},
		"after another await":                      {"x.mjs": `log("x", "start"); await null; import("./x.mjs").then((m) => log("x", "there", m.v)); await tick(5); export const v = 1;` + end},
		"twice":                                    {"x.mjs": `for (const n of [1, 2]) import("./x.mjs").then((m) => log("x", n, m.v)); await tick(5); export const v = 1;` + end},
		"in a function":                            {"x.mjs": `const load = async () => (await import("./x.mjs")).v; load().then((v) => log("x", "there", v)); await tick(5); export const v = 1;` + end},
		"by an imported module":                    {"x.mjs": `import "./a.mjs"; log("x", "start"); export const v = 1; await tick(5);` + end, "a.mjs": `import("./x.mjs").then((m) => log("a", "there", m.v)); log("a", "end");`},
		"by an imported module, no await":          {"x.mjs": `import "./a.mjs"; log("x", "start"); export const v = 1; ` + end, "a.mjs": `import("./x.mjs").then((m) => log("a", "there", m.v)); log("a", "end");`},
		"by one that awaits":                       {"x.mjs": `import "./a.mjs"; log("x", "start"); export const v = 1; await tick(5);` + end, "a.mjs": `import("./x.mjs").then((m) => log("a", "there", m.v)); await tick(4); log("a", "end");`},
		"by one far away":                          {"x.mjs": `import "./a.mjs"; log("x", "start"); export const v = 1; await tick(5);` + end, "a.mjs": `import { b } from "./b.mjs"; log("a", b);`, "b.mjs": `export const b = 2; import("./x.mjs").then((m) => log("b", "there", m.v)); log("b", "end");`},
		"in a circle":                              {"x.mjs": `import "./a.mjs"; log("x", "start"); export const v = 1; await tick(5);` + end, "a.mjs": `import { v } from "./x.mjs"; import("./x.mjs").then((m) => log("a", "there", m.v, v)); log("a", "end");`},
		"in a circle, no await":                    {"x.mjs": `import "./a.mjs"; log("x", "start"); export const v = 1; ` + end, "a.mjs": `import { v } from "./x.mjs"; import("./x.mjs").then((m) => log("a", "there", m.v, v)); log("a", "end");`},
		"by a CommonJS module":                     {"x.mjs": `import "./a.cjs"; log("x", "start"); export const v = 1; await tick(5);` + end, "a.cjs": `import("./x.mjs").then((m) => log("a", "there", m.v)); log("a", "end");`},
		"that fails":                               {"x.mjs": `later("x", () => import("./r.mjs").catch(() => [1]));`, "r.mjs": `log("r", "start"); import("./r.mjs").then(() => log("r", "there"), (e) => { globalThis.there = e.message; }); await tick(5); throw new Error("no");`},
		"that fails at once":                       {"x.mjs": `later("x", () => import("./r.mjs").catch(() => [1]));`, "r.mjs": `log("r", "start"); import("./r.mjs").then(() => log("r", "there"), (e) => { globalThis.there = e.message; }); throw new Error("no");`},
		"one between":                              {"x.mjs": `import "./a.mjs"; log("x", "start"); await tick(5);` + end, "a.mjs": `import "./b.mjs"; export const a = 2; await tick(5); globalThis.ended = "a";`, "b.mjs": `import("./a.mjs")` + there},
		"one between, no await":                    {"x.mjs": `import "./a.mjs"; log("x", "start"); ` + end, "a.mjs": `import "./b.mjs"; export const a = 2; globalThis.ended = "a";`, "b.mjs": `import("./a.mjs")` + there},
		"a sibling that waits":                     {"x.mjs": `import "./b.mjs"; import "./a.mjs"; log("x", "start"); ` + end, "a.mjs": `export const a = 2; await new Promise((done) => setTimeout(done, 20)); globalThis.ended = "a";`, "b.mjs": `import("./a.mjs")` + there},
		"another of its circle":                    {"x.mjs": `import "./a.mjs"; log("x", "start"); ` + end, "a.mjs": `import "./b.mjs"; export const a = 2; await new Promise((done) => setTimeout(done, 20)); globalThis.ended = "a";`, "b.mjs": `import "./a.mjs"; export const b = 3; import("./a.mjs")` + there},
		"itself, in a circle that waits":           {"x.mjs": `import "./a.mjs"; log("x", "start"); ` + end, "a.mjs": `import "./b.mjs"; export const a = 2; await new Promise((done) => setTimeout(done, 20)); globalThis.ended = "a";`, "b.mjs": `import "./a.mjs"; export const b = 3; import("./b.mjs")` + there},
		"a route by itself":                        {"x.mjs": `later("x", () => import("./r.mjs"));`, "r.mjs": `log("r", "start"); import("./r.mjs").then((m) => log("r", "there", m.r)); export const r = 1; await tick(5); log("r", "end");`},
		"the entry, by a route that it awaits not": {"x.mjs": `log("x", "start"); export const v = 1; import("./r.mjs").then((m) => log("x", "got", m.r)); await new Promise((done) => setTimeout(done, 50)); ` + end, "r.mjs": `log("r", "start"); export const r = 1; import("./x.mjs").then((m) => log("r", "there", m.v)); log("r", "end");`},
		"a route, by what it imports":              {"x.mjs": `later("x", () => import("./r.mjs"));`, "r.mjs": `import "./a.mjs"; export const r = 1; await tick(5); log("r", "end");`, "a.mjs": `import("./r.mjs").then((m) => log("a", "there", m.r)); log("a", "end");`},
	} {
		files["x.mjs"] = `globalThis.there = globalThis.ended = "not yet"; later("all", async () => { await new Promise((done) => setTimeout(done, 50)); log("x", globalThis.there); return 1; });` + files["x.mjs"]
		for _, size := range []asset.Size{60, asset.MB} {
			graphs[name+" in files of "+size.String()] = graph("x.mjs", files, chunker.Options{MaxSize: size, MinSize: size, Groups: []chunker.Group{}})
		}
	}
	allLikeNode(t, graphs)
}
