package shake_test

import (
	"strings"
	"testing"

	"github.com/paintbox-build/paintbox/bundler/internal/program"
	"github.com/paintbox-build/paintbox/bundler/internal/programtest"
	"github.com/paintbox-build/paintbox/bundler/internal/shake"
)

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
		{"another name", "// page.js\nvar page = ns;\nconsole.log(page.a);\n", "ns: b f self"},
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
