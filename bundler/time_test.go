package bundler

import (
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/paintbox-build/paintbox/chunker"
	"github.com/paintbox-build/paintbox/internal/projecttest"
)

// "sideEffects": false is a promise about leaving out, not about time: what is used
// is evaluated where it natively is, and never before its import().
func TestWithoutSideEffects(t *testing.T) {
	const quiet = `{"name": "pure", "type": "module", "sideEffects": false, "exports": {".": "./index.js", "./*": "./*"}}`
	// A package tells what it sees when it runs, and a module ahead of it changes that.
	sees := func(pure string) map[string]string {
		return map[string]string{
			"x.mjs":                            `import "./set.mjs"; import { read } from "./reader.mjs"; log("x", read());`,
			"y.mjs":                            `import { read } from "./reader.mjs"; log("y", read());`,
			"set.mjs":                          `globalThis.flag = "set"; globalThis.$flag = "set";`,
			"reader.mjs":                       `import { seen } from "pure"; export function read() { return seen; }`,
			"node_modules/pure/index.js":       pure,
			"node_modules/pure/other.js":       `export function get(object, key) { return object[key]; } export const root = globalThis;`,
			"node_modules/pure/package.json":   quiet,
			"node_modules/pure/x/package.json": `{}`,
		}
	}
	// A route that is a package, or the application's own.
	route := func(quiet, text string) map[string]string {
		return map[string]string{
			"x.mjs":        `log("x", "start"); later("x", async () => { globalThis.$flag = "late"; return (await import("./src/a.js")).seen; });`,
			"src/a.js":     text,
			"package.json": quiet,
		}
	}
	for name, test := range map[string]struct {
		entries string
		files   map[string]string
	}{
		"a property of the global object": {"x.mjs y.mjs", sees(`export const seen = globalThis.flag ?? "unset";`)},
		"a global variable":               {"x.mjs y.mjs", sees(`export const seen = typeof $flag === "undefined" ? "unset" : $flag;`)},
		"in":                              {"x.mjs y.mjs", sees(`export const seen = "flag" in globalThis;`)},
		"a pattern":                       {"x.mjs y.mjs", sees(`export const { flag: seen } = globalThis;`)},
		"a function that reads":           {"x.mjs y.mjs", sees(`const read = () => globalThis.flag; export const seen = read();`)},
		"a function that is handed on":    {"x.mjs y.mjs", sees(`const read = () => globalThis.flag; export const seen = ["a"].map(() => read())[0];`)},
		"a function of another module":    {"x.mjs y.mjs", sees(`import { get } from "./other.js"; export const seen = get(globalThis, "flag");`)},
		"another name of the object":      {"x.mjs y.mjs", sees(`import { root } from "./other.js"; export const seen = root.flag;`)},
		"a class":                         {"x.mjs y.mjs", sees(`class A { static flag = globalThis.flag; } export const seen = A.flag;`)},
		"a branch":                        {"x.mjs y.mjs", sees(`export let seen = 1; if (globalThis.flag) { let a = 2; seen = a; }`)},
		"an annotated call":               {"x.mjs y.mjs", sees(`export const seen = /* @__PURE__ */ (() => globalThis.flag)();`)},
		"a route of the application":      {"x.mjs", route(`{"type": "module", "sideEffects": false}`, `export const seen = globalThis.$flag ?? "early";`)},
		"a route that logs":               {"x.mjs", route(`{"type": "module", "sideEffects": false}`, `log("a", "start"); export const seen = 1;`)},
		"a route of CommonJS":             {"x.mjs", route(`{"type": "commonjs", "sideEffects": false}`, `exports.seen = globalThis.$flag ?? "early"; log("a", "start");`)},
		"a package that throws": {"x.mjs", map[string]string{
			"x.mjs":                          `later("x", () => import("pure").then(() => "resolved", (e) => e.message)); log("x", "end");`,
			"node_modules/pure/index.js":     `export const a = 1; if (typeof document === "undefined") throw new Error("needs a browser");`,
			"node_modules/pure/package.json": quiet,
		}},
		"a package of two routes": {"x.mjs", map[string]string{
			"x.mjs":                          `later("a", async () => (await import("./a.mjs")).a); later("b", async () => { globalThis.$flag = "late"; return (await import("./b.mjs")).b; }); log("x", "end");`,
			"a.mjs":                          `export const a = 1;`,
			"b.mjs":                          `import { seen } from "pure"; export const b = seen;`,
			"node_modules/pure/index.js":     `export const seen = globalThis.$flag ?? "early";`,
			"node_modules/pure/package.json": quiet,
		}},
	} {
		t.Run(name, func(t *testing.T) {
			for _, sizes := range []chunker.Options{{MaxSize: 120, MinSize: 1, Groups: []chunker.Group{}}, {MaxSize: 250_000, MinSize: 20_000, Groups: []chunker.Group{}}} {
				likeNode(t, test.entries, test.files, sizes)
			}
		})
	}
}

// A module with top-level await lets those go on that do not import it; whoever
// imports it waits, also in another file, and what fails fails for these alone.
// A module waits as well where it is TypeScript, in which an import of nothing is one
// of types.
func TestAwaitingInTypeScript(t *testing.T) {
	built := func(name string) string {
		dir := t.TempDir()
		for file, text := range map[string]string{
			"x.mjs": `import "./c.cjs";`, "c.cjs": `import("./` + name + `");`, name: `export * from "./a.mjs"; console.log("b");`, "a.mjs": `await globalThis.tick; console.log("a"); export const a = 1;`,
		} {
			projecttest.Write(t, filepath.Join(dir, file), []byte(text))
		}
		out, err := paintbox(t.Context(), dir, []string{"x.mjs"}, chunker.Options{})
		if err != nil {
			t.Fatal(err)
		}
		var text strings.Builder
		for _, file := range slices.Sorted(maps.Keys(out.Files)) {
			text.Write(out.Files[file])
		}
		return text.String()
	}
	want := built("b.mjs")
	if got := built("b.mts"); got != want || strings.Count(want, "await") < 2 {
		t.Errorf("%s\nis not\n%s", got, want)
	}
}

func TestAwaiting(t *testing.T) {
	for name, test := range map[string]struct {
		files  map[string]string
		groups []chunker.Group
	}{
		"an importer in another file": {map[string]string{
			"x.mjs": `import "./a.mjs"; log("x");`, "a.mjs": `import "./b.mjs"; log("a");`, "b.mjs": `log("b", "start"); await tick(3); log("b", "end");`,
		}, []chunker.Group{{Name: "a", Files: []string{"a.mjs"}}, {Name: "b", Files: []string{"b.mjs"}}}},
		"one that does not import it": {map[string]string{
			"x.mjs": `import "./a.mjs"; import "./b.mjs"; log("x");`, "a.mjs": `log("a", "start"); await tick(3); log("a", "end");`, "b.mjs": `log("b");`,
		}, nil},
		"by way of a module of no file": {map[string]string{
			"x.mjs": `import { c } from "./a.mjs"; log("x", c);`, "a.mjs": `export * from "./b.mjs";`, "b.mjs": `export * from "./c.mjs";`, "c.mjs": `await tick(2); log("c"); export const c = 1;`,
		}, []chunker.Group{{Name: "c", Files: []string{"c.mjs"}}}},
		"CommonJS beside it": {map[string]string{
			"x.mjs": `import "./a.mjs"; import c from "./c.cjs"; log("x", c.c);`, "a.mjs": `await tick(2); log("a");`, "c.cjs": `log("c"); exports.c = 1;`,
		}, nil},
		"a function of it": {map[string]string{
			"x.mjs": `import "./a.mjs"; import "./d.mjs"; log("x");`, "a.mjs": `import { f } from "./b.mjs"; log("a", f());`, "d.mjs": `import "./e.mjs"; log("d");`, "e.mjs": `log("e");`,
			"b.mjs": `export function f() { return v; } await tick(2); const v = [1]; log("b");`,
		}, []chunker.Group{{Name: "g", Files: []string{"b.mjs", "e.mjs"}}}},
		"a module that imports itself": {map[string]string{
			"x.mjs": `import "./a.mjs"; export const v = [1]; later("x", () => import("./x.mjs")); log("x");`, "a.mjs": `await tick(2); log("a");`,
		}, nil},
		"what a module that CommonJS loads exports all of": {map[string]string{
			"x.mjs": `export * from "./b.mjs"; import c from "./c.cjs"; log("x", c);`, "c.cjs": `module.exports = 1; later("c", () => import("./b.mjs"));`,
			"b.mjs": `export * from "./a.mjs"; log("b");`, "a.mjs": `await tick(3); log("a"); export const a = 1;`,
		}, nil},
		"a failure": {map[string]string{
			"x.mjs": `later("a", () => import("./a.mjs").catch((e) => e.message)); later("b", () => import("./b.mjs")); log("x");`,
			"a.mjs": `import "./c.mjs"; import "./d.mjs"; export const a = 1; log("a");`, "b.mjs": `import "./d.mjs"; export const b = 2; log("b");`,
			"c.mjs": `await tick(1); throw new Error("failed");`, "d.mjs": `log("d");`,
		}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			if test.groups == nil {
				test.groups = []chunker.Group{}
			}
			likeNode(t, "x.mjs", test.files, chunker.Options{MaxSize: 250_000, MinSize: 1, Groups: test.groups})
			likeNode(t, "x.mjs", test.files, chunker.Options{MaxSize: 120, MinSize: 1, Groups: []chunker.Group{}})
		})
	}
}
