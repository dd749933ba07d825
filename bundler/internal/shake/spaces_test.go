package shake_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/paintbox-build/paintbox/bundler/internal/program"
	"github.com/paintbox-build/paintbox/bundler/internal/programtest"
	"github.com/paintbox-build/paintbox/bundler/internal/shake"
)

// spaced lists what is to be as the language has it.
func spaced(p *program.Program, spaces program.Spaces) string {
	var got []string
	name := func(at program.Place) string {
		f := &p.Files[at.File]
		s := &f.Statements[at.Statement]
		if p.MakesNamespace(f, s) {
			return f.Names[s.Refs[1].Name]
		}
		return f.Names[s.Refs[0].Name]
	}
	for _, at := range spaces.Objects {
		got = append(got, name(at))
	}
	for _, at := range spaces.Open {
		got = append(got, "open "+name(at))
	}
	for _, r := range spaces.Once {
		f := &p.Files[r.File]
		s := &f.Statements[r.Statement]
		helper := "namespace"
		if r.Symbol == p.Helpers.Required {
			helper = "required"
		}
		got = append(got, helper+" of "+f.Names[s.Refs[r.Ref+1].Name])
	}
	for _, r := range slices.Sorted(maps.Keys(spaces.Roots)) {
		f := &p.Files[p.Symbols[spaces.Roots[r]].File]
		got = append(got, p.Roots[r].Name+" gives "+f.Names[slices.Index(f.Symbols, spaces.Roots[r])])
	}
	return strings.Join(got, "; ")
}

func TestSpaces(t *testing.T) {
	const ns = "// ns.js\nvar ns = {};\n__export(ns, {\n  a: () => a\n});\nvar a = 1;\n"
	const common = "// c.cjs\nvar require_c = __commonJS({\n  \"c.cjs\"(exports) {\n    exports.k = 1;\n  }\n});\n"
	for _, test := range []struct {
		name string
		text string
		want string
	}{
		{"names are read", ns + "// page.js\nconsole.log(ns.a);\n", ""},
		{"used as a whole", ns + "// page.js\nconsole.log(ns);\n", "ns"},
		{"used as a whole by itself", ns + "console.log(ns);\n", "ns"},
		{"in short", ns + "// page.js\nvar o = { ns };\n", "ns"},
		{"any property", ns + "// page.js\nconsole.log(ns[location]);\n", "ns"},
		{"what ordinary objects have", ns + "// page.js\nconsole.log(ns.toString);\n", "ns"},
		{"passed on, and names are read", ns + "// outer.js\nvar outer = {};\n__export(outer, {\n  inner: () => ns\n});\n// page.js\nconsole.log(outer.inner.a);\n", ""},
		{"passed on, and used as a whole", ns + "// outer.js\nvar outer = {};\n__export(outer, {\n  inner: () => ns\n});\n// page.js\nconsole.log(outer.inner);\n", "ns"},
		{"names are known when it runs", ns + "__reExport(ns, require_c());\n" + common + "// page.js\nconsole.log(ns);\n", "open ns"},
		{"names are known when it runs, and read", ns + "__reExport(ns, require_c());\n" + common + "// page.js\nconsole.log(ns.a);\n", ""},
		{"one module's view of CommonJS", common + "// page.js\nvar c = __toESM(require_c());\nconsole.log(c);\n", ""},
		{"two modules' views of CommonJS", common + "// page.js\nvar c = __toESM(require_c());\nconsole.log(c);\n// other.js\nvar c2 = __toESM(require_c());\nconsole.log(c2);\n", "namespace of require_c; namespace of require_c"},
		{"two modules' views, of which one reads a name", common + "// page.js\nvar c = __toESM(require_c());\nconsole.log(c);\n// other.js\nvar c2 = __toESM(require_c());\nconsole.log(c2.k);\n", ""},
		{"required as a whole", ns + "// page.js\nconsole.log(__toCommonJS(ns));\n", "ns; required of ns"},
		{"a name of what is required", "// ns.js\nvar ns = {};\n__export(ns, {\n  a: () => a\n});\nvar a;\nvar init_ns = __esm({\n  \"ns.js\"() {\n    a = 1;\n  }\n});\n// page.js\nvar { a: b } = (init_ns(), __toCommonJS(ns));\n", "ns"},
	} {
		p := programtest.Program("-- entry-0.js page.js --\n" + programtest.Helpers + test.text)
		if got := spaced(p, shake.Spaces(p)); got != test.want {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
	}
}

// Where import() takes all of a module whose object is used, it gives that object.
func TestSpacesOfRoutes(t *testing.T) {
	for taken, want := range map[string]string{"": "ns; route gives ns", ".then((m) => m.a)": "ns"} {
		p := programtest.Program("-- entry-0.js page.js --\n" + `import {
  ns
} from "./chunk-a.js";
// page.js
console.log(ns, import("./chunk-b.js")` + taken + `);
-- chunk-a.js --
` + programtest.Helpers + `// route.js
var ns = {};
__export(ns, {
  a: () => a
});
var a = 1;
export {
  a,
  ns
};
-- chunk-b.js route.js --
import {
  a
} from "./chunk-a.js";
export {
  a
};
`)
		if got := spaced(p, shake.Spaces(p)); got != want {
			t.Errorf("import()%s: got %q, want %q", taken, got, want)
		}
	}
}
