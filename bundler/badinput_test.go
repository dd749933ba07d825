package bundler

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/paintbox-build/paintbox/bundler/internal/modulefuzz"
	"github.com/paintbox-build/paintbox/chunker"
)

// example is source text with the names of its entries.
type example struct {
	name    string
	entries string
	files   map[string]string
	groups  []chunker.Group
}

// asPages builds each entry as the only module of a page, whose exports nobody
// but an import() can see.
func asPages(ctx context.Context, dir string, entries []string, o chunker.Options) (modulefuzz.Output, error) {
	pages := sources(entries)
	for i := range pages {
		pages[i].Page = pages[i].Name + ".html"
		pages[i].Scripts = []Script{{Path: pages[i].Source}}
	}
	return build(ctx, dir, pages, o)
}

// Programs that people write by accident run as they do in Node, cut as small as
// can be and whole, as scripts and as pages.
func TestBadInput(t *testing.T) {
	long := strings.Repeat("x", 1<<20)
	file := func(name string, globs ...string) chunker.Group { return chunker.Group{Name: name, Files: globs} }
	for _, test := range []example{
		{"circular re-exports", "x.mjs", map[string]string{
			"x.mjs": `import { a, b, c } from "./a.mjs"; import * as ns from "./b.mjs"; log("x", a(), b, c, keys(ns)); later("x", () => import("./c.mjs"));`,
			"a.mjs": `export * from "./b.mjs"; export { c } from "./c.mjs"; export function a() { return "a"; } log("a", "end");`,
			"b.mjs": `export * from "./a.mjs"; export { a as again } from "./c.mjs"; export const b = "b"; log("b", "end");`,
			"c.mjs": `export * from "./b.mjs"; export { a } from "./a.mjs"; export const c = ["c"]; log("c", "end");`},
			[]chunker.Group{file("one", "a.mjs"), file("two", "c.mjs")}},
		{"two copies of a package", "x.mjs", map[string]string{
			"x.mjs":                                      `import { id, count } from "p"; import { other } from "q"; count(); log("x", id, count(), other());`,
			"node_modules/p/package.json":                `{ "name": "p", "version": "1.0.0", "type": "module", "exports": "./index.js" }`,
			"node_modules/p/index.js":                    `let n = 0; export const id = "outer"; export function count() { return ++n; } export class Thing {} log("p", id);`,
			"node_modules/q/package.json":                `{ "name": "q", "type": "module", "exports": "./index.js" }`,
			"node_modules/q/index.js":                    `import { id, count, Thing } from "p"; export const other = () => [id, count(), new Thing().n]; log("q", id);`,
			"node_modules/q/node_modules/p/package.json": `{ "name": "p", "version": "2.0.0", "type": "module", "exports": "./index.js" }`,
			"node_modules/q/node_modules/p/index.js":     `let n = 10; export const id = "inner"; export function count() { return ++n; } export class Thing { n = n; } log("p", id);`},
			[]chunker.Group{{Name: "p", Packages: []string{"p"}}}},
		{"half a cycle in a group", "x.mjs y.mjs", map[string]string{
			"x.mjs": `import "./a.mjs"; import { b } from "./b.mjs"; log("x", b());`,
			"y.mjs": `import { b } from "./b.mjs"; import { a } from "./a.mjs"; log("y", b(), a);`,
			"a.mjs": `import { b } from "./b.mjs"; log("a", "start"); export var a = ["a", b()]; log("a", "end");`,
			"b.mjs": `import { c } from "./c.mjs"; log("b", "start"); export function b() { return c; } log("b", "end");`,
			"c.mjs": `import { a } from "./a.mjs"; log("c", "start"); export var c = ["c"]; export const late = () => a; log("c", "end");`},
			[]chunker.Group{file("half", "b.mjs")}},
		{"a dynamic import of an entry", "x.mjs y.mjs", map[string]string{
			"x.mjs": `log("x", "start"); export const x = ["x"]; later("x", () => import("./y.mjs"));`,
			"y.mjs": `import { shared } from "./s.mjs"; export default class Y {} export const y = shared; log("y", "end"); later("y", () => import("./x.mjs"));`,
			"s.mjs": `export const shared = ["s"]; log("s", "end");`},
			[]chunker.Group{file("s", "s.mjs")}},
		{"an import() of an entry itself", "x.mjs", map[string]string{
			"x.mjs": `export const x = ["x"]; log("x", "start"); later("x", () => import("./x.mjs"));`}, nil},
		{"an entry that imports another", "x.mjs y.mjs", map[string]string{
			"x.mjs": `import { y, more } from "./y.mjs"; log("x", y, more()); export { y }; later("x", () => import("./y.mjs"));`,
			"y.mjs": `export let y = 1; log("y", "start"); export function more() { return ++y; } log("y", more());`}, nil},
		{"entries that import each other", "x.mjs y.mjs", map[string]string{
			"x.mjs": `import { y } from "./y.mjs"; log("x", "start"); export function x() { return "x"; } log("x", y());`,
			"y.mjs": `import { x } from "./x.mjs"; log("y", "start"); export function y() { return x(); } log("y", y());`}, nil},
		{"an entry in a group", "x.mjs y.mjs", map[string]string{
			"x.mjs": `import { y } from "./y.mjs"; import { z } from "./z.mjs"; export const x = [y, z]; log("x", x); later("x", () => import("./z.mjs"));`,
			"y.mjs": `import { z } from "./z.mjs"; export const y = ["y", z]; log("y", y);`,
			"z.mjs": `export const z = ["z"]; export default z; log("z", "end");`},
			[]chunker.Group{file("all", "*.mjs")}},
		{"conflicts of export *", "x.mjs", map[string]string{
			"x.mjs": `import * as ns from "./a.mjs"; log("x", keys(ns), ns.both, ns.b, ns.c, ns.same, "both" in ns); later("x", () => import("./a.mjs"));`,
			"a.mjs": `export * from "./b.mjs"; export * from "./c.mjs"; log("a", "end");`,
			"b.mjs": `export const both = "from b", b = ["b"]; export { same } from "./d.mjs"; log("b", "end");`,
			"c.mjs": `export const both = "from c", c = ["c"]; export { same } from "./d.mjs"; log("c", "end");`,
			"d.mjs": `export const same = ["d"]; log("d", "end");`},
			[]chunker.Group{file("b", "b.mjs")}},
		{"direct eval", "x.mjs y.mjs", map[string]string{
			"x.mjs": `import { run } from "./a.mjs"; import { other } from "./b.mjs"; const local = 1; log("x", run("secret"), other(), eval("local + 1"));`,
			"y.mjs": `import { other } from "./b.mjs"; log("y", other());`,
			"a.mjs": `import { other } from "./b.mjs"; let secret = ["s"]; export function run(code) { return eval(code); } log("a", run("secret.push(1)"), secret, other());`,
			"b.mjs": `const secret = "not this one"; export function other() { return secret; } log("b", "end");`}, nil},
		{"non-ASCII names", "x.mjs", map[string]string{
			"x.mjs":      `import { größe, "日本 語" as 日本, ünï } from "./ä ö/名前.mjs"; import * as ns from "./ä ö/名前.mjs"; log("x", größe(), 日本, ünï.𝒳, keys(ns), "\u{1F600}😀\u2028"); later("x", () => import("./ä ö/名前.mjs"));`,
			"ä ö/名前.mjs": `export function größe() { return "groß"; } const 語 = ["日本"]; export { 語 as "日本 語" }; export const ünï = { 𝒳: "𝒳", "ключ": /[а-я]+/u.test("мир") }; log("名前", ünï["ключ"]);`},
			[]chunker.Group{file("名前", "ä ö/*")}},
		{"names and strings of a megabyte", "x.mjs", map[string]string{
			"x.mjs": `import { ` + long + ` as short, text } from "./a.mjs"; log("x", short(), text.length);`,
			"a.mjs": `export function ` + long + `() { return "long"; } export const text = "` + long + `" + ` + "`${Math.abs(-1)}" + long + "`" + `; log("a", text.length, ` + long + `());`}, nil},
		{"text like the comments between modules", "x.mjs", map[string]string{
			"x.mjs": "import { a, pattern, tagged } from \"./a.mjs\"; import { b } from \"./b.mjs\";\nlog(\"x\", a, b, pattern.test(\"// b.mjs\\n\"), tagged);",
			"a.mjs": "log(\"a\", \"start\");\nexport const a = [`\n// b.mjs\nvar a = 1;\n// x.mjs\n${[`\n// a.mjs\n`, 1].join(`\n// b.mjs\n`)}\n// b.mjs\n`];\n" +
				"export const pattern = /\\/\\/ b.mjs[\\n`/]/;\nexport const tagged = String.raw`\n// b.mjs\nlet x = \\q{\n`;\nlog(\"a\", \"a\\\n// b.mjs\\\n\");\n/*\n// b.mjs\n*/\n",
			"b.mjs": "// a.mjs\nlog(\"b\", \"start\");\nexport const b = [`\n// a.mjs\n`];\n// <runtime>\n"}, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			test.check(t, modulefuzz.Harness{Build: paintbox})
			test.check(t, modulefuzz.Harness{Build: asPages})
		})
	}
}

// check runs the program natively and built, without groups and with them, cut
// small and whole.
func (p example) check(t *testing.T, h modulefuzz.Harness) {
	t.Helper()
	var graphs []modulefuzz.Graph
	for _, groups := range [][]chunker.Group{{}, p.groups} {
		for _, o := range []chunker.Options{{MaxSize: 100, MinSize: 1}, {}} {
			o.Groups = slices.Concat([]chunker.Group{}, groups)
			g := modulefuzz.Graph{Entries: strings.Fields(p.entries), Config: o}
			for _, name := range slices.Sorted(maps.Keys(p.files)) {
				g.Files = append(g.Files, modulefuzz.File{Path: name, Stmts: []modulefuzz.Stmt{{Text: p.files[name]}}})
			}
			graphs = append(graphs, g)
		}
	}
	verdicts, err := h.Check(t.Context(), graphs)
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range verdicts {
		switch d := v.Difference; {
		case v.Invalid != nil:
			t.Fatal(v.Invalid)
		case d != nil:
			t.Errorf("groups %v, maxSize %v: %.3000s", v.Graph.Config.Groups, v.Graph.Config.MaxSize, fmt.Sprint(d))
		}
	}
}

// A direct eval works as far as it can; the build says how far that is.
func TestEvalWarning(t *testing.T) {
	b := splitFiles(t, map[string]string{"a.js": `import { y } from "./b.js"; const x = 1; console.log(eval("x"), y);`, "b.js": `export const y = 2;`}, []string{"a.js"}, chunker.Options{})
	if len(b.Warnings) != 1 || !strings.Contains(b.Warnings[0].Text, "nothing that it imports") || b.Warnings[0].File != "a.js" {
		t.Errorf("%+v", b.Warnings)
	}
}
