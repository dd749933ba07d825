package unit_test

import (
	"strings"
	"testing"

	"github.com/paintbox-build/paintbox/bundler/internal/program"
	"github.com/paintbox-build/paintbox/bundler/internal/programtest"
	"github.com/paintbox-build/paintbox/bundler/internal/unit"
)

// statement is the text of a statement, on one line.
func statement(p *program.Program, file int, si int32) string {
	f := &p.Files[file]
	s := &f.Statements[si]
	return strings.TrimSpace(s.Prefix + " " + strings.Join(strings.Fields(string(f.Source[s.Start:s.End])), " "))
}

// grouped lists the units of modules, but not those of the linker's helpers:
// statements that stay together have a + between them.
func grouped(p *program.Program, g *unit.Groups) string {
	var units []string
	for i := range g.Units {
		u := &g.Units[i]
		f := &p.Files[u.File]
		if u.External == nil && f.Statements[u.Statements[0]].Region < 0 {
			continue
		}
		var list []string
		for _, si := range u.Statements {
			list = append(list, statement(p, u.File, si))
		}
		units = append(units, strings.Join(list, " + "))
	}
	return strings.Join(units, " | ")
}

func TestGroup(t *testing.T) {
	const react = `var require_react = __commonJS({
  "react.cjs"() {
  }
});
// page.js
var React = __toESM(require_react());
`
	const reactUnits = "var require_react = __commonJS({ \"react.cjs\"() { } }) | var React = __toESM(require_react()) | "
	for _, test := range []struct{ name, text, want string }{
		{"each statement is a unit", "// page.js\nvar a = 1, b = a;\nfunction f() {\n}\nf();", "var a = 1 | var b = a | function f() { } | f()"},
		{"a variable is changed where it is declared", "// page.js\nvar a = 1;\na = 2;\na++;", "var a = 1 + a = 2 + a++"},
		{"and by functions", "// page.js\nvar a = 1;\nfunction f() {\n  a = 2;\n}", "var a = 1 + function f() { a = 2; }"},
		{"two that change two", "// page.js\nvar a, b;\nfunction f() {\n  a = b = 2;\n}", "var a + var b + function f() { a = b = 2; }"},
		{"declared twice", "// page.js\nvar a = 1;\nvar a = 2;", "var a = 1 + var a = 2"},
		{"what is read stays apart", "// page.js\nvar a = 1;\nvar o = { a };", "var a = 1 | var o = { a }"},
		{"what stands between stays between", "// page.js\nvar a = 1;\nvar b = 2;\nfunction f() {\n}\na = 3;\nvar c = 4;", "var a = 1 + var b = 2 + a = 3 | function f() { } | var c = 4"},
		{"and what that belongs to", "// page.js\nvar a = 1;\nvar b = 2;\na = 3;\nvar c = 4;\nb = 5;\nvar d;", "var a = 1 + var b = 2 + a = 3 + var c = 4 + b = 5 | var d"},
		{"a function ties nothing that stands before it", "// page.js\nfunction f() {\n  a = 1;\n}\nvar b = 2;\nvar a;", "function f() { a = 1; } + var a | var b = 2"},
		{"getters belong to their object", "// page.js\nvar ns = {};\n__export(ns, {\n  a: () => a\n});\nvar a = 1;", "var ns = {} + __export(ns, { a: () => a }) | var a = 1"},
		{"but not to what else is given", "// page.js\nvar ns = {}, a = 1;\n__reExport(ns, a);", "var ns = {} | var a = 1 | __reExport(ns, a)"},
		{"a name of a function", "// page.js\nfunction f() {\n}\nf.displayName = \"f\";\nvar g = () => 1;\ng.a = 1;\nvar h = class {\n};\nh.prototype.isH = true;",
			"function f() { } + f.displayName = \"f\" | var g = () => 1 + g.a = 1 | var h = class { } + h.prototype.isH = true"},
		{"other objects may be seen", "// page.js\nvar o = {}, p = o;\no.a = 1;\np.b = 2;", "var o = {} | var p = o | o.a = 1 | p.b = 2"},
		{"declared again as something else", "// page.js\nvar f = () => 1;\nvar f = {};\nf.a = 1;", "var f = () => 1 + var f = {} | f.a = 1"},
		{"a class that does something", "// page.js\nvar C = class {\n  static a = f();\n};\nC.b = 1;\nfunction f() {\n}", "var C = class { static a = f(); } | C.b = 1 | function f() { }"},
		{"setters may do anything", "// page.js\nvar C = class {\n  static set a(x) {\n  }\n};\nC.a = 1;", "var C = class { static set a(x) { } } | C.a = 1"},
		{"so may what a class inherits", "// page.js\nvar C = class extends D {\n}, D = class {\n};\nC.a = 1;", "var C = class extends D { } | var D = class { } | C.a = 1"},
		{"a function that may be another by then", "// page.js\nvar f = () => 1;\nfunction g() {\n  f = 1;\n}\nf.a = 1;", "var f = () => 1 + function g() { f = 1; } | f.a = 1"},
		{"effects may have seen it", "// page.js\nvar f = () => 1;\nconsole.log(f);\nf.a = 1;", "var f = () => 1 | console.log(f) | f.a = 1"},
		{"a function of another module", "// a.js\nvar f = () => 1;\n// page.js\nf.a = 1;", "var f = () => 1 | f.a = 1"},
		{"what React makes", react + "var A = React.memo(f), B = (0, React.forwardRef)(f);\nfunction f() {\n}\nA.displayName = \"A\";\nB.displayName = \"B\";",
			reactUnits + `var A = React.memo(f) + var B = (0, React.forwardRef)(f) + A.displayName = "A" + B.displayName = "B" | function f() { }`},
		{"what another makes", react + "var P = { memo: () => 1 };\nvar A = P.memo(f);\nfunction f() {\n}\nA.displayName = \"A\";",
			reactUnits + `var P = { memo: () => 1 } | var A = P.memo(f) | function f() { } | A.displayName = "A"`},
		{"an enumeration", "// page.js\nvar E = ((E2) => {\n  return E2;\n})(E || {});\nvar F;\n(function(F2) {\n  F2[F2.A = 0] = \"A\";\n})(F || (F = {}));",
			"var E = ((E2) => { return E2; })(E || {}) | var F + (function(F2) { F2[F2.A = 0] = \"A\"; })(F || (F = {}))"},
		{"a module with an eval", "// a.js\nvar a = 1;\n// page.js\nvar b = 2, c = 3;\nfunction f() {\n  eval(\"b\");\n}\n// z.js\nvar d = 4;",
			"var a = 1 | var b = 2 + var c = 3 + function f() { eval(\"b\"); } | var d = 4"},
		{"imports first", "// page.js\nvar a = 1;\nimport { x, y } from \"elsewhere\";\nimport \"side\";\nexport {\n  a\n};", "import { x, y } from \"elsewhere\" | import \"side\" | var a = 1"},
	} {
		p := programtest.Program("-- entry-0.js page.js --\n"+programtest.Helpers+"// react.cjs\n"+test.text+"\n", "react.cjs is of react")
		if got := grouped(p, unit.Group(p)); got != test.want {
			t.Errorf("%s:\ngot  %s\nwant %s", test.name, got, test.want)
		}
	}
}

func TestAliases(t *testing.T) {
	for _, test := range []struct {
		name  string
		text  string
		facts []string
		want  string
	}{
		{"a default export", "// page.js\nfunction f() {\n}\nvar page_default = f;\n", nil, "page_default is f"},
		{"with a number", "// page.js\nvar a = 1;\nvar page_default2 = a;\n", nil, "page_default2 is a"},
		{"by any name", "// page.js\nvar a = 1;\nvar b = a;\n", nil, "b is a"},
		{"of a value", "// page.js\nvar page_default = 1;\n", nil, ""},
		{"of more than a name", "// page.js\nvar a = {};\nvar page_default = a.b;\n", nil, ""},
		{"a variable that changes", "// page.js\nvar a = 1;\nvar page_default = a;\nfunction f() {\n  a++;\n}\n", nil, ""},
		{"a default that changes", "// page.js\nvar a = 1;\nvar page_default = a;\npage_default = 2;\n", nil, ""},
		{"what is declared later", "// page.js\nvar page_default = f;\nfunction f() {\n}\n", nil, ""},
		{"what is used before and declared later", "// page.js\nconsole.log(f);\nvar page_default = f;\nfunction f() {\n}\n", nil, ""},
		{"of another module", "// a.js\nvar a = 1;\n// page.js\nvar page_default = a;\n", nil, ""},
		{"between what stays together", "// page.js\nvar b = 1;\nvar a = 1;\nvar page_default = a;\nb = 2;\n", nil, ""},
		{"one after the other", "// page.js\nvar a = 1;\nvar page_default = a;\nvar page_default2 = page_default;\n", nil, "page_default2 is page_default"},
		{"used in a circle", "// a.js\nfunction f() {\n}\nvar a_default = f;\n// page.js\na_default();\n", []string{"page.js imports a.js", "a.js imports page.js"}, ""},
		{"used outside of circles", "// a.js\nfunction f() {\n}\nvar a_default = f;\n// page.js\na_default();\n", []string{"page.js imports a.js"}, "a_default is f"},
		{"used by its own module", "// page.js\nfunction f() {\n}\nvar page_default = f;\npage_default();\n", []string{"page.js loads page.js"}, ""},
		{"used by its own module, which imports itself", "// page.js\nfunction f() {\n}\nvar page_default = f;\npage_default();\n", []string{"page.js imports page.js"}, ""},
	} {
		p := programtest.Program("-- entry-0.js page.js --\n"+test.text, test.facts...)
		alias := unit.Aliases(p, unit.Group(p))
		var got []string
		for i := range p.Symbols {
			if to, ok := alias[int32(i)]; ok {
				got = append(got, p.Symbols[i].Name+" is "+p.Symbols[to].Name)
			}
		}
		if list := strings.Join(got, "; "); list != test.want {
			t.Errorf("%s: got %q, want %q", test.name, list, test.want)
		}
	}
}
