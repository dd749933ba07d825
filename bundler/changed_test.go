package bundler

import (
	"fmt"
	"maps"
	"strings"
	"testing"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler/internal/modulefuzz"
	"github.com/paintbox-build/paintbox/chunker"
)

// What tries to change a namespace object throws, or fails, as it does without a build,
// in whichever way the object came, whether the module exports the name, another one, or
// nothing. Each change is tried beside all others and, where a module exports other
// names, alone as well: then nothing else asks for an object that is as the language has
// it.
func TestChangedNamespaces(t *testing.T) {
	modules := map[string]string{
		"package.json": `{"type": "module"}`,
		"full.mjs":     `export let k = 1; export const a = { n: 1 }; export const inc = () => { k++; };`,
		"named.mjs":    `export { a, k } from "./full.mjs";`,
		"effect.mjs":   `log("effect", "start");`,
		"plain.js":     `log("plain", "start");`,
		"void.mjs":     ``,
		"none.mjs":     `export {}; // export`,
		"stars.mjs":    `export * from "./none.mjs"; export * from "./effect.mjs";`,
		"circle.mjs":   `export * from "./round.mjs";`,
		"round.mjs":    `export * from "./circle.mjs"; export {} from "./none.mjs";`,
	}
	ways := map[string]map[string]string{
		"import *":              {"x.mjs": `import * as ns from "./M"; BODY`},
		"export * as":           {"x.mjs": `import { ns } from "./z.mjs"; BODY`, "z.mjs": `export * as ns from "./M";`},
		"a default":             {"x.mjs": `import ns from "./z.mjs"; BODY`, "z.mjs": `import * as ns from "./M"; export default ns;`},
		"far away":              {"x.mjs": `import { ns } from "./w.mjs"; BODY`, "w.mjs": `export * from "./y.mjs";`, "y.mjs": `import { ns } from "./z.mjs"; export { ns };`, "z.mjs": `export * as ns from "./M";`},
		"a property of another": {"x.mjs": `import * as z from "./z.mjs"; BODY`, "z.mjs": `export * as ns from "./M";`},
		"import()":              {"x.mjs": `later("x", async () => { const ns = await import("./M"); BODY; return 1; });`},
	}
	changes := []string{
		`NS.k = 2`, `NS.k = NS.k`, `NS.k++`, `++NS.k`, `NS.k--`, `NS.k += 1`, `NS.k /= 2`, `NS.k **= 2`, `NS.k ||= 0`, `NS.k ??= 1`,
		`NS["k"] = 2`, `NS["k"]++`, `--NS["k"]`, `NS[key]++`, `NS[key] = 1`, `(NS.k)++`, `(NS).k++`, `(NS.k) = 2`, `(NS)["k"]++`, `((NS)).k += 1`, `void NS.k++`, `(() => { NS.k++; })()`,
		`[NS.k] = [2]`, `[, ...NS.k] = [2]`, `({ q: NS.k } = { q: 1 })`, `({ q: NS.k = 2 } = {})`, `({ q: [NS.k] } = { q: [1] })`, `({ ...NS.k } = {})`, `[[NS.k]] = [[1]]`, `({ q: { r: NS["k"] } } = { q: {} })`,
		`for (NS.k of [2]);`, `for (NS.k in { a: 1 });`, `for ([NS.k] of [[2]]);`, `for ({ q: NS.k } of [{}]);`, `for (NS["k"] of [2]);`, `for (NS.k = 0; ;) break`,
		`delete NS.k`, `delete NS["k"]`, `delete NS[key]`, `delete (NS.k)`, `delete ((NS).k)`, `delete (NS)["k"]`, `delete NS.k?.n`,
		`Object.defineProperty(NS, "k", { value: 5 })`, `Object.assign(NS, { k: 1 })`, `Reflect.set(NS, "k", 1) || log("x", "refused")`, `NS.k.n = 2`, `NS.k.n++`,
	}
	graphs := map[string]modulefuzz.Graph{}
	add := func(name, way, module, property string, changes ...string) {
		object := map[bool]string{true: "z.ns", false: "ns"}[way == "a property of another"]
		body := strings.Builder{}
		for i, c := range changes {
			fmt.Fprintf(&body, "try { %s; log(\"x\", %d, \"done\"); } catch (e) { log(\"x\", %d, e.name); }\n", c, i, i)
		}
		text := `const key = "` + property + `";` + strings.NewReplacer("NS", object, ".k", "."+property, `"k"`, `"`+property+`"`).Replace(body.String())
		files := maps.Clone(modules)
		for path, f := range ways[way] {
			files[path] = strings.NewReplacer("M", module, "BODY", text).Replace(f)
		}
		graphs[name] = graph("x.mjs", files, chunker.Options{MaxSize: asset.MB, MinSize: 1, Groups: []chunker.Group{}})
	}
	for way := range ways {
		for _, module := range []string{"full.mjs", "named.mjs", "effect.mjs", "plain.js", "void.mjs", "none.mjs", "stars.mjs", "circle.mjs"} {
			for _, property := range []string{"k", "other"} {
				add(way+" of "+module+": "+property, way, module, property, changes...)
			}
		}
	}
	for _, c := range changes {
		add("alone: "+c, "export * as", "full.mjs", "other", c)
	}
	allLikeNode(t, graphs)
}
