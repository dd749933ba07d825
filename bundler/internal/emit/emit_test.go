package emit_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler/internal/emit"
	"github.com/paintbox-build/paintbox/bundler/internal/program"
	"github.com/paintbox-build/paintbox/bundler/internal/programtest"
	"github.com/paintbox-build/paintbox/bundler/internal/settings"
	"github.com/paintbox-build/paintbox/bundler/internal/styles"
	"github.com/paintbox-build/paintbox/bundler/internal/unit"
	"github.com/paintbox-build/paintbox/chunker"
)

// newEmitter makes what chunks of a program are written by.
func newEmitter(p *program.Program) (*emit.Emitter, *unit.Set, error) {
	groups := unit.Group(p)
	p.Replace(unit.Aliases(p, groups))
	set := unit.Describe(p, groups)
	sheets, err := styles.Cut(p)
	return emit.New(p, set, sheets, nil), set, err
}

// Every piece of code is in the file of the route that needs it.
func Example() {
	p := programtest.Program(`
-- entry-0.js page.js --
// page.js
var shared = [1];
import("./chunk-a.js").then((m) => console.log(m.draw(shared)));
-- chunk-a.js route.js --
// route.js
function draw(list) {
  return list;
}
export {
  draw
};
`, "page.js loads route.js")
	emitter, set, err := newEmitter(p)
	if err != nil {
		fmt.Println(err)
		return
	}
	plan, err := chunker.New(&set.Graph, chunker.Options{MinSize: 1, Groups: []chunker.Group{}}, chunker.Calibration{})
	if err != nil {
		fmt.Println(err)
		return
	}
	build, _, err := emitter.Assemble(context.Background(), &plan)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range build.Files {
		fmt.Print(f.Name, ": ", strings.ReplaceAll(string(f.Data), strings.TrimPrefix(build.Files[1].Path, "assets/"), "…"))
	}
	// Output:
	// assets/page.js: var r=[1];import("./…").then(e=>console.log(e.draw(r)));
	// assets/route.js: function a(e){return e}export{a as draw};
}

// texts assembles a plan and lists its files, without the hashes in their names.
func texts(t *testing.T, e *emit.Emitter, plan *chunker.Plan) string {
	t.Helper()
	build, sizes, err := e.Assemble(t.Context(), plan)
	if err != nil {
		t.Fatal(err)
	}
	if len(sizes) != len(plan.Chunks) {
		t.Errorf("%d sizes of %d chunks", len(sizes), len(plan.Chunks))
	}
	var replace []string
	for _, f := range build.Files {
		replace = append(replace, strings.TrimPrefix(f.Path, "assets/"), strings.TrimPrefix(f.Name, "assets/"))
	}
	var list []string
	for _, f := range build.Files {
		list = append(list, strings.TrimPrefix(f.Name, "assets/")+": "+strings.NewReplacer(replace...).Replace(strings.TrimSuffix(string(f.Data), "\n")))
	}
	return strings.Join(list, "\n")
}

// symbol finds a symbol by its name.
func symbol(t *testing.T, p *program.Program, name string) int32 {
	t.Helper()
	i := slices.IndexFunc(p.Symbols, func(s program.Symbol) bool { return s.Name == name })
	if i < 0 {
		t.Fatalf("no symbol %s", name)
	}
	return int32(i)
}

// by makes a plan of one entry: chunks that hold the units of some names, in
// their order, each of which imports all that stand before it. A name may
// be followed by the mode.
func by(t *testing.T, p *program.Program, set *unit.Set, chunks ...string) *chunker.Plan {
	t.Helper()
	plan := &chunker.Plan{Roots: []chunker.RootPlan{{Chunk: len(chunks) - 1}}}
	for i, list := range chunks {
		c := chunker.Chunk{Name: fmt.Sprint("chunk", i), Limit: 1e6, Root: -1, Roots: []int{0}}
		for word := range strings.FieldsSeq(list) {
			name, mode, _ := strings.Cut(word, ":")
			c.Steps = append(c.Steps, chunker.Step{Unit: int(set.Of(symbol(t, p, name))), Mode: map[string]chunker.Mode{"": chunker.Place, "defer": chunker.Defer, "call": chunker.Call}[mode]})
		}
		for k := range i {
			c.Imports = append(c.Imports, k)
		}
		plan.Roots[0].Chunks = append(plan.Roots[0].Chunks, i)
		plan.Chunks = append(plan.Chunks, c)
	}
	plan.Chunks[len(chunks)-1].Root = 0
	return plan
}

func TestAssemble(t *testing.T) {
	const page = `
-- entry-0.js page.js --
// page.js
var first = [1], second = { first, other: first }, third = () => second;
function fourth() {
  return third;
}
export {
  third,
  fourth as "the fourth"
};
`
	for _, test := range []struct {
		name    string
		archive string
		chunks  []string
		facts   []string
		want    string
	}{
		{"one chunk", page, []string{"first second third fourth"}, nil,
			`chunk0.js: var r=[1],t={first:r,other:r},h=()=>t;function o(){return h}export{o as"the fourth",h as third};`},
		{"names of other chunks are short", page, []string{"first", "second third fourth"}, nil,
			`chunk0.js: var a=[1];export{a};
chunk1.js: import{a as r}from"./chunk0.js";var t={first:r,other:r},o=()=>t;function h(){return o}export{h as"the fourth",o as third};`},
		{"a chunk of no used name is imported all the same", page, []string{"first", "second", "third fourth"}, nil,
			`chunk0.js: var a=[1];export{a};
chunk1.js: import{a as r}from"./chunk0.js";var o={first:r,other:r};export{o as a};
chunk2.js: import"./chunk0.js";import{a as r}from"./chunk1.js";var t=()=>r;function h(){return t}export{h as"the fourth",t as third};`},
		{"nobody sees what a page's program exports", page, []string{"first second third fourth"}, []string{"index.html runs page.js"},
			`chunk0.js: `},
		{"deferred", page, []string{"first:defer second:defer third fourth", "first:call second:call"}, nil,
			`chunk0.js: var n;function t(){t=()=>{},n=[1]}var r;function a(){a=()=>{},r={first:n,other:n}}var o=()=>r;function i(){return o}export{i as a,t as b,a as c,o as d};
chunk1.js: import{a as o,b as a,c as r,d as s}from"./chunk0.js";a();r();export{o as"the fourth",s as third};`},
		{"declarations become assignments", "-- entry-0.js page.js --\n// page.js\nlet { a, b } = Math;\nclass C {\n}\nvar c;\nvar d = [a, b, C, c];\nexport {\n  d\n};\n", []string{"a:defer C:defer c:defer d:defer", "a:call C:call c:call d:call"}, nil,
			`chunk0.js: var a,n;function o(){o=()=>{},{a,b:n}=Math}var t;function r(){r=()=>{},t=class{}}var i;function u(){u=()=>{}}var $;function c(){c=()=>{},$=[a,n,t,i]}export{$ as a,o as b,r as c,u as d,c as e};
chunk1.js: import{a as p,b as a,c as n,d as $,e as o}from"./chunk0.js";a();n();$();o();export{p as d};`},
		{"a deferred await", "-- entry-0.js page.js --\n// page.js\nvar a = await 1;\nfunction f() {\n  a = 2;\n}\nexport {\n  f\n};\n", []string{"a:defer", "a:call"}, nil,
			`chunk0.js: function t(){n=2}var n;function r(){var e=(async()=>{n=await 1})();return r=()=>e,e}export{t as a,r as b};
chunk1.js: import{a as r,b as a}from"./chunk0.js";await a();export{r as f};`},
		{"imports of what is not bundled", "-- entry-0.js page.js --\n// page.js\nimport x, * as y from \"elsewhere\";\nimport { z as w } from \"other\";\nvar v = [x, y, w];\nexport {\n  v\n};\nexport * from \"third\";\n", []string{"x w v"}, nil,
			`chunk0.js: import*as r from"elsewhere";import{default as o}from"elsewhere";import{z as m}from"other";export*from"third";var f=[o,r,m];export{f as v};`},
		{"a CommonJS module", "-- entry-0.js page.cjs --\n" + programtest.Helpers + "// page.cjs\nvar require_page = __commonJS({\n  \"page.cjs\"(exports) {\n    exports.a = 1;\n  }\n});\nexport default require_page();\n", []string{"__commonJS require_page"}, nil,
			`chunk0.js: var a=(e,t)=>()=>(t||e((t={exports:{}}).exports,t),t.exports),p=a({0(e){e.a=1}}),t=p();export{t as default};`},
		{"exports that are known when it runs", "-- entry-0.js page.js --\n" + programtest.Helpers + "// c.cjs\nvar require_c = __commonJS({\n  \"c.cjs\"(exports) {\n  }\n});\n// page.js\nvar page_exports = {};\n__reExport(page_exports, require_c());\n", []string{"__commonJS __reExport require_c page_exports"}, nil,
			`chunk0.js: var p=(e,t)=>()=>(t||e((t={exports:{}}).exports,t),t.exports);var o=p({0(e){}}),t={};export{t as paintbox$exports};`},
		{"no CommonJS, whatever it looks for", "-- entry-0.js page.js --\n// page.js\nvar names = f(typeof module, typeof exports);\n", []string{"names"}, []string{"index.html runs page.js"},
			`chunk0.js: var e=f(typeof module,typeof exports);`},
		{"nor in the function of a module", "-- entry-0.js page.js --\n// page.js\nvar init_page = __esm({\n  \"page.js\"() {\n    log(typeof module, typeof exports);\n  }\n});\ninit_page();\n", []string{"init_page"}, []string{"index.html runs page.js"},
			`chunk0.js: var e=__esm({"page.js"(){log(typeof module,typeof exports)}});`},
		{"nor with imports", "-- entry-0.js page.js --\n// page.js\nvar first = f();\nvar names = f(typeof module, typeof exports);\n", []string{"first", "names"}, []string{"index.html runs page.js"},
			"chunk0.js: var r=f();\nchunk1.js: import\"./chunk0.js\";var o=f(typeof module,typeof exports);"},
		{"the URL of a file", "-- entry-0.js page.js --\n// logo.svg\nvar logo_default = \"./logo-1.svg\";\n// page.js\nvar text = \"./logo-1.svg\";\nexport {\n  logo_default as logo,\n  text\n};\n", []string{"logo_default text"}, []string{"logo.svg is copied as logo-1.svg"},
			`chunk0.js: var o="/assets/logo.svg",s="./logo.svg";export{o as logo,s as text};
logo.svg: `},
		{"with a query, deferred", "-- entry-0.js page.js --\n// logo.svg?a#b\nvar logo_default = \"./logo-1.svg?a#b\", other = \"./logo-1.svgz\", third = './logo-1.svg';\n// page.js\nexport {\n  logo_default as logo,\n  other,\n  third\n};\n", []string{"logo_default:defer other third", "logo_default:call"}, []string{"logo.svg?a#b is copied as logo-1.svg"},
			`chunk0.js: var a;function s(){s=()=>{},a="/assets/logo.svg?a#b"}var o="./logo.svgz",t="/assets/logo.svg";export{a,o as b,s as c,t as d};
chunk1.js: import{a as r,b as t,c as a,d as s}from"./chunk0.js";a();export{r as logo,t as other,s as third};
logo.svg: `},
		{"the URL of a file that is required", "-- entry-0.js page.js --\n" + programtest.Helpers + "// logo.svg\nvar require_logo = __commonJS({\n  \"logo.svg\"(exports, module) {\n    module.exports = \"./logo-1.svg\";\n  }\n});\n// page.js\nvar logo = require_logo();\nexport {\n  logo\n};\n", []string{"__commonJS require_logo logo"}, []string{"logo.svg is copied as logo-1.svg"},
			`chunk0.js: var s=(e,t)=>()=>(t||e((t={exports:{}}).exports,t),t.exports),e=s({0(e,t){t.exports="/assets/logo.svg"}}),t=e();export{t as logo};
logo.svg: `},
		{"new URL() is relative to its script", "-- entry-0.js page.js --\n// paintbox-url:logo.svg\nvar logo_default = \"./logo-1.svg\";\n// page.js\nvar url = new URL(logo_default, import.meta.url);\nexport {\n  url\n};\n", []string{"logo_default url"}, []string{"paintbox-url:logo.svg is copied as logo-1.svg"},
			`chunk0.js: var r="./logo.svg",l=new URL(r,import.meta.url);export{l as url};
logo.svg: `},
		{"variables of a circle", "-- entry-0.js page.js --\n// page.js\nvar import_a = {}, import_b = {};\nfunction f() {\n  return import_a.x;\n}\nexport {\n  f\n};\n", []string{"import_a import_b f"}, nil,
			`chunk0.js: var r={},t={};function a(){return(r||t||{}).x}export{a as f};`},
	} {
		p := programtest.Program(test.archive, test.facts...)
		if test.name == "variables of a circle" {
			a, b := symbol(t, p, "import_a"), symbol(t, p, "import_b")
			p.Rebind([]program.Rebinding{{Statement: int(p.Symbols[symbol(t, p, "f")].Statement), Ref: 1, Symbol: a, Others: []int32{b}, FallsBack: true}})
		}
		e, set, err := newEmitter(p)
		if err != nil {
			t.Fatal(err)
		}
		plan := by(t, p, set, test.chunks...)
		if got := texts(t, e, plan); got != test.want {
			t.Errorf("%s:\ngot  %s\nwant %s", test.name, got, test.want)
		}
	}
}

// An import() brings the style sheets of its route, and names what the page
// loads ahead.
func TestLoads(t *testing.T) {
	p := programtest.Program(`
-- entry-0.js page.js --
`+programtest.Helpers+`
// paintbox-worker:worker.js
var start = () => import("./chunk-d.js");
// page.js
console.log(() => import("./chunk-a.js"), () => import("./chunk-b.js"), () => import("./chunk-c.js"), start);
export {
  __commonJS,
  __export,
  __reExport
};
-- entry-0.css --
/* base.css */
a { b: 1 }
-- chunk-a.js styled.js --
// styled.js
console.log("styled");
-- chunk-a.css --
/* styled.css */
b { b: 2 }
-- chunk-b.js route.cjs --
import {
  __commonJS
} from "./entry-0.js";
// route.cjs
var require_route = __commonJS({
  "route.cjs"(exports) {
    exports.a = 1;
  }
});
export default require_route();
-- chunk-c.js all.js --
import {
  __export,
  __reExport
} from "./entry-0.js";
// all.js
var all_exports = {};
__export(all_exports, {
  a: () => a
});
__reExport(all_exports, all);
var a = 1, all = {};
export {
  a
};
-- chunk-d.js worker.js --
// worker.js
console.log("worker");
`, "page.js imports base.css", "page.js loads styled.js", "page.js loads route.cjs", "page.js loads all.js", "styled.js imports styled.css", "paintbox-worker:worker.js loads worker.js", "page.js works as in Node", "index.html runs page.js")
	e, set, err := newEmitter(p)
	if err != nil {
		t.Fatal(err)
	}
	plan, err := chunker.New(&set.Graph, chunker.Options{MinSize: 1, Groups: []chunker.Group{}}, chunker.Calibration{})
	if err != nil {
		t.Fatal(err)
	}
	got := texts(t, e, &plan)
	for _, want := range []string{
		`("styled",()=>`, `({1:"./styled.css"},()=>import("./styled.js")))`,
		`()=>import("./route.js").then(e=>v(e.default,1))`,
		`()=>import("./all.js").then(e=>e.paintbox$exports)`,
		`=()=>"./worker.js"`,
		`export{m as default};`, `a as paintbox$exports};`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%s\ndoes not hold %s", got, want)
		}
	}
}

// What was minified for the plan before is not minified again.
func TestAssembleAgain(t *testing.T) {
	p := programtest.Program("-- entry-0.js page.js --\n// page.js\nvar first = [1];\nvar second = [first];\nvar third = [second];\nexport {\n  third\n};\n")
	e, set, err := newEmitter(p)
	if err != nil {
		t.Fatal(err)
	}
	build, _, err := e.Assemble(t.Context(), by(t, p, set, "first", "second", "third"))
	if err != nil {
		t.Fatal(err)
	}
	before := e.Minified()
	again, _, err := e.Assemble(t.Context(), by(t, p, set, "first", "second", "third"))
	if err != nil {
		t.Fatal(err)
	}
	for i := range build.Files {
		if build.Files[i].Path != again.Files[i].Path || !bytes.Equal(build.Files[i].Data, again.Files[i].Data) {
			t.Errorf("%s is %s the second time", build.Files[i].Path, again.Files[i].Path)
		}
	}
	if kept := common(before, e.Minified()); kept != 3 {
		t.Errorf("%d of 3 chunks that are the same are kept", kept)
	}
	if _, _, err := e.Assemble(t.Context(), by(t, p, set, "first", "second third")); err != nil {
		t.Fatal(err)
	}
	if kept, all := common(before, e.Minified()), len(e.Minified()); kept != 1 || all != 2 {
		t.Errorf("%d of %d chunks are kept, want 1 of 2", kept, all)
	}
}

// A chunk that only has another name is not minified again either, and names its
// source map by the new one.
func TestAssembleRenamed(t *testing.T) {
	p := programtest.Program("-- entry-0.js page.js --\n// page.js\nvar first = [1];\nexport {\n  first\n};\n")
	p.Settings.Maps = settings.MapsLinked
	e, set, err := newEmitter(p)
	if err != nil {
		t.Fatal(err)
	}
	plan := by(t, p, set, "first")
	var before map[[32]byte][]byte
	for _, name := range []string{"one", "other"} {
		plan.Chunks[0].Name = name
		build, _, err := e.Assemble(t.Context(), plan)
		if err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(build.Files, func(f asset.File) bool { return f.Name == "assets/"+name+".js" })
		if i < 0 || !strings.HasSuffix(string(build.Files[i].Data), "\n//# sourceMappingURL="+path.Base(build.Files[i].Path)+".map\n") {
			t.Errorf("%s is not there, or does not name its map: %v", name, build.Files)
		}
		if before != nil && common(before, e.Minified()) != 1 {
			t.Error("the chunk was minified again")
		}
		before = e.Minified()
	}
}

// common counts the texts that are the same pieces of memory.
func common(a, b map[[32]byte][]byte) int {
	n := 0
	for key, code := range a {
		if len(code) > 0 && len(b[key]) > 0 && &b[key][0] == &code[0] {
			n++
		}
	}
	return n
}

func TestAssembleCanceled(t *testing.T) {
	p := programtest.Program("-- entry-0.js page.js --\n// page.js\nvar first = [1];\nexport {\n  first\n};\n")
	e, set, err := newEmitter(p)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := e.Assemble(ctx, by(t, p, set, "first")); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// A chunk over its limit says what cannot be cut, and by which way it came in.
func TestUncut(t *testing.T) {
	p := programtest.Program("-- entry-0.js page.js --\n// big.js\nvar big = \""+strings.Repeat("x", 500)+"\";\n// page.js\nconsole.log(big);\nexport {\n  big\n};\n", "page.js imports big.js")
	e, set, err := newEmitter(p)
	if err != nil {
		t.Fatal(err)
	}
	plan := by(t, p, set, "big")
	plan.Chunks[0].Limit = 100
	build, _, err := e.Assemble(t.Context(), plan)
	if err != nil {
		t.Fatal(err)
	}
	want := []asset.Uncut{{Module: "big.js", Bytes: asset.Size(len(build.Files[0].Data)), Chain: []string{"page.js", "big.js"}, Advice: "raise the limit of its group with maxSize, or load it with import() where it is needed"}}
	if got := build.Files[0].Uncut; fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestMinifyScript(t *testing.T) {
	code, err := emit.MinifyScript([]byte("var global = 1;\nfunction f(argument) { return argument + global; }\n"))
	if want := "var global=1;function f(n){return n+global}\n"; err != nil || string(code) != want {
		t.Errorf("got %q, %v, want %q", code, err, want)
	}
	if _, err := emit.MinifyScript([]byte("var ;")); err == nil {
		t.Error("a mistake is no error")
	}
}
