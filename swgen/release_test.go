package swgen_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/swgen"
)

// next is the release after application: the page, the entry and the about
// chunk have changed, the chunk under another name; vendor stays.
func next(base string) asset.Build {
	build := application(base)
	build.Files = slices.DeleteFunc(slices.Clone(build.Files), func(f asset.File) bool { return strings.Contains(f.Path, "about") })
	return build.With(
		file("index.html", "<!doctype html><title>Next</title>"),
		file("assets/main-AAAAAAA1.js", "console.log('next')"),
		file("assets/about-BBBBBBB3.js", "console.log('next about')"),
		file("logo.png", "another image"),
	)
}

// cacheNames lists the caches of the origin.
func (p *tab) cacheNames() []string {
	p.t.Helper()
	return eval[[]string](p, "caches.keys()")
}

func TestCacheNamesCarryPrefixAndRelease(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	release := s.deploy(application("/app/"), swgen.Options{}).Release
	p := visit(t, s)
	p.settleBelow("/app/assets/about-AAAAAAA3.js")
	want := []string{"paintbox /app/ precache " + release, "paintbox /app/ runtime " + release}
	if got := p.cacheNames(); !slices.Equal(got, want) {
		t.Errorf("caches %q, want %q", got, want)
	}
}

// settleBelow asks for a file of the build and waits until it is stored.
func (p *tab) settleBelow(path string) {
	p.t.Helper()
	p.get(path)
	p.until(path+" is stored", func() bool { return p.has(path) != "" })
}

func TestActivationDeletesOnlyThisApplicationsOldCaches(t *testing.T) {
	t.Parallel()
	s, p := deployed(t, swgen.Options{})
	p.settle()
	others := []string{"workbox-precache-v2-" + s.url("/"), "paintbox", "paintbox /other/ runtime 0123", "paintbox-notes"}
	for _, name := range others {
		p.eval("caches.open(%q).then((cache) => cache.put('/x', new Response('other')))", name)
	}
	second := s.deploy(next("/"), swgen.Options{}).Release
	p.update()
	p.takeOver()
	p.settle()
	got := p.cacheNames()
	slices.Sort(got)
	want := append(others, "paintbox / precache "+second, "paintbox / runtime "+second)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("caches %q, want %q", got, want)
	}
	if got := p.stats(); got.Bytes != p.sum()-len(others)*len("other") {
		t.Errorf("the worker counts %d bytes of %d", got.Bytes, p.sum())
	}
}

func TestSharedFilesStay(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	shared := file("icon.png", "the same in both")
	s.deploy(application("/").With(shared), swgen.Options{})
	p := visit(t, s)
	for _, path := range []string{"/assets/vendor-AAAAAAA4.js", "/logo.png", "/icon.png"} {
		p.settleBelow(path)
	}
	p.settle()
	s.deploy(next("/").With(shared), swgen.Options{})
	p.update()
	p.takeOver()
	for _, path := range []string{"/assets/vendor-AAAAAAA4.js", "/icon.png"} {
		if got := p.has(path); got != "runtime" {
			t.Errorf("%s, which both have, is in %q, want the runtime cache", path, got)
		}
	}
	for _, path := range []string{"/logo.png", "/control-1.js"} {
		if p.has(path) != "" {
			t.Errorf("%s is still stored, which the new release does not list with these bytes", path)
		}
	}
	s.stop()
	if got := p.get("/assets/vendor-AAAAAAA4.js").Text; got != "console.log('vendor')" {
		t.Errorf("offline answer %q", got)
	}
	if got := p.get("/assets/main-AAAAAAA1.js").Text; got != "console.log('next')" {
		t.Errorf("the entry is %q, want the new release's", got)
	}
}

func TestTabsOfTheOldReleaseGetTheirLazyChunks(t *testing.T) {
	t.Parallel()
	s, p := deployed(t, swgen.Options{})
	const chunk = "/assets/about-AAAAAAA3.js"
	s.handle(chunk, with(text("text/javascript", "console.log('about')"), "Cache-Control", "no-cache")) // a host that does not know hashes
	p.settleBelow(chunk)
	old := p.another().open("/")
	for range 2 { // through two updates
		s.deploy(next("/").With(file("index.html", p.cacheNames()[0])), swgen.Options{})
		s.handle(chunk, http.NotFound)
		p.update()
		p.takeOver()
	}
	if got := old.get(chunk); got.Status != 200 || got.Text != "console.log('about')" {
		t.Errorf("the old tab gets %d %q", got.Status, got.Text)
	}
	// Nor may an answer that pretends to be the chunk take its place.
	s.handle(chunk, text("text/javascript", "throw new Error('gone')"))
	old.get(chunk)
	p.settle()
	if got := old.get(chunk).Text; got != "console.log('about')" {
		t.Errorf("the old tab gets %q", got)
	}
}

// What is kept of old releases is within the budget, and goes first.
func TestOldChunksAreEvictedByTheBudget(t *testing.T) {
	t.Parallel()
	s, p := deployed(t, swgen.Options{CacheLimit: 10_000, StaticMaxSize: 2000})
	const chunk = "/assets/about-AAAAAAA3.js"
	p.settleBelow(chunk)
	s.deploy(next("/"), swgen.Options{CacheLimit: 10_000, StaticMaxSize: 2000})
	p.update()
	p.takeOver()
	if p.has(chunk) != "runtime" {
		t.Fatal("the old chunk has not been kept")
	}
	s.numbered(6, 2000, nil)
	p.requestAll("/N.js", 0, 6, 1)
	p.until("the old chunk is evicted", func() bool { return p.has(chunk) == "" })
}

func TestUpdateWaits(t *testing.T) {
	t.Parallel()
	s, p := deployed(t, swgen.Options{})
	first := p.stats().Release
	second := s.deploy(next("/"), swgen.Options{}).Release
	p.update()
	for range 5 { // nothing happens by itself, not even when another page opens
		if got := p.stats().Release; got != first || !eval[bool](p, "navigator.serviceWorker.getRegistration().then((r) => !!r.waiting)") {
			t.Fatalf("release %s serves while %s should wait", got, second)
		}
		time.Sleep(100 * time.Millisecond)
	}
	if got := p.another().open("/").stats().Release; got != first {
		t.Errorf("release %s serves a new tab while %s should wait", got, second)
	}
	p.takeOver()
	if got := p.stats().Release; got != second {
		t.Errorf("release %s serves after SKIP_WAITING, want %s", got, second)
	}
}

// An update must not lock itself out when both precaches do not fit at once.
func TestUpdateWithATightCache(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	build := application("/").With(file("index.html", "<title>Application</title>"+strings.Repeat(" ", 6000)))
	s.deploy(build, swgen.Options{CacheLimit: 8000})
	p := visit(t, s)
	second := s.deploy(build.With(file("index.html", "<title>Next</title>"+strings.Repeat(" ", 6000))), swgen.Options{CacheLimit: 8000})
	p.update()
	if sum := p.sum(); sum > 8000 {
		t.Errorf("%d bytes stored, limit 8000", sum)
	}
	p.takeOver()
	if got := p.stats().Release; got != second.Release {
		t.Errorf("release %s serves, want %s", got, second.Release)
	}
	s.stop()
	if got := p.goTo("/x").Title; got != "Next" {
		t.Errorf("offline page %q", got)
	}
}

func TestASmallerLimitTakesEffectAtOnce(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	build := application("/")
	load := "Promise.all(["
	for i := range 10 {
		path := fmt.Sprintf("assets/part%d-AAAAAAA7.js", i)
		build = build.With(file(path, strings.Repeat("x", 2000)))
		load += fmt.Sprintf("fetch('/%s'),", path)
	}
	load += "])"
	s.deploy(build, swgen.Options{})
	p := visit(t, s)
	s.deploy(build, swgen.Options{CacheLimit: 5000})
	p.update()
	p.eval("%s", load) // the old release, which still serves, stores what both have
	p.until("stored", func() bool { return p.sum() > 20_000 })
	p.takeOver()
	if sum := p.sum(); sum > 5000 || sum < 2000 {
		t.Errorf("%d bytes stored, limit 5000", sum)
	}
}

// The limit holds while one release hands over to the next, too.
func TestLimitHoldsAcrossAnUpdate(t *testing.T) {
	t.Parallel()
	const limit = 1_000_000
	s, p := deployed(t, swgen.Options{CacheLimit: limit})
	s.handle("/watch.html", text("text/html", "<!doctype html>"))
	build := application("/")
	for i := range 30 {
		build = build.With(file(strings.Replace("assets/part-AAAAAN.js", "N", string(rune('a'+i)), 1), strings.Repeat(string(rune('a'+i)), 40_000)))
	}
	s.deploy(build, swgen.Options{CacheLimit: limit})
	p.update()
	p.takeOver()
	load := func() {
		p.eval(`Promise.all(Array.from({ length: 30 }, (_, i) => fetch('/assets/part-AAAAA' + String.fromCharCode(97 + i) + '.js').then((r) => r.blob())))`)
		p.until("the cache is full", func() bool { return p.sum() > limit*8/10 })
	}
	load()
	most, samples := p.sampled("pb.held()", func() {
		s.deploy(build.With(file("index.html", "<title>Next</title>"+strings.Repeat(" ", 200_000))), swgen.Options{CacheLimit: limit})
		p.update()
		load()
		p.takeOver()
		load()
	})
	t.Logf("at most %d bytes in %d samples", most, samples)
	if most > limit {
		t.Errorf("at most %d bytes stored, limit %d", most, limit)
	}
}

// The old release stores while the next one is being installed: neither loses
// what the other has written into the index.
func TestTwoReleasesShareTheIndex(t *testing.T) {
	t.Parallel()
	const limit = 400_000
	s, p := deployed(t, swgen.Options{CacheLimit: limit})
	s.numbered(60, 10_000, nil)
	for i := range 3 {
		s.deploy(application("/").With(file("index.html", fmt.Sprint("<title>Next</title>", i, strings.Repeat(" ", 20_000)))), swgen.Options{CacheLimit: limit})
		p.eval(`Promise.all([
			navigator.serviceWorker.getRegistration().then((r) => r.update()),
			...Array.from({ length: 20 }, (_, i) => fetch('/' + (%d + i) + '.js').then((r) => r.blob())),
		])`, 20*i)
		p.update()
		p.settle()
		if got := p.stats(); got.Bytes != p.sum() || p.sum() > limit {
			t.Fatalf("update %d: the worker counts %d bytes of %d, limit %d", i, got.Bytes, p.sum(), limit)
		}
	}
}
