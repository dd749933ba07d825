package unit_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/paintbox-build/paintbox/bundler/internal/cut"
	"github.com/paintbox-build/paintbox/bundler/internal/program"
	"github.com/paintbox-build/paintbox/bundler/internal/programtest"
	"github.com/paintbox-build/paintbox/bundler/internal/unit"
)

// describe takes the steps of this package.
func describe(p *program.Program) *unit.Set {
	groups := unit.Group(p)
	p.Replace(unit.Aliases(p, groups))
	return unit.Describe(p, groups)
}

// label is what a unit is called in these tests: the names that it declares, or
// its text.
func label(p *program.Program, set *unit.Set, id int) string {
	u := &set.Units[id]
	f := &p.Files[u.File]
	var names []string
	for _, si := range u.Statements {
		for _, r := range f.Statements[si].Refs {
			if name := f.Names[r.Name]; r.Flags&cut.RefDeclared != 0 && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	if len(names) == 0 || u.External != nil {
		return statement(p, u.File, u.Statements[0])
	}
	return strings.Join(names, "+")
}

// described writes what is known of the units of modules and of the roots, a
// line for each, where there is anything: what is lazy has a question mark.
func described(p *program.Program, set *unit.Set) string {
	var lines []string
	add := func(head string, words []string) {
		if len(words) > 0 {
			lines = append(lines, head+": "+strings.Join(words, " "))
		}
	}
	for m := range set.Graph.Modules {
		if m == p.Runtime {
			continue
		}
		for _, id := range set.Graph.Modules[m].Units {
			g := &set.Graph.Units[id]
			var words []string
			for _, x := range []struct {
				is   bool
				word string
			}{{g.Hoisted, "hoisted"}, {g.Early, "early"}, {g.Effect, "effect"}, {g.Effect && !g.Ordered, "anytime"}, {g.Calls, "calls"}, {g.Await, "await"}, {g.Runs >= 0, "runs"}} {
				if x.is {
					words = append(words, x.word)
				}
			}
			for _, to := range g.Dynamic {
				words = append(words, "loads="+p.Roots[to].Name)
			}
			for _, use := range g.Uses {
				name := label(p, set, use.Unit)
				if p.Helpers.Namespace >= 0 && use.Unit == int(set.Of(p.Helpers.Namespace)) {
					name = "NAMESPACE"
				}
				if use.Lazy {
					name += "?"
				}
				words = append(words, name)
			}
			add(p.Modules[m].Path+" "+label(p, set, id), words)
		}
		if set.Graph.Modules[m].Alone {
			add(p.Modules[m].Path, []string{"alone"})
		}
	}
	for i := range set.Graph.Roots {
		var words []string
		for _, u := range set.Graph.Roots[i].Uses {
			words = append(words, label(p, set, u))
		}
		add("root "+set.Graph.Roots[i].Name, words)
	}
	return strings.Join(lines, "\n")
}

func TestDescribe(t *testing.T) {
	for _, test := range []struct {
		name    string
		archive string // after the start of page.js
		facts   []string
		want    string
	}{
		{"uses, at once and in functions", "// page.js\nvar a = 1, b = [a];\nfunction f() {\n  return b;\n}\nvar g = [a, () => a, f];\n", nil, `
page.js b: a
page.js f: hoisted b?
page.js g: a f`},
		{"effects", "// page.js\nf();\nfunction f() {\n}\nawait f;\nvar x = location;\nvar y = () => location;\n", nil, `
page.js f(): effect f
page.js f: hoisted
page.js await f: effect await f
page.js x: effect`},
		{"a variable that a function changes", "// page.js\nvar a = 1;\nfunction f() {\n  a++;\n}\nvar b = [a];\nvar c = () => a;\n", nil, `
page.js b: effect a+f
page.js c: a+f?`},
		{"a property of what may be seen, and of what is new", "// page.js\nvar o = {}, f = () => 1;\nf.a = 1;\no.a = 1;\n", nil, `
page.js o.a = 1: effect o`},
		{"operators that may call valueOf", "// page.js\nvar a = 1, b = {}, c = a + 1, d = b + 1, e = a + 2, f = -2.5, g = \"s\" + f;\nlet h = !0;\nvar i = h < 1;\n", nil, `
page.js c: a
page.js d: effect b
page.js e: a
page.js g: f
page.js i: h`},
		{"a number that changes", "// page.js\nvar a = 1;\na = {};\nvar c = a + 1;\n", nil, `
page.js a: effect
page.js c: effect a`},
		{"calls of React's functions", "// react.cjs\nvar require_react = __commonJS({\n  \"react.cjs\"() {\n  }\n});\n// page.js\nvar React = __toESM(require_react());\nvar A = React.memo(f);\nfunction f() {\n}\nvar o = {}, B = o.memo(f), C = /* @__PURE__ */ o.memo(f);\n", nil, `
page.js React: effect runs __toESM require_react
page.js A: React f
page.js f: hoisted
page.js B: effect calls f o
page.js C: calls f o
react.cjs require_react: __commonJS`},
		{"of what may be another's", "// react.cjs\nvar require_react = __commonJS({\n  \"react.cjs\"() {\n  }\n});\n// page.js\nimport R from \"elsewhere\";\nvar React = __toESM(require_react());\nfunction f() {\n  React = f;\n}\nvar A = React.memo(1), B = R.memo(2), C = S.memo(3);\n", nil, `
page.js React+f: effect __toESM require_react
page.js A: effect calls React+f
page.js B: effect calls import R from "elsewhere"
page.js C: effect calls
react.cjs require_react: __commonJS`},
		{"what is called and used is evaluated in time", "// page.js\nvar f = () => [], a = /* @__PURE__ */ f(), b = /* @__PURE__ */ f();\nconsole.log(a);\n", nil, `
page.js a: effect calls f
page.js b: calls f
page.js console.log(a): effect a`},
		{"of a package without side effects, what can tell the time", "// node_modules/a/a.js\nvar f = () => [], h = () => location, a = /* @__PURE__ */ f(), b = /* @__PURE__ */ h(), g = location, c = f();\n// page.js\nconsole.log(a, b, c, g);\n", []string{"node_modules/a/a.js has no side effects"}, `
node_modules/a/a.js a: calls f
node_modules/a/a.js b: effect calls h
node_modules/a/a.js g: effect
node_modules/a/a.js c: effect anytime f
page.js console.log(a, b, c, g): effect a b g c`},
		{"but not by what browsers have or have not", "// node_modules/a/a.js\nvar h = () => fetch, b = /* @__PURE__ */ h(), g = fetch, i = globalThis.process, j = fetch.name;\n// page.js\nconsole.log(b, g, i, j);\n", []string{"node_modules/a/a.js has no side effects"}, `
node_modules/a/a.js b: calls h
node_modules/a/a.js i: effect anytime
node_modules/a/a.js j: effect
page.js console.log(b, g, i, j): effect b g i j`},
		{"if nothing gives it another value", "// node_modules/a/a.js\nvar g = fetch;\n// page.js\nglobalThis.fetch = 1;\nconsole.log(g);\n", []string{"node_modules/a/a.js has no side effects"}, `
node_modules/a/a.js g: effect
page.js globalThis.fetch = 1: effect
page.js console.log(g): effect g`},
		{"the project's own keeps its place", "// a.js\nvar f = () => [], c = f();\n// page.js\nconsole.log(c);\n", []string{"a.js has no side effects"}, `
a.js c: effect f
page.js console.log(c): effect c`},
		{"what an entry exports is used", "// page.js\nvar f = () => [], a = /* @__PURE__ */ f();\nexport {\n  a\n};\n", nil, `
page.js a: effect calls f
root page: a`},
		{"a variable without a value yet", "// page.js\nvar a = b, b = 1, c = b, d = f;\nfunction f() {\n}\nvar g = () => h, h = 1;\nvar i = [a, c, d, g], k = b;\n", nil, `
page.js a: effect b
page.js c: b
page.js d: f
page.js f: hoisted
page.js g: h?
page.js i: a c d g
page.js k: b`},
		{"a variable of a circle", "// a.js\nvar a = b;\n// b.js\nvar b = 1;\n// c.js\nvar c = b;\n// page.js\nconsole.log(a, c);\n",
			[]string{"a.js imports b.js", "b.js imports a.js", "c.js imports b.js", "page.js imports a.js"}, `
a.js a: effect b
c.js c: b
page.js console.log(a, c): effect a c`},
		{"a namespace object of a circle", "// b.js\nvar b_exports = {};\n__export(b_exports, {\n  b: () => b\n});\nvar b = 1;\n// a.js\nvar a = [b_exports];\n// page.js\nconsole.log(a);\n", []string{"a.js imports b.js", "b.js imports a.js"}, `
a.js a: b_exports
b.js b_exports: early __export b?
page.js console.log(a): effect a`},
		{"namespace objects", "// page.js\nvar page_exports = {};\n__export(page_exports, {\n  a: () => a\n});\nvar a = 1;\n", nil, `
page.js page_exports: early __export a?`},
		{"by another name", "// page.js\nvar a = 1;\nvar ns = {};\n__export(ns, {\n  a: () => a\n});\n", nil, `
page.js ns: early __export a?`},
		{"with what stays between", "// page.js\nvar page_exports = {};\nvar c = 1, b = [c];\n__export(page_exports, {\n  a: () => a\n});\nvar a = 1;\n", nil, `
page.js page_exports+c+b: effect __export a?`},
		{"an empty one", "// empty.js\nvar empty_exports = {};\nvar other_exports = {};\n// page.js\nconsole.log(empty_exports);\n", []string{"empty.js exports nothing"}, `
empty.js empty_exports: early
page.js console.log(empty_exports): effect empty_exports`},
		{"not an object of one's own that is called like one", "// page.js\nvar page_exports = {};\nvar other_exports = {};\n// a.js\nconsole.log(page_exports);\n", nil, `
a.js console.log(page_exports): effect page_exports`},
		{"not an object that is empty otherwise", "// page.js\nvar page_exports = [];\n// b.js\nvar b = {};\n", nil, ``},
		{"an import()", "// page.js\nvar f = () => import(\"./chunk-a.js\"), g = () => [import(\"./chunk-a.js\"), import(\"./elsewhere.js\")];\n-- chunk-a.js route.js --\n// route.js\nvar a = 1;\nexport {\n  a\n};\n", nil, `
page.js f: loads=route
page.js g: loads=route
root route: a`},
		{"an import() of a CommonJS module", "// page.js\nvar f = () => import(\"./chunk-a.js\");\nexport {\n  __commonJS\n};\n-- chunk-a.js route.cjs --\nimport {\n  __commonJS\n} from \"./entry-0.js\";\n" +
			"// route.cjs\nvar require_route = __commonJS({\n  \"route.cjs\"() {\n  }\n});\nexport default require_route();\n", nil, `
page.js f: loads=route NAMESPACE?
route.cjs require_route: __commonJS
root page: __commonJS
root route: require_route`},
		{"an import() by which a module loads itself", "// page.js\nvar f = () => Promise.resolve().then(() => require_page());\nexport {\n  f\n};\n", []string{"page.js loads page.js"}, `
page.js f: loads=page
root page: f`},
		{"a function of one's own that is called like one", "// page.js\nvar f = () => Promise.resolve().then(() => require_page());\nexport {\n  f\n};\n", nil, `
root page: f`},
		{"both", "// page.js\nvar f = () => Promise.resolve().then(() => require_other());\nvar g = () => Promise.resolve().then(() => require_page());\nvar h = () => Promise.resolve().then(() => require_page());\nexport {\n  f,\n  g,\n  h\n};\n", []string{"page.js loads page.js", "page.js loads page.js"}, `
page.js g: loads=page
page.js h: loads=page
root page: f g h`},
		{"a module with an eval", "// page.js\nvar a = 1;\neval(\"a\");\n", nil, `
page.js a: effect
page.js: alone`},
		{"imports of what is not bundled", "// page.js\nimport \"side\";\nimport { x as y } from \"elsewhere\";\nconsole.log(y);\n", nil, `
page.js import "side": effect
page.js console.log(y): effect import { x as y } from "elsewhere"`},
		{"an entry that is a CommonJS module", "// page.js\nvar require_page = __commonJS({\n  \"page.js\"() {\n  }\n});\nexport default require_page();\n", nil, `
page.js require_page: __commonJS
root page: require_page`},
		{"a wrapped module that starts, and what it exports", "// page.js\nvar a;\nvar init_page = __esm({\n  \"page.js\"() {\n    a = 1;\n  }\n});\n// z.js\nvar z = 1;\ninit_page();\nvar export_b = z.b;\nexport {\n  a,\n  export_b as b\n};\n", []string{"page.js imports z.js"}, `
page.js a+init_page: __esm
page.js init_page(): effect runs a+init_page
page.js export_b: z
root page: a+init_page export_b init_page() init_page()`},
		{"a variable of one's own that is called like an export", "// page.js\nvar export_b = z.b;\nexport {\n  export_b\n};\n// z.js\nvar z = 1;\n", nil, `
page.js export_b: effect z
root page: export_b`},
		{"a wrapped module is run for something", "// w.cjs\nvar require_w = __commonJS({\n  \"w.cjs\"() {\n  }\n});\n// page.js\nalert(require_w());\nvar a = [require_w()];\nvar b = [require_w(), a];\n", nil, `
page.js alert(require_w()): effect require_w
page.js a: effect runs require_w
page.js b: effect require_w a
w.cjs require_w: __commonJS`},
		{"properties that only run a wrapped module", "// w.cjs\nvar require_w = __commonJS({\n  \"w.cjs\"() {\n  }\n});\n// page.js\nrequire_w();\nvar a = require_w().b;\nvar f = () => require_w();\n", nil, `
page.js require_w(): effect runs require_w
page.js a: effect require_w
page.js f: require_w?
w.cjs require_w: __commonJS`},
	} {
		p := programtest.Program("-- entry-0.js page.js --\n"+programtest.Helpers+"// react.cjs\n"+test.archive, append(test.facts, "react.cjs is of react")...)
		if got := described(p, describe(p)); got != strings.TrimPrefix(test.want, "\n") {
			t.Errorf("%s:\n%s\nwant%s", test.name, got, test.want)
		}
	}
}

// What uses a name of a wrapped module uses the call that gives it its value.
func TestDescribeWrapped(t *testing.T) {
	const wrapped = `// w.js
var value;
function hoisted() {
}
var init_w = __esm({
  "w.js"() {
    value = 1;
  }
});
`
	for _, test := range []struct {
		name  string
		text  string
		facts []string
		want  string // but for the lines of wrappers
	}{
		{"by its own call", "// page.js\ninit_w();\nvar a = [value], f = () => hoisted;\n", []string{"page.js imports w.js"}, `
page.js init_w(): effect runs value+init_w
page.js a: effect value+init_w init_w()
page.js f: hoisted? init_w()?`},
		{"by its own call, at once and later", "// page.js\ninit_w();\nvar a = [value, () => hoisted], b = [() => value, hoisted];\n", []string{"page.js imports w.js"}, `
page.js init_w(): effect runs value+init_w
page.js a: effect value+init_w hoisted? init_w()
page.js b: value+init_w? hoisted init_w()`},
		{"by that of a module between", "// a.js\ninit_w();\n// page.js\nvar a = [value];\n", []string{"page.js imports a.js", "a.js imports w.js"}, `
a.js init_w(): effect runs value+init_w
page.js a: effect value+init_w init_w()`},
		{"but not of one that is loaded", "// a.js\ninit_w();\n// page.js\nvar a = [value];\n", []string{"page.js loads a.js", "a.js imports w.js"}, `
a.js init_w(): effect runs value+init_w
page.js a: effect value+init_w`},
		{"by that of another wrapped module that runs it", "// v.js\nvar init_v = __esm({\n  \"v.js\"() {\n    init_w();\n  }\n});\n// page.js\ninit_v();\nvar a = [value];\n", []string{"page.js imports v.js", "v.js imports w.js"}, `
page.js init_v(): effect runs init_v
page.js a: effect value+init_w init_v()`},
		{"but not of one that only requires it", "// v.js\nvar init_v = __esm({\n  \"v.js\"() {\n    init_w();\n  }\n});\n// page.js\ninit_v();\nvar a = [value];\n", []string{"page.js imports v.js", "v.js requires w.js"}, `
page.js init_v(): effect runs init_v
page.js a: effect value+init_w`},
		{"nor of one that does not", "// v.js\nvar init_v = __esm({\n  \"v.js\"() {\n  }\n});\n// page.js\ninit_v();\nvar a = [value];\n", []string{"page.js imports v.js", "v.js imports w.js"}, `
page.js init_v(): effect runs init_v
page.js a: effect value+init_w`},
		{"what runs it itself needs no other", "// page.js\ninit_w();\nconsole.log((init_w(), value));\n", []string{"page.js imports w.js"}, `
page.js init_w(): effect runs value+init_w
page.js console.log((init_w(), value)): effect value+init_w`},
		{"roots", "// page.js\ninit_w();\nexport {\n  value\n};\n", []string{"page.js imports w.js"}, `
page.js init_w(): effect runs value+init_w
root page: value+init_w init_w()`},
		{"no call is known", "// a.js\n// page.js\nvar a = [value];\n", []string{"page.js imports a.js", "a.js imports page.js"}, `
page.js a: effect value+init_w`},
	} {
		p := programtest.Program("-- entry-0.js page.js --\n"+programtest.Helpers+wrapped+test.text, test.facts...)
		var got []string
		for line := range strings.SplitSeq(described(p, describe(p)), "\n") {
			if !strings.HasPrefix(line, "w.js") && !strings.HasPrefix(line, "v.js") {
				got = append(got, line)
			}
		}
		if text := "\n" + strings.Join(got, "\n"); text != test.want {
			t.Errorf("%s:%s\nwant%s", test.name, text, test.want)
		}
	}
}

// Runs that were added come before all else of their module.
func TestDescribeAdded(t *testing.T) {
	p := programtest.Program("-- entry-0.js page.js --\n"+programtest.Helpers+"// w.js\nvar value;\nvar init_w = __esm({\n  \"w.js\"() {\n    value = 1;\n  }\n});\n// page.js\nconsole.log(value);\n", "page.js imports w.js")
	wrapper := p.Modules[p.ModuleNamed("w.js")].Wrapper
	p.AddRuns([]program.Run{{Module: p.ModuleNamed("page.js"), Wrapper: wrapper}})
	const want = `page.js run0(): effect runs value+init_w
page.js console.log(value): effect value+init_w run0()
w.js value+init_w: __esm`
	if got := described(p, describe(p)); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// The exports of a module may be known only when it runs.
func TestDescribeReExports(t *testing.T) {
	p := programtest.Program("-- entry-0.js page.js --\n" + programtest.Helpers + `
// c.cjs
var require_c = __commonJS({
  "c.cjs"() {
  }
});
// page.js
var page_exports = {};
__export(page_exports, {
  a: () => a
});
__reExport(page_exports, __toESM(require_c()));
var a = 1;
console.log(page_exports.b);
export {
  a
};
`)
	set := describe(p)
	const want = `c.cjs require_c: __commonJS
page.js page_exports: early __export __reExport(page_exports, __toESM(require_c()))? a?
page.js __reExport(page_exports, __toESM(require_c())): effect runs __reExport __toESM require_c page_exports
page.js console.log(page_exports.b): effect page_exports
root page: page_exports a`
	got := described(p, set)
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if object := set.Objects[0]; object < 0 || p.Symbols[object].Name != "page_exports" {
		t.Errorf("the object with the exports is %d", object)
	}
}
