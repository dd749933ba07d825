package shake_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

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
		{"what it takes of itself", "// page.js\nimport(\"./chunk-a.js\").then((m) => m.a());\n-- chunk-a.js route.js --\n// route.js\nvar a = () => Promise.resolve().then(() => require_route()).then((m) => m.b);\nvar b = 1, c = 2;\nexport {\n  a,\n  b,\n  c\n};\n", "route: a b"},
		{"any name of itself", "// page.js\nimport(\"./chunk-a.js\").then((m) => m.a());\n-- chunk-a.js route.js --\n// route.js\nvar a = () => Promise.resolve().then(() => require_route());\nvar b = 1;\nexport {\n  a,\n  b\n};\n", ""},
		{"an entry", "// page.js\nimport(\"./entry-1.js\").then((m) => m.a);\n" + strings.ReplaceAll(route, "chunk-a.js", "entry-1.js"), ""},
		{"a worker", "// paintbox-worker:route.js\nvar start = () => import(\"./chunk-a.js\").then((m) => m.a);\n// page.js\nstart();\n" + route, "route:"},
		{"a CommonJS module", "// page.js\nimport(\"./chunk-a.js\").then((m) => m.a);\n-- chunk-a.js route.cjs --\n" + programtest.Helpers +
			"// route.cjs\nvar require_route = __commonJS({\n  \"route.cjs\"(exports) {\n  }\n});\nexport default require_route();\n", ""},
		{"what is not bundled", "// page.js\nimport(\"./elsewhere.js\").then((m) => m.a);\n", ""},
	} {
		var facts []string
		if strings.Contains(test.archive, "paintbox-worker") {
			facts = []string{"paintbox-worker:route.js loads route.js"}
		}
		if strings.Contains(test.archive, "require_route())") && strings.Contains(test.name, "itself") {
			facts = []string{"route.js loads route.js"}
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
