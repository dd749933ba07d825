package why_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler/internal/emit"
	"github.com/paintbox-build/paintbox/bundler/internal/program"
	"github.com/paintbox-build/paintbox/bundler/internal/programtest"
	"github.com/paintbox-build/paintbox/bundler/internal/styles"
	"github.com/paintbox-build/paintbox/bundler/internal/unit"
	"github.com/paintbox-build/paintbox/bundler/internal/why"
	"github.com/paintbox-build/paintbox/chunker"
)

// explain builds a program with its default plan but for small files, and asks
// why.
func explain(ctx context.Context, p *program.Program, groups ...chunker.Group) ([]asset.Placement, error) {
	found := unit.Group(p)
	p.Replace(unit.Aliases(p, found))
	set := unit.Describe(p, found)
	sheets, err := styles.Cut(p)
	if err != nil {
		return nil, err
	}
	o := chunker.Options{MinSize: 1, Groups: groups}
	plan, err := chunker.New(&set.Graph, o, chunker.Calibration{})
	if err != nil {
		return nil, err
	}
	build, _, err := emit.New(p, set, sheets, nil).Assemble(ctx, &plan)
	if err != nil {
		return nil, err
	}
	return why.Explain(p, set, &build, &plan, o), nil
}

// Each module is told with what asks for it, and with what loads the file that its
// code is in.
func ExampleExplain() {
	p := programtest.Program(`
-- entry-0.js page.js --
// page.js
import("./chunk-a.js").then((m) => m.draw());
-- chunk-a.js route.js --
// canvas.js
var canvas = ["canvas"];
// route.js
function draw() {
  return canvas;
}
export {
  draw
};
`, "page.js loads route.js", "route.js imports canvas.js")
	placements, err := explain(context.Background(), p)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, m := range placements {
		fmt.Printf("%s: %s of %q, for %v\n", m.Module, m.By, m.Importer, m.Parts[0].Roots)
	}
	// Output:
	// canvas.js: import of "route.js", for [route.js]
	// page.js:  of "", for [page.js]
	// route.js: import() of "page.js", for [route.js]
}

func TestExplain(t *testing.T) {
	for _, test := range []struct {
		name    string
		archive string
		facts   []string
		groups  []chunker.Group
		want    string
	}{
		{"a chain of imports", "// b.js\nvar b = [1];\n// a.js\nconsole.log(b);\n// page.js\nconsole.log();\n", []string{"page.js imports a.js", "a.js imports b.js"}, nil,
			`a.js: import of page.js; page for [page.js]
b.js: import of a.js; page for [page.js]
page.js; page for [page.js]`},
		{"a group", "// x.js\nconsole.log(1);\n// page.js\nconsole.log();\n", []string{"page.js imports x.js", "x.js is of react"}, []chunker.Group{{Name: "vendor", Packages: []string{"react"}}},
			`page.js; page for [page.js]
x.js: import of page.js, vendor, packages "react"; vendor-react for [page.js]`},
		{"a CommonJS module", programtest.Helpers + "// c.cjs\nvar require_c = __commonJS({\n  \"c.cjs\"() {\n  }\n});\n// page.js\nconsole.log(require_c());\n", []string{"page.js imports c.cjs"}, nil,
			`c.cjs: import of page.js, a CommonJS module is one function; page for [page.js]
page.js; page for [page.js]`},
		{"JSON", programtest.Helpers + "// c.json\nvar require_c = __commonJS({\n  \"c.json\"() {\n  }\n});\n// page.js\nconsole.log(require_c());\n", []string{"page.js requires c.json"}, nil,
			`c.json: require() of page.js, JSON that require() reads is one function; page for [page.js]
page.js; page for [page.js]`},
		{"ES modules that are required", programtest.Helpers + "// b.js\nvar b;\nvar init_b = __esm({\n  \"b.js\"() {\n    b = 1;\n  }\n});\n// a.js\nvar a;\nvar init_a = __esm({\n  \"a.js\"() {\n    init_b();\n    a = b;\n  }\n});\n// page.js\nconsole.log((init_a(), a));\n", []string{"page.js requires a.js", "a.js imports b.js"}, nil,
			`a.js: require() of page.js, an ES module that page.js requires with require() is one function; page for [page.js]
b.js: import of a.js, an ES module that is imported by a.js, which is one function, is one as well; page for [page.js]
page.js; page for [page.js]`},
		{"a page", "-- entry-0.js paintbox-page:index.html --\n// paintbox-page:index.html#1\nconsole.log(1);\n// a.js\nconsole.log(2);\n// paintbox-page:index.html\n", []string{"paintbox-page:index.html imports a.js", "paintbox-page:index.html imports paintbox-page:index.html#1", "paintbox-page:index.html#1 loads a.js"}, nil,
			`a.js: <script> of index.html; paintbox-page-index for [paintbox-page:index.html]
paintbox-page:index.html#1: <script> of index.html; paintbox-page-index for [paintbox-page:index.html]`},
		{"a worker", "// paintbox-worker:w.js\nvar w_default = () => import(\"./chunk-a.js\");\n// page.js\nconsole.log(w_default());\n-- chunk-a.js w.js --\n// w.js\nconsole.log();\n", []string{"page.js imports paintbox-worker:w.js", "paintbox-worker:w.js loads w.js"}, nil,
			`page.js; page for [page.js]
w.js: new Worker() of page.js; w for [w.js]`},
		{"styles", "// page.js\nconsole.log();\n-- entry-0.css --\n/* a.css */\na { b: 1 }\n", []string{"page.js imports a.css"}, nil,
			`a.css: import of page.js; page for [page.js]
page.js; page for [page.js]`},
		{"nothing of it is used", "// page.js\nconsole.log();\n// a.js\n", []string{"page.js imports a.js"}, nil,
			`a.js: import of page.js
page.js; page for [page.js]`},
		{"in several files", "import {\n  a\n} from \"./chunk-b.js\";\n// page.js\nconsole.log(a);\nimport(\"./chunk-a.js\");\n-- chunk-a.js route.js --\nimport {\n  b\n} from \"./chunk-b.js\";\n// route.js\nconsole.log(b);\n-- chunk-b.js --\n// a.js\nvar a = [\"a\"], b = [\"b\"];\nexport {\n  a,\n  b\n};\n", []string{"page.js imports a.js", "page.js loads route.js", "route.js imports a.js"}, nil,
			`a.js: import of page.js; page for [page.js] holds [a]; route for [route.js] holds [b]
page.js; page for [page.js]
route.js: import() of page.js; route for [route.js]`},
		{"statements that stay together", "// page.js\nvar big = \"" + strings.Repeat("x", 3000) + "\";\nfunction f() {\n  big = 1;\n}\nf();\n", nil, nil,
			`page.js, 2 of its statements declare or change the same variables and stay together; page for [page.js]`},
	} {
		if !strings.HasPrefix(test.archive, "--") {
			test.archive = "-- entry-0.js page.js --\n" + test.archive
		}
		p := programtest.Program(test.archive, test.facts...)
		groups := append([]chunker.Group{}, test.groups...)
		list, err := explain(t.Context(), p, groups...)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, m := range list {
			text := m.Module
			if m.Importer != "" {
				text += ": " + m.By + " of " + m.Importer
			}
			for _, word := range []string{m.Group, m.Rule, m.Whole, m.Deferred} {
				if word != "" {
					text += ", " + word
				}
			}
			for _, part := range m.Parts {
				name := strings.TrimPrefix(part.File, "assets/")
				text += fmt.Sprintf("; %s for %v", name[:strings.LastIndexByte(name, '-')], part.Roots)
				if part.Names != nil {
					text += fmt.Sprint(" holds ", part.Names)
				}
			}
			got = append(got, text)
		}
		if text := strings.Join(got, "\n"); text != test.want {
			t.Errorf("%s:\ngot  %s\nwant %s", test.name, text, test.want)
		}
	}
}
