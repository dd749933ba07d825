package swgen_test

import (
	"regexp"
	"testing"

	"github.com/paintbox-build/paintbox/swgen"
)

func TestWorkerDependsOnNothing(t *testing.T) {
	sw := shipped(t, buildOf(120))["sw.js"]
	if found := regexp.MustCompile(`importScripts|\bimport\b|\bexport\b|https?://|eval\(`).Find(sw); found != nil {
		t.Errorf("the worker contains %q", found)
	}
}

// It runs as a classic script, which every browser knows, and as a module.
func TestWorkerIsClassicAndModule(t *testing.T) {
	t.Parallel()
	for _, kind := range []string{"classic", "module"} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			s := newSite(t)
			s.deploy(application("/"), swgen.Options{})
			p := newTab(t, s).open("/")
			p.eval("navigator.serviceWorker.register('/sw.js', { type: %q })", kind)
			p.untilTrue("navigator.serviceWorker.controller")
			s.stop()
			if got := p.goTo("/deep").Title; got != "Application" {
				t.Errorf("page %q", got)
			}
		})
	}
}

// The template before minification is what people read: it must run as well.
func TestReadableWorkerRuns(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.deploy(application("/"), swgen.Options{})
	s.handle("/sw.js", text("text/javascript", worker(t, generate(t, application("/"), swgen.Options{}))))
	p := visit(t, s)
	p.settleBelow("/assets/about-AAAAAAA3.js")
	s.stop()
	if got := p.goTo("/deep").Title; got != "Application" {
		t.Errorf("page %q", got)
	}
}

// Paths that need escaping are found under the URL that a browser makes of them.
func TestUnusualPaths(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	paths := []string{"assets/ä ö-AAAAAAA6.js", "assets/[slug]-AAAAAAA7.js", "assets/100%-AAAAAAA8.js", "assets/a+b&c-AAAAAAA9.js", "assets/😀-AAAAAAAA.js"}
	build := application("/")
	for _, path := range paths {
		build = build.With(file(path, path))
	}
	s.deploy(build, swgen.Options{Precache: []string{"index.html", "assets/100%-*"}})
	p := visit(t, s)
	if got := p.has("/assets/100%25-AAAAAAA8.js"); got != "precache" {
		t.Errorf("the precached file is in %q", got)
	}
	for _, path := range paths {
		p.eval("fetch(%q.split('/').map(encodeURIComponent).join('/')).then((r) => r.text())", "/"+path)
	}
	p.settle()
	s.stop()
	for _, path := range paths {
		if got := eval[string](p, "fetch(%q.split('/').map(encodeURIComponent).join('/')).then((r) => r.text())", "/"+path); got != path {
			t.Errorf("%s: offline answer %q", path, got)
		}
	}
	// And a wrong body is still recognized.
	s.start()
	s.handle("/assets/ü-AAAAAAAC.js", text("text/javascript", "wrong"))
	s.deploy(build.With(file("assets/ü-AAAAAAAC.js", "right")), swgen.Options{})
	p.update()
	p.takeOver()
	p.get("/assets/ü-AAAAAAAC.js")
	p.settle()
	if p.has("/assets/%C3%BC-AAAAAAAC.js") != "" {
		t.Error("a wrong body is stored")
	}
}
