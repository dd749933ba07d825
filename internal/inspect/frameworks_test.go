package inspect

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/paintbox-build/paintbox/asset"
)

// TestAngularBesideItsStatistics: the directory for browsers is one of several,
// and stats.json is esbuild's metafile.
func TestAngularBesideItsStatistics(t *testing.T) {
	b := read(t, directory(
		"browser/index.html", `<base href="/"><script src="main-4KPQ2XWA.js" type="module"></script>`,
		"browser/main-4KPQ2XWA.js", `import"./chunk-4KPQ2XWB.js";`+strings.Repeat("m", 900), "browser/chunk-4KPQ2XWB.js", strings.Repeat("c", 500),
		"3rdpartylicenses.txt", "MIT",
		"stats.json", `{"inputs":{"src/main.ts":{"bytes":2000,"imports":[{"path":"node_modules/@angular/core/core.mjs","kind":"import-statement"}]},"node_modules/@angular/core/core.mjs":{"bytes":90000,"imports":[]}},
			"outputs":{"main-4KPQ2XWA.js":{"imports":[{"path":"chunk-4KPQ2XWB.js","kind":"import-statement"}],"entryPoint":"src/main.ts","inputs":{"src/main.ts":{"bytesInOutput":880}}},
			"chunk-4KPQ2XWB.js":{"imports":[],"inputs":{"node_modules/@angular/core/core.mjs":{"bytesInOutput":490},"angular:polyfills":{"bytesInOutput":0}}}}}`,
	), Options{})
	if diff := cmp.Diff([]string{"entry browser/index.html (browser/index) browser/main-4KPQ2XWA.js: browser/chunk-4KPQ2XWB.js browser/main-4KPQ2XWA.js"}, summary(b)); diff != "" {
		t.Error(diff)
	}
	want := []asset.Share{{Module: "node_modules/@angular/core/core.mjs", Package: "@angular/core", Bytes: 490}}
	if diff := cmp.Diff(want, b.File("browser/chunk-4KPQ2XWB.js").Shares); diff != "" {
		t.Error(diff)
	}
	above := fstest.MapFS{"stats.json": &fstest.MapFile{Data: []byte(`{"outputs":{"main-4KPQ2XWA.js":{"imports":[],"inputs":{"src/main.ts":{"bytesInOutput":9}}}},"inputs":{}}`)}}
	inside := read(t, directory("index.html", "<script src=main-4KPQ2XWA.js></script>", "main-4KPQ2XWA.js", "1"), Options{Above: above})
	if shares := inside.File("main-4KPQ2XWA.js").Shares; len(shares) != 1 || shares[0].Module != "src/main.ts" {
		t.Errorf("statistics above the directory: %+v", shares)
	}
	if b.SourceBytes != 92000 || b.Modules != 2 || len(b.Inputs) != 2 || b.File("stats.json") != nil {
		t.Errorf("%d bytes in %d modules, %d inputs", b.SourceBytes, b.Modules, len(b.Inputs))
	}
}

func TestWebpackModules(t *testing.T) {
	b := read(t, archive(t, "testdata/webpack.txtar"), Options{})
	var total asset.Size
	for _, share := range b.File("main.1f445f04.js").Shares {
		total += share.Bytes
	}
	main := b.File("main.1f445f04.js")
	if len(main.Shares) != 2 || main.Shares[0].Module != "src/main.js" || total > asset.Size(len(main.Data)) || total < asset.Size(len(main.Data))-2 {
		t.Errorf("%+v in %d bytes", main.Shares, len(main.Data))
	}
	if diff := cmp.Diff([]string{"198.dda83d45.js", "721.6420b868.js"}, slices.Sorted(slices.Values(main.Dynamic))); diff != "" {
		t.Error(diff)
	}
}

// TestNextDirectory: of .next itself, static/ is what browsers load.
func TestNextDirectory(t *testing.T) {
	b := read(t, directory(
		"BUILD_ID", "x", "server/app.js", "secret", "cache/1.pack", "large",
		"build-manifest.json", `{"pages":{"/":["static/chunks/main-0123456789abcdef.js","static/css/0123456789abcdef.css"],"/_app":[]},"rootMainFiles":["static/chunks/webpack-0123456789abcdef.js"]}`,
		"static/chunks/main-0123456789abcdef.js", "m", "static/chunks/webpack-0123456789abcdef.js", "w", "static/css/0123456789abcdef.css", "c",
	), Options{})
	if diff := cmp.Diff([]string{
		"entry / (/) static/chunks/main-0123456789abcdef.js: static/chunks/main-0123456789abcdef.js static/css/0123456789abcdef.css",
		"entry app (app) static/chunks/webpack-0123456789abcdef.js: static/chunks/webpack-0123456789abcdef.js",
	}, summary(b)); diff != "" {
		t.Error(diff)
	}
	if b.Total() != 3 {
		t.Errorf("total %d", b.Total())
	}
}

// TestNextRoutes: the routes of the directory app/, as Next 16 lists them (one
// script for each) and as Next 15 did.
func TestNextRoutes(t *testing.T) {
	common := []string{"BUILD_ID", "x", "static/a.js", "1", "static/b.js", "2", "static/c.js", "3", "static/d.js", "4", "static/e.css", "5",
		"build-manifest.json", `{"pages":{"/_app":["static/a.js"]},"rootMainFiles":["static/a.js"]}`}
	for name, files := range map[string][]string{
		"16": {
			"server/app/page_client-reference-manifest.js", "globalThis.__RSC_MANIFEST = globalThis.__RSC_MANIFEST || {};\nglobalThis.__RSC_MANIFEST[\"/page\"] = " +
				`{"clientModules":{"x":{"id":1}},"entryCSSFiles":{"[project]/app/layout":[{"path":"static/e.css","inlined":false}]},"entryJSFiles":{"[project]/app/layout":["static/b.js"],"[project]/x/global-error":["static/d.js"]}};`,
			"server/app/shop/[id]/page_client-reference-manifest.js", `globalThis.__RSC_MANIFEST["/shop/[id]/page"] = {"entryJSFiles":{"[project]/app/layout":["static/b.js"],"[project]/app/shop/[id]/page":["static/c.js","static/b.js"]}}`,
			"server/app/_not-found/page_client-reference-manifest.js", `globalThis.__RSC_MANIFEST["/_not-found/page"]={}`,
		},
		"15": {"app-build-manifest.json", `{"pages":{"/layout":["static/b.js"],"/page":["static/a.js","static/b.js","static/e.css"],"/shop/[id]/page":["static/a.js","static/b.js","static/c.js"],"/_not-found/page":["static/a.js"]}}`},
	} {
		b := read(t, directory(append(files, common...)...), Options{})
		if diff := cmp.Diff([]string{
			"entry / (/) static/b.js: static/a.js static/b.js static/e.css",
			"entry /shop/[id] (/shop/[id]) static/c.js: static/a.js static/b.js static/c.js",
		}, summary(b)); diff != "" {
			t.Errorf("Next %s: %s", name, diff)
		}
	}
}
