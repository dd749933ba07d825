package swgen_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/storage"

	"github.com/paintbox-build/paintbox/swgen"
)

func TestInstallStoresTheThreeFiles(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.deploy(application("/"), swgen.Options{})
	p := visit(t, s)
	var paths []string
	for _, e := range p.stored() {
		paths = append(paths, e.path)
	}
	slices.Sort(paths)
	want := []string{"/assets/main-AAAAAAA1.js", "/assets/main-AAAAAAA2.css", "/index.html"}
	if !slices.Equal(paths, want) {
		t.Errorf("stored %v, want %v", paths, want)
	}
}

func TestPrecacheIsFetchedPastTheHTTPCache(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.deploy(application("/"), swgen.Options{})
	p := newTab(t, s).open("/")
	p.get("/assets/main-AAAAAAA1.js") // now in the HTTP cache, for a year
	p.register()
	requests := s.requests("/assets/main-AAAAAAA1.js")
	if len(requests) != 2 || requests[1].Header.Get("Cache-Control") != "no-cache" {
		t.Errorf("%d requests for the entry, want the page's and the worker's", len(requests))
	}
}

func TestInstallIsAllOrNothing(t *testing.T) {
	t.Parallel()
	for name, answer := range map[string]http.HandlerFunc{
		"failing":    status(500, text("text/plain", "failure")),
		"other file": text("text/javascript", "console.log('another release')"),
		"page":       text("text/html", "<!doctype html>"),
		"broken off": broken,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSite(t)
			s.deploy(application("/"), swgen.Options{})
			s.handle("/assets/main-AAAAAAA1.js", answer)
			p := newTab(t, s).open("/")
			if state := p.install(); state != "redundant" {
				t.Errorf("the worker is %s, want redundant", state)
			}
			if stored := p.stored(); len(stored) > 0 {
				t.Errorf("stored %v, want nothing", stored)
			}
		})
	}
}

// install registers the worker and returns its state after the installation.
func (p *tab) install() string {
	p.t.Helper()
	return eval[string](p, `(async () => {
		const registration = await navigator.serviceWorker.register('/sw.js');
		const worker = registration.installing;
		while (worker.state === 'installing') await new Promise((r) => setTimeout(r, 5));
		return worker.state;
	})()`)
}

func TestInstallWithoutSpaceLeavesNothing(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	build := application("/").With(file("index.html", "<!doctype html>"+strings.Repeat(" ", 3_000_000)))
	build.Roots = nil // nothing else is stored when the worker takes over
	s.deploy(build, swgen.Options{Precache: []string{"logo.png", "index.html"}})
	p := newTab(t, s).open("/")
	quota := 1_000_000.0
	call(p, storage.OverrideQuotaForOrigin, storage.OverrideQuotaForOriginParams{Origin: strings.TrimSuffix(s.url("/"), "/"), QuotaSize: &quota})
	if state := p.install(); state != "redundant" {
		t.Errorf("the worker is %s, want redundant", state)
	}
	if stored := p.stored(); len(stored) > 0 {
		t.Errorf("stored %v, want nothing", stored)
	}
	call(p, storage.OverrideQuotaForOrigin, storage.OverrideQuotaForOriginParams{Origin: strings.TrimSuffix(s.url("/"), "/")})
	p.register() // works when there is space again
	if got := p.stats(); got.Entries != 2 || got.Bytes != p.sum() {
		t.Errorf("%d entries, %d bytes by the index, %d by the caches", got.Entries, got.Bytes, p.sum())
	}
}

func TestUpdateCopiesUnchangedFiles(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.deploy(application("/"), swgen.Options{})
	p := visit(t, s)
	second := s.deploy(application("/").With(file("index.html", "<!doctype html><title>Second</title>")), swgen.Options{})
	s.forget()
	p.update()
	for _, path := range []string{"/assets/main-AAAAAAA1.js", "/assets/main-AAAAAAA2.css"} {
		if n := len(s.requests(path)); n != 0 {
			t.Errorf("%d requests for %s, which is unchanged", n, path)
		}
	}
	if n := len(s.requests("/index.html")); n != 1 {
		t.Errorf("%d requests for the changed page, want 1", n)
	}
	n := 0
	for _, e := range p.stored() {
		if strings.HasSuffix(e.cache, second.Release) {
			n++
		}
	}
	if n != 3 {
		t.Errorf("the second release has %d files, want 3", n)
	}
}

func TestFailedInstallLeavesTheOldWorkerServing(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	first := s.deploy(application("/"), swgen.Options{})
	p := visit(t, s)
	s.deploy(application("/").With(file("assets/main-AAAAAAA1.js", "changed")), swgen.Options{})
	s.handle("/assets/main-AAAAAAA1.js", http.NotFound)
	p.eval(`navigator.serviceWorker.getRegistration().then(async (r) => {
		await r.update();
		while (r.installing) await new Promise((r) => setTimeout(r, 5));
	})`)
	s.stop()
	p.open("/")
	if release := p.stats().Release; release != first.Release {
		t.Errorf("release %s serves, want %s", release, first.Release)
	}
	if got := p.get("/assets/main-AAAAAAA1.js").Text; got != "console.log('main')" {
		t.Errorf("offline entry is %q", got)
	}
}
