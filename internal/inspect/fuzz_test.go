package inspect

import (
	"testing"

	"github.com/paintbox-build/paintbox/asset"
)

// FuzzRead: whatever the files of a directory hold, there is no panic, what a
// root loads is in the build, each file once, and the same again gives the same.
func FuzzRead(f *testing.F) {
	f.Add(`<script src=a.js></script><base href="/x/"><link rel=modulepreload href=b-4KPQ2XWA.js>`, `import{a}from"./b-4KPQ2XWA.js";import("./a.js")`, `export*from"./a.js"`,
		`{"index.html":{"file":"a.js","isEntry":true,"imports":["b"],"css":["c.css"]},"b":{"file":"b-4KPQ2XWA.js","dynamicImports":["b","index.html",""]}}`,
		`{"outputs":{"dist/a.js":{"imports":[{"path":"b-4KPQ2XWA.js","kind":"dynamic-import"}],"entryPoint":"x:y","inputs":{"n":{"bytesInOutput":-5}}}},"inputs":{"n":{}}}`)
	f.Add("", "__vite__mapDeps=(m.f=[\"c.css\",'a.js'])import(`./b-4KPQ2XWA.js`),__vite__mapDeps([0,9,])", "import(/*x*/'./a.js')", `{"name":"app"}`,
		`{"entrypoints":{"m":{"assets":["a.js",{"name":"c.css"}]}},"chunks":[{"id":[1],"files":["a.js"]},{"id":"x","files":["b-4KPQ2XWA.js"],"origins":[{"moduleName":"!./x + 1","request":"./y"},{"request":"/"}]}],"modules":[{"name":"./x","size":-3,"chunks":[[1],{}]},{"name":"z","size":1e300,"chunks":["x"]},{"size":5,"modules":[{"name":"css q"}]}]}`)
	f.Add("<script src=a.js></script>", "let a\nlet b", "", `{"sources":["../node_modules/@x/y/z.js",null,"webpack://app/./q.js?1"],"mappings":"AAAA,ECAA,CCAA;;DDDD,sBCkB8zL"}`, "")
	f.Fuzz(func(t *testing.T, page, a, b, manifest, stats string) {
		dir := directory("index.html", page, "a.js", a, "b-4KPQ2XWA.js", b, "c.css", "", "sub/page.html", page, ".vite/manifest.json", manifest, "stats.json", stats, "a.js.map", manifest, "b-4KPQ2XWA.js.map", stats)
		first, err := Read(t.Context(), dir, Options{ChunkLimit: 5})
		if err != nil {
			return
		}
		sound(t, first)
		again, err := Read(t.Context(), dir, Options{ChunkLimit: 5})
		if err != nil || len(again.Roots) != len(first.Roots) {
			t.Fatalf("%v, %d roots after %d", err, len(again.Roots), len(first.Roots))
		}
		for i, r := range first.Roots {
			if again.Roots[i].Source != r.Source || again.Roots[i].File != r.File {
				t.Errorf("root %d: %+v, then %+v", i, r, again.Roots[i])
			}
		}
	})
}

// sound checks that a build holds what its roots and files name.
func sound(t *testing.T, b asset.Build) {
	t.Helper()
	for _, r := range b.Roots {
		seen := map[string]bool{}
		for _, list := range [][]string{r.Scripts, r.Styles} {
			for _, p := range list {
				if b.File(p) == nil || seen[p] {
					t.Errorf("%s loads %s, which is not there or loaded before", r.Source, p)
				}
				seen[p] = true
			}
		}
		if r.File != "" && b.File(r.File) == nil || r.Source == "" {
			t.Errorf("root %q starts with %q", r.Source, r.File)
		}
	}
	for _, f := range b.Files {
		for _, list := range [][]string{f.Imports, f.Dynamic} {
			for _, p := range list {
				if b.File(p) == nil {
					t.Errorf("%s imports %s, which is not there", f.Path, p)
				}
			}
		}
		for _, s := range f.Shares {
			if s.Bytes < 0 {
				t.Errorf("%s: %d bytes of %s", f.Path, s.Bytes, s.Module)
			}
		}
	}
}
