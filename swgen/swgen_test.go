package swgen_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler"
	"github.com/paintbox-build/paintbox/swgen"
)

// application is a small build: a page, its entry with a style sheet, two
// lazy chunks and an image.
func application(base string) asset.Build {
	build := asset.Build{Base: base, Roots: []asset.Root{
		{Source: "src/main.ts", Entry: true, Page: "index.html", File: "assets/main-AAAAAAA1.js", Styles: []string{"assets/main-AAAAAAA2.css"}},
		{Source: "src/about.ts", File: "assets/about-AAAAAAA3.js"},
	}}
	return build.With(
		file("index.html", "<!doctype html><title>Application</title>"),
		file("assets/main-AAAAAAA1.js", "console.log('main')"),
		file("assets/main-AAAAAAA2.css", "body{color:red}"),
		file("assets/about-AAAAAAA3.js", "console.log('about')"),
		file("assets/vendor-AAAAAAA4.js", "console.log('vendor')"),
		file("logo.png", "not really an image"),
	)
}

// file makes a file of the build; a name in assets/ carries a hash.
func file(path, data string) asset.File {
	f := asset.File{Path: path, Name: path, Kind: asset.KindOf(path), Data: []byte(data)}
	if dir, base, ok := strings.Cut(path, "/"); ok && dir == "assets" {
		f.Immutable = true
		i, j := strings.LastIndex(base, "-"), strings.LastIndex(base, ".")
		if i > 0 && i < j {
			f.Name = dir + "/" + base[:i] + base[j:]
		}
	}
	return f
}

func generate(t *testing.T, build asset.Build, opts swgen.Options) swgen.Result {
	t.Helper()
	result, err := swgen.Generate(build, opts)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

func worker(t *testing.T, result swgen.Result) string {
	t.Helper()
	for _, f := range result.Files {
		if f.Path == "sw.js" {
			return string(f.Data)
		}
	}
	t.Fatal("no sw.js")
	return ""
}

// digest is SHA-256 in base 64.
func digest(data string) string {
	sum := sha256.Sum256([]byte(data))
	return base64.StdEncoding.EncodeToString(sum[:])
}

func TestPrecacheIsShellEntryAndStyleByDefault(t *testing.T) {
	result := generate(t, application("/"), swgen.Options{})
	want := []string{"index.html", "assets/main-AAAAAAA1.js", "assets/main-AAAAAAA2.css"}
	if !slices.Equal(result.Precache, want) {
		t.Errorf("precache %v, want %v", result.Precache, want)
	}
	if js := worker(t, result); !strings.Contains(js, digest("body{color:red}")[:12]) {
		t.Error("the worker does not know the style sheet's SHA-256")
	}
}

func TestPrecacheNames(t *testing.T) {
	for _, tt := range []struct {
		name, pattern, want string
	}{
		{"path", "assets/about-AAAAAAA3.js", "assets/about-AAAAAAA3.js"},
		{"name without hash", "assets/about.js", "assets/about-AAAAAAA3.js"},
		{"leading slash", "/assets/about.js", "assets/about-AAAAAAA3.js"},
		{"glob", "*.png", "logo.png"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			result := generate(t, application("/"), swgen.Options{Precache: []string{tt.pattern}})
			if !slices.Equal(result.Precache, []string{tt.want}) {
				t.Errorf("precache %v, want %s", result.Precache, tt.want)
			}
		})
	}
}

func TestWrongOptions(t *testing.T) {
	big := application("/").With(file("assets/big-AAAAAAA9.js", strings.Repeat("x", 1001)))
	foreign := application("/").With(file("sw.js", "self.addEventListener('fetch', () => {})"))
	for _, tt := range []struct {
		name  string
		build asset.Build
		opts  swgen.Options
		want  string // part of the error
	}{
		{"unknown file", big, swgen.Options{Precache: []string{"assets/mian.js"}}, `no file "assets/mian.js"`},
		{"bad glob", big, swgen.Options{Precache: []string{"assets/[.js"}}, "bad pattern"},
		{"four files", big, swgen.Options{Precache: []string{"index.html", "logo.png", "assets/a*.js", "assets/v*.js"}}, "4 files, the limit is 3"},
		{"larger than the cache", big, swgen.Options{Precache: []string{"assets/big.js"}, CacheLimit: 1000}, "is 1.0 KB, larger than cacheLimit (1KB)"},
		{"together larger", big, swgen.Options{CacheLimit: 60}, "together, more than cacheLimit"},
		{"static above cache", big, swgen.Options{CacheLimit: asset.MB, StaticMaxSize: 2 * asset.MB}, "serviceWorker.staticMaxSize: 2MB is larger than cacheLimit (1MB)"},
		{"image above cache", big, swgen.Options{CacheLimit: asset.MB, ImageMaxSize: 2 * asset.MB}, "serviceWorker.imageMaxSize"},
		{"negative precache limit", big, swgen.Options{PrecacheLimit: -1}, "precacheLimit: -1 is negative"},
		{"scope outside base", application("/app/"), swgen.Options{Scope: "/"}, `scope: "/" is outside base "/app/"`},
		{"relative exclude", big, swgen.Options{NavigationExclude: []string{"api/"}}, `"api/" is not a path that begins with "/"`},
		{"bad exclude", big, swgen.Options{NavigationExclude: []string{"/{api"}}, `navigationExclude: bad pattern "/{api"`},
		{"exclude with a class of escaped characters", big, swgen.Options{NavigationExclude: []string{"/[äö]/"}}, `"/[äö]/" has a class beside characters that URLs have escaped`},
		{"file in a directory", big, swgen.Options{File: "js/sw.js"}, "top directory"},
		{"another sw.js", foreign, swgen.Options{}, "already has a file sw.js that Paintbox did not generate"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			result, err := swgen.Generate(tt.build, tt.opts)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Fatalf("error %v, want one with %q", err, tt.want)
			}
			if len(result.Files) > 0 {
				t.Error("files in spite of the error")
			}
		})
	}
}

func TestPrecacheLimitAllowsMoreFiles(t *testing.T) {
	result := generate(t, application("/"), swgen.Options{Precache: []string{"index.html", "assets/*"}, PrecacheLimit: 5})
	if len(result.Precache) != 5 {
		t.Errorf("precache %v, want all five", result.Precache)
	}
}

func TestDefaultLimitsFollowASmallCache(t *testing.T) {
	js := worker(t, generate(t, application("/"), swgen.Options{CacheLimit: 100 * asset.KB}))
	for _, want := range []string{"cacheLimit = 100000;", "staticMax = 100000;", "imageMax = 100000;"} {
		if !strings.Contains(js, want) {
			t.Errorf("no %q in the worker", want)
		}
	}
}

func TestSameBuildSameBytes(t *testing.T) {
	a := worker(t, generate(t, application("/"), swgen.Options{}))
	if b := worker(t, generate(t, application("/"), swgen.Options{})); a != b {
		t.Error("two workers of one build differ")
	}
	changed := application("/").With(file("logo.png", "another image"))
	if b := worker(t, generate(t, changed, swgen.Options{})); a == b {
		t.Error("a changed file does not change the worker")
	}
}

func TestHeaderNamesGeneratorAndRelease(t *testing.T) {
	result := generate(t, application("/"), swgen.Options{Version: "1.2.3"})
	header, _, _ := strings.Cut(worker(t, result), "\n")
	want := fmt.Sprintf("/*! Generated by Paintbox 1.2.3 from release %s */", result.Release)
	if header != want {
		t.Errorf("header %q, want %q", header, want)
	}
	if !swgen.Generated(result.Files[0].Data) || swgen.Generated([]byte("importScripts('workbox.js')")) {
		t.Error("Generated does not know a worker by its header")
	}
}

func TestRegisterAddsTheScriptToEveryEntryPage(t *testing.T) {
	build := application("/app/")
	before := build.File("index.html").Data
	result := generate(t, build, swgen.Options{Register: true, Scope: "/app/estimate/"})
	page := result.Files[0]
	if page.Path != "index.html" || !bytes.HasPrefix(page.Data, before) {
		t.Fatalf("first file is %s, want index.html with something added", page.Path)
	}
	if !bytes.Contains(page.Data, []byte(`register("/app/sw.js", { scope: "/app/estimate/" })`)) {
		t.Errorf("no registration in %s", page.Data)
	}
	if !strings.Contains(worker(t, result), digest(string(page.Data))[:12]) {
		t.Error("the worker precaches the page without the registration")
	}
	if bytes.Contains(build.File("index.html").Data, []byte("script")) {
		t.Error("the build that was given has changed")
	}
}

func TestRegisterIsRelativeWhereTheBaseIs(t *testing.T) {
	build := application("./")
	build.Roots[0].Page = "pages/de/index.html"
	build = build.With(file("pages/de/index.html", "<title>Deutsch</title>"))
	for _, f := range generate(t, build, swgen.Options{Register: true}).Files {
		if f.Path == "pages/de/index.html" && !bytes.Contains(f.Data, []byte(`register("../../sw.js")`)) {
			t.Errorf("registration does not find the worker: %s", f.Data)
		}
	}
}

func TestBaseOnAnotherServerHasNoWorker(t *testing.T) {
	result := generate(t, application("https://cdn.example.com/app/"), swgen.Options{})
	if len(result.Files) > 0 || len(result.Warnings) != 1 {
		t.Errorf("files %v, warnings %v; want only a warning", result.Files, result.Warnings)
	}
}

func TestWarnings(t *testing.T) {
	build := asset.Build{Base: "/", Roots: []asset.Root{{Entry: true, File: "main.js"}}}.With(file("main.js", "1"))
	var texts []string
	for _, m := range generate(t, build, swgen.Options{Precache: []string{"main.js"}, CacheLimit: 1}).Warnings {
		texts = append(texts, m.Text)
	}
	for i, want := range []string{"no page is precached", "more than half of cacheLimit", "no content hash"} {
		if i >= len(texts) || !strings.Contains(texts[i], want) {
			t.Errorf("warnings %q, want %q at %d", texts, want, i)
		}
	}
}

// What the worker never stores although the application needs it is said, with
// the setting that is in the way; a precached file has no such limit.
func TestTooLargeForOffline(t *testing.T) {
	large := func(path string, size int) asset.File { return file(path, strings.Repeat("x", size)) }
	for _, tt := range []struct {
		name  string
		files []asset.File
		opts  swgen.Options
		text  string // "" for no warning
		note  string
	}{
		{"as large as allowed", []asset.File{large("assets/excel-AAAAAAAE.js", 500_000)}, swgen.Options{}, "", ""},
		{"a chunk", []asset.File{large("assets/excel-AAAAAAAE.js", 500_001)}, swgen.Options{},
			"assets/excel-AAAAAAAE.js (500.0 KB) is larger than staticMaxSize (500KB), so that what needs it does not work offline", "raise serviceWorker.staticMaxSize to 501KB, or lower the maxSize of its group"},
		{"several, the largest first", []asset.File{large("assets/a-AAAAAAAA.css", 3000), large("assets/b-AAAAAAAB.wasm", 5000), large("assets/c-AAAAAAAC.js", 2000), large("assets/d-AAAAAAAD.js", 2001)},
			swgen.Options{StaticMaxSize: 1999}, "assets/b-AAAAAAAB.wasm (5.0 KB), assets/a-AAAAAAAA.css (3.0 KB), assets/d-AAAAAAAD.js (2.0 KB) and 1 more are larger than staticMaxSize (1999B)", "to 5KB"},
		{"larger than the cache", []asset.File{large("assets/a-AAAAAAAA.js", 30_000_000)}, swgen.Options{}, "assets/a-AAAAAAAA.js (30.00 MB) is", "raise serviceWorker.staticMaxSize and cacheLimit to 30MB and more"},
		{"precached", []asset.File{large("assets/a-AAAAAAAA.js", 600_000)}, swgen.Options{Precache: []string{"index.html", "assets/a.js"}}, "", ""},
		{"an image and a film", []asset.File{large("a.png", 900_000), large("b.mp4", 900_000)}, swgen.Options{}, "", ""},
	} {
		var text, note string
		for _, m := range generate(t, application("/").With(tt.files...), tt.opts).Warnings {
			if strings.Contains(m.Text, "staticMaxSize") {
				text, note = m.Text, m.Note
			}
		}
		if !strings.Contains(text, tt.text) || !strings.Contains(note, tt.note) || tt.text == "" && text != "" {
			t.Errorf("%s: %q, %q; want %q, %q", tt.name, text, note, tt.text, tt.note)
		}
	}
}

// A worker is called large where it is by what people wrote, and only there.
func TestLargeWorker(t *testing.T) {
	for paths, want := range map[int]bool{1: false, 20: false, 400: true} {
		o := swgen.Options{Minify: bundler.MinifyScript}
		for i := range paths {
			o.NavigationExclude = append(o.NavigationExclude, fmt.Sprintf("/api/v%d/", i))
		}
		warned := slices.ContainsFunc(generate(t, buildOf(24), o).Warnings, func(m asset.Message) bool { return strings.Contains(m.Note, "navigationExclude") })
		if warned != want {
			t.Errorf("%d excluded paths: warned %v, want %v", paths, warned, want)
		}
	}
}

// What does not depend on the files is known before there are any.
func TestValidate(t *testing.T) {
	for _, tt := range []struct {
		base string
		opts swgen.Options
		want string // part of the error; "" for none
	}{
		{"/", swgen.Options{}, ""},
		{"/app/", swgen.Options{Scope: "/app/shop/", CacheLimit: 100}, ""},
		{"", swgen.Options{Scope: "/shop/"}, ""},
		{"https://cdn.example.com/", swgen.Options{Scope: "/shop/"}, ""}, // gets no worker
		{"/app/", swgen.Options{Scope: "/"}, "serviceWorker.scope"},
		{"/", swgen.Options{CacheLimit: asset.MB, StaticMaxSize: 2 * asset.MB}, "serviceWorker.staticMaxSize: 2MB"},
		{"/", swgen.Options{CacheLimit: asset.MB, ImageMaxSize: 2 * asset.MB}, "serviceWorker.imageMaxSize: 2MB"},
		{"/", swgen.Options{PrecacheLimit: -1}, "serviceWorker.precacheLimit"},
		{"/", swgen.Options{Precache: []string{"a[.js"}}, "serviceWorker.precache: bad pattern"},
		{"/", swgen.Options{NavigationExclude: []string{"api"}}, "serviceWorker.navigationExclude"},
		{"/", swgen.Options{File: "sw.mjs.txt"}, "serviceWorker.file"},
	} {
		err := swgen.Validate(tt.opts, tt.base)
		if tt.want == "" && err != nil || tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)) {
			t.Errorf("%+v at %q: error %v, want %q", tt.opts, tt.base, err, tt.want)
		}
	}
}
