package report

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/paintbox-build/paintbox/asset"
)

func TestFindModules(t *testing.T) {
	in := func(file string, n asset.Size) []asset.Part { return []asset.Part{{File: file, Bytes: n}} }
	b := asset.Build{Placements: []asset.Placement{
		{Module: "node_modules/@ui/kit/a.js", Package: "@ui/kit", Importer: "src/main.ts", By: "import", Parts: in("f", 10)},
		{Module: "node_modules/@ui/kit/b.js", Package: "@ui/kit", Importer: "node_modules/@ui/kit/a.js", By: "require()", Parts: in("f", 20)},
		{Module: "node_modules/@ui/kit/c.js", Package: "@ui/kit", Importer: "node_modules/@ui/kit/a.js", By: "import"},
		{Module: "node_modules/ui/index.js", Package: "ui", Importer: "src/lib/deep/a.ts", By: "import()", Parts: in("g", 5)},
		{Module: "src/lib/a.ts", Importer: "src/main.ts", By: "import", Parts: in("f", 1)},
		{Module: "src/lib/deep/a.ts", Importer: "src/lib/a.ts", By: "import", Parts: in("f", 2)},
		{Module: "src/main.ts", Importer: "index.html", By: "<script>", Parts: in("f", 3)},
	}}
	for _, test := range []struct{ name, want string }{
		{"@ui/kit", "@ui/kit: node_modules/@ui/kit/b.js node_modules/@ui/kit/a.js, 1 unused, index.html <script> src/main.ts node_modules/@ui/kit/a.js"},
		{"ui", "ui: node_modules/ui/index.js, 0 unused, index.html <script> src/main.ts src/lib/a.ts src/lib/deep/a.ts import() node_modules/ui/index.js"},
		{"@ui/*", "@ui/kit: node_modules/@ui/kit/b.js node_modules/@ui/kit/a.js, 1 unused, index.html <script> src/main.ts node_modules/@ui/kit/a.js"},
		{"./src/main.ts", ": src/main.ts, 0 unused, index.html <script> src/main.ts"},
		{"lib/a.ts", ": src/lib/a.ts, 0 unused, index.html <script> src/main.ts src/lib/a.ts"},
		{"a.ts", ": src/lib/deep/a.ts, 0 unused, index.html <script> src/main.ts src/lib/a.ts src/lib/deep/a.ts\n: src/lib/a.ts, 0 unused, index.html <script> src/main.ts src/lib/a.ts"},
		{"src/**/a.ts", ": src/lib/deep/a.ts, 0 unused, index.html <script> src/main.ts src/lib/a.ts src/lib/deep/a.ts\n: src/lib/a.ts, 0 unused, index.html <script> src/main.ts src/lib/a.ts"},
		{"src/*", ": src/main.ts, 0 unused, index.html <script> src/main.ts"},
		{"node_modules/@ui/kit/c.js", ": node_modules/@ui/kit/c.js, 0 unused, index.html <script> src/main.ts node_modules/@ui/kit/a.js node_modules/@ui/kit/c.js"},
		{"ain.ts", ""},
		{"src/[", ""},
	} {
		var got []string
		for _, f := range FindModules(&b, test.name) {
			var modules []string
			for _, m := range f.Modules {
				modules = append(modules, m.Module)
			}
			got = append(got, f.Package+": "+strings.Join(modules, " ")+", "+thousands(f.Unused)+" unused, "+strings.Join(f.Chain, " "))
		}
		if diff := cmp.Diff(test.want, strings.Join(got, "\n")); diff != "" {
			t.Errorf("%s: %s", test.name, diff)
		}
	}
}
