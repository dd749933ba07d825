package inspect

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/budgets"
	"github.com/paintbox-build/paintbox/internal/coding"
)

// archive reads a directory that a tool wrote.
func archive(t *testing.T, file string) fstest.MapFS {
	t.Helper()
	a, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	dir := fstest.MapFS{}
	for _, f := range a.Files {
		dir[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	return dir
}

func read(t *testing.T, dir fs.FS, opts Options) asset.Build {
	t.Helper()
	b, err := Read(t.Context(), dir, opts)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// summary writes what starts where, one line for each root.
func summary(b asset.Build) []string {
	var list []string
	for _, r := range b.Roots {
		kind := "route"
		if r.Entry {
			kind = "entry"
		}
		list = append(list, fmt.Sprintf("%s %s (%s) %s: %s", kind, r.Source, r.Name, r.File, strings.Join(slices.Concat(r.Scripts, r.Styles), " ")))
	}
	return list
}

// TestDirectories reads what real tools wrote.
func TestDirectories(t *testing.T) {
	for _, tt := range []struct {
		file string
		want []string
	}{
		{"testdata/vite.txtar", []string{
			"entry index.html (index) assets/index-DwsgSHrX.js: assets/index-DwsgSHrX.js assets/index-C3J-ZlcN.css",
			"route assets/about.js (about) assets/about-Crldyhv3.js: assets/chart-FfQ-QAbi.js assets/about-Crldyhv3.js assets/chart-DHMW2sJo.css assets/about-CdusFwEa.css",
			"route assets/admin.js (admin) assets/admin-C9mEPETN.js: assets/chart-FfQ-QAbi.js assets/admin-C9mEPETN.js assets/chart-DHMW2sJo.css",
			"route assets/export.js (export) assets/export-BQkFlT2A.js: assets/export-BQkFlT2A.js",
		}},
		{"testdata/vite-manifest.txtar", []string{
			"entry index.html (index) assets/index-SU8TbzaK.js: assets/index-SU8TbzaK.js assets/index-C3J-ZlcN.css",
			"route src/about.js (about) assets/about-BvXrluKS.js: assets/chart-B0o_0JLD.js assets/about-BvXrluKS.js assets/chart-DHMW2sJo.css assets/about-CdusFwEa.css",
			"route src/admin.js (admin) assets/admin-BFCyn6pn.js: assets/chart-B0o_0JLD.js assets/admin-BFCyn6pn.js assets/chart-DHMW2sJo.css",
			"route src/export.js (export) assets/export-BQkFlT2A.js: assets/export-BQkFlT2A.js",
		}},
		{"testdata/webpack.txtar", []string{
			"entry index.html (index) main.1f445f04.js: main.1f445f04.js main.0e79aa33.css",
			"route src/about.js (about) 721.6420b868.js: 721.6420b868.js 762.bb55a020.js 721.15d0f37b.css 762.0cc0fada.css",
			"route src/admin.js (admin) 198.dda83d45.js: 198.dda83d45.js 762.bb55a020.js 762.0cc0fada.css",
			"route src/export.js (export) 667.425d526b.js: 667.425d526b.js",
		}},
		{"testdata/esbuild.txtar", []string{
			"entry src/main.js (main) main-6XGL3PQ7.js: chunk-UQELPOWN.js main-6XGL3PQ7.js main-EFPCFPBY.css",
			"route src/about.js (about) about-AWJDDRIS.js: chunk-RPKGTL24.js about-AWJDDRIS.js about-Q6IJPAER.css",
			"route src/admin.js (admin) admin-B3TT6RZR.js: chunk-RPKGTL24.js admin-B3TT6RZR.js admin-VO45EADU.css",
			"route src/export.js (export) export-TZIQCFSE.js: export-TZIQCFSE.js",
		}},
		{"../../testdata/sw/next.txtar", []string{
			"entry 404.html (404) _next/static/chunks/310vm2bl3xxpt.js: _next/static/chunks/310vm2bl3xxpt.js _next/static/chunks/1wnov70f88xjy.js _next/static/chunks/39_j1bdzreq0m.js _next/static/chunks/33om2u2l1wmz7.js _next/static/chunks/turbopack-2u1d16houkiyo.js _next/static/chunks/3qfy96eoyh-ek.js _next/static/chunks/0tqxmwmasweug.css",
			"entry _not-found.html (_not-found) _next/static/chunks/310vm2bl3xxpt.js: _next/static/chunks/310vm2bl3xxpt.js _next/static/chunks/1wnov70f88xjy.js _next/static/chunks/39_j1bdzreq0m.js _next/static/chunks/33om2u2l1wmz7.js _next/static/chunks/turbopack-2u1d16houkiyo.js _next/static/chunks/3qfy96eoyh-ek.js _next/static/chunks/0tqxmwmasweug.css",
			"entry about.html (about) _next/static/chunks/310vm2bl3xxpt.js: _next/static/chunks/310vm2bl3xxpt.js _next/static/chunks/1wnov70f88xjy.js _next/static/chunks/39_j1bdzreq0m.js _next/static/chunks/33om2u2l1wmz7.js _next/static/chunks/turbopack-2u1d16houkiyo.js _next/static/chunks/3qfy96eoyh-ek.js _next/static/chunks/2h0f_vtl-0868.js _next/static/chunks/0tqxmwmasweug.css",
			"entry index.html (index) _next/static/chunks/310vm2bl3xxpt.js: _next/static/chunks/310vm2bl3xxpt.js _next/static/chunks/1wnov70f88xjy.js _next/static/chunks/39_j1bdzreq0m.js _next/static/chunks/33om2u2l1wmz7.js _next/static/chunks/turbopack-2u1d16houkiyo.js _next/static/chunks/3qfy96eoyh-ek.js _next/static/chunks/3zt_16xndew4w.js _next/static/chunks/0tqxmwmasweug.css",
		}},
		{"../../testdata/sw/vite.txtar", []string{
			"entry index.html (index) assets/index-DyQnkPaJ.js: assets/index-DyQnkPaJ.js assets/index-mpvPN_uB.css",
			"route src/about.js (about) assets/about-CWTH1-Go.js: assets/about-CWTH1-Go.js assets/about-BgR1LhZO.css",
		}},
		{"../../testdata/sw/vite-base.txtar", []string{
			"entry index.html (index) assets/index-BMz9Zmpk.js: assets/index-BMz9Zmpk.js assets/index-CgfTiXCT.css",
		}},
		{"../../testdata/sw/create-react-app.txtar", []string{
			"entry index.html (index) static/js/main.62a0fca6.js: static/js/main.62a0fca6.js static/css/main.5d69d294.css",
		}},
		{"../../testdata/sw/angular.txtar", []string{
			"entry index.html (index) main-Z4VUU2S3.js: polyfills-5CFQRCPP.js main-Z4VUU2S3.js styles-5INURTSO.css",
		}},
	} {
		t.Run(tt.file, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, summary(read(t, archive(t, tt.file), Options{}))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestNamesWithoutHashes: what Next calls at random has the same name in every
// build.
func TestNamesWithoutHashes(t *testing.T) {
	b := read(t, archive(t, "../../testdata/sw/next.txtar"), Options{ChunkLimit: 5})
	for p, want := range map[string]string{
		"_next/static/ZWou3bdkW3UI1Rnmt-gAu/_buildManifest.js": "_next/static/_buildManifest.js",
		"_next/static/chunks/0cz1d0mv5g_q7.js":                 "_next/static/chunks/chunk.js",
		"_next/static/chunks/turbopack-2u1d16houkiyo.js":       "_next/static/chunks/turbopack.js",
		"about.html": "about.html",
	} {
		f := b.File(p)
		if f.Name != want || f.Immutable != (p != want) || f.Limit != map[bool]asset.Size{true: 5}[p != want] {
			t.Errorf("%s: name %s, hashed %v, limit %d", p, f.Name, f.Immutable, f.Limit)
		}
	}
}

// directory makes one of names and contents.
func directory(pairs ...string) fstest.MapFS {
	dir := fstest.MapFS{}
	for i := 0; i < len(pairs); i += 2 {
		dir[pairs[i]] = &fstest.MapFile{Data: []byte(pairs[i+1])}
	}
	return dir
}

func TestPages(t *testing.T) {
	for _, tt := range []struct {
		name, html string
		want       string // scripts and styles
	}{
		{"scripts for old browsers are not loaded", `<script src="a.js" nomodule></script><script src=b.js></script>`, "b.js"},
		{"data is no script", `<script type="application/json" src="a.js"></script><script type="text/javascript" src="b.js"></script>`, "b.js"},
		{"preloads are loaded", `<link rel="modulepreload" href="./a.js"><link rel=preload as=script href=b.js><link rel=preload as=style href=a.css>`, "a.js b.js a.css"},
		{"prefetches are not", `<link rel="prefetch" href="./a.js"><link rel=stylesheet href="./a.css?v=1">`, "a.css"},
		{"programs in the page", `<script type=module>import{x}from"./a.js";x()</script><script>Promise.all([import("./b.js")])</script>`, "a.js b.js"},
		{"nothing in comments and noscript", `<!-- <script src="a.js"></script> --><noscript><link rel=stylesheet href="a.css"></noscript><script src="b.js"></script>`, "b.js"},
		{"the base's directory", `<base href="/deep/"><script src="d.js"></script>`, "deep/d.js"},
		{"the public path", `<script src="/any/path/deep/d.js"></script>`, "deep/d.js"},
		{"other servers", `<script src="https://cdn.example.com/a.js"></script><script src="//cdn.example.com/x/c-4KPQ2XWA.js"></script>`, "c-4KPQ2XWA.js"},
		{"static imports first", `<script type=module src="/e.js"></script>`, "a.js deep/d.js e.js"},
		{"once each", `<script src=a.js></script><script src=./a.js></script>`, "a.js"},
		{"what is not there", `<script src=gone.js></script><script src=a.js></script><link rel=stylesheet href=mailto:a.css>`, "a.js"},
	} {
		dir := directory("index.html", tt.html, "a.js", "1", "b.js", "2", "c-4KPQ2XWA.js", "3", "deep/d.js", "4", "a.css", "5",
			"e.js", `import{a as b}from"./a.js";export*from"./deep/d.js";import"react";x.import("./b.js");const s="reimport('./b.js')"`)
		b := read(t, dir, Options{})
		r := b.Roots[0]
		if got := strings.Join(slices.Concat(r.Scripts, r.Styles), " "); got != tt.want || r.Source != "index.html" {
			t.Errorf("%s: %s loads %q, want %q", tt.name, r.Source, got, tt.want)
		}
	}
}

// TestWhatIsLoadedBefore: a route that two entries lead to must bring what one of
// them lacks.
func TestWhatIsLoadedBefore(t *testing.T) {
	b := read(t, directory(
		"a.html", `<script type=module src=a.js></script>`, "b.html", `<script type=module src=b.js></script>`,
		"a.js", `import"./both.js";import"./one.js";import("./route.js")`, "b.js", `import"./both.js";import("./way.js")`,
		"way.js", `import("./route.js")`, "both.js", "1", "one.js", "2", "route.js", `import"./both.js";import"./one.js";`,
	), Options{})
	if diff := cmp.Diff([]string{
		"entry a.html (a) a.js: both.js one.js a.js", "entry b.html (b) b.js: both.js b.js",
		"route route.js (route) route.js: one.js route.js", "route way.js (way) way.js: way.js",
	}, summary(b)); diff != "" {
		t.Error(diff)
	}
}

// TestRoutesOfOneName are told apart, the larger one first.
func TestRoutesOfOneName(t *testing.T) {
	b := read(t, directory("index.html", `<script type=module src=main-4KPQ2XWA.js></script>`,
		"main-4KPQ2XWA.js", `import("./index-4KPQ2XWB.js");import("./index-4KPQ2XWC.js")`, "index-4KPQ2XWB.js", "1", "index-4KPQ2XWC.js", "22"), Options{})
	if b.Roots[1].Source != "index.js" || b.Roots[1].File != "index-4KPQ2XWC.js" || b.Roots[2].Source != "index.js #2" {
		t.Errorf("%v", summary(b))
	}
}

// TestCompressed: siblings that are there count, what lacks them is compressed.
func TestCompressed(t *testing.T) {
	text := strings.Repeat("the same words again and again ", 100)
	shipped := encoded(t, "gzip", text[:31]) + encoded(t, "gzip", text[31:]) // longer than it need be
	dir := directory("index.html", text, "a.js", text, "a.js.gz", shipped, "photo.jpg", text)
	b := read(t, dir, Options{Measures: []budgets.Measure{"gzip"}})
	if f := b.File("a.js"); string(f.Encodings["gzip"]) != shipped || f.Encodings["brotli"] != nil {
		t.Errorf("a.js: %d gzip, %d brotli", len(f.Encodings["gzip"]), len(f.Encodings["brotli"]))
	}
	if f := b.File("index.html"); len(f.Encodings["gzip"]) == 0 || len(f.Encodings["gzip"]) > 150 || f.Encodings["brotli"] != nil || b.File("photo.jpg").Encodings != nil {
		t.Errorf("index.html: %d gzip", len(f.Encodings["gzip"]))
	}
	b = read(t, dir, Options{Measures: budgets.Measures()})
	if f := b.File("a.js"); string(f.Encodings["gzip"]) != shipped || len(f.Encodings["brotli"]) == 0 || len(b.File("index.html").Encodings) < 2 {
		t.Errorf("a.js: %d gzip, %d brotli", len(f.Encodings["gzip"]), len(f.Encodings["brotli"]))
	}
}

// encoded is a text in a coding.
func encoded(t *testing.T, name, text string) string {
	t.Helper()
	for _, c := range coding.Table() {
		if c.Name == name {
			data, _, err := c.Encoder().Encode(t.Context(), []byte(text))
			if err != nil {
				t.Fatal(err)
			}
			return string(data)
		}
	}
	t.Fatalf("no coding is called %s", name)
	return ""
}

// TestEveryCodingIsReadOrMeasured: each coding's sibling counts, and what lacks
// it is compressed where its measure is asked for, and only then.
func TestEveryCodingIsReadOrMeasured(t *testing.T) {
	text := strings.Repeat("the same words again and again ", 100)
	for _, c := range coding.Table() {
		shipped := encoded(t, c.Name, text)
		dir := directory("index.html", text, "a.js", text, "a.js"+c.Suffix, shipped, "stale.js", text, "stale.js"+c.Suffix, encoded(t, c.Name, "other"))
		b := read(t, dir, Options{})
		if f := b.File("a.js"); len(b.Files) != 3 || string(f.Encodings[c.Name]) != shipped || len(f.Encodings) != 1 || len(b.File("index.html").Encodings) != 0 {
			t.Errorf("%s: %d files, %d encodings of a.js", c.Name, len(b.Files), len(f.Encodings))
		}
		if f := b.File("stale.js"); f.Encodings != nil || len(b.Warnings) != 1 || b.Warnings[0].File != "stale.js"+c.Suffix {
			t.Errorf("%s: %d encodings of a stale file, warnings %v", c.Name, len(f.Encodings), b.Warnings)
		}
		b = read(t, dir, Options{Measures: []budgets.Measure{budgets.Measure(c.Name)}})
		if f := b.File("index.html"); len(f.Encodings[c.Name]) == 0 || len(f.Encodings[c.Name]) > 150 || len(f.Encodings) != 1 {
			t.Errorf("%s: %d bytes and %d encodings of index.html", c.Name, len(f.Encodings[c.Name]), len(f.Encodings))
		}
	}
}

func TestRecordsAreNotPublished(t *testing.T) {
	b := read(t, directory("index.html", "<script src=a.js></script>", "a.js", "1", ".DS_Store", "x", ".well-known/security.txt", "x", "stats.json", `{"players":[]}`,
		"manifest.json", `{"name":"App","icons":[{"src":"a.png"}]}`), Options{})
	var got []string
	for _, f := range b.Files {
		got = append(got, f.Path)
	}
	if diff := cmp.Diff([]string{".well-known/security.txt", "a.js", "index.html", "manifest.json", "stats.json"}, got); diff != "" {
		t.Error(diff)
	}
}

// TestUnserved: what hosts keep to themselves is no part of a build.
func TestUnserved(t *testing.T) {
	b := read(t, directory("index.html", "<script src=a.js></script>", "a.js", "1", "a.js.zst", "x", "data.json.zst", "x", "data/netlify.toml", "x", "netlify.toml", "x", "_headers", "x",
		"docs/_headers", "x", "CNAME", "x", "docs/web.config", "x", "api/form.PHP", "x", "_worker.js/index.js", "x", "robots.txt", "x", ".git/config", "x"), Options{})
	var got []string
	for _, f := range b.Files {
		got = append(got, f.Path)
	}
	if diff := cmp.Diff([]string{"a.js", "data.json.zst", "data/netlify.toml", "docs/_headers", "index.html", "robots.txt"}, got); diff != "" {
		t.Error(diff)
	}
}

// TestNeeds: what a caller does not need is not read.
func TestNeeds(t *testing.T) {
	dir := directory("index.html", "<script src=a-4KPQ2XWA.js></script>", "a-4KPQ2XWA.js", "1", "film.mp4", "large")
	b := read(t, dir, Options{Needs: func(p, name string, size int64) bool {
		return name != "film.mp4" || p != name || size != 5
	}})
	if len(b.Files) != 2 || b.File("film.mp4") != nil {
		t.Errorf("%d files", len(b.Files))
	}
	b = read(t, dir, Options{Needs: func(_, name string, _ int64) bool { return name != "a.js" }})
	if b.File("a-4KPQ2XWA.js") != nil {
		t.Error("the name without hash is not told")
	}
}

// TestManifestNames: a manifest tells what is a hash, and what only looks like one.
func TestManifestNames(t *testing.T) {
	b := read(t, directory(".vite/manifest.json", `{"index.html":{"file":"js/main.js","name":"main","isEntry":true,"css":["css/main_x.css","css/main-q.css"]},
		"_a":{"file":"js/page-4KPQ2XWA.js","name":"page-4KPQ2XWA"},"src/lazy.js":{"file":"js/lazy_k3x.js","src":"src/lazy.js"},"b":{"file":"js/about.js","name":"pages/about"},
		"src/[id].js":{"file":"js/_id_.js","name":"[id]"}}`,
		"index.html", "<script type=module src=/app/js/main.js></script>", "js/main.js", "1", "css/main_x.css", "2", "css/main-q.css", "3", "js/page-4KPQ2XWA.js", "4", "js/lazy_k3x.js", "5", "js/about.js", "6", "js/_id_.js", "7"), Options{})
	for p, want := range map[string]string{"css/main-q.css": "css/main.css", "js/lazy_k3x.js": "js/lazy.js", "js/main.js": "", "css/main_x.css": "", "js/page-4KPQ2XWA.js": "", "js/about.js": "", "js/_id_.js": ""} {
		if f := b.File(p); f.Immutable != (want != "") || want != "" && f.Name != want {
			t.Errorf("%s: hashed %v, name %s; want %q", p, f.Immutable, f.Name, want)
		}
	}
	if b.Base != "/app/" || b.File("js/main.js").Source != "" {
		t.Errorf("base %q, source %q", b.Base, b.File("js/main.js").Source)
	}
}

// TestLikelyHashes: where little is beside them, names that may be hashed are
// compared without, and not kept for ever.
func TestLikelyHashes(t *testing.T) {
	b := read(t, directory("index.html", "<script src=assets/index-DiwrgTda.js></script>", "assets/index-DiwrgTda.js", "1"), Options{})
	if f := b.File("assets/index-DiwrgTda.js"); f.Name != "assets/index.js" || f.Immutable {
		t.Errorf("name %s, hashed %v", f.Name, f.Immutable)
	}
}

// TestWhatStartsAPage: which of a page's scripts is its application.
func TestWhatStartsAPage(t *testing.T) {
	for html, want := range map[string]string{
		`<script src=a.js></script><script src=b.js></script>`:                                                         "b.js",
		`<script type=module src=a.js></script><script src=b.js></script>`:                                             "a.js",
		`<script src=main.js></script><script src=index.js></script><script type=module src=a.js></script>`:            "main.js",
		`<script type=module src=told.js></script><script src=main.js></script><script type=module src=a.js></script>`: "told.js",
	} {
		b := read(t, directory("index.html", html, "a.js", "1", "b.js", "2", "main.js", "3", "index.js", "4", "told.js", "5", ".vite/manifest.json", `{"index.html":{"file":"told.js","isEntry":true}}`), Options{})
		if got := b.Roots[0].File; got != want {
			t.Errorf("%s: %s, want %s", html, got, want)
		}
	}
}

func TestRefused(t *testing.T) {
	for _, tt := range []struct {
		dir  fstest.MapFS
		want string
	}{
		{directory("package.json", "{}", "node_modules/x.js", "1", "index.html", ""), "this is a project, not a build (name the directory that a build wrote)"},
		{directory("readme.txt", "1"), "no pages, scripts or style sheets here (name the directory that a build wrote)"},
		{directory("static/a.js", "1", "BUILD_ID", "1", "build-manifest.json", "{}", "server/app/page_client-reference-manifest.js", "x"),
			"server/app/page_client-reference-manifest.js: not a manifest as Next writes it (build again)"},
		{directory(".cache/a.js", "1"), "no pages, scripts or style sheets here (name the directory that a build wrote)"},
		{directory("a.js", "1", "stats.json", "{\n\"chunks\": [1,"), "stats.json: line 2: unexpected end of JSON input (build again, or remove it)"},
		{directory("static/a.js", "1", "BUILD_ID", "1", "build-manifest.json", "{"), "build-manifest.json: unexpected end of JSON input (build again)"},
		{directory("index.html", "1", ".paintbox/report.json", "{"), ".paintbox/report.json: line 1: unexpected end of JSON input (build again)"},
	} {
		if _, err := Read(t.Context(), tt.dir, Options{}); err == nil || err.Error() != tt.want {
			t.Errorf("got %v\nwant %s", err, tt.want)
		}
	}
}

// TestSourceMaps: without statistics, source maps tell what fills a file.
func TestSourceMaps(t *testing.T) {
	b := read(t, directory("index.html", `<script type=module src=main-4KPQ2XWA.js></script>`,
		"main-4KPQ2XWA.js", "0123456789abcdef\nsecond line\n//# sourceMappingURL=main-4KPQ2XWA.js.map",
		// Line 1: 4 bytes of nobody, 6 of react, 2 of the application, 2 of nobody, 3 and the line's end of react; line 2: the application.
		"main-4KPQ2XWA.js.map", `{"version":3,"sources":["../../node_modules/react/index.js","webpack://shop/./src/main.ts?2f"],"mappings":"IAAA,MCAA,E,EDAA;ACAA"}`,
		"other.js", "1", "other.js.map", "{",
	), Options{})
	want := []asset.Share{{Module: "src/main.ts", Bytes: 14}, {Module: "node_modules/react/index.js", Package: "react", Bytes: 9}}
	if diff := cmp.Diff(want, b.File("main-4KPQ2XWA.js").Shares); diff != "" {
		t.Error(diff)
	}
	if b.File("other.js").Shares != nil || b.Total() != 121 {
		t.Errorf("%+v, total %d", b.File("other.js").Shares, b.Total())
	}
}
