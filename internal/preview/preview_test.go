package preview_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/paintbox-build/paintbox/internal/coding"
	"github.com/paintbox-build/paintbox/internal/preview"
	"github.com/paintbox-build/paintbox/internal/projecttest"
)

// site writes files into a directory and serves it. The text of a file is its
// name where none is given.
func site(t *testing.T, base string, files map[string]string, names ...string) (dir string, server *httptest.Server) {
	t.Helper()
	dir = t.TempDir()
	for _, name := range names {
		files[name] = name
	}
	for name := range files {
		if of, c, ok := coding.Sibling(name); ok && files[of] != "" {
			files[name] = encoded(t, c, files[of])
		}
	}
	for name, data := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		projecttest.Write(t, path, []byte(data))
	}
	h, err := preview.New(dir, base)
	if err != nil {
		t.Fatal(err)
	}
	server = httptest.NewServer(h)
	t.Cleanup(server.Close)
	return dir, server
}

// application is a small build with compressed siblings.
func application(t *testing.T) *httptest.Server {
	t.Helper()
	_, server := site(t, "/", map[string]string{"index.html": "<!doctype html>shell"},
		"index.html.br", "index.html.gz", "assets/main-4KPQ2XWA.js", "assets/main-4KPQ2XWA.js.br", "assets/main-4KPQ2XWA.js.gz", "assets/main-4KPQ2XWA.js.map",
		"sw.js", "manifest.webmanifest", "favicon.svg", "sound.wav", "docs/index.html", ".paintbox/report.json", ".well-known/security.txt", ".env")
	return server
}

// get sends a request with headers, given as "Name: value", as written: no
// decoding, no cleaning of the path, no redirects.
func get(t *testing.T, server *httptest.Server, method, path string, headers ...string) (*http.Response, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, server.URL, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.URL.Opaque = strings.TrimPrefix(server.URL, "http:") + path
	r.Header.Set("Accept-Encoding", "identity")
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ": ")
		r.Header[http.CanonicalHeaderKey(name)] = []string{value}
	}
	if r.Header.Get("Accept-Encoding") == "none" {
		r.Header["Accept-Encoding"] = nil
	}
	response, err := (&http.Transport{DisableCompression: true, DisableKeepAlives: true}).RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response, string(body)
}

const script = "/assets/main-4KPQ2XWA.js"

func TestEncodingByAcceptEncoding(t *testing.T) {
	server := application(t)
	for accept, want := range map[string]string{
		"none": "", "": "", "identity": "", "br": "br", "gzip": "gzip", "gzip, deflate, br, zstd": "br", "GZIP": "gzip", "x-gzip": "gzip", "*": "br",
		"br;q=0.5, gzip;q=0.8": "gzip", "br;q=0": "", "br;q=0, gzip": "gzip", "br; q=0, *": "gzip", "gzip;q=0.2, identity;q=0.5": "",
		"*;q=0.5, br;q=0": "gzip", "gzip;q=1.0, identity;q=0.5, *;q=0": "gzip", "deflate": "", "br;q=nonsense": "", "br;q=2": "", "br;q=0.001": "br",
	} {
		response, body := get(t, server, "GET", script, "Accept-Encoding: "+accept)
		wantBody := script[1:]
		for _, c := range coding.Table() {
			if c.Token == want {
				wantBody = encoded(t, c, wantBody)
			}
		}
		if got := response.Header.Get("Content-Encoding"); got != want || body != wantBody || response.StatusCode != 200 {
			t.Errorf("%q: %d, encoding %q, body %q; want %q", accept, response.StatusCode, got, body, want)
		}
		if got := response.Header.Get("Content-Type"); got != "text/javascript; charset=utf-8" {
			t.Errorf("%q: type %q, want the script's", accept, got)
		}
		if got := response.Header.Get("Content-Length"); got != fmt.Sprint(len(wantBody)) {
			t.Errorf("%q: length %q, want %d", accept, got, len(wantBody))
		}
	}
	for _, accept := range []string{"identity;q=0", "*;q=0", "br;q=0, gzip;q=0, identity;q=0"} {
		response, _ := get(t, server, "GET", "/favicon.svg", "Accept-Encoding: "+accept)
		if response.StatusCode != http.StatusNotAcceptable {
			t.Errorf("%q for a file without siblings: %d, want 406", accept, response.StatusCode)
		}
	}
	if response, _ := get(t, server, "GET", script, "Accept-Encoding: identity;q=0, gzip;q=0.1"); response.Header.Get("Content-Encoding") != "gzip" {
		t.Error("identity is sent although it is forbidden")
	}
}

func TestETagsAndVary(t *testing.T) {
	server := application(t)
	seen := map[string]string{}
	for _, accept := range []string{"identity", "gzip", "br"} {
		response, _ := get(t, server, "GET", script, "Accept-Encoding: "+accept)
		etag := response.Header.Get("ETag")
		if other, ok := seen[etag]; ok || etag == "" || !strings.HasPrefix(etag, `"`) {
			t.Errorf("%s: ETag %s, which %q has too", accept, etag, other)
		}
		seen[etag] = accept
		if got := response.Header.Get("Vary"); got != "Accept-Encoding" {
			t.Errorf("%s: Vary %q", accept, got)
		}
		again, body := get(t, server, "GET", script, "Accept-Encoding: "+accept, "If-None-Match: "+etag)
		if again.StatusCode != 304 || body != "" || again.Header.Get("Vary") != "Accept-Encoding" || again.Header.Get("ETag") != etag || again.Header.Get("Content-Encoding") != "" {
			t.Errorf("%s: %d with %v, want 304 with Vary and ETag", accept, again.StatusCode, again.Header)
		}
		if got := again.Header.Get("Cache-Control"); got != "public, max-age=31536000, immutable" {
			t.Errorf("%s: 304 with Cache-Control %q", accept, got)
		}
	}
	for etag, accept := range seen {
		if accept == "br" {
			if other, _ := get(t, server, "GET", script, "Accept-Encoding: gzip", "If-None-Match: "+etag); other.StatusCode != 200 {
				t.Errorf("the ETag of br gives %d for gzip, want 200", other.StatusCode)
			}
		}
	}
	if response, _ := get(t, server, "GET", "/favicon.svg"); response.Header.Get("Vary") != "" {
		t.Error("Vary for a file that has one encoding")
	}
}

func TestETagChangesWithTheFile(t *testing.T) {
	dir, server := site(t, "/", map[string]string{"index.html": "one"})
	first, _ := get(t, server, "GET", "/")
	if err := os.WriteFile(filepath.Join(dir, "index.html"), []byte("two"), 0o644); err != nil {
		t.Fatal(err)
	}
	second, body := get(t, server, "GET", "/", "If-None-Match: "+first.Header.Get("ETag"))
	if second.StatusCode != 200 || body != "two" {
		t.Errorf("%d %q after a change, want the new page", second.StatusCode, body)
	}
}

func TestCacheControl(t *testing.T) {
	server := application(t)
	const forever, never = "public, max-age=31536000, immutable", "no-cache"
	for path, want := range map[string]string{
		script: forever, script + ".map": forever, "/": never, "/index.html": never, "/sw.js": never, "/manifest.webmanifest": never, "/favicon.svg": never, "/absent.js": never,
	} {
		if response, _ := get(t, server, "GET", path); response.Header.Get("Cache-Control") != want {
			t.Errorf("%s: %q, want %q", path, response.Header.Get("Cache-Control"), want)
		}
	}
}

func TestMediaTypes(t *testing.T) {
	names := map[string]string{
		"a.html": "text/html; charset=utf-8", "a.mjs": "text/javascript; charset=utf-8", "a.css": "text/css; charset=utf-8", "a.json": "application/json",
		"a.webmanifest": "application/manifest+json", "a.wasm": "application/wasm", "a.svg": "image/svg+xml", "a.PNG": "image/png", "a.jpg": "image/jpeg", "a.avif": "image/avif",
		"a.ico": "image/x-icon", "a.woff2": "font/woff2", "a.mp4": "video/mp4", "a.mp3": "audio/mpeg", "a.txt": "text/plain; charset=utf-8", "a.unknown-kind": "application/octet-stream", "LICENSE": "application/octet-stream",
	}
	files := map[string]string{}
	for name := range names {
		files[name] = "x"
	}
	_, server := site(t, "/", files)
	for name, want := range names {
		response, _ := get(t, server, "GET", "/"+name)
		if got := response.Header.Get("Content-Type"); got != want || response.Header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

func TestRanges(t *testing.T) {
	server := application(t)
	for header, want := range map[string]string{
		"bytes=0-1": "206 so bytes 0-1/9", "bytes=5-": "206 .wav bytes 5-8/9", "bytes=-3": "206 wav bytes 6-8/9", "bytes=9-": "416  bytes */9",
	} {
		response, body := get(t, server, "GET", "/sound.wav", "Range: "+header)
		if response.StatusCode == 416 {
			body = ""
		}
		if got := fmt.Sprint(response.StatusCode, " ", body, " ", response.Header.Get("Content-Range")); got != want {
			t.Errorf("%s: %s, want %s", header, got, want)
		}
	}
	response, body := get(t, server, "GET", script, "Range: bytes=0-3", "Accept-Encoding: br")
	if response.StatusCode != 206 || len(body) != 4 || body == "asse" || response.Header.Get("Content-Encoding") != "br" || response.Header.Get("Content-Length") != "4" {
		t.Errorf("a range of an encoding: %d %q %v", response.StatusCode, body, response.Header)
	}
}

func TestHead(t *testing.T) {
	server := application(t)
	for _, path := range []string{"/", script, "/docs/", "/absent.js"} {
		full, _ := get(t, server, "GET", path, "Accept-Encoding: br")
		head, body := get(t, server, "HEAD", path, "Accept-Encoding: br")
		for _, name := range []string{"Content-Type", "Content-Length", "Content-Encoding", "ETag", "Vary", "Cache-Control"} {
			if head.Header.Get(name) != full.Header.Get(name) {
				t.Errorf("HEAD %s: %s is %q, with GET %q", path, name, head.Header.Get(name), full.Header.Get(name))
			}
		}
		if head.StatusCode != full.StatusCode || body != "" {
			t.Errorf("HEAD %s: %d with %q, GET %d", path, head.StatusCode, body, full.StatusCode)
		}
	}
	if response, _ := get(t, server, "POST", "/"); response.StatusCode != 405 || response.Header.Get("Allow") != "GET, HEAD" {
		t.Errorf("POST: %d", response.StatusCode)
	}
}

func TestFallbackIsForNavigationsOnly(t *testing.T) {
	server := application(t)
	for _, tt := range []struct {
		path, header string
		want         int
	}{
		{"/estimate", "Sec-Fetch-Mode: navigate", 200},
		{"/estimate/12?sort=name", "Accept: text/html,*/*;q=0.8", 200},
		{"/estimate/", "Accept: text/html", 200},
		{"/estimate", "Accept: */*", 404},
		{"/estimate", "Sec-Fetch-Mode: cors", 404},
		{"/estimate", "Sec-Fetch-Mode: no-cors", 404},
		{"/absent.js", "Sec-Fetch-Mode: navigate", 404},
		{"/photos/absent.png", "Accept: text/html", 404},
		{"/.secret", "Sec-Fetch-Mode: navigate", 404},
	} {
		response, body := get(t, server, "GET", tt.path, tt.header)
		if response.StatusCode != tt.want || tt.want == 200 && (body != "<!doctype html>shell" || response.Header.Get("Cache-Control") != "no-cache") {
			t.Errorf("%s with %s: %d %q, want %d", tt.path, tt.header, response.StatusCode, body, tt.want)
		}
	}
}

func TestDirectories(t *testing.T) {
	server := application(t)
	if response, body := get(t, server, "GET", "/docs/"); response.StatusCode != 200 || body != "docs/index.html" {
		t.Errorf("/docs/: %d %q", response.StatusCode, body)
	}
	if response, _ := get(t, server, "GET", "/docs?a=b"); response.StatusCode != 301 || response.Header.Get("Location") != "/docs/?a=b" {
		t.Errorf("/docs: %d to %q", response.StatusCode, response.Header.Get("Location"))
	}
	for _, path := range []string{"/assets/", "/assets", "/sw.js/"} {
		if response, _ := get(t, server, "GET", path); response.StatusCode != 404 {
			t.Errorf("%s: %d, want 404", path, response.StatusCode)
		}
	}
}

func TestNothingOutsideTheDirectory(t *testing.T) {
	dir, server := site(t, "/", map[string]string{}, "index.html", "a/b.js", ".env", ".git/config", "a/.hidden", ".well-known/security.txt", ".well-known/.hidden")
	outside := filepath.Join(t.TempDir(), "secret.js")
	if err := os.WriteFile(outside, []byte("secret"), 0o644); err != nil {
		t.Fatal(err)
	}
	for name, to := range map[string]string{"link.js": outside, "inner.js": filepath.Join(dir, "a", "b.js"), "folder": filepath.Dir(outside), "relative.js": "a/b.js"} {
		if err := os.Symlink(to, filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	name := filepath.Base(filepath.Dir(outside))
	for _, path := range []string{
		"/../" + name + "/secret.js", "/a/../../" + name + "/secret.js", "/%2e%2e/" + name + "/secret.js", "/a/..%2f..%2f" + name + "/secret.js", "/..%5c" + name + "%5csecret.js",
		"//etc/passwd", "/a//b.js", "/./index.html", "/a/../index.html", "/link.js", "/inner.js", "/relative.js", "/folder/secret.js",
		"/.env", "/.git/config", "/a/.hidden", "/.well-known/.hidden", "/index.html%00.js",
	} {
		response, body := get(t, server, "GET", path)
		if response.StatusCode != 404 || strings.Contains(body, "secret") {
			t.Errorf("%s: %d %q, want 404", path, response.StatusCode, body)
		}
	}
	if response, _ := get(t, server, "GET", "/.well-known/security.txt"); response.StatusCode != 200 {
		t.Errorf(".well-known: %d", response.StatusCode)
	}
}

func TestBase(t *testing.T) {
	_, server := site(t, "app", map[string]string{}, "index.html", "main.js")
	for path, want := range map[string]string{"/app/": "200 index.html", "/app/main.js": "200 main.js", "/main.js": "404 not found\n", "/other/": "404 not found\n"} {
		response, body := get(t, server, "GET", path)
		if got := fmt.Sprint(response.StatusCode, " ", body); got != want {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
	for _, path := range []string{"/", "/app"} {
		if response, _ := get(t, server, "GET", path); response.StatusCode != 301 || response.Header.Get("Location") != "/app/" {
			t.Errorf("%s: %d to %q", path, response.StatusCode, response.Header.Get("Location"))
		}
	}
}

// A build replaces the directory while it is being served.
func TestDirectoryIsReplaced(t *testing.T) {
	dir, server := site(t, "/", map[string]string{"index.html": "one"})
	get(t, server, "GET", "/")
	if err := os.Rename(dir, dir+"-old"); err != nil {
		t.Fatal(err)
	}
	if response, _ := get(t, server, "GET", "/"); response.StatusCode != 500 {
		t.Errorf("%d without a directory, want 500", response.StatusCode)
	}
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "index.html"), []byte("two"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, body := get(t, server, "GET", "/"); body != "two" {
		t.Errorf("page %q, want the new build's", body)
	}
	if err := os.RemoveAll(dir + "-old"); err != nil {
		t.Error(err)
	}
}

func TestUnreadableDirectory(t *testing.T) {
	if _, err := preview.New(filepath.Join(t.TempDir(), "absent"), "/"); err == nil {
		t.Error("no error for a directory that does not exist")
	}
}

// TestEveryCodingIsNegotiated serves a file that has only one sibling, of each
// row of the table in turn.
func TestEveryCodingIsNegotiated(t *testing.T) {
	for _, c := range coding.Table() {
		_, server := site(t, "/", map[string]string{}, "index.html", "a.js", "a.js"+c.Suffix)
		for accept, want := range map[string]bool{
			c.Token: true, strings.ToUpper(c.Token): true, "deflate, " + c.Token + ";q=0.1": true, "*": true, "*;q=0.5, identity;q=0": true,
			c.Token + ";q=0": false, c.Token + ";q=0, *": false, "*;q=0, identity": false, c.Token + ";q=0.5, identity": false, "identity": false, c.Name + "x": false,
		} {
			response, body := get(t, server, "GET", "/a.js", "Accept-Encoding: "+accept)
			coding, content := "", "a.js"
			if want {
				coding, content = c.Token, encoded(t, c, "a.js")
			}
			if got := response.Header.Get("Content-Encoding"); response.StatusCode != 200 || got != coding || body != content {
				t.Errorf("%s, %q: %d, encoding %q, body %q", c.Name, accept, response.StatusCode, got, body)
			}
			if response.Header.Get("Vary") != "Accept-Encoding" || response.Header.Get("Content-Type") != "text/javascript; charset=utf-8" {
				t.Errorf("%s, %q: %v", c.Name, accept, response.Header)
			}
		}
		if c.Alias != "" {
			if response, _ := get(t, server, "GET", "/a.js", "Accept-Encoding: "+c.Alias); response.Header.Get("Content-Encoding") != c.Token {
				t.Errorf("%s: %s is not understood", c.Name, c.Alias)
			}
		}
		if response, _ := get(t, server, "GET", "/a.js"+c.Suffix); response.Header.Get("Content-Encoding") != "" || c.Media != "" && response.Header.Get("Content-Type") != c.Media {
			t.Errorf("%s, asked for by its own name: %v", c.Name, response.Header)
		}
	}
}

// TestTheSmallestCodingIsPreferred: with equal weights it is the last row that
// the client accepts, else what the client likes best.
func TestTheSmallestCodingIsPreferred(t *testing.T) {
	names := []string{"index.html", "a.js"}
	for _, c := range coding.Table() {
		names = append(names, "a.js"+c.Suffix)
	}
	_, server := site(t, "/", map[string]string{}, names...)
	equal := ""
	for _, c := range coding.Table() {
		equal += ", " + c.Token
		for accept, weights := range map[string]string{"equal": equal, "weighted": "*;q=0.5, " + c.Token} {
			if response, body := get(t, server, "GET", "/a.js", "Accept-Encoding: "+weights); response.Header.Get("Content-Encoding") != c.Token || body != encoded(t, c, "a.js") {
				t.Errorf("%s: %q gets %q", accept, weights, response.Header.Get("Content-Encoding"))
			}
		}
	}
}
