package swgen_test

import (
	"strings"
	"testing"

	"github.com/paintbox-build/paintbox/swgen"
)

func TestStats(t *testing.T) {
	t.Parallel()
	s, p := deployed(t, swgen.Options{})
	p.settleBelow("/assets/about-AAAAAAA3.js") // miss
	for range 3 {
		p.get("/assets/about-AAAAAAA3.js") // hits
	}
	p.stats() // by now they are in the index
	p.stopWorker()
	got := p.stats()
	if got.Hits != 3 || got.Misses != 1 || got.HitRate != 0.75 {
		t.Errorf("%d hits, %d misses, rate %v; want 3, 1, 0.75", got.Hits, got.Misses, got.HitRate)
	}
	if got.Bytes != p.sum() || got.Entries != 4 || got.Evictions != 0 {
		t.Errorf("%+v, want the bytes of four entries", got)
	}
	s.stop()
	p.get("/absent.js")
	if got := p.stats(); got.Misses != 2 {
		t.Errorf("%d misses, want 2", got.Misses)
	}
}

func TestClear(t *testing.T) {
	t.Parallel()
	for target, want := range map[string][2]string{"runtime": {"precache", ""}, "precache": {"", "runtime"}, "all": {"", ""}} {
		t.Run(target, func(t *testing.T) {
			t.Parallel()
			s, p := deployed(t, swgen.Options{})
			p.settleBelow("/assets/about-AAAAAAA3.js")
			p.eval("caches.open('other').then((cache) => cache.put('/x', new Response('x')))")
			cleared := eval[stats](p, "pb.send({type: 'CLEAR', target: %q})", target)
			if got := [2]string{p.has("/index.html"), p.has("/assets/about-AAAAAAA3.js")}; got != want {
				t.Errorf("shell and chunk are in %q, want %q", got, want)
			}
			if left := len(p.stored()) - 1; cleared.Bytes != p.sum()-1 || cleared.Entries != left {
				t.Errorf("%d bytes in %d entries by the answer, %d in %d by the caches", cleared.Bytes, cleared.Entries, p.sum()-1, left)
			}
			if n := eval[int](p, "caches.open('other').then((cache) => cache.keys()).then((keys) => keys.length)"); n != 1 {
				t.Error("another application's cache was cleared")
			}
			// The worker goes on.
			p.settle()
			s.stop()
			if target == "runtime" {
				if got := p.goTo("/deep").Title; got != "Application" {
					t.Errorf("offline page %q", got)
				}
			}
		})
	}
}

func TestUnknownMessages(t *testing.T) {
	t.Parallel()
	_, p := deployed(t, swgen.Options{})
	if got := eval[map[string]string](p, "pb.send({type: 'CLEAR', target: 'everything'})")["error"]; !strings.Contains(got, "unknown target") {
		t.Errorf("error %q", got)
	}
	p.eval("['text', null, 7, {type: 'OTHER'}, {type: 'STATS'}].forEach((m) => navigator.serviceWorker.controller.postMessage(m))")
	if got := p.stats(); got.Entries != 3 {
		t.Errorf("%d entries", got.Entries)
	}
}

func TestKillRemovesOnlyThisApplication(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.deploy(application("/"), swgen.Options{Register: true})
	p := newTab(t, s).open("/")
	p.untilTrue("navigator.serviceWorker.controller")
	p.settle()
	p.eval("caches.open('other').then((cache) => cache.put('/x', new Response('x')))")
	// A second application on the same origin.
	s.handle("/other/sw.js", text("text/javascript", ""))
	p.eval("navigator.serviceWorker.register('/other/sw.js')")
	p.eval(countLoads)

	// The pages still register the worker, as old copies of them would.
	pages := s.build
	s.deploy(application("/"), swgen.Options{Kill: true})
	s.mu.Lock()
	s.build = s.build.With(*pages.File("index.html"))
	s.mu.Unlock()

	p.eval("navigator.serviceWorker.getRegistration().then((r) => r.update())")
	p.untilTrue("sessionStorage.loads === '1' && document.readyState === 'complete'")
	p.untilTrue("(await navigator.serviceWorker.getRegistrations()).length === 1")
	if got := p.cacheNames(); len(got) != 1 || got[0] != "other" {
		t.Errorf("caches %q, want only the other application's", got)
	}
	p.untilTrue("!(await indexedDB.databases()).length")
	if got := eval[string](p, "navigator.serviceWorker.getRegistrations().then(([r]) => new URL(r.scope).pathname)"); got != "/other/" {
		t.Errorf("registration %s remains, want the other application's", got)
	}
	if eval[bool](p, "!!navigator.serviceWorker.controller") {
		t.Error("the page is still controlled")
	}
	if n := eval[int](p, "+sessionStorage.loads"); n != 1 {
		t.Errorf("reloaded %d times, want once", n)
	}
}
