package swgen_test

import (
	"strings"
	"testing"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/swgen"
)

// withoutLocks deploys a build to browsers of before 2022: the worker finds no
// Web Locks.
func (s *site) withoutLocks(build asset.Build, opts swgen.Options) swgen.Result {
	s.t.Helper()
	result := s.deploy(build, opts)
	sw := s.build.File("sw.js").Data
	s.handle("/sw.js", text("text/javascript", "Object.defineProperty(navigator, 'locks', { value: undefined });\n"+string(sw)))
	return result
}

// Where there are no locks the precache works, and nothing else is stored, so
// that the limit holds there, too.
func TestBrowsersWithoutLocksKeepThePrecache(t *testing.T) {
	t.Parallel()
	const limit = 20_000
	s := newSite(t)
	page := func(title string) asset.Build {
		return application("/").With(file("index.html", "<title>"+title+"</title>"+strings.Repeat(" ", 12_000)))
	}
	opts := swgen.Options{CacheLimit: limit}
	s.handle("/watch.html", text("text/html", "<!doctype html>"))
	s.withoutLocks(page("Application"), opts)
	p := visit(t, s)
	var second swgen.Result
	s.numbered(20, 1500, nil)
	most, _ := p.sampled("pb.held()", func() {
		p.requestAll("/N.js", 0, 10, 10)
		second = s.withoutLocks(page("Next"), opts)
		p.update()
		p.requestAll("/N.js", 10, 20, 10)
		p.stopWorker()
		p.takeOver()
		p.get("/assets/about-AAAAAAA3.js")
	})
	if most > limit {
		t.Errorf("at most %d bytes stored, limit %d", most, limit)
	}
	got := p.stats()
	filled := map[string]bool{} // who looks into a cache that goes meanwhile makes it again, empty
	for _, e := range p.stored() {
		filled[e.cache] = true
	}
	if got.Release != second.Release || got.Entries != 3 || got.Bytes != p.sum() || len(filled) != 1 {
		t.Errorf("%+v with %v in %q; want the second release's precache alone", got, p.stored(), p.cacheNames())
	}
	s.stop()
	p.stopWorker()
	if got := p.goTo("/deep/link").Title; got != "Next" {
		t.Errorf("offline page %q", got)
	}
	if got := p.get("/assets/main-AAAAAAA1.js").Text; got != "console.log('main')" {
		t.Errorf("offline entry %q", got)
	}
	if got := p.get("/0.js").Status; got != 504 {
		t.Errorf("a file that is not precached: status %d, want 504", got)
	}
}
