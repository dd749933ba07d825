package shake_test

import (
	"fmt"
	"maps"
	"strings"
	"testing"

	"github.com/paintbox-build/paintbox/bundler/internal/link"
	"github.com/paintbox-build/paintbox/bundler/internal/program"
	"github.com/paintbox-build/paintbox/bundler/internal/programtest"
	"github.com/paintbox-build/paintbox/bundler/internal/shake"
)

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
