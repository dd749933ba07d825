package swgen_test

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler"
	"github.com/paintbox-build/paintbox/swgen"
)

// buildOf is an application of so many files.
func buildOf(n int) asset.Build {
	build := application("/")
	var files []asset.File
	for i := len(build.Files); i < n; i++ {
		files = append(files, file(fmt.Sprintf("assets/route-%d-%X.js", i, sha256.Sum256([]byte{byte(i), byte(i >> 8)})), fmt.Sprint("chunk ", i)))
	}
	return build.With(files...)
}

// shipped returns the files that Generate adds to a build, as they are published.
func shipped(t *testing.T, build asset.Build) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	for _, f := range generate(t, build, swgen.Options{Version: "1.0.0", Minify: bundler.MinifyScript}).Files {
		files[f.Path] = f.Data
	}
	return files
}

func packed(data []byte) int {
	var out bytes.Buffer
	w := brotli.NewWriterLevel(&out, brotli.BestCompression)
	_, _ = w.Write(data) // to memory
	_ = w.Close()
	return out.Len()
}

// The worker is small whatever the number of files.
func TestWorkerIsSmall(t *testing.T) {
	for _, n := range []int{6, 10, 11, 12, 24, 26, 100, 500, 2000, 20_000} {
		files := shipped(t, buildOf(n))
		sw, list := files["sw.js"], files["sw.txt"]
		t.Logf("%d files: sw.js %d bytes, %d by brotli; sw.txt %d, %d by brotli", n, len(sw), packed(sw), len(list), packed(list))
		if len(sw) >= 8000 || packed(sw) >= 3500 {
			t.Errorf("%d files: %d bytes, %d by brotli; want less than 8000 and 3500", n, len(sw), packed(sw))
		}
	}
}

// Every file has a code of its own, in the worker or beside it.
func TestListHoldsEveryFile(t *testing.T) {
	for _, n := range []int{10, 5006} {
		result := generate(t, buildOf(n), swgen.Options{})
		js := worker(t, result)
		found := regexp.MustCompile(`const list = "([^"]*)"; // of each file (\d) characters`).FindStringSubmatch(js)
		list, inline := found[1], n < 25
		if inline == (list == "") {
			t.Fatalf("%d files: a list of %d bytes in the worker", n, len(list))
		}
		for _, f := range result.Files {
			if f.Path == "sw.txt" {
				var header string
				header, list, _ = strings.Cut(string(f.Data), "\n")
				if inline || !swgen.Generated(f.Data) || !strings.Contains(js, digest(string(f.Data))[:12]) {
					t.Errorf("%d files: a list that the worker does not know, after %q", n, header)
				}
			}
		}
		width, err := strconv.Atoi(found[2])
		if err != nil {
			t.Fatal(err)
		}
		codes := map[string]bool{}
		for _, code := range regexp.MustCompile(fmt.Sprintf(`-?(.{%d}).{6}`, width)).FindAllStringSubmatch(list, -1) {
			codes[code[1]] = true
		}
		if size := len(strings.ReplaceAll(list, "-", "")); len(codes) != n || size != n*(width+6) {
			t.Errorf("%d distinct codes in %d bytes, want %d of %d each", len(codes), size, n, width+6)
		}
	}
}

// A list that does not fit into the cache, or whose name is taken, is an error.
func TestListErrors(t *testing.T) {
	small := swgen.Options{CacheLimit: 2000}
	if _, err := swgen.Generate(buildOf(500), small); err == nil || !strings.Contains(err.Error(), "sw.txt is") {
		t.Errorf("error %v, want one of the list's size", err)
	}
	if _, err := swgen.Generate(buildOf(500).With(file("sw.txt", "mine")), swgen.Options{}); err == nil || !strings.Contains(err.Error(), "already has a file sw.txt") {
		t.Errorf("error %v, want one of the name", err)
	}
	if result := generate(t, buildOf(10).With(file("sw.txt", "mine")), swgen.Options{}); len(result.Files) != 1 {
		t.Errorf("%d files, want the worker alone", len(result.Files))
	}
}

// A build with a long list installs it with the precache, all or nothing, uses
// it offline, and finds it again when it has been cleared away.
func TestLongListInTheBrowser(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	build := buildOf(300).With(file("locales/en.json", `{"hello": "Hello"}`), file("index.html", "<!doctype html><title>Application</title>"))
	s.deploy(build, swgen.Options{})
	p := visit(t, s)
	if p.has("/sw.txt") != "precache" || len(p.stored()) != 4 {
		t.Fatalf("stored %v, want three files and the list", p.stored())
	}
	const right, wrong = "/assets/about-AAAAAAA3.js", "/assets/vendor-AAAAAAA4.js"
	s.handle(wrong, text("text/javascript", "another release"))
	s.handle("/api/data.json", text("application/json", "1"))
	s.handle("/locales/en.json", text("application/json", `{"hello": "Hello"}`))
	check := func(when string) {
		t.Helper()
		for _, path := range []string{right, wrong, "/locales/en.json", "/api/data.json"} {
			p.get(path)
		}
		p.settle()
		for path, want := range map[string]string{right: "runtime", wrong: "", "/locales/en.json": "runtime", "/api/data.json": ""} {
			if got := p.has(path); got != want {
				t.Errorf("%s: %s is in %q, want %q", when, path, got, want)
			}
		}
		if got := p.stats(); got.Bytes != p.sum() {
			t.Errorf("%s: the worker counts %d bytes of %d", when, got.Bytes, p.sum())
		}
	}
	check("at first")
	p.stopWorker()
	p.eval("pb.send({type: 'CLEAR', target: 'all'})")
	p.stopWorker()
	check("after a clearing, the list from the network")

	next := s.deploy(build.With(file("index.html", "<title>Next</title>"), file("locales/en.json", `{"hello": "Hi"}`)), swgen.Options{})
	s.handle("/locales/en.json", nil)
	p.update()
	p.takeOver()
	if got := p.stats(); got.Release != next.Release || p.has(right) != "runtime" || p.has("/locales/en.json") != "" {
		t.Errorf("release %s, %v; want the next one with the files that both have", got.Release, p.stored())
	}
	s.stop()
	p.stopWorker()
	if got := p.goTo("/deep").Title; got != "Next" {
		t.Errorf("offline page %q", got)
	}
	if got := p.get(right).Text; got != "console.log('about')" {
		t.Errorf("offline chunk %q", got)
	}
}

func TestDamagedListIsNotInstalled(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.deploy(buildOf(300), swgen.Options{})
	s.handle("/sw.txt", text("text/plain", "another release's"))
	p := newTab(t, s).open("/")
	if state := p.install(); state != "redundant" || len(p.stored()) > 0 {
		t.Errorf("the worker is %s with %v, want redundant with nothing", state, p.stored())
	}
}

// Without its list the worker stores nothing, and delivers everything.
func TestWithoutTheListNothingIsStored(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.deploy(buildOf(300), swgen.Options{})
	p := visit(t, s)
	p.eval("pb.send({type: 'CLEAR', target: 'all'})")
	s.handle("/sw.txt", text("text/plain", "gone"))
	p.stopWorker()
	for _, path := range []string{"/assets/about-AAAAAAA3.js", "/logo.png"} {
		if got := p.get(path); got.Status != 200 {
			t.Errorf("%s: status %d", path, got.Status)
		}
	}
	p.stats()
	if stored := p.stored(); len(stored) > 0 {
		t.Errorf("stored %v", stored)
	}
	s.handle("/sw.txt", nil)
	p.settle() // found again
}
