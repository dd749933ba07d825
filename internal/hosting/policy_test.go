package hosting_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/internal/browsertest"
	"github.com/paintbox-build/paintbox/internal/hosting"
)

// file is a file of a build.
func file(path, text string) asset.File {
	return asset.File{Path: path, Kind: asset.KindOf(path), Data: []byte(text)}
}

// header is the value of one of the site's headers, "" where it has none.
func header(s *hosting.Site, name string) string {
	for _, h := range s.Headers {
		if h.Name == name {
			return h.Value
		}
	}
	return ""
}

// TestPolicyInBrowser: what stands in the page runs, and what somebody else puts into
// it does not.
func TestPolicyInBrowser(t *testing.T) {
	const page = "<!doctype html><title>x</title><link rel=icon href=data:,>\r\n<script type=importmap>{\"imports\":{\r\n\"m\":\"/m.js\"}}</script>" +
		"<script>said = ['inline']</script>\r\n<script type=module>\r\nimport 'm'; said.push('module')\r\n</script>" +
		"<button onclick=\"said.push('handler &amp; more')\">b</button><iframe srcdoc=\"<script>parent.said.push('frame')</script>\"></iframe>" +
		"<script type=application/json>{\"no\": \"script\"}</script>"
	build := asset.Build{Base: "/"}.With(file("index.html", page), file("m.js", "said.push('mapped')"), file("late.js", "said.push('late')"))
	s := hosting.NewSite(build, hosting.Options{})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for _, h := range s.Headers {
			w.Header().Set(h.Name, h.Value)
		}
		switch r.URL.Path {
		case "/":
			w.Header().Set("Content-Type", "text/html")
			_, _ = w.Write([]byte(page)) // a browser that is gone is no matter
		default:
			w.Header().Set("Content-Type", "text/javascript")
			for _, f := range build.Files {
				if "/"+f.Path == r.URL.Path {
					_, _ = w.Write(f.Data)
				}
			}
		}
	}))
	t.Cleanup(server.Close)

	var browser browsertest.Browser
	t.Cleanup(browser.Stop)
	ctx, cancel := chromedp.NewContext(browser.Context(context.Background()))
	defer cancel()
	ctx, cancel = context.WithTimeout(ctx, time.Minute)
	defer cancel()
	const rest = `(async () => {
		document.querySelector('button').click()
		await import('/late.js')
		const more = document.createElement('script'); more.textContent = "said.push('put in')"; document.body.append(more)
		const div = document.createElement('div'); div.innerHTML = '<img src=data:, onerror="said.push(1)">'; document.body.append(div)
		try { eval("said.push('eval')") } catch (e) { said.push(e.name) }
		await new Promise((done) => setTimeout(done, 200))
		return said.sort().join()
	})()`
	if err := chromedp.Do(ctx, chromedp.Navigate(server.URL)); err != nil {
		t.Fatal(err)
	}
	got, err := chromedp.Run(ctx, chromedp.Evaluate[string](rest, chromedp.EvalAwaitPromise))
	if want := "EvalError,frame,handler & more,inline,late,mapped,module"; err != nil || got != want {
		t.Errorf("ran %q, want %q (%v) under %s", got, want, err, header(s, "Content-Security-Policy"))
	}
}

func TestPolicy(t *testing.T) {
	const name = "Content-Security-Policy"
	tests := []struct {
		about string
		files []asset.File
		o     hosting.Options
		has   string
		not   string
	}{
		{"nothing but files", []asset.File{file("index.html", `<script src=/a.js></script>`)}, hosting.Options{}, "script-src 'self';", "sha256"},
		{"another site's script", []asset.File{file("index.html", `<script src="https://maps.example.com/api.js?key=1"></script><script src=//cdn.example.com/x.js></script>`)}, hosting.Options{}, "'self' cdn.example.com https://maps.example.com;", ""},
		{"an image of another site", []asset.File{file("index.html", `<img src="https://i.example.com/a.png">`)}, hosting.Options{}, "", "i.example.com"},
		{"WebAssembly", []asset.File{file("index.html", ""), file("a.wasm", "")}, hosting.Options{}, "'wasm-unsafe-eval'", ""},
		{"a script that somebody adds", []asset.File{file("index.html", "")}, hosting.Options{Scripts: []string{"https://a.example"}}, "script-src 'self' https://a.example;", ""},
		{"a base on another site", []asset.File{file("index.html", `<base href="https://cdn.example/x/">`)}, hosting.Options{}, "", "base-uri"},
		{"a base of its own", []asset.File{file("index.html", `<base href="/x/">`)}, hosting.Options{}, "base-uri 'self'", ""},
	}
	for _, test := range tests {
		got := header(hosting.NewSite(asset.Build{}.With(test.files...), test.o), name)
		if !strings.Contains(got, test.has) || test.not != "" && strings.Contains(got, test.not) {
			t.Errorf("%s: %s", test.about, got)
		}
	}
	one := asset.Build{}.With(file("index.html", ""))
	if s := hosting.NewSite(one, hosting.Options{Policy: "off"}); header(s, name) != "" {
		t.Error("a policy that was turned off")
	}
	if s := hosting.NewSite(one, hosting.Options{Policy: "report"}); header(s, name) != "" || header(s, name+"-Report-Only") == "" {
		t.Error("a policy that only reports")
	}
	if s := hosting.NewSite(one, hosting.Options{Verify: true}); header(s, "Integrity-Policy") != "blocked-destinations=(script)" || header(hosting.NewSite(one, hosting.Options{}), "Integrity-Policy") != "" {
		t.Error("Integrity-Policy where it is not asked for, or none where it is")
	}
	if s := hosting.NewSite(one, hosting.Options{HSTS: true}); header(s, "Strict-Transport-Security") == "" {
		t.Error("no HSTS")
	}
}

// TestEvaluating: a script that makes code of strings is said, and one that only looks so is not.
func TestEvaluating(t *testing.T) {
	for src, want := range map[string]bool{
		`new Function("a", "return a")`: true, `eval(text)`: true, `window.eval(text)`: false, `/* eval(x) */ f("eval(x)")`: false,
		`var root = free || Function("return this")()`: false, `Function("return this")(), eval(x)`: true, `(a.Function)(x)`: false, `class A { eval() {} } `: true,
	} {
		s := hosting.NewSite(asset.Build{}.With(file("index.html", ""), file("a.js", src)), hosting.Options{})
		result, err := hosting.Write("nginx", s)
		if err != nil {
			t.Fatal(err)
		}
		if got := len(result.Warnings) > 0; got != want {
			t.Errorf("%s: warned %v", src, result.Warnings)
		}
	}
}

// TestPermissions: what no script names is denied, and what one names is not.
func TestPermissions(t *testing.T) {
	s := hosting.NewSite(asset.Build{}.With(file("index.html", ""), file("a.js", "navigator.mediaDevices.getUserMedia({video: true})")), hosting.Options{})
	got := header(s, "Permissions-Policy")
	if strings.Contains(got, "camera") || strings.Contains(got, "microphone") || !strings.Contains(got, "geolocation=()") || !strings.Contains(got, "payment=()") {
		t.Error(got)
	}
}
