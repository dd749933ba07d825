package shake_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/paintbox-build/paintbox/bundler/internal/link"
	"github.com/paintbox-build/paintbox/bundler/internal/program"
	"github.com/paintbox-build/paintbox/bundler/internal/programtest"
	"github.com/paintbox-build/paintbox/bundler/internal/shake"
)

func TestRoutes(t *testing.T) {
	const route = `
-- chunk-a.js route.js --
// route.js
var a = 1;
function plain() {
}
function method() {
  return this.a;
}
export {
  a,
  method,
  plain,
  plain as "the plain"
};
`
	for _, test := range []struct {
		name    string
		archive string
		want    string
	}{
		{"a name", "// page.js\nimport(\"./chunk-a.js\").then((m) => m.a);\n" + route, "route: a"},
		{"the names of all imports", "// page.js\nimport(\"./chunk-a.js\").then((m) => m.a);\nimport(\"./chunk-a.js\").then((m) => m.plain());\n" + route, "route: a plain"},
		{"no name", "// page.js\nconst [] = await Promise.all([import(\"./chunk-a.js\")]);\n" + route, "route:"},
		{"any name", "// page.js\nimport(\"./chunk-a.js\").then((m) => m.a);\nimport(\"./chunk-a.js\").then(console.log);\n" + route, ""},
		{"all names", "// page.js\nimport(\"./chunk-a.js\").then(({ a, method, plain, \"the plain\": b }) => a);\n" + route, ""},
		{"a name that there is not", "// page.js\nimport(\"./chunk-a.js\").then((m) => m.none);\n" + route, "route:"},
		{"a method that reads this", "// page.js\nimport(\"./chunk-a.js\").then((m) => m.method());\n" + route, ""},
		{"one that is not called as a method", "// page.js\nimport(\"./chunk-a.js\").then((m) => [m.method]);\n" + route, "route: method"},
		{"called by one of two imports", "// page.js\nimport(\"./chunk-a.js\").then((m) => m.method());\nimport(\"./chunk-a.js\").then((m) => m.a);\n" + route, ""},
		{"a method then, which import() calls", "// page.js\nimport(\"./chunk-a.js\").then((m) => m.a);\n-- chunk-a.js route.js --\n// route.js\nvar a = 1;\nfunction then() {\n}\nexport {\n  a,\n  then\n};\n", ""},
		{"two routes", "// page.js\nimport(\"./chunk-a.js\").then((m) => m.a);\nimport(\"./chunk-b.js\").then((m) => m.c);\n" + route +
			"-- chunk-b.js second.js --\n// second.js\nvar c = 1, d = 2;\nexport {\n  c,\n  d\n};\n", "route: a; second: c"},
		{"an entry", "// page.js\nimport(\"./entry-1.js\").then((m) => m.a);\n" + strings.ReplaceAll(route, "chunk-a.js", "entry-1.js"), ""},
		{"a worker", "// paintbox-worker:route.js\nvar start = () => import(\"./chunk-a.js\").then((m) => m.a);\n// page.js\nstart();\n" + route, ""},
		{"a CommonJS module", "// page.js\nimport(\"./chunk-a.js\").then((m) => m.a);\n-- chunk-a.js route.cjs --\n" + programtest.Helpers +
			"// route.cjs\nvar require_route = __commonJS({\n  \"route.cjs\"(exports) {\n  }\n});\nexport default require_route();\n", ""},
		{"what is not bundled", "// page.js\nimport(\"./elsewhere.js\").then((m) => m.a);\n", ""},
	} {
		var facts []string
		if strings.Contains(test.archive, "paintbox-worker") {
			facts = []string{"paintbox-worker:route.js loads route.js"}
		}
		p := programtest.Program("-- entry-0.js page.js --\n"+test.archive, facts...)
		limited := shake.Routes(p)
		var got []string
		for _, root := range slices.Sorted(maps.Keys(limited)) {
			text := p.Roots[root].Name + ":"
			for _, e := range limited[root] {
				text += " " + e.Name
			}
			got = append(got, text)
		}
		if list := strings.Join(got, "; "); list != test.want {
			t.Errorf("%s: got %q, want %q", test.name, list, test.want)
		}
	}
}

// dropped lists the getters by the variables that they give.
func dropped(p *program.Program, list []program.Getters) string {
	var got []string
	for _, g := range list {
		f := &p.Files[g.File]
		s := &f.Statements[g.Statement]
		text := f.Names[s.Refs[1].Name] + ":"
		for _, k := range g.Refs {
			text += " " + f.Names[s.Refs[k].Name]
		}
		got = append(got, text)
	}
	return strings.Join(got, "; ")
}

func TestNamespaces(t *testing.T) {
	for _, test := range []struct {
		name string
		text string // after a namespace ns of a, b and the functions f and self
		want string
	}{
		{"what is read stays", "// page.js\nconsole.log(ns.a, () => ns.b);\n", "ns: f self"},
		{"nothing is read", "// page.js\nconsole.log();\n", "ns: a b f self"},
		{"all is read", "// page.js\nconsole.log(ns.a, ns.b, ns.f, ns.self);\n", ""},
		{"a name that there is not", "// page.js\nconsole.log(ns.none);\n", "ns: a b f self"},
		{"it escapes", "// page.js\nconsole.log(ns.a, ns);\n", ""},
		{"any property", "// page.js\nconsole.log(ns.a, ns[location]);\n", ""},
		{"in short", "// page.js\nvar o = { ns };\n", ""},
		{"assigned", "// page.js\nns = 1;\n", ""},
		{"exported", "// page.js\nconsole.log(ns.a);\nexport {\n  ns\n};\n", ""},
		{"a method", "// page.js\nns.f();\n", "ns: a b self"},
		{"a method as a tag", "// page.js\nns.f`text`;\n", "ns: a b self"},
		{"a method that reads this", "// page.js\nns.self();\n", ""},
		{"a method that there may be", "// page.js\nns.self?.();\n", ""},
		{"a tag that reads this", "// page.js\nns.self`text`;\n", ""},
		{"a method that has no getter", "// page.js\nns.none();\n", ""},
		{"a name that begins like it", "// page.js\nvar ns2 = {};\nconsole.log(ns2, ns.a);\n", "ns: b f self"},
		{"by its default name", "// page.js\nvar page_default = ns;\nconsole.log(page_default.a);\n", "ns: b f self"},
		{"its default name escapes", "// page.js\nvar page_default = ns;\nconsole.log(page_default);\n", ""},
		{"a default name of something else", "// page.js\nvar page_default = a;\nconsole.log(page_default, ns.a);\n", "ns: b f self"},
		{"a method that no module declares", "// outer.js\nvar outer = {};\n__export(outer, {\n  lost: () => lost,\n  c: () => c\n});\nvar c = 1;\n// page.js\nouter.lost();\n", "ns: a b f self"},
		{"a method that is not bundled", "// outer.js\nimport { method } from \"elsewhere\";\nvar outer = {};\n__export(outer, {\n  method: () => method,\n  c: () => c\n});\nvar c = 1;\n// page.js\nouter.method();\n", "ns: a b f self"},
		{"another name is none", "// page.js\nvar page = ns;\n", ""},
		{"a property of another namespace", "// outer.js\nvar outer = {};\n__export(outer, {\n  inner: () => ns,\n  c: () => c\n});\nvar c = 1;\n// page.js\nconsole.log(outer.inner.a);\n", "ns: b f self; outer: c"},
		{"the other one escapes", "// outer.js\nvar outer = {};\n__export(outer, {\n  inner: () => ns\n});\n// page.js\nconsole.log(outer);\n", ""},
		{"a property of another one as a whole", "// outer.js\nvar outer = {};\n__export(outer, {\n  inner: () => ns,\n  c: () => c\n});\nvar c = 1;\n// page.js\nconsole.log(outer.inner);\n", "outer: c"},
		{"a property of another one that nothing reads", "// outer.js\nvar outer = {};\n__export(outer, {\n  inner: () => ns,\n  c: () => c\n});\nvar c = 1;\n// page.js\nconsole.log(outer.c);\n", "ns: a b f self; outer: ns"},
		{"two that hold each other", "// outer.js\nvar outer = {}, other = {};\n__export(outer, {\n  other: () => other\n});\n__export(other, {\n  outer: () => outer\n});\n// page.js\nconsole.log(outer);\n", "ns: a b f self"},
		{"a part of a getter", "// outer.js\nvar outer = {};\n__export(outer, {\n  inner: () => [ns]\n});\n// page.js\nconsole.log(outer.inner);\n", ""},
	} {
		p := programtest.Program("-- entry-0.js page.js --\n" + programtest.Helpers +
			"// ns.js\nvar ns = {};\n__export(ns, {\n  a: () => a,\n  b: () => b,\n  f: () => f,\n  self: () => self\n});\nvar a = 1, b = 2;\nfunction f() {\n}\nfunction self() {\n  return this;\n}\n" + test.text)
		if got := dropped(p, shake.Namespaces(p)); got != test.want {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
	}
}

// That another file imports a namespace is no use of it.
func TestNamespacesImported(t *testing.T) {
	p := programtest.Program("-- chunk-a.js --\n" + programtest.Helpers + `
// ns.js
var ns = {};
__export(ns, {
  a: () => a,
  b: () => b
});
var a = 1, b = 2;
export {
  ns
};
-- entry-0.js page.js --
import {
  ns
} from "./chunk-a.js";
// page.js
console.log(ns.b);
`)
	if got := dropped(p, shake.Namespaces(p)); got != "ns: a" {
		t.Errorf("got %q", got)
	}
}

// A method of a wrapped module may read this where anything in it does.
func TestNamespacesOfWrapped(t *testing.T) {
	for body, want := range map[string]string{"return a": "ns: a", "return this": "", "return [].this": ""} {
		p := programtest.Program("-- entry-0.js page.js --\n" + programtest.Helpers +
			"// ns.js\nvar ns = {};\n__export(ns, {\n  a: () => a,\n  v: () => v\n});\nvar a, v;\nvar init_ns = __esm({\n  \"ns.js\"() {\n    v = function() {\n      " + body + ";\n    };\n  }\n});\n// page.js\ninit_ns();\nns.v();\n")
		if got := dropped(p, shake.Namespaces(p)); got != want {
			t.Errorf("a method that does %q: got %q, want %q", body, got, want)
		}
	}
}

func TestUnused(t *testing.T) {
	for _, test := range []struct {
		name  string
		text  string
		facts []string
		want  string // the statements, parted by bars
	}{
		{"declarations that nothing uses", "// page.js\nvar a = 1;\nfunction f() {\n}\nvar b = a;\nconsole.log(a);\n", nil, "function f() {\n} | var b = a"},
		{"what a used one uses stays, and so on", "// page.js\nvar a = 1;\nvar b = () => a;\nfunction f() {\n  return b;\n}\nf();\n", nil, ""},
		{"what an unused one uses goes", "// page.js\nvar a = 1;\nvar b = () => a;\n", nil, "var a = 1 | var b = () => a"},
		{"effects stay", "// page.js\nvar a = f();\nfunction f() {\n}\na.b.c;\n", nil, ""},
		{"an await stays", "// page.js\nvar a = await 1;\n", nil, ""},
		{"so does what may be changed before", "// page.js\nvar a = location;\nvar b = Math;\nvar c = () => location;\n", nil, "var b = Math | var c = () => location"},
		{"but not in modules without side effects", "// page.js\nvar a = location;\n", []string{"page.js has no side effects"}, "var a = location"},
		{"a variable's changes", "// page.js\nvar a;\na = 1;\nvar b;\n", nil, "var b"},
		{"a property of a function, which is local", "// page.js\nfunction f() {\n}\nf.displayName = \"f\";\n", nil, ""},
		{"a call that React's functions may be", "// page.js\nvar a = r.memo(b), b = 1;\nvar r = {};\n", nil, ""},
		{"operators call valueOf", "// page.js\nvar a = {};\nvar b = a + 1;\n", nil, ""},
		{"a change in a function gives no value", "// page.js\nvar a;\nfunction f() {\n  a = 1;\n}\nconsole.log(a);\n", nil, "function f() {\n  a = 1;\n}"},
		{"getters of an object that nothing uses", "// ns.js\nvar ns = {};\n__export(ns, {\n  a: () => a\n});\nvar a = 1;\n// page.js\nconsole.log();\n", nil, "var ns = {} | __export(ns, {\n  a: () => a\n}) | var a = 1"},
		{"getters of one that is used", "// ns.js\nvar ns = {};\n__export(ns, {\n  a: () => a\n});\nvar a = 1;\n// page.js\nconsole.log(ns);\n", nil, ""},
		{"an eval may use any name of its module", "// other.js\nvar b = 1;\n// page.js\nvar a = 1;\neval(\"a\");\n", nil, "var b = 1"},
		{"exports of roots", "// page.js\nvar a = 1;\nvar b = 2;\nexport {\n  a\n};\n", nil, "var b = 2"},
	} {
		p := programtest.Program("-- entry-0.js page.js --\n"+programtest.Helpers+test.text, test.facts...)
		if got := texts(p, shake.Unused(p)); got != test.want {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
	}
}

// texts lists the statements of the linker's files.
func texts(p *program.Program, statements [][]int32) string {
	var got []string
	for i, list := range statements {
		f := &p.Files[i]
		for _, si := range list {
			s := &f.Statements[si]
			got = append(got, strings.TrimSpace(string(f.Source[s.Start:s.End])))
		}
	}
	return strings.Join(got, " | ")
}

func TestUnusedInOtherFiles(t *testing.T) {
	p := programtest.Program(`
-- chunk-a.js shared.cjs --
` + programtest.Helpers + `
// shared.cjs
var require_shared = __commonJS({
  "shared.cjs"(exports) {
  }
});
export default require_shared();
-- chunk-b.js --
// b.js
var b = () => d;
var c = 2;
var d = 3;
export {
  b,
  c
};
-- entry-0.js page.js --
import {
  b,
  c
} from "./chunk-b.js";
// page.js
console.log(b);
`)
	if got := texts(p, shake.Unused(p)); got != "var c = 2" {
		t.Errorf("got %q", got)
	}
	p.LeaveOut(shake.Unused(p))
	if got := texts(p, shake.Unused(p)); got != "" {
		t.Errorf("what was left out is unused again: %q", got)
	}
}

// sources traces names by chains such as "all.js a: b.js c, d.js e".
type sources struct {
	p      *program.Program
	chains map[string]string
}

func (s sources) Trace(x link.Exported) (chain []link.Exported, ok bool) {
	text, ok := s.chains[s.p.Modules[x.Module].Name+" "+x.Name]
	chain = []link.Exported{x}
	for step := range strings.SplitSeq(text, ", ") {
		if module, name, ok := strings.Cut(step, " "); ok {
			chain = append(chain, link.Exported{Module: s.p.ModuleNamed(module), Name: name})
		}
	}
	return chain, ok
}

func TestRequired(t *testing.T) {
	const whole = "(init_all(), __toCommonJS(all_exports))"
	for _, test := range []struct {
		name   string
		uses   string // the bodies of functions of page.cjs
		chains map[string]string
		facts  []string
		want   string // the module that require() gets instead, "" for none
	}{
		{"a name", "return " + whole + ".a;", map[string]string{"lib/all.js a": ""}, nil, `export { a as a } from "./all.js";`},
		{"names of several requires", "const { b, a: x } = " + whole + ";\nreturn " + whole + ".a;", map[string]string{"lib/all.js a": "", "lib/all.js b": ""}, nil,
			`export { a as a } from "./all.js"; export { b as b } from "./all.js";`},
		{"a variable", "const all = " + whole + ";\nreturn [all.a, all.b];", nil, nil, `export { a as a } from "./all.js"; export { b as b } from "./all.js";`},
		{"past modules without side effects", "return " + whole + ".a;", map[string]string{"lib/all.js a": "lib/pass.js b, deep.js c"},
			[]string{"lib/all.js has no side effects", "lib/pass.js has no side effects"}, `export { c as a } from "./../deep.js";`},
		{"up to one with side effects", "return " + whole + ".a;", map[string]string{"lib/all.js a": "lib/pass.js b, deep.js c"},
			[]string{"lib/all.js has no side effects"}, `export { b as a } from "./pass.js";`},
		{"up to a name in quotes", "return " + whole + ".a;", map[string]string{"lib/all.js a": "lib/pass.js b-c"},
			[]string{"lib/all.js has no side effects"}, `export { a as a } from "./all.js";`},
		{"up to what is no file", "return " + whole + ".a;", map[string]string{"lib/all.js a": "paintbox-raw:text b"},
			[]string{"lib/all.js has no side effects"}, `export { a as a } from "./all.js";`},
		{"all names", "return [" + whole + ".a, " + whole + ".b, " + whole + ".f];", nil, nil, ""},
		{"any name", "return [" + whole + "[x], " + whole + ".a];", nil, nil, ""},
		{"a name that there is not", "return " + whole + ".none;", nil, nil, ""},
		{"no method reads this", "return " + whole + ".a();", nil, nil, `export { a as a } from "./all.js";`},
		{"a method that reads this", "return " + whole + ".f();", nil, nil, ""},
		{"one that is not called as a method", "return [" + whole + ".f];", nil, nil, `export { f as f } from "./all.js";`},
		{"what is no require()", "init_all(), f(all_exports);\nalert(), __toCommonJS(all_exports);\nreturn " + whole + ".a;", nil, nil, `export { a as a } from "./all.js";`},
		{"nothing is required", "return 1;", nil, nil, ""},
	} {
		p := programtest.Program("-- entry-0.js page.cjs --\n"+programtest.Helpers+`
// deep.js
// paintbox-raw:text
// lib/pass.js
// lib/all.js
var all_exports = {};
__export(all_exports, {
  a: () => a,
  b: () => b,
  f: () => f
});
function f() {
  return this;
}
function a() {
}
var b;
var init_all = __esm({
  "lib/all.js"() {
    b = 1;
  }
});
// page.cjs
var require_page = __commonJS({
  "page.cjs"() {
    (function() {
      `+strings.ReplaceAll(test.uses, "\n", "\n      ")+`
    })();
  }
});
export default require_page();
`, append(test.facts, "page.cjs requires lib/all.js", "deep.js imports lib/all.js")...)
		to, ok := shake.Required(p, sources{p, test.chains})
		got := strings.Join(strings.Split(strings.TrimSpace(to.Texts["/project/lib/all.js"]), "\n"), " ")
		if got != test.want || ok != (test.want != "") {
			t.Errorf("%s: got %q, %v, want %q", test.name, got, ok, test.want)
		}
		calls := map[link.RequireCall]string{}
		if ok {
			calls[link.RequireCall{Importer: "/project/page.cjs", Specifier: "./lib/all.js"}] = "/project/lib/all.js"
		}
		if !maps.Equal(to.Calls, calls) {
			t.Errorf("%s: calls %v, want %v", test.name, to.Calls, calls)
		}
	}
}

// A variable of the top level may hold what was required.
func TestRequiredHeld(t *testing.T) {
	for _, test := range []struct{ name, uses, want string }{
		{"read in functions", "function g() {\n  return all.a;\n}\n", "a"},
		{"called as a method that reads this", "all.f();\n", ""},
		{"used as a whole", "console.log(all.a, all);\n", ""},
		{"changed", "function g() {\n  all.a = 1;\n}\nall = {};\n", ""},
		{"evaluated", "function g(x) {\n  return eval(x), all.a;\n}\n", ""},
		{"exported", "console.log(all.a);\nexport {\n  all\n};\n", ""},
	} {
		p := programtest.Program("-- entry-0.js page.js --\n"+programtest.Helpers+`
// all.js
var all_exports = {};
__export(all_exports, {
  a: () => a,
  b: () => b,
  f: () => f
});
function f() {
  return this;
}
var a, b;
var init_all = __esm({
  "all.js"() {
    a = b = 1;
  }
});
// page.js
var all = (init_all(), __toCommonJS(all_exports));
`+test.uses, "page.js requires all.js")
		to, ok := shake.Required(p, sources{p, nil})
		want := ""
		if test.want != "" {
			want = fmt.Sprintf("export { %s as %[1]s } from \"./all.js\";\n", test.want)
		}
		if got := to.Texts["/project/all.js"]; got != want || ok != (want != "") {
			t.Errorf("%s: got %q, %v, want %q", test.name, got, ok, want)
		}
	}
}

// What stands behind no getter of its own, and a module that is no file, are
// required as they are.
func TestRequiredAsItIs(t *testing.T) {
	for name, archive := range map[string]string{
		"a getter of more": `
// all.js
var all_exports = {};
__export(all_exports, {
  a: () => [a],
  b: () => b
});
var a, b;
var init_all = __esm({
  "all.js"() {
  }
});
`, "what stands for the whole": `
// all.js
var all_exports = {};
__export(all_exports, {
  b: () => b,
  "module.exports": () => a
});
var a, b;
var init_all = __esm({
  "all.js"() {
  }
});
`, "no namespace object": `
// all.js
var all_exports = {};
var b;
var init_all = __esm({
  "all.js"() {
  }
});
`, "a made module": `
// paintbox-page:all.js
var all_exports = {};
__export(all_exports, {
  a: () => a,
  b: () => b
});
var a, b;
var init_all = __esm({
  "paintbox-page:all.js"() {
  }
});
`,
	} {
		p := programtest.Program("-- entry-0.js page.js --\n" + programtest.Helpers + archive + "// page.js\nconsole.log((init_all(), __toCommonJS(all_exports)).b);\n")
		if to, ok := shake.Required(p, sources{p, nil}); ok {
			t.Errorf("%s: %v", name, to.Texts)
		}
	}
	p := programtest.Program("-- entry-0.js page.js --\n// page.js\nconsole.log();\n")
	if to, ok := shake.Required(p, sources{p, nil}); ok || to.Texts != nil {
		t.Errorf("without ES modules that are required: %v, %v", to, ok)
	}
}
