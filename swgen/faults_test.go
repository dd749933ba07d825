package swgen_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/storage"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/swgen"
)

// quota lets the site's origin store so many bytes.
func (p *tab) quota(bytes float64) {
	p.t.Helper()
	call(p, storage.OverrideQuotaForOrigin, storage.OverrideQuotaForOriginParams{Origin: strings.TrimSuffix(p.site.url("/"), "/"), QuotaSize: &bytes})
}

// tryUpdate makes the browser look for a new worker and waits until its
// installation has ended, either way.
func (p *tab) tryUpdate() {
	p.t.Helper()
	p.eval(`navigator.serviceWorker.getRegistration().then(async (r) => {
		await r.update();
		while (r.installing) await new Promise((resolve) => setTimeout(resolve, 5));
	})`)
}

// prefixed deploys a build whose worker begins with some code.
func (s *site) prefixed(code string, build asset.Build, opts swgen.Options) swgen.Result {
	s.t.Helper()
	result := s.deploy(build, opts)
	sw := s.build.File("sw.js").Data
	s.handle("/sw.js", text("text/javascript", code+"\n"+string(sw)))
	return result
}

// startsOffline fails unless the page with this title starts without the server.
func (p *tab) startsOffline(title string) {
	p.t.Helper()
	p.site.stop()
	p.stopWorker()
	if got := p.goTo("/deep"); got.Title != title || got.Status != 200 {
		p.t.Errorf("offline page %q, status %d; want %q", got.Title, got.Status, title)
	}
	for _, path := range []string{"/assets/main-AAAAAAA1.js", "/assets/main-AAAAAAA2.css"} {
		if got := p.get(path); got.Status != 200 {
			p.t.Errorf("offline %s: status %d", path, got.Status)
		}
	}
}

// large is the application with a page of so many bytes.
func large(title string, size int) asset.Build {
	return application("/").With(file("index.html", "<title>"+title+"</title>"+strings.Repeat(" ", size)))
}

// A roll-back to the release that runs, while another one waits, finds its files
// there: it loads none and deletes none, and when it cannot be installed the
// release goes on with all of them.
func TestRollBackKeepsTheRunningRelease(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]func(s *site, p *tab){
		"none":     func(*site, *tab) {},
		"missing":  func(s *site, _ *tab) { s.handle("/assets/main-AAAAAAA1.js", http.NotFound) },
		"no space": func(_ *site, p *tab) { p.quota(1) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSite(t)
			first := s.deploy(large("First", 300_000), swgen.Options{})
			p := visit(t, s)
			s.deploy(large("Second", 300_000), swgen.Options{})
			p.update()
			fault(s, p)
			s.forget()
			s.deploy(large("First", 300_000), swgen.Options{})
			p.tryUpdate()
			for _, path := range []string{"/index.html", "/assets/main-AAAAAAA1.js", "/assets/main-AAAAAAA2.css"} {
				if n := len(s.requests(path)); n != 0 {
					t.Errorf("%d requests for %s, which is stored", n, path)
				}
			}
			p.runsOn(first.Release)
		})
	}
}

// runsOn fails a test where the first release does not run on, whole and within
// what it counts, once there is space again.
func (p *tab) runsOn(release string) {
	p.t.Helper()
	p.quota(1e9)
	if got := p.stats(); got.Release != release || got.Bytes != p.sum() {
		p.t.Errorf("%+v, the caches hold %d bytes; want release %s", got, p.sum(), release)
	}
	p.startsOffline("First")
}

// What an installation took from the running release to make room comes back
// when there is no space for it after all.
func TestFailedInstallGivesBackWhatItTook(t *testing.T) {
	t.Parallel()
	const limit = 800_000 // less than two releases
	s := newSite(t)
	first := s.deploy(large("First", 500_000), swgen.Options{CacheLimit: limit})
	p := visit(t, s)
	p.settle()
	next := large("Second", 500_000)
	p.quota(620_000)
	s.deploy(next.With(file("assets/main-AAAAAAA2.css", strings.Repeat("x", 250_000))), swgen.Options{CacheLimit: limit})
	p.tryUpdate()
	if eval[bool](p, `navigator.serviceWorker.getRegistration().then((r) => !!r.waiting)`) {
		t.Fatal("the second release was installed: there was space for it")
	}
	p.runsOn(first.Release)
}

// A third release makes room by the files of the second, which waits, and not by
// those of the first, which runs.
func TestInstallTakesFromWhoWaits(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	const limit = 1_100_000
	s.deploy(large("First", 400_000), swgen.Options{CacheLimit: limit})
	p := visit(t, s)
	for _, title := range []string{"Second", "Third"} {
		s.deploy(large(title, 400_000), swgen.Options{CacheLimit: limit})
		p.tryUpdate()
	}
	if sum := p.sum(); sum > limit {
		t.Errorf("%d bytes stored, limit %d", sum, limit)
	}
	p.startsOffline("First")
}

// Scripts and styles with a wrong type run nowhere, and as hashed files they
// would be kept for ever: they are not stored, at installation and later.
func TestWrongTypesAreNotStored(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		path, contentType string
		want              string
	}{
		{"/assets/about-AAAAAAA3.js", "text/plain", ""},
		{"/assets/about-AAAAAAA3.js", "application/octet-stream", ""},
		{"/assets/about-AAAAAAA3.js", "text/css", ""},
		{"/assets/about-AAAAAAA3.js", "application/x-javascript; charset=utf-8", "runtime"},
		{"/assets/about-AAAAAAA3.js", "Text/ECMAScript", "runtime"},
		{"/assets/route-AAAAAAA8.mjs", "text/plain", ""},
		{"/assets/route-AAAAAAA8.mjs", "application/javascript", "runtime"},
		{"/assets/route-AAAAAAA9.css", "text/plain", ""},
		{"/assets/route-AAAAAAA9.css", "text/javascript", ""},
		{"/assets/route-AAAAAAA9.css", "TEXT/CSS;charset=utf-8", "runtime"},
		{"/other.js", "text/plain", ""},
		{"/logo.png", "text/plain", "runtime"}, // browsers look into images
	} {
		t.Run(tt.path+" "+tt.contentType, func(t *testing.T) {
			t.Parallel()
			s := newSite(t)
			s.deploy(application("/").With(file("assets/route-AAAAAAA8.mjs", "1"), file("assets/route-AAAAAAA9.css", "p{}")), swgen.Options{})
			p := visit(t, s)
			body := "other"
			if f := s.build.File(tt.path[1:]); f != nil {
				body = string(f.Data)
			}
			s.handle(tt.path, text(tt.contentType, body))
			if got := p.get(tt.path); got.Text != body {
				t.Errorf("answer %q", got.Text)
			}
			p.settle()
			if got := p.has(tt.path); got != tt.want {
				t.Errorf("in %q, want %q", got, tt.want)
			}
		})
	}
}

func TestInstallRefusesWrongTypes(t *testing.T) {
	t.Parallel()
	for path, body := range map[string]string{"/assets/main-AAAAAAA1.js": "console.log('main')", "/assets/main-AAAAAAA2.css": "body{color:red}"} {
		t.Run(path, func(t *testing.T) {
			t.Parallel()
			s := newSite(t)
			s.deploy(application("/"), swgen.Options{})
			s.handle(path, text("text/plain", body))
			p := newTab(t, s).open("/")
			if state := p.install(); state != "redundant" {
				t.Errorf("the worker is %s, want redundant", state)
			}
			if stored := p.stored(); len(stored) > 0 {
				t.Errorf("stored %v, want nothing", stored)
			}
			s.handle(path, nil) // the host is mended
			p.register()
			p.startsOffline("Application")
		})
	}
}

// A file that another release stored with a wrong type is loaded anew.
func TestWrongTypesAreNotInherited(t *testing.T) {
	t.Parallel()
	s, p := deployed(t, swgen.Options{})
	p.settleBelow("/assets/about-AAAAAAA3.js")
	p.eval(`(async () => {
		for (const name of await caches.keys()) {
			const cache = await caches.open(name);
			for (const { url } of await cache.keys()) {
				const body = await (await cache.match(url)).text();
				await cache.put(url, new Response(body, { headers: { 'content-type': 'text/plain' } }));
			}
		}
	})()`)
	s.deploy(application("/").With(file("logo.png", "another image")), swgen.Options{})
	p.update()
	p.takeOver()
	for path, want := range map[string]string{"/assets/main-AAAAAAA1.js": "text/javascript", "/assets/about-AAAAAAA3.js": "text/javascript"} {
		if got := p.get(path).Type; got != want {
			t.Errorf("%s has type %q, want %q", path, got, want)
		}
	}
}

// An index that somebody deletes is made anew from what the caches hold.
func TestDeletedIndexKeepsTheLimit(t *testing.T) {
	t.Parallel()
	const limit = 1_000_000
	s, p := deployed(t, swgen.Options{CacheLimit: limit})
	s.handle("/watch.html", text("text/html", "<!doctype html>"))
	s.numbered(60, 50_000, nil)
	most, _ := p.sampled("pb.held()", func() {
		for from := 0; from < 60; from += 20 {
			p.requestAll("/N.js", from, from+20, 10)
			p.settle()
			p.eval(`new Promise((resolve, reject) => {
				const deleting = indexedDB.deleteDatabase('paintbox / ');
				deleting.onsuccess = resolve;
				deleting.onerror = reject;
			})`)
		}
		p.settle()
	})
	if most > limit {
		t.Errorf("at most %d bytes stored, limit %d", most, limit)
	}
	if got := p.stats(); got.Bytes != p.sum() {
		t.Errorf("the worker counts %d bytes of %d", got.Bytes, p.sum())
	}
}

// skewed lets pages set the worker's clock by a message, in milliseconds from now.
const skewed = `let skew = 0;
const real = Date.now;
Date.now = () => real() + skew;
addEventListener('message', ({ data, ports: [port] }) => { if (data.skew !== undefined) { skew = data.skew; port.postMessage(0); } });`

// A clock that jumps, either way, does not make what was just used the first to go.
func TestClockThatJumps(t *testing.T) {
	t.Parallel()
	const year = 365 * 24 * 3600 * 1000
	for _, jumps := range [][2]int{{year, 0}, {0, -year}, {-year, 0}, {0, year}} {
		t.Run(fmt.Sprint(jumps), func(t *testing.T) {
			t.Parallel()
			s := newSite(t)
			s.prefixed(skewed, application("/"), swgen.Options{CacheLimit: 10_000, StaticMaxSize: 2000})
			p := visit(t, s)
			s.numbered(10, 2000, func(h http.HandlerFunc) http.HandlerFunc { return with(h, "Cache-Control", "immutable") })
			store := func(i int) {
				path := fmt.Sprintf("/%d.js", i)
				p.get(path)
				p.until(path+" is stored", func() bool { return p.has(path) == "runtime" })
			}
			p.eval("pb.send({ skew: %d })", jumps[0])
			for i := range 4 {
				store(i)
			}
			p.eval("pb.send({ skew: %d })", jumps[1])
			p.get("/1.js") // is used
			store(4)
			for i, want := range []string{"", "runtime", "runtime", "runtime", "runtime"} {
				if got := p.has(fmt.Sprintf("/%d.js", i)); got != want {
					t.Errorf("/%d.js is in %q, want %q", i, got, want)
				}
			}
		})
	}
}

// reporting remembers what the worker left unhandled, until a page asks.
const reporting = `const unhandled = [];
for (const type of ['unhandledrejection', 'error']) addEventListener(type, (event) => unhandled.push(String(event.reason || event.message)));
addEventListener('message', ({ data, ports: [port] }) => { if (data === 'unhandled') setTimeout(() => port.postMessage(unhandled), 200); });`

// Nothing that fails is left unhandled: a browser would write an error, which
// people take for one of the application.
func TestNothingIsLeftUnhandled(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.prefixed(reporting, application("/"), swgen.Options{})
	p := visit(t, s)
	p.settleBelow("/logo.png")
	s.handle("/slow.js", broken)
	_, _ = tryEval[answer](p, "pb.get('/slow.js')") // breaks off
	s.handle("/varied.js", with(text("text/javascript", "1"), "Vary", "*"))
	p.get("/varied.js")
	p.quota(1)
	s.handle("/full.js", sized("text/javascript", "plain", 100_000))
	p.get("/full.js")
	p.quota(1e9)
	s.stop()
	p.get("/logo.png") // asked for again in the background
	p.get("/absent.js")
	p.get("/assets/about-AAAAAAA3.js")
	_, _ = tryEval[answer](p, "pb.get('/data/unknown')")
	p.eval("document.head.append(Object.assign(document.createElement('iframe'), { src: '/deep' }))")
	if got := eval[[]string](p, "pb.send('unhandled')"); len(got) > 0 {
		t.Errorf("left unhandled: %q", got)
	}
}

// What a user deletes while the worker runs is stored again when it is used.
func TestDeletedEntriesAreStoredAgain(t *testing.T) {
	t.Parallel()
	for name, deletion := range map[string]string{
		"entry": "caches.keys().then(async (names) => (await caches.open(names.find((name) => name.includes(' runtime ')))).delete('/assets/about-AAAAAAA3.js'))",
		"cache": "caches.keys().then((names) => caches.delete(names.find((name) => name.includes(' runtime '))))",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, p := deployed(t, swgen.Options{})
			p.settleBelow("/assets/about-AAAAAAA3.js")
			p.eval("%s", deletion)
			p.settleBelow("/assets/about-AAAAAAA3.js")
			p.until("the index is right", func() bool { return p.stats().Bytes == p.sum() })
		})
	}
}
