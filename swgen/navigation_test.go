package swgen_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/swgen"
)

// navigation is a page, and how it was answered.
type navigation struct {
	Title, Path string
	Status      int
}

// goTo opens a path and tells what came.
func (p *tab) goTo(path string) navigation {
	p.t.Helper()
	p.open(path)
	return eval[navigation](p, `({ title: document.title, path: location.pathname + location.search, status: performance.getEntriesByType('navigation')[0].responseStatus })`)
}

func TestNavigationAsksTheNetworkFirst(t *testing.T) {
	t.Parallel()
	s, p := deployed(t, swgen.Options{})
	s.handle("/", text("text/html", "<title>Fresh</title>"))
	if got := p.goTo("/").Title; got != "Fresh" {
		t.Errorf("page %q, want the server's", got)
	}
	s.handle("/", status(500, text("text/html", "<title>Failure</title>")))
	if got := p.goTo("/"); got.Title != "Failure" || got.Status != 500 {
		t.Errorf("page %q %d, want the server's", got.Title, got.Status)
	}
}

func TestSlowNavigationGetsTheShell(t *testing.T) {
	t.Parallel()
	s, p := deployed(t, swgen.Options{NavigationTimeout: swgen.Duration(200 * time.Millisecond)})
	done := make(chan struct{})
	defer close(done)
	s.handle("/", func(_ http.ResponseWriter, r *http.Request) {
		select { // no answer while the test runs
		case <-done:
		case <-r.Context().Done():
		}
	})
	start := time.Now()
	if got := p.goTo("/").Title; got != "Application" {
		t.Errorf("page %q, want the shell", got)
	}
	if took := time.Since(start); took < 200*time.Millisecond || took > 2500*time.Millisecond {
		t.Errorf("took %v with a timeout of 200ms", took)
	}
}

func TestDefaultTimeoutIsThreeSeconds(t *testing.T) {
	t.Parallel()
	s, p := deployed(t, swgen.Options{})
	slow := func(d time.Duration) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			select {
			case <-time.After(d):
			case <-r.Context().Done():
			}
			text("text/html", "<title>Slow</title>")(w, r)
		}
	}
	s.handle("/two", slow(2*time.Second))
	s.handle("/six", slow(6*time.Second))
	if got := p.goTo("/two").Title; got != "Slow" {
		t.Errorf("page %q after two seconds, want the server's", got)
	}
	if got := p.goTo("/six").Title; got != "Application" {
		t.Errorf("page %q, want the shell after three seconds", got)
	}
}

func TestSlowNavigationWithoutShellWaits(t *testing.T) {
	t.Parallel()
	s, p := deployed(t, swgen.Options{NavigationTimeout: swgen.Duration(50 * time.Millisecond)})
	s.handle("/api/report", func(w http.ResponseWriter, r *http.Request) {
		time.Sleep(300 * time.Millisecond)
		text("text/html", "<title>Report</title>")(w, r)
	})
	if got := p.goTo("/api/report").Title; got != "Report" {
		t.Errorf("page %q, want the server's", got)
	}
}

func TestNavigationPreload(t *testing.T) {
	t.Parallel()
	s, p := deployed(t, swgen.Options{})
	s.forget()
	p.open("/")
	requests := s.requests("/")
	if len(requests) != 1 || requests[0].Header.Get("Service-Worker-Navigation-Preload") != "true" {
		t.Errorf("%d requests for the page, want one, by preload", len(requests))
	}
}

func TestDeepLinksWorkOfflineWithTheirURL(t *testing.T) {
	t.Parallel()
	s, p := deployed(t, swgen.Options{})
	s.stop()
	for _, path := range []string{"/", "/estimate", "/estimate/12/rooms?sort=name", "/index.html"} {
		if got := p.goTo(path); got.Title != "Application" || got.Path != path || got.Status != 200 {
			t.Errorf("%s: page %q at %s, status %d", path, got.Title, got.Path, got.Status)
		}
	}
}

func TestDeepLinksWorkOfflineBelowABase(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.deploy(application("/app/"), swgen.Options{NavigationExclude: []string{"/app/[a-c]dmin/", "/reports/*/raw", "/{auth,büro}/", "/x?y/"}})
	p := visit(t, s)
	s.stop()
	for path, want := range map[string]string{
		"/app/": "Application", "/app/estimate/12": "Application", "/app/reports/7": "Application", "/app/api/x": "Application", "/app/xy/": "Application",
		"/app/admin/users": "Offline", "/app/reports/7/raw": "Offline", "/app/auth/7": "Offline", "/app/b%C3%BCro/": "Offline", "/app/x7y/": "Offline",
	} {
		if got := p.goTo(path).Title; got != want {
			t.Errorf("%s: page %q, want %q", path, got, want)
		}
	}
}

func TestFilesAndExcludedPathsNeverGetTheShell(t *testing.T) {
	t.Parallel()
	s, p := deployed(t, swgen.Options{})
	s.stop()
	for _, path := range []string{"/report.pdf", "/photos/a.jpg", "/assets/gone-AAAAAAAA.js", "/api/user", "/api/"} {
		if got := p.goTo(path); got.Title != "Offline" || got.Status != 503 {
			t.Errorf("%s: page %q, status %d; want the offline page", path, got.Title, got.Status)
		}
	}
}

func TestPrecachedPagesAnswerForTheirOwnPaths(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	build := application("/").With(file("about.html", "<title>About</title>"), file("help/index.html", "<title>Help</title>"))
	s.deploy(build, swgen.Options{Precache: []string{"index.html", "about.html", "help/index.html"}})
	p := visit(t, s)
	s.stop()
	for path, want := range map[string]string{"/about.html": "About", "/about": "About", "/help/": "Help", "/help": "Help", "/other": "Application"} {
		if got := p.goTo(path).Title; got != want {
			t.Errorf("%s: page %q, want %q", path, got, want)
		}
	}
}

// The build's other pages, which are not stored, are not answered with the shell.
func TestOtherPagesNeverGetTheShell(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	build := application("/").With(file("about.html", "<title>About</title>"), file("help/index.html", "<title>Help</title>"))
	s.deploy(build, swgen.Options{NavigationTimeout: swgen.Duration(50 * time.Millisecond)})
	s.handle("/about", func(w http.ResponseWriter, r *http.Request) {
		time.Sleep(300 * time.Millisecond)
		text("text/html", "<title>About</title>")(w, r)
	})
	p := visit(t, s)
	if got := p.goTo("/about").Title; got != "About" {
		t.Errorf("page %q, want the server's, however slow", got)
	}
	s.stop()
	for path, want := range map[string]string{"/about": "Offline", "/about.html": "Offline", "/help": "Offline", "/help/": "Offline", "/help/more": "Application"} {
		if got := p.goTo(path).Title; got != want {
			t.Errorf("%s: page %q, want %q", path, got, want)
		}
	}
}

// Some hosts send /index.html to /. A redirected answer may not be given to a
// navigation, so the worker must keep its body alone.
func TestRedirectedShellsWork(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.deploy(application("/"), swgen.Options{})
	s.handle("/index.html", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/", http.StatusMovedPermanently) })
	p := visit(t, s)
	s.stop()
	if got := p.goTo("/estimate").Title; got != "Application" {
		t.Errorf("page %q, want the shell", got)
	}
}

func TestOfflineWithNothingStored(t *testing.T) {
	t.Parallel()
	s, p := deployed(t, swgen.Options{})
	p.eval("pb.send({type: 'CLEAR', target: 'all'})")
	s.stop()
	if got := p.goTo("/"); got.Title != "Offline" || got.Status != 503 {
		t.Errorf("page %q, status %d; want the offline page", got.Title, got.Status)
	}
	for _, path := range []string{"/assets/vendor-AAAAAAA4.js", "/assets/about-AAAAAAA3.js", "/logo.png", "/other.js"} {
		got := p.get(path)
		if got.Status != 504 || strings.Contains(got.Type, "html") || strings.Contains(got.Text, "<") {
			t.Errorf("%s: status %d, type %s, %q; want a plain 504", path, got.Status, got.Type, got.Text)
		}
	}
	if got := eval[string](p, "pb.element('script', {src: '/other.js'})"); got != "error" {
		t.Errorf("script: %s, want an error", got)
	}
}

func TestWithoutAnyPage(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	build := asset.Build{Base: "/", Roots: []asset.Root{{Source: "main.ts", Entry: true, File: "assets/main-AAAAAAA1.js"}}}.With(file("assets/main-AAAAAAA1.js", "1"))
	s.deploy(build, swgen.Options{})
	s.handle("/", text("text/html", "<title>From a server</title>"))
	p := visit(t, s)
	s.stop()
	if got := p.goTo("/").Title; got != "Offline" {
		t.Errorf("page %q, want the offline page", got)
	}
}
