package shake_test

import (
	"strings"
	"testing"

	"github.com/paintbox-build/paintbox/bundler/internal/program"
	"github.com/paintbox-build/paintbox/bundler/internal/programtest"
	"github.com/paintbox-build/paintbox/bundler/internal/shake"
)

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
