package bundler

import (
	"bytes"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/chunker"
	"github.com/paintbox-build/paintbox/internal/projecttest"
)

// splitFiles writes source files and builds entries among them.
func splitFiles(t *testing.T, files map[string]string, entries []string, o chunker.Options) asset.Build {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		projecttest.Write(t, filepath.Join(dir, filepath.FromSlash(name)), []byte(text))
	}
	b, err := split(t.Context(), Options{Dir: dir}, sources(entries), o)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// loads returns the code that a root loads.
func loads(t *testing.T, b asset.Build, source string) string {
	t.Helper()
	i := slices.IndexFunc(b.Roots, func(r asset.Root) bool { return r.Source == source })
	if i < 0 {
		t.Fatalf("no root %s", source)
	}
	var code bytes.Buffer
	for _, name := range b.Roots[i].Scripts {
		code.Write(b.File(name).Data)
	}
	return code.String()
}

// barrel is a package of 200 components behind one module; each uses a part, and
// every tenth its predecessor.
func barrel() map[string]string {
	files := map[string]string{"node_modules/ui/package.json": `{ "name": "ui", "type": "module", "sideEffects": false, "exports": "./index.js" }`}
	var index strings.Builder
	for i := range 200 {
		fmt.Fprintf(&index, "export { C%d } from \"./c%d.js\";\n", i, i)
		before, call := "", "null"
		if i%10 == 1 {
			before, call = fmt.Sprintf("import { C%d } from \"./c%d.js\";\n", i-1, i-1), fmt.Sprintf("C%d()", i-1)
		}
		files[fmt.Sprintf("node_modules/ui/c%d.js", i)] = before +
			fmt.Sprintf("import { part%d } from \"./part%d.js\";\nexport const C%d = () => [\"component %d.\", part%d, %s, %q];\n", i, i, i, i, i, call, strings.Repeat("text ", 40))
		files[fmt.Sprintf("node_modules/ui/part%d.js", i)] = fmt.Sprintf("export const part%d = new Set([\"part %d.\"]);\n", i, i)
	}
	files["node_modules/ui/index.js"] = index.String()
	return files
}

// A page that imports two components of a barrel loads those two and what they
// use, whatever another page imports; what is loaded already when an import()
// runs is not loaded again.
func TestUsage(t *testing.T) {
	files := barrel()
	others := make([]string, 0, 200)
	for i := range 200 {
		if i != 7 && i != 41 {
			others = append(others, fmt.Sprintf("C%d", i))
		}
	}
	files["two.js"] = `import { C7, C41 } from "ui"; console.log("two", C7(), C41()); addEventListener("click", () => import("./route.js"));`
	files["others.js"] = `import { ` + strings.Join(others, ", ") + ` } from "ui"; console.log("others", ` + strings.Join(others, "(), ") + `());`
	files["route.js"] = `import { C7, C41, C99 } from "ui"; console.log("route", C7(), C41(), C99());`
	for _, groups := range [][]chunker.Group{nil, {}, {{Name: "ui", Packages: []string{"ui"}}}, {{Name: "c", Packages: []string{"ui"}, Files: []string{"two.js"}}}} {
		o := chunker.Options{MinSize: 1, Groups: groups} // with the default, what is small may be loaded in vain
		b := splitFiles(t, files, []string{"two.js", "others.js"}, o)
		for source, want := range map[string][]int{"two.js": {7, 40, 41}, "route.js": {99}} {
			code := loads(t, b, source)
			for i := range 200 {
				for _, text := range []string{fmt.Sprintf("component %d.", i), fmt.Sprintf("part %d.", i)} {
					if got := strings.Contains(code, text); got != slices.Contains(want, i) {
						t.Errorf("groups %v: %s loads %q: %v", groups, source, text, got)
					}
				}
			}
		}
	}
}

// A namespace that passes through other modules keeps what is read of it, by
// whatever name it comes.
func TestNamespaces(t *testing.T) {
	through := map[string]string{
		`import { z } from "zz"; console.log(z.C7(), z.sub.C41());`: "7 41",
		`import z from "zz"; console.log(z.C7(), z.sub.C41);`:       "7 41",
		`import { again } from "./own.js"; console.log(again.C7);`:  "7",
		`import { z } from "zz"; console.log(z.C7, "C41" in z);`:    "all",
		`import { z } from "zz"; console.log(z[location.hash]);`:    "all",
	}
	for source, want := range through {
		files := barrel()
		files["node_modules/zz/package.json"] = `{ "name": "zz", "type": "module", "sideEffects": false, "exports": "./index.js" }`
		files["node_modules/zz/index.js"] = `import * as z from "./all.js"; export { z, z as default }; export * from "./all.js";`
		files["node_modules/zz/all.js"] = `export * from "ui"; export * as sub from "ui"; export const extra = (x) => [x, "extra."];`
		files["own.js"] = `import * as all from "ui"; export const unused = () => Object.keys(all.C9); export * as again from "zz";`
		files["page.js"] = source
		b := splitFiles(t, files, []string{"page.js"}, chunker.Options{MinSize: 1, Groups: []chunker.Group{}})
		code := loads(t, b, "page.js")
		var got []string
		for i := range 200 {
			if strings.Contains(code, fmt.Sprintf("component %d.", i)) && i != 40 { // which 41 uses
				got = append(got, fmt.Sprint(i))
			}
		}
		if len(got) == 199 {
			got = []string{"all"}
		}
		if list := strings.Join(got, " "); list != want {
			t.Errorf("%s loads the components %s, want %s", source, list, want)
		}
	}
}

// A route of which every import() wants a few names exports those, and what only
// the others use is left out, in a module of one file as well.
func TestImportedNames(t *testing.T) {
	files := barrel()
	files["node_modules/one/package.json"] = `{ "name": "one", "type": "module", "sideEffects": false, "exports": "./one.js" }`
	files["node_modules/one/one.js"] = `let mode = "none"; mode = "text mode"; function read() { mode = "text read"; return big("text big"); }
		function write() { return mode; } const big = (x) => [x, mode]; export { read, write };`
	files["page.js"] = `addEventListener("click", async () => { const { write } = await import("one"); console.log(write()); });
		addEventListener("keydown", () => import("ui").then((ui) => console.log(ui.C7(), ui.C41())));`
	files["other.js"] = `addEventListener("click", async () => console.log((await import("ui")).C99()));`
	code := func() string {
		b := splitFiles(t, files, []string{"page.js", "other.js"}, chunker.Options{MinSize: 1, Groups: []chunker.Group{}})
		return loads(t, b, "node_modules/ui/index.js") + loads(t, b, "node_modules/one/one.js")
	}
	limited := code()
	files["other.js"] += ` console.log(Object.keys(await import("ui")), await import("one"));`
	all := code()
	for text, want := range map[string]bool{"component 7.": true, "component 41.": true, "component 99.": true, "text mode": true, "component 8.": false, "text read": false, "text big": false} {
		if strings.Contains(limited, text) != want || !strings.Contains(all, text) {
			t.Errorf("%s is there: %v, want %v; where everything is wanted: %v", text, !want, want, strings.Contains(all, text))
		}
	}
}

// What is surely there when an import() runs stands where it would stand without
// the import().
func TestLoadedAlready(t *testing.T) {
	files := barrel()
	page := `import { C1, C2, C3 } from "ui"; console.log(C1(), C2(), C3());`
	files["page.js"] = page + ` addEventListener("click", () => import("./route.js"));`
	files["route.js"] = `import { C2 } from "ui"; console.log("route", C2());`
	b := splitFiles(t, files, []string{"page.js"}, chunker.Options{MinSize: 1})
	files["page.js"] = page
	alone := splitFiles(t, files, []string{"page.js"}, chunker.Options{MinSize: 1})
	scripts := func(b asset.Build) int { return len(b.Roots[0].Scripts) }
	if got, want := scripts(b), scripts(alone); got != want {
		t.Errorf("the page loads %d scripts with the route and %d without", got, want)
	}
	if code := loads(t, b, "route.js"); strings.Contains(code, "component") {
		t.Errorf("the route loads a component again: %s", code)
	}
}

// bigPackage has one CommonJS module that fills more than a limit.
func bigPackage(manifest string) map[string]string {
	var text strings.Builder
	for i := range 400 {
		fmt.Fprintf(&text, "exports.f%d = function (a, b) { return [a, b, %q]; };\n", i, fmt.Sprintf("text %d of the module", i))
	}
	return map[string]string{
		"node_modules/big/package.json": manifest,
		"node_modules/big/lib/main.js":  text.String(),
		"node_modules/big/es/main.mjs":  "export const f1 = 1;\n",
		"src/use.js":                    `import { f1 } from "big/lib/main.js"; export const used = () => f1(1, 2);`,
		"src/main.js":                   `import { used } from "./use.js"; console.log(used());`,
	}
}

// What cannot be cut is named, with its size, the way to it, and what to do,
// which names the package's ES build if it has one. Limits hold for all else.
func TestUncut(t *testing.T) {
	const limit = 9 * asset.KB
	groups := []chunker.Group{{Name: "big", Packages: []string{"big"}, MaxSize: limit}, {Name: "roomy", Packages: []string{"roomy"}, MaxSize: 100 * asset.KB}}
	for _, test := range []struct{ manifest, advice string }{
		{`{ "name": "big", "main": "lib/main.js", "module": "./es/main.mjs" }`, "es/main.mjs"},
		{`{ "name": "big", "exports": { ".": { "require": "./lib/main.js", "import": { "types": "./main.d.ts", "default": "./es/main.mjs" } }, "./lib/*": "./lib/*" } }`, "es/main.mjs"},
		{`{ "name": "big", "exports": { "./lib/*": "./lib/*", ".": { "module": "./es/main.mjs", "default": "./lib/main.js" } } }`, "es/main.mjs"},
		{`{ "name": "big", "main": "lib/main.js" }`, "has no ES build"},
	} {
		b := splitFiles(t, bigPackage(test.manifest), []string{"src/main.js"}, chunker.Options{Groups: groups})
		var found []asset.Uncut
		for _, f := range b.Files {
			found = append(found, f.Uncut...)
			if f.Kind == asset.KindJS && asset.Size(len(f.Data)) > f.Limit && len(f.Uncut) == 0 {
				t.Errorf("%s has %d bytes of %d, and nothing in it is named", f.Path, len(f.Data), f.Limit)
			}
		}
		if len(found) != 1 {
			t.Fatalf("%s: %d modules are named, want 1", test.manifest, len(found))
		}
		u := found[0]
		if u.Module != "node_modules/big/lib/main.js" || u.Bytes <= limit || !slices.Equal(u.Chain, []string{"src/main.js", "src/use.js", u.Module}) {
			t.Errorf("%+v", u)
		}
		for _, want := range []string{test.advice, "maxSize", "import()"} {
			if !strings.Contains(u.Advice, want) {
				t.Errorf("%s: advice %q lacks %q", test.manifest, u.Advice, want)
			}
		}
	}
}

// The limit of a group holds for its files, the general one for all others, in
// bytes written; and neither needs more than one file more than necessary.
func TestLimits(t *testing.T) {
	files := map[string]string{"node_modules/lib/package.json": `{ "name": "lib", "type": "module" }`}
	var lib, own strings.Builder
	for i := range 120 {
		text := fmt.Sprintf("export function f%d(value) { return [value, %q, \"größe %d 日本\"]; }\nglobalThis.seen%d = f%d;\n", i, strings.Repeat(fmt.Sprint("word", i, " "), 30), i, i, i)
		files[fmt.Sprintf("node_modules/lib/m%d.js", i)] = text
		files[fmt.Sprintf("src/m%d.js", i)] = strings.ReplaceAll(text, "seen", "own")
		fmt.Fprintf(&lib, "import \"lib/m%d.js\";\n", i)
		fmt.Fprintf(&own, "import \"./m%d.js\";\n", i)
	}
	files["src/main.js"] = lib.String() + own.String()
	const small, large = 5 * asset.KB, 12 * asset.KB
	b := splitFiles(t, files, []string{"src/main.js"}, chunker.Options{MaxSize: large, MinSize: 1, Groups: []chunker.Group{{Name: "lib", Packages: []string{"lib"}, MaxSize: small}}})
	sum, count := map[asset.Size]asset.Size{}, map[asset.Size]asset.Size{}
	for _, f := range b.Files {
		limit := large
		if f.Group == "lib" {
			limit = small
		}
		if f.Limit != limit || asset.Size(len(f.Data)) > limit {
			t.Errorf("%s has %d bytes, and says that its limit is %d", f.Path, len(f.Data), f.Limit)
		}
		sum[limit] += asset.Size(len(f.Data))
		count[limit]++
	}
	for limit, n := range count {
		if most := (sum[limit]+limit-1)/limit + 1; n > most {
			t.Errorf("%d bytes are in %d files of at most %d, want at most %d files", sum[limit], n, limit, most)
		}
	}
}

// A route that exports more names than its limit has room for is named, too.
func TestUncutExports(t *testing.T) {
	files := barrel()
	files["page.js"] = `addEventListener("click", async () => console.log(Object.keys(await import("ui"))));`
	b := splitFiles(t, files, []string{"page.js"}, chunker.Options{MaxSize: 2000, Groups: []chunker.Group{}})
	for _, f := range b.Files {
		switch {
		case f.Kind != asset.KindJS || asset.Size(len(f.Data)) <= f.Limit:
		case len(f.Uncut) != 1 || f.Uncut[0].Module != "node_modules/ui/index.js" || !strings.Contains(f.Uncut[0].Advice, "200 names"):
			t.Errorf("%s has %d bytes of %d: %+v", f.Path, len(f.Data), f.Limit, f.Uncut)
		default:
			return
		}
	}
	t.Error("no file is over its limit")
}

// A package.json within a package that only tells the format of its directory
// leaves what the package says of side effects as it is.
func TestNestedManifest(t *testing.T) {
	for nested, kept := range map[string]bool{`{ "type": "module" }`: false, `{ "type": "module", "sideEffects": true }`: true} {
		b := splitFiles(t, map[string]string{
			"node_modules/p/package.json":     `{ "name": "p", "sideEffects": false }`,
			"node_modules/p/esm/package.json": nested,
			"node_modules/p/esm/index.js":     `export { a } from "./a.js"; export { b } from "./b.js";`,
			"node_modules/p/esm/a.js":         `export const a = "text a";`,
			"node_modules/p/esm/b.js":         `export const b = make("text b"); function make(x) { return console.log(x); }`,
			"page.js":                         `import { a } from "p/esm/index.js"; console.log(a);`,
		}, []string{"page.js"}, chunker.Options{})
		code := loads(t, b, "page.js")
		if !strings.Contains(code, "text a") || strings.Contains(code, "text b") != kept {
			t.Errorf("%s: the page loads %s", nested, code)
		}
	}
}
