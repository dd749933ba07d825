package verify_test

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/internal/coding"
	"github.com/paintbox-build/paintbox/internal/compress"
	"github.com/paintbox-build/paintbox/internal/hosting/verify"
	"github.com/paintbox-build/paintbox/internal/preview"
	"github.com/paintbox-build/paintbox/internal/projecttest"
)

// build is a small build, written into a directory.
func build(t *testing.T) (dir string, b asset.Build) {
	t.Helper()
	dir = t.TempDir()
	for _, name := range []string{"index.html", "assets/main-4KPQ2XWA.js", "assets/main-4KPQ2XWB.css", "sw.js", "engine.wasm", "robots.txt", "docs/index.html"} {
		b.Files = append(b.Files, asset.File{Path: name, Kind: asset.KindOf(name), Data: []byte(strings.Repeat("the file "+name+"\n", 200)), Immutable: strings.Contains(name, "-4KPQ2XW")})
	}
	b, err := compress.All(t.Context(), asset.Build{Base: "/"}.With(b.Files...), compress.Defaults(), nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range b.Files {
		at := filepath.Join(dir, filepath.FromSlash(f.Path))
		projecttest.Write(t, at, f.Data)
		for c, data := range coding.Forms(f.Encodings) {
			projecttest.Write(t, at+c.Suffix, data)
		}
	}
	projecttest.Write(t, filepath.Join(dir, ".paintbox/report.json"), []byte("{}"))
	return dir, b
}

// found lists the causes of what is found at a server that answers as preview does,
// but for what change does to an answer. It answers the request itself where it is true.
func found(t *testing.T, o verify.Options, change func(w http.ResponseWriter, r *http.Request, dir string) bool) (causes []string, failed bool) {
	t.Helper()
	dir, b := build(t)
	good, err := preview.New(dir, "/")
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !change(w, r, dir) {
			good.ServeHTTP(w, r)
		}
	}))
	t.Cleanup(server.Close)
	if o.Timeout == 0 {
		o.Timeout = 5 * time.Second
	}
	result, err := verify.Site(t.Context(), server.URL, b, o)
	if err != nil {
		return []string{err.Error()}, true
	}
	for _, f := range result.Findings {
		causes = append(causes, f.Address+": "+f.Cause)
	}
	if result.Asked < len(b.Files)+4 {
		t.Errorf("%d questions", result.Asked)
	}
	return causes, result.Failed()
}

// writer changes the headers of answers before they are sent.
type writer struct {
	http.ResponseWriter
	change func(h http.Header)
}

func (w writer) WriteHeader(status int) {
	w.change(w.Header())
	w.ResponseWriter.WriteHeader(status)
}

// TestSite: a good host has no findings, and each fault of a host is found where it is, and nothing else.
func TestSite(t *testing.T) {
	at := func(path string) func(*http.Request) bool {
		return func(r *http.Request) bool { return r.URL.Path == path }
	}
	serve := func(w http.ResponseWriter, r *http.Request, dir string, change func(h http.Header)) bool {
		h, err := preview.New(dir, "/")
		if err != nil {
			t.Error(err)
			return false
		}
		h.ServeHTTP(writer{w, change}, r)
		return true
	}
	headers := func(when func(*http.Request) bool, name, value string) func(http.ResponseWriter, *http.Request, string) bool {
		return func(w http.ResponseWriter, r *http.Request, dir string) bool {
			return when(r) && serve(w, r, dir, func(h http.Header) {
				if h.Del(name); value != "" {
					h.Set(name, value)
				}
			})
		}
	}
	text := func(when func(*http.Request) bool, status int, body string) func(http.ResponseWriter, *http.Request, string) bool {
		return func(w http.ResponseWriter, r *http.Request, _ string) bool {
			if when(r) {
				w.Header().Set("Cache-Control", "no-cache")
				w.WriteHeader(status)
				_, _ = w.Write([]byte(body)) // a client that is gone is no matter
			}
			return when(r)
		}
	}
	const script, sheet = "/assets/main-4KPQ2XWA.js", "/assets/main-4KPQ2XWB.css"
	isPart := func(r *http.Request) bool { return strings.HasPrefix(r.URL.Path, "/paintbox-verify") }
	isGone := func(r *http.Request) bool { return strings.Contains(r.URL.Path, "AAAAAAAA") }
	tests := map[string]struct {
		change func(http.ResponseWriter, *http.Request, string) bool
		want   []string
		hint   bool
	}{
		"a good host":               {func(http.ResponseWriter, *http.Request, string) bool { return false }, nil, true},
		"a file that is missing":    {text(at(script), 404, "no"), []string{script + ": missing"}, false},
		"a file that is refused":    {text(at(script), 403, "no"), []string{script + ": status"}, false},
		"another file":              {text(at(script), 200, "alert(1)"), []string{script + ": bytes"}, false},
		"a page for everything":     {text(isGone, 200, "<!doctype html>"), []string{"/assets/paintbox-verify-AAAAAAAA.js: missing files"}, false},
		"an error for what is gone": {text(isGone, 500, "no"), []string{"/assets/paintbox-verify-AAAAAAAA.js: missing files"}, false},
		"missing for ever":          {headers(isGone, "Cache-Control", "public, max-age=31536000, immutable"), []string{"/assets/paintbox-verify-AAAAAAAA.js: missing files"}, false},
		"no routes":                 {text(isPart, 404, "no"), []string{"/paintbox-verify/route: routes"}, false},
		"routes for parts":          {text(func(r *http.Request) bool { return r.URL.Path == "/paintbox-verify/part" }, 200, "<!doctype html>"), []string{"/paintbox-verify/part: parts"}, true},
		"records for everybody":     {text(at("/.paintbox/report.json"), 200, "{}"), []string{"/.paintbox/report.json: records"}, false},
		"a sheet as text":           {headers(at(sheet), "Content-Type", "text/plain"), []string{sheet + ": type"}, false},
		"a script as bytes":         {headers(at(script), "Content-Type", "application/octet-stream"), []string{script + ": type"}, false},
		"a module as bytes":         {headers(at("/engine.wasm"), "Content-Type", "application/octet-stream"), []string{"/engine.wasm: type"}, false},
		"a script for an hour":      {headers(at(script), "Cache-Control", "max-age=3600"), []string{script + ": cache of hashed files"}, false},
		"a script not said":         {headers(at(script), "Cache-Control", ""), []string{script + ": cache of hashed files"}, false},
		"a worker for an hour":      {headers(at("/sw.js"), "Cache-Control", "max-age=3600"), []string{"/sw.js: cache of what changes"}, false},
		"a worker not said":         {headers(at("/sw.js"), "Cache-Control", ""), []string{"/sw.js: cache of what changes"}, false},
		"a worker asked for":        {headers(at("/sw.js"), "Cache-Control", "public, max-age=0, must-revalidate"), nil, true},
		"no Vary":                   {headers(at(script), "Vary", ""), []string{script + ": vary"}, false},
		"uncompressed": {func(_ http.ResponseWriter, r *http.Request, _ string) bool {
			if r.URL.Path == script {
				r.Header.Del("Accept-Encoding")
			}
			return false
		}, []string{script + ": encoding"}, false},
		"a circle": {func(w http.ResponseWriter, r *http.Request, _ string) bool {
			if r.URL.Path == script {
				http.Redirect(w, r, script, http.StatusFound)
			}
			return r.URL.Path == script
		}, []string{script + ": no answer"}, false},
	}
	for about, test := range tests {
		t.Run(about, func(t *testing.T) {
			got, failed := found(t, verify.Options{}, test.change)
			if diff := cmp.Diff(test.want, got); diff != "" || failed == test.hint {
				t.Errorf("failed %v\n%s", failed, diff)
			}
		})
	}
}

// TestNever: an answer that never comes is a finding after a while, and a site that is not there an error.
func TestNever(t *testing.T) {
	got, failed := found(t, verify.Options{Timeout: 300 * time.Millisecond}, func(_ http.ResponseWriter, r *http.Request, _ string) bool {
		if r.URL.Path == "/robots.txt" {
			<-r.Context().Done()
		}
		return r.URL.Path == "/robots.txt"
	})
	if diff := cmp.Diff([]string{"/robots.txt: no answer"}, got); diff != "" || !failed {
		t.Error(diff)
	}
	for address, want := range map[string]string{"http://127.0.0.1:1/": "does not answer", "ftp://x/": "no address of a site", "app.example.com": "no address of a site", "": "no address of a site"} {
		if _, err := verify.Site(t.Context(), address, asset.Build{}, verify.Options{Timeout: time.Second}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", address, err, want)
		}
	}
}

// TestPrevious: hashed files of an older build that are gone are found.
func TestPrevious(t *testing.T) {
	old := asset.Build{}.With(asset.File{Path: "assets/old-4KPQ2XWC.js", Kind: asset.KindJS, Data: []byte("old"), Immutable: true}, asset.File{Path: "old.html", Kind: asset.KindHTML})
	nothing := func(_ http.ResponseWriter, _ *http.Request, _ string) bool { return false }
	got, _ := found(t, verify.Options{Previous: old}, nothing)
	if diff := cmp.Diff([]string{"/assets/old-4KPQ2XWC.js: older files"}, got); diff != "" {
		t.Error(diff)
	}
	var kept sync.Once // a file that is written while another request reads it would be half of itself
	got, _ = found(t, verify.Options{Previous: old}, func(_ http.ResponseWriter, _ *http.Request, dir string) bool {
		kept.Do(func() {
			if err := os.WriteFile(filepath.Join(dir, "assets/old-4KPQ2XWC.js"), []byte("old"), 0o600); err != nil {
				t.Error(err)
			}
		})
		return false
	})
	if len(got) > 0 {
		t.Error(got)
	}
}
