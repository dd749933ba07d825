package swgen_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/paintbox-build/paintbox/asset"
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
	build, err := swgen.Scan(dir, opts)
	if err != nil {
		t.Fatal(err)
	}
	return build
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
func TestScanOtherTools(t *testing.T) {
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
func TestScanViteWithoutManifest(t *testing.T) {
	dir := fixture(t, "vite")
	with := immutable(scan(t, dir, swgen.Options{}))
	delete(dir, ".vite/manifest.json")
	if without := immutable(scan(t, dir, swgen.Options{})); !slices.Equal(with, without) || len(with) != 5 {
		t.Errorf("hashed: %v, with the manifest %v", without, with)
	}
}

func TestScanPlainDirectory(t *testing.T) {
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

func TestScanFindsTheBase(t *testing.T) {
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

func TestScanLeavesOutWhatBrowsersDoNotAskFor(t *testing.T) {
	dir := tree(nil, "index.html", "main.js", "main.js.map", "MAIN.JS.GZ", "sw.js", "_headers", "_redirects", ".htaccess", "web.config",
		"robots.txt", "ngsw.json", "api/form.php", ".well-known/security.txt", ".paintbox/report.json", "node_modules/x/index.js", "787.js.LICENSE.txt")
	for _, c := range asset.Codings() {
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

func TestScanReadsAViteManifest(t *testing.T) {
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
func TestScanKnowsAWebAppManifest(t *testing.T) {
	dir := tree(map[string]string{"index.html": `<script src=main.js></script>`, "manifest.json": `{"name": "App", "icons": [{"src": "a.png"}], "start_url": "."}`}, "main.js")
	build := scan(t, dir, swgen.Options{})
	if build.File("manifest.json") == nil || build.Roots[0].File != "main.js" {
		t.Errorf("files %v, entry %q", build.Files, build.Roots[0].File)
	}
}

func TestScanReadsLargeFilesOnlyIfNeeded(t *testing.T) {
	large := strings.Repeat("x", 600_000)
	dir := tree(map[string]string{"index.html": "<script src=main.js></script>", "main.js": large, "film.mp4": large, "font.woff2": large})
	build := scan(t, dir, swgen.Options{Precache: []string{"index.html", "*.woff2"}})
	if build.File("main.js") == nil || build.File("font.woff2") == nil || build.File("film.mp4") != nil {
		t.Error("want the script and the named font, not the film")
	}
}

func TestScanErrors(t *testing.T) {
	for want, dir := range map[string]fstest.MapFS{
		"no files in the directory":                        tree(nil, "_headers"),
		"no page in the directory, but browser/index.html": tree(nil, "browser/index.html", "server/main.mjs"),
	} {
		if _, err := swgen.Scan(dir, swgen.Options{}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %q", err, want)
		}
	}
}
