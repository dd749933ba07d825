package swgen_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/internal/coding"
	"github.com/paintbox-build/paintbox/internal/inspect"
	"github.com/paintbox-build/paintbox/swgen"
)

// tree is a directory with the given files; a name without text holds its name.
func tree(files map[string]string, names ...string) fstest.MapFS {
	dir := fstest.MapFS{}
	for name, data := range files {
		dir[name] = &fstest.MapFile{Data: []byte(data)}
	}
	for _, name := range names {
		dir[name] = &fstest.MapFile{Data: []byte(name)}
	}
	return dir
}

// fixture is a directory that another tool wrote, from testdata/sw.
func fixture(t *testing.T, name string) fstest.MapFS {
	t.Helper()
	archive, err := txtar.ParseFile("../testdata/sw/" + name + ".txtar")
	if err != nil {
		t.Fatal(err)
	}
	dir := fstest.MapFS{}
	for _, f := range archive.Files {
		dir[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	return dir
}

func scan(t *testing.T, dir fstest.MapFS, opts swgen.Options) asset.Build {
	t.Helper()
	build, err := read(t, dir, opts)
	if err != nil {
		t.Fatal(err)
	}
	return build
}

// read takes from a directory what the worker needs, as "paintbox sw" does.
func read(t *testing.T, dir fstest.MapFS, opts swgen.Options) (asset.Build, error) {
	t.Helper()
	build, err := inspect.Read(t.Context(), dir, inspect.Options{Needs: opts.Needs, Changed: true})
	if err != nil {
		return asset.Build{}, err
	}
	return swgen.Select(build, opts)
}

func immutable(build asset.Build) []string {
	var names []string
	for _, f := range build.Files {
		if f.Immutable {
			names = append(names, f.Path)
		}
	}
	return names
}

// What the usual tools write is understood without being told.
func TestSelectOtherTools(t *testing.T) {
	for _, tt := range []struct {
		name, base string
		precache   []string
		plain      []string // files whose names carry no hash
	}{
		{"vite", "/", []string{"index.html", "assets/index-DyQnkPaJ.js", "assets/index-mpvPN_uB.css"}, []string{"favicon.svg", "index.html"}},
		{"vite-base", "/app/", []string{"index.html", "assets/index-BMz9Zmpk.js", "assets/index-CgfTiXCT.css"}, []string{"favicon.svg", "index.html"}},
		{"angular", "/", []string{"index.html", "main-Z4VUU2S3.js", "styles-5INURTSO.css"}, []string{"favicon.ico", "index.html"}},
		{"angular-zoneless", "/", []string{"index.html", "main-2KHTBBQE.js", "styles-QXEY2N4Q.css"}, []string{"assets/i18n/en.json", "favicon.ico", "index.html"}},
		{"create-react-app", "/", []string{"index.html", "static/js/main.62a0fca6.js", "static/css/main.5d69d294.css"}, []string{"favicon.ico", "index.html", "manifest.json"}},
		{"next", "/", []string{"index.html", "_next/static/chunks/310vm2bl3xxpt.js", "_next/static/chunks/0tqxmwmasweug.css"}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			build := scan(t, fixture(t, tt.name), swgen.Options{})
			result := generate(t, build, swgen.Options{})
			if build.Base != tt.base || !slices.Equal(result.Precache, tt.precache) || len(result.Warnings) > 0 {
				t.Errorf("base %q, precache %v, warnings %v; want %q, %v", build.Base, result.Precache, result.Warnings, tt.base, tt.precache)
			}
			var plain []string
			for _, f := range build.Files {
				if hashed := strings.HasPrefix(f.Path, "_next/static/"); tt.plain == nil && f.Immutable != hashed {
					t.Errorf("%s: hashed is %v, want %v", f.Path, f.Immutable, hashed)
				}
				if !f.Immutable {
					plain = append(plain, f.Path)
				}
			}
			if tt.plain != nil && !slices.Equal(plain, tt.plain) {
				t.Errorf("without hash: %v, want %v", plain, tt.plain)
			}
		})
	}
}

// Without its manifest Vite's output is understood by the names.
func TestSelectViteWithoutManifest(t *testing.T) {
	dir := fixture(t, "vite")
	with := immutable(scan(t, dir, swgen.Options{}))
	delete(dir, ".vite/manifest.json")
	if without := immutable(scan(t, dir, swgen.Options{})); !slices.Equal(with, without) || len(with) != 5 {
		t.Errorf("hashed: %v, with the manifest %v", without, with)
	}
}

func TestSelectPlainDirectory(t *testing.T) {
	dir := tree(map[string]string{"index.html": `<!doctype html><!-- <script src="old.js"></script> -->
		<LINK rel='stylesheet' href=css/site.css?v=3><script src="https://cdn.example.com/lib.js"></script>
		<script src="js/vendor.js"></script><script defer src="./js/site.js"></script>`},
		"old.js", "css/site.css", "js/vendor.js", "js/site.js", "img/logo.png", "about.html")
	build := scan(t, dir, swgen.Options{})
	if got := generate(t, build, swgen.Options{}).Precache; !slices.Equal(got, []string{"index.html", "js/site.js", "css/site.css"}) {
		t.Errorf("precache %v", got)
	}
	if got := immutable(build); len(got) > 0 {
		t.Errorf("hashed: %v", got)
	}
	if build.Base != "./" {
		t.Errorf("base %q, want a relative one", build.Base)
	}
}

func TestSelectFindsTheBase(t *testing.T) {
	for html, want := range map[string]string{
		`<script type=module src="/app/assets/main-4KPQ2XWA.js"></script>`:                    "/app/",
		`<script type=module src="/assets/main-4KPQ2XWA.js"></script>`:                        "/",
		`<base href="/shop/"><script type=module src="assets/main-4KPQ2XWA.js"></script>`:     "/shop/",
		`<script type=module src="assets/main-4KPQ2XWA.js"></script>`:                         "./",
		`<script type=module src="https://cdn.example.com/assets/main-4KPQ2XWA.js"></script>`: "./",
	} {
		if got := scan(t, tree(map[string]string{"index.html": html}, "assets/main-4KPQ2XWA.js"), swgen.Options{}).Base; got != want {
			t.Errorf("%s: base %q, want %q", html, got, want)
		}
	}
}

func TestSelectLeavesOutWhatBrowsersDoNotAskFor(t *testing.T) {
	dir := tree(nil, "index.html", "main.js", "main.js.map", "MAIN.JS.GZ", "unity.wasm.br", "sw.js", "_headers", "_redirects", ".htaccess", "web.config",
		"robots.txt", "ngsw.json", "api/form.php", ".well-known/security.txt", ".paintbox/report.json", "787.js.LICENSE.txt")
	for _, c := range coding.Table() {
		dir["main.js"+c.Suffix] = dir["main.js"]
	}
	var names []string
	for _, f := range scan(t, dir, swgen.Options{}).Files {
		names = append(names, f.Path)
	}
	if want := []string{"index.html", "main.js"}; !slices.Equal(names, want) {
		t.Errorf("files %v, want %v", names, want)
	}
}

func TestSelectReadsAViteManifest(t *testing.T) {
	dir := tree(map[string]string{
		"index.html": `<script type=module src="/js/start.js"></script><script type=module src="/js/extra.js"></script>`,
		".vite/manifest.json": `{"index.html": {"file": "js/extra.js", "name": "extra", "src": "index.html", "isEntry": true, "css": ["css/all.css"]},
			"src/lazy.js": {"file": "js/lazy_k3x.js", "name": "lazy"}}`,
	}, "js/start.js", "js/extra.js", "js/lazy_k3x.js", "css/all.css")
	build := scan(t, dir, swgen.Options{})
	if got := generate(t, build, swgen.Options{}).Precache; !slices.Equal(got, []string{"index.html", "js/extra.js", "css/all.css"}) {
		t.Errorf("precache %v", got)
	}
	if got := immutable(build); !slices.Equal(got, []string{"js/lazy_k3x.js"}) {
		t.Errorf("hashed: %v; want the file whose name differs from its chunk's", got)
	}
}

// A web app manifest is not a build's manifest.
func TestSelectKnowsAWebAppManifest(t *testing.T) {
	dir := tree(map[string]string{"index.html": `<script src=main.js></script>`, "manifest.json": `{"name": "App", "icons": [{"src": "a.png"}], "start_url": "."}`}, "main.js")
	build := scan(t, dir, swgen.Options{})
	if build.File("manifest.json") == nil || build.Roots[0].File != "main.js" {
		t.Errorf("files %v, entry %q", build.Files, build.Roots[0].File)
	}
}

func TestSelectReadsLargeFilesOnlyIfNeeded(t *testing.T) {
	large := strings.Repeat("x", 600_000)
	dir := tree(map[string]string{"index.html": "<script src=main.js></script>", "main.js": large, "film.mp4": large, "font.woff2": large})
	build := scan(t, dir, swgen.Options{Precache: []string{"index.html", "*.woff2"}})
	if build.File("main.js") == nil || build.File("font.woff2") == nil || build.File("film.mp4") != nil {
		t.Error("want the script and the named font, not the film")
	}
}

func TestSelectErrors(t *testing.T) {
	for want, dir := range map[string]fstest.MapFS{
		"no pages, scripts or style sheets here":           tree(nil, "_headers"),
		"no files that a page asks for":                    tree(nil, "sw.js"),
		"no page in the directory, but browser/index.html": tree(nil, "browser/index.html", "server/main.mjs"),
	} {
		if _, err := read(t, dir, swgen.Options{}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %q", err, want)
		}
	}
}

// What the page has of another server is never asked of this one.
func TestSelectPrecachesNothingFromElsewhere(t *testing.T) {
	dir := tree(map[string]string{"index.html": `<link rel=stylesheet href="https://cdn.example.com/x/main-4KPQ2XWC.css"><link rel=stylesheet href="/local-4KPQ2XWD.css">
		<script type=module src="//cdn.example.com/main-4KPQ2XWA.js"></script>`}, "main-4KPQ2XWA.js", "main-4KPQ2XWC.css", "local-4KPQ2XWD.css")
	if got := generate(t, scan(t, dir, swgen.Options{}), swgen.Options{}).Precache; !slices.Equal(got, []string{"index.html", "local-4KPQ2XWD.css"}) {
		t.Errorf("precache %v", got)
	}
}

// A build with several pages says which of them answers for all routes.
func TestShell(t *testing.T) {
	for want, pages := range map[string][]string{
		"index.html": {"200.html", "index.html", "a.html"}, "200.html": {"200.html", "a.html"}, "a.html": {"a.html", "b/index.html"}, "": {"a.html", "b.html"},
	} {
		build, err := inspect.Read(t.Context(), tree(nil, pages...), inspect.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if got := swgen.Shell(build); got != want {
			t.Errorf("%v: %q, want %q", pages, got, want)
		}
	}
}
