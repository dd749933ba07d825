package swgen_test

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/paintbox-build/paintbox/swgen"
)

// deployed is a visited application.
func deployed(t *testing.T, opts swgen.Options) (*site, *tab) {
	t.Helper()
	s := newSite(t)
	s.deploy(application("/"), opts)
	return s, visit(t, s)
}

func TestStaticFilesAreStaleWhileRevalidate(t *testing.T) {
	t.Parallel()
	s, p := deployed(t, swgen.Options{})
	s.handle("/live.js", text("text/javascript", "first"))
	p.get("/live.js")
	p.until("stored", func() bool { return p.has("/live.js") == "runtime" })
	s.handle("/live.js", text("text/javascript", "second"))
	if got := p.get("/live.js").Text; got != "first" {
		t.Errorf("answer is %q, want the stored one", got)
	}
	p.until("the second answer is stored", func() bool { return p.get("/live.js").Text == "second" })
}

func TestUnhashedFilesOfTheBuildAreRevalidated(t *testing.T) {
	t.Parallel()
	s, p := deployed(t, swgen.Options{})
	p.get("/logo.png")
	p.until("stored", func() bool { return p.has("/logo.png") == "runtime" })
	s.forget()
	p.get("/logo.png")
	p.until("the server is asked in the background", func() bool { return len(s.requests("/logo.png")) == 1 })
}

func TestHashedFilesAreCacheFirst(t *testing.T) {
	t.Parallel()
	s, p := deployed(t, swgen.Options{})
	// The host forbids the HTTP cache to help.
	s.handle("/assets/about-AAAAAAA3.js", with(text("text/javascript", "console.log('about')"), "Cache-Control", "no-cache"))
	p.get("/assets/about-AAAAAAA3.js")
	p.until("stored", func() bool { return p.has("/assets/about-AAAAAAA3.js") == "runtime" })
	s.forget()
	for range 3 {
		if got := p.get("/assets/about-AAAAAAA3.js").Text; got != "console.log('about')" {
			t.Errorf("answer is %q", got)
		}
	}
	p.settle()
	if n := len(s.requests("/assets/about-AAAAAAA3.js")); n != 0 {
		t.Errorf("%d requests for a stored hashed file, want none", n)
	}
}

func TestSizeLimitsCountDecodedBytes(t *testing.T) {
	t.Parallel()
	s, p := deployed(t, swgen.Options{})
	for _, kind := range []struct {
		extension, contentType string
		limit                  int
	}{{"js", "text/javascript", 500_000}, {"png", "image/png", 200_000}} {
		for _, how := range []string{"plain", "chunked", "gzip", "noise"} {
			for n := kind.limit - 1; n <= kind.limit+1; n++ {
				path := fmt.Sprintf("/%s-%d.%s", how, n, kind.extension)
				s.handle(path, sized(kind.contentType, how, n))
				if got := p.get(path); got.Size != n {
					t.Errorf("%s: %d bytes delivered", path, got.Size)
				}
			}
		}
	}
	p.settle()
	sizes := map[string]int{}
	for _, e := range p.stored() {
		sizes[e.path] = e.size
	}
	for _, kind := range []string{"js", "png"} {
		limit := map[string]int{"js": 500_000, "png": 200_000}[kind]
		for _, how := range []string{"plain", "chunked", "gzip", "noise"} {
			for n, want := range map[int]int{limit - 1: limit - 1, limit: limit, limit + 1: 0} {
				if path := fmt.Sprintf("/%s-%d.%s", how, n, kind); sizes[path] != want {
					t.Errorf("%s: %d bytes stored, want %d", path, sizes[path], want)
				}
			}
		}
	}
}

func TestConfiguredLimits(t *testing.T) {
	t.Parallel()
	s, p := deployed(t, swgen.Options{StaticMaxSize: 3000, ImageMaxSize: 1000})
	for path, n := range map[string]int{"/a.js": 3000, "/b.js": 3001, "/a.png": 1000, "/b.png": 1001} {
		s.handle(path, sized(map[bool]string{true: "image/png", false: "text/javascript"}[strings.HasSuffix(path, "png")], "chunked", n))
		p.get(path)
	}
	p.settle()
	for path, want := range map[string]string{"/a.js": "runtime", "/b.js": "", "/a.png": "runtime", "/b.png": ""} {
		if got := p.has(path); got != want {
			t.Errorf("%s is in %q, want %q", path, got, want)
		}
	}
}

// Each answer is delivered as the server gives it, and none is stored.
func TestWhatIsNeverStored(t *testing.T) {
	t.Parallel()
	s, p := deployed(t, swgen.Options{})
	script := text("text/javascript", "1")
	s.handle("/target.js", script)
	redirect := func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/target.js", http.StatusFound) }
	const listed = "/assets/vendor-AAAAAAA4.js"
	for i, tt := range []struct {
		name, path, request string
		answer              http.HandlerFunc
		want                string // status and text
	}{
		{"another method", ".js", `{method: 'POST', body: 'x'}`, script, "200 1"},
		{"not found", ".js", `{}`, status(404, script), "404 1"},
		{"failure", ".js", `{}`, status(500, script), "500 1"},
		{"other success", ".js", `{}`, status(203, script), "203 1"},
		{"part", ".js", `{headers: {range: 'bytes=0-0'}}`, status(206, with(script, "Content-Range", "bytes 0-0/5")), "206 1"},
		{"no-store", ".js", `{}`, with(script, "Cache-Control", "private, No-Store"), "200 1"},
		{"varies by everything", ".js", `{}`, with(script, "Vary", "*"), "200 1"},
		{"asked without cache", ".js", `{cache: 'no-store'}`, script, "200 1"},
		{"page for a script", ".js", `{}`, text("text/html", "1"), "200 1"},
		{"page for a style", ".css", `{}`, text("text/html; charset=utf-8", "1"), "200 1"},
		{"page for an image", ".png", `{}`, text("text/html", "1"), "200 1"},
		{"page for a font", ".woff2", `{}`, text("text/html", "1"), "200 1"},
		{"page for a file of the build", listed, `{}`, text("text/html", "1"), "200 1"},
		{"not what the build listed", listed, `{}`, script, "200 1"},
		{"redirected", ".js", `{}`, redirect, "200 1"},
		{"data", ".json", `{}`, text("application/json", "1"), "200 1"},
		{"data of an interface", "/api/user", `{}`, text("application/json", "1"), "200 1"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if strings.HasPrefix(tt.path, ".") {
				tt.path = fmt.Sprintf("/case-%d%s", i, tt.path)
			}
			s.handle(tt.path, tt.answer)
			got := p.getWith(tt.path, tt.request)
			if text := fmt.Sprint(got.Status, " ", got.Text); text != tt.want {
				t.Errorf("answer %s, want %s", text, tt.want)
			}
			p.settle()
			if where := p.has(tt.path); where != "" {
				t.Errorf("stored in the %s", where)
			}
		})
	}
}

func TestElementsGetNoPageFromTheCache(t *testing.T) {
	t.Parallel()
	s, p := deployed(t, swgen.Options{})
	for path, element := range map[string]string{
		"/deep/script": "'script', {src: '/deep/script'}",
		"/deep/style":  "'link', {rel: 'stylesheet', href: '/deep/style'}",
		"/deep/image":  "'img', {src: '/deep/image'}",
	} {
		s.handle(path, text("text/html", "<!doctype html>"))
		p.eval("pb.element(%s)", element)
		p.settle()
		if p.has(path) != "" {
			t.Errorf("%s is stored", path)
		}
	}
}

func TestOtherOriginsAreNotStored(t *testing.T) {
	t.Parallel()
	s, p := deployed(t, swgen.Options{})
	other := newSite(t)
	other.handle("/opaque.js", text("text/javascript", "1"))
	other.handle("/shared.js", with(text("text/javascript", "1"), "Access-Control-Allow-Origin", "*"))
	if got := eval[string](p, "pb.element('script', {src: %q})", other.url("/opaque.js")); got != "load" {
		t.Errorf("opaque script: %s", got)
	}
	if got := p.get(other.url("/shared.js")); got.Status != 200 {
		t.Errorf("shared script: status %d", got.Status)
	}
	// A redirection from this origin to the other.
	s.handle("/away.js", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, other.url("/shared.js"), http.StatusFound)
	})
	if got := eval[string](p, "pb.element('script', {src: '/away.js'})"); got != "load" {
		t.Errorf("redirected script: %s", got)
	}
	p.settle()
	for _, e := range p.stored() {
		if strings.Contains(e.path, "opaque") || strings.Contains(e.path, "shared") || strings.Contains(e.path, "away") {
			t.Errorf("%s is stored", e.path)
		}
	}
}

func TestBrokenOffAnswersAreNotStored(t *testing.T) {
	t.Parallel()
	s, p := deployed(t, swgen.Options{})
	s.handle("/a.js", broken)
	if _, err := tryEval[answer](p, "pb.get('/a.js')"); err == nil {
		t.Error("the page got an answer that broke off")
	}
	p.settle()
	if p.has("/a.js") != "" {
		t.Error("stored")
	}
}

// What is too large to be stored reaches the page while it is being sent.
func TestLargeAnswersStream(t *testing.T) {
	t.Parallel()
	s, p := deployed(t, swgen.Options{StaticMaxSize: 1000})
	proceed := make(chan struct{})
	s.handle("/large.js", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/javascript")
		io.WriteString(w, strings.Repeat("a", 5000))
		w.(http.Flusher).Flush()
		<-proceed
		io.WriteString(w, strings.Repeat("b", 5000))
	})
	p.eval(`(async () => { window.reader = (await fetch('/large.js')).body.getReader(); })()`)
	first := eval[int](p, `(async () => (await reader.read()).value.length)()`)
	close(proceed)
	rest := eval[int](p, `(async () => {
		let n = 0;
		for (;;) {
			const { done, value } = await reader.read();
			if (done) return n;
			n += value.length;
		}
	})()`)
	if first == 0 || first > 5000 || first+rest != 10000 {
		t.Errorf("%d bytes while the answer was being sent, then %d; want 10000 together", first, rest)
	}
}

func TestOldStoredAnswersOutliveServerFailures(t *testing.T) {
	t.Parallel()
	s, p := deployed(t, swgen.Options{})
	s.handle("/live.js", text("text/javascript", "good"))
	p.get("/live.js")
	p.until("stored", func() bool { return p.has("/live.js") == "runtime" })
	for _, failure := range []http.HandlerFunc{status(500, text("text/plain", "failure")), http.NotFound, text("text/html", "<!doctype html>"), broken,
		with(text("text/javascript", "1"), "Vary", "*"), with(text("text/javascript", "1"), "Cache-Control", "no-store")} {
		s.handle("/live.js", failure)
		p.get("/live.js")
		p.settle()
		if got := p.get("/live.js").Text; got != "good" {
			t.Errorf("answer %q, want the last good one", got)
		}
	}
}

func TestFilesOfTheBuildAreStoredWhateverTheirKind(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.deploy(application("/").With(file("locales/en.json", `{"hello": "Hello"}`)), swgen.Options{})
	s.handle("/locales/en.json", text("application/json", `{"hello": "Hello"}`))
	p := visit(t, s)
	p.settleBelow("/locales/en.json")
	s.stop()
	if got := p.get("/locales/en.json"); got.Text != `{"hello": "Hello"}` {
		t.Errorf("offline answer %d %q", got.Status, got.Text)
	}
}

// An HTTP cache may not hide a new version from the worker.
func TestRevalidationPassesTheHTTPCache(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.deploy(application("/"), swgen.Options{})
	const aYear = "max-age=31536000"
	s.handle("/live.js", with(text("text/javascript", "1"), "Cache-Control", aYear))
	s.handle("/logo.png", with(text("image/png", "an older image"), "Cache-Control", aYear))
	p := newTab(t, s).open("/")
	p.get("/logo.png") // now in the HTTP cache
	s.handle("/logo.png", nil)
	p.register()
	if got := p.get("/logo.png").Text; got != "not really an image" {
		t.Errorf("the first answer is %q, want what the build lists", got)
	}
	p.settleBelow("/live.js")
	s.forget()
	p.get("/live.js")
	p.until("the server is asked", func() bool { return len(s.requests("/live.js")) == 1 })
}

func TestFragmentsAreOneFile(t *testing.T) {
	t.Parallel()
	s, p := deployed(t, swgen.Options{})
	s.handle("/icons.svg", text("image/svg+xml", "<svg xmlns='http://www.w3.org/2000/svg'/>"))
	for _, path := range []string{"/icons.svg#one", "/icons.svg#two"} {
		p.eval("pb.element('img', {src: %q})", path)
		p.settle()
	}
	n := 0
	for _, e := range p.stored() {
		if strings.HasPrefix(e.path, "/icons.svg") {
			n++
		}
	}
	if n != 1 || p.has("/icons.svg") != "runtime" {
		t.Errorf("%d entries, want one without a fragment", n)
	}
}
