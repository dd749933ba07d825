package mend_test

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/paintbox-build/paintbox/bundler/internal/link"
	"github.com/paintbox-build/paintbox/bundler/internal/mend"
	"github.com/paintbox-build/paintbox/bundler/internal/program"
	"github.com/paintbox-build/paintbox/bundler/internal/programtest"
)

// exports answers as sources would: "module name" → "home variable".
type exports struct {
	p    *program.Program
	list map[string]string
}

func (e exports) Resolve(x link.Exported) (home int, variable string, ok bool) {
	answer, ok := e.list[e.p.Modules[x.Module].Name+" "+x.Name]
	module, variable, _ := strings.Cut(answer, " ")
	return e.p.ModuleNamed(module), variable, ok
}

// rebindings writes rebindings one after the other, in the order of the text:
// module: name is symbol of module or symbol of module or {}.
func rebindings(p *program.Program, list []program.Rebinding) string {
	name := func(sym int32) string {
		f := &p.Files[p.Symbols[sym].File]
		return p.Symbols[sym].Name + " of " + p.Modules[p.ModuleOf(f, &f.Statements[p.Symbols[sym].Statement])].Path
	}
	slices.SortStableFunc(list, func(a, b program.Rebinding) int { return cmp.Compare(a.File, b.File) })
	var found []string
	for _, b := range list {
		f := &p.Files[b.File]
		s := &f.Statements[b.Statement]
		r := s.Refs[b.Ref]
		text := p.Modules[p.ModuleOf(f, s)].Path + ": " + f.Names[r.Name]
		if b.Symbol >= 0 {
			text += " is " + name(b.Symbol)
		}
		if b.FallsBack {
			for _, sym := range b.Others {
				text += " or " + name(sym)
			}
			text += " or {}"
		}
		found = append(found, text)
	}
	return strings.Join(found, "; ")
}

func TestGetters(t *testing.T) {
	program := func(getters, constants string) string {
		return `
-- entry-0.js page.js --
` + programtest.Helpers + `
// all.js
var all_exports = {};
__export(all_exports, {
` + getters + `
});
// page.js
var other = 1, v2 = 2;
console.log(all_exports, other);
-- entry-1.js other.js --
// a.js
` + constants + `
// b.js
var w = 3;
// other.js
console.log(w);
`
	}
	for _, test := range []struct {
		name               string
		getters, constants string
		exports            map[string]string
		want               string
	}{
		{"a constant of another file", "  v: () => v", "var v = 1;", map[string]string{"all.js v": "a.js v"}, "all.js: v is v of a.js"},
		{"that has another name there", "  v: () => v", "var v3 = 1;", map[string]string{"all.js v": "a.js v"}, "all.js: v is v3 of a.js"},
		{"its own name goes before one with a number", "  v: () => v", "var v3 = 1, v = 2, v4 = 3;", map[string]string{"all.js v": "a.js v"}, "all.js: v is v of a.js"},
		{"a number that the source has", "  v: () => v2", "var v2 = 1, v = 2;", map[string]string{"all.js v": "a.js v2"}, "all.js: v2 is v2 of a.js"},
		{"exported by a name in quotes", `  "a v": () => v`, "var v = 1;", map[string]string{"all.js a v": "a.js v"}, "all.js: v is v of a.js"},
		{"the name of another variable of the file", "  other: () => other", "var other2 = 1;", map[string]string{"all.js other": "a.js other"}, "all.js: other is other2 of a.js"},
		{"a variable of the file that is meant", "  other: () => other", "var other2 = 1;", map[string]string{"all.js other": "page.js other"}, ""},
		{"no variable of that module", "  v: () => v", "var v = 1;", map[string]string{"all.js v": "b.js v"}, ""},
		{"the source does not say", "  v: () => v", "var v = 1;", nil, ""},
		{"the linker renamed it, so it did not leave it out", "  v: () => v2", "var v22 = 1;", map[string]string{"all.js v": "a.js v"}, ""},
		{"a name that no module declares", "  v: () => v", "var u = 1;", map[string]string{"all.js v": "a.js v"}, ""},
		{"more than a variable", "  v: () => [v]", "var v = 1;", map[string]string{"all.js v": "a.js v"}, ""},
		{"each of several", "  v: () => v,\n  w: () => w", "var v = 1;", map[string]string{"all.js v": "a.js v", "all.js w": "b.js w"}, "all.js: v is v of a.js; all.js: w is w of b.js"},
	} {
		p := programtest.Program(program(test.getters, test.constants))
		if got := rebindings(p, mend.Getters(p, exports{p, test.exports})); got != test.want {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
	}
}

func TestInterop(t *testing.T) {
	circle := []string{"a.js imports b.js", "b.js imports a.js", "a.js imports c.cjs", "b.js imports c.cjs", "page.js imports a.js"}
	for _, test := range []struct {
		name  string
		text  string // of a.js, b.js and page.js
		facts []string
		want  string
	}{
		{"a module uses its own variable", `
// b.js
var import_c2 = __toESM(require_c());
console.log(import_c.d);
// a.js
var import_c = __toESM(require_c());
console.log(import_c.d);
`, circle, "b.js: import_c is import_c2 of b.js"},
		{"one of a circle that has none falls back on all", `
// b.js
console.log(import_c.d);
// a.js
var import_c = __toESM(require_c());
`, circle, "b.js: import_c or {}"},
		{"outside of circles nothing is changed", `
// b.js
var import_c2 = __toESM(require_c());
console.log(import_c.d);
// a.js
var import_c = __toESM(require_c());
`, []string{"a.js imports b.js", "a.js imports c.cjs", "page.js imports a.js"}, ""},
		{"nor from outside of the circle", `
// b.js
console.log("b");
// a.js
var import_c = __toESM(require_c());
// page.js
console.log(import_c.d);
`, circle, ""},
		{"nor from another circle", `
// d.js
console.log(import_c.d);
// b.js
console.log("b");
// a.js
var import_c = __toESM(require_c());
`, append([]string{"d.js imports page.js", "page.js imports d.js"}, circle...), ""},
		{"another way to see it is another variable", `
// b.js
var import_c2 = __toESM(require_c(), 1);
console.log(import_c.d);
// a.js
var import_c = __toESM(require_c());
`, circle, "b.js: import_c or {}"},
		{"a function may be called before its own module ran", `
// b.js
var import_c2 = __toESM(require_c());
function f() {
  return import_c2.d;
}
var g = () => import_c2.d;
// a.js
var import_c = __toESM(require_c());
`, circle, "b.js: import_c2 or import_c of a.js or {}"},
		{"and so may a getter", `
// b.js
var b_exports = {};
__export(b_exports, {
  d: () => import_c2.d
});
var import_c2 = __toESM(require_c());
// a.js
var import_c = __toESM(require_c());
`, circle, "b.js: import_c2 or import_c of a.js or {}"},
		{"what uses the whole variable stays", `
// b.js
function f() {
  return import_c;
}
// a.js
var import_c = __toESM(require_c());
`, circle, ""},
		{"a function uses its own, or another's", `
// b.js
var import_c2 = __toESM(require_c());
function f() {
  return import_c.d;
}
// a.js
var import_c = __toESM(require_c());
`, circle, "b.js: import_c is import_c2 of b.js or import_c of a.js or {}"},
		{"a variable that gets its value later", `
// b.js
var import_c2, g;
import_c2 = __toESM(require_c()), g = import_c.d;
// a.js
var import_c = __toESM(require_c());
`, circle, "b.js: import_c is import_c2 of b.js"},
		{"what does not run a module is no such variable", `
// b.js
console.log(import_c.d);
// a.js
var import_c = __toESM(other());
function other() {
  return {};
}
`, circle, ""},
	} {
		p := programtest.Program("-- entry-0.js page.js --\n"+programtest.Helpers+`
// c.cjs
var require_c = __commonJS({
  "c.cjs"(exports) {
    exports.d = 1;
  }
});
`+test.text+"// page.js\nconsole.log();\n", test.facts...)
		if got := rebindings(p, mend.Interop(p)); got != test.want {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
	}
}

func TestInteropUnused(t *testing.T) {
	p := programtest.Program("-- entry-0.js page.js --\n// page.js\nconsole.log();\n")
	if list := mend.Interop(p); list != nil {
		t.Errorf("without CommonJS modules: %v", list)
	}
}

func TestWaits(t *testing.T) {
	const wrapped = programtest.Helpers + `
// a.js
var init_a = __esm({
  async "a.js"() {
    await 1;
  }
});
// b.js
var init_b = __esm({
  "b.js"() {
  }
});
// page.js
init_a();
init_b();
`
	for facts, want := range map[string]string{
		"page.js imports a.js; page.js imports b.js":                 "map[page.js:[./a.js]]",
		"page.js imports b.js; b.js imports a.js":                    "map[b.js:[./a.js]]",
		"page.js imports a.js; page.js imports a.js":                 "map[page.js:[./a.js]]",
		"page.js requires a.js":                                      "map[]",
		"page.js imports a.js; a.js imports a.js":                    "map[page.js:[./a.js]]",
		"page.js imports b.js; b.js imports a.js; a.js imports b.js": "map[]",
		"page.js imports b.js":                                       "map[]",
	} {
		p := programtest.Program("-- entry-0.js page.js --\n"+wrapped, strings.Split(facts, "; ")...)
		if got := fmt.Sprint(mend.Waits(p)); got != want {
			t.Errorf("%s: %s, want %s", facts, got, want)
		}
	}
}

func TestRuns(t *testing.T) {
	const wrapped = programtest.Helpers + `
// w.js
var value;
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
		want  string
	}{
		{"imported and not run", "// page.js\nconsole.log(value);\n", []string{"page.js imports w.js"}, "page.js runs init_w"},
		{"imported and run", "// page.js\ninit_w();\nconsole.log(value);\n", []string{"page.js imports w.js"}, ""},
		{"run in a function only", "// page.js\nconsole.log(() => init_w());\n", []string{"page.js imports w.js"}, "page.js runs init_w"},
		{"run by another", "// a.js\ninit_w();\n// page.js\nconsole.log(value);\n", []string{"page.js imports w.js", "page.js imports a.js", "a.js imports w.js"}, "page.js runs init_w"},
		{"imported twice", "// page.js\nconsole.log(value);\n", []string{"page.js imports w.js", "page.js imports w.js"}, "page.js runs init_w"},
		{"required, which runs it where it stands", "// page.js\nconsole.log(() => init_w());\n", []string{"page.js requires w.js"}, ""},
		{"a wrapped module runs what it imports itself", "// v.js\nvar init_v = __esm({\n  \"v.js\"() {\n  }\n});\n// page.js\ninit_v();\n", []string{"v.js imports w.js", "page.js imports v.js"}, ""},
		{"by order of the modules", "// a.js\nconsole.log(value);\n// page.js\nconsole.log(value);\n", []string{"page.js imports w.js", "a.js imports w.js"}, "a.js runs init_w; page.js runs init_w"},
	} {
		p := programtest.Program("-- entry-0.js page.js --\n"+wrapped+test.text, test.facts...)
		var got []string
		for _, run := range mend.Runs(p) {
			got = append(got, p.Modules[run.Module].Path+" runs "+p.Symbols[run.Wrapper].Name)
		}
		if list := strings.Join(got, "; "); list != test.want {
			t.Errorf("%s: got %q, want %q", test.name, list, test.want)
		}
	}
	if runs := mend.Runs(programtest.Program("-- entry-0.js page.js --\n// page.js\nconsole.log();\n")); runs != nil {
		t.Errorf("where nothing is wrapped there are no runs, not %v", runs)
	}
}
