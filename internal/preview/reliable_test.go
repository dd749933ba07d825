package preview_test

import (
	"bufio"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/paintbox-build/paintbox/internal/coding"
	"github.com/paintbox-build/paintbox/internal/preview"
	"github.com/paintbox-build/paintbox/internal/projecttest"
)

const navigation = "Sec-Fetch-Mode: navigate"

// settle makes files as old as a build that was not written this moment.
func settle(t *testing.T, dir string) {
	t.Helper()
	past := time.Now().Add(-time.Hour + 1234567)
	err := filepath.WalkDir(dir, func(path string, _ os.DirEntry, err error) error {
		return errors.Join(err, os.Chtimes(path, past, past))
	})
	if err != nil {
		t.Fatal(err)
	}
}

// While builds replace the directory, no request misses a file that each of them
// has, whatever way they do it.
func TestNothingIsMissedWhileTheDirectoryIsReplaced(t *testing.T) {
	parent := t.TempDir()
	dir := filepath.Join(parent, "dist")
	release := func(name string, i int) string {
		at := filepath.Join(parent, name)
		for _, file := range []string{"index.html", "about.html", "assets/main-4KPQ2XWA.js"} {
			projecttest.Write(t, filepath.Join(at, file), fmt.Appendf(nil, "%s of %d", file, i))
		}
		return at
	}
	release("dist", 0)
	url, _ := start(t, dir, preview.Options{})
	var done atomic.Bool
	var wait sync.WaitGroup
	var asked atomic.Int64
	for _, path := range []string{"", "about", "assets/main-4KPQ2XWA.js", "route/7"} {
		wait.Go(func() {
			client := &http.Client{Transport: &http.Transport{}}
			defer client.CloseIdleConnections()
			for !done.Load() {
				r, _ := http.NewRequestWithContext(t.Context(), http.MethodGet, url+path, nil)
				r.Header.Set("Accept", "text/html")
				response, err := client.Do(r)
				if err != nil {
					t.Error(err)
					return
				}
				body, err := io.ReadAll(response.Body)
				_ = response.Body.Close()
				asked.Add(1)
				if err != nil || response.StatusCode != 200 || !strings.Contains(string(body), " of ") {
					t.Errorf("/%s: %d %q %v", path, response.StatusCode, body, err)
					return
				}
			}
		})
	}
	for i, began := 1, time.Now(); time.Since(began) < 3*time.Second && !t.Failed(); i++ {
		next := release(fmt.Sprint("next", i), i)
		old := filepath.Join(parent, fmt.Sprint("old", i))
		if err := errors.Join(os.Rename(dir, old), os.Rename(next, dir), os.RemoveAll(old)); err != nil {
			t.Fatal(err)
		}
	}
	done.Store(true)
	wait.Wait()
	t.Logf("%d requests", asked.Load())
}

func TestRoutesWithDots(t *testing.T) {
	_, server := site(t, "/", map[string]string{"index.html": "shell"}, "real.doe")
	for path, want := range map[string]string{
		"/user/jane.doe": "shell", "/docs/v1.2": "shell", "/docs/v1.2/": "shell", "/a@b.com": "shell", "/real.doe": "real.doe", "/1.0.0-beta.3": "shell",
	} {
		if response, body := get(t, server, "GET", path, navigation); response.StatusCode != 200 || body != want {
			t.Errorf("%s: %d %q, want %q", path, response.StatusCode, body, want)
		}
		if response, _ := get(t, server, "GET", path); (response.StatusCode == 200) != (want != "shell") {
			t.Errorf("%s, loaded by a page: %d", path, response.StatusCode)
		}
	}
	for _, path := range []string{"/report.pdf", "/photos/a.JPG", "/assets/gone.js", "/data.json", "/a.js.map", "/a.js.br", "/x.zip", "/page.html"} {
		if response, _ := get(t, server, "GET", path, navigation); response.StatusCode != 404 {
			t.Errorf("%s: %d, want 404", path, response.StatusCode)
		}
	}
}

func TestPagesWithoutTheirEnding(t *testing.T) {
	_, server := site(t, "/", map[string]string{"index.html": "shell", "both/index.html": "directory"}, "about.html", "about.html.br", "both.html", "deep/page.html", "styles/a.css", "styles.html")
	for path, want := range map[string]string{
		"/about": "about.html", "/about/": "about.html", "/about.html": "about.html", "/deep/page": "deep/page.html", "/deep/page/": "deep/page.html",
		"/both/": "directory", "/styles": "styles.html", "/styles/": "styles.html",
	} {
		response, body := get(t, server, "GET", path)
		if response.StatusCode != 200 || body != want || response.Header.Get("Content-Type") != "text/html; charset=utf-8" || response.Header.Get("Cache-Control") != "no-cache" {
			t.Errorf("%s: %d %q %v, want %q", path, response.StatusCode, body, response.Header, want)
		}
	}
	if response, _ := get(t, server, "GET", "/both"); response.StatusCode != 301 || response.Header.Get("Location") != "/both/" {
		t.Errorf("/both: %d to %q", response.StatusCode, response.Header.Get("Location"))
	}
	if response, _ := get(t, server, "GET", "/about", "Accept-Encoding: br"); response.Header.Get("Content-Encoding") != "br" {
		t.Error("/about is not sent compressed")
	}
}

// A page of somebody else whose name leads to this machine (DNS rebinding) reads
// nothing here.
func TestHostsAreKnown(t *testing.T) {
	dir := t.TempDir()
	projecttest.Write(t, filepath.Join(dir, "index.html"), []byte("secret"))
	for _, https := range []bool{false, true} {
		url, _ := start(t, dir, preview.Options{HTTPS: https, AllowHosts: []string{"App.example", ".dev.example"}})
		address := url[strings.Index(url, "localhost"):]
		port := address[len("localhost") : len(address)-1]
		client := &http.Client{Transport: insecure()}
		for host, want := range map[string]int{
			"localhost": 200, "LocalHost.": 200, "app.localhost": 200, "127.0.0.1": 200, "[::1]": 200, "192.168.1.7": 200, "app.example": 200, "dev.example": 200, "a.b.dev.example": 200,
			"evil.example": 403, "localhost.evil.example": 403, "127.0.0.1.evil.example": 403, "evil-dev.example": 403, "sub.app.example": 403, "::error::": 403,
		} {
			for _, name := range []string{host + port, host} {
				r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
				if err != nil {
					t.Fatal(err)
				}
				r.Host = name
				response, err := client.Do(r)
				if err != nil {
					t.Fatalf("%s: %v", name, err)
				}
				body, _ := io.ReadAll(response.Body)
				_ = response.Body.Close()
				if response.StatusCode != want || (want == 403) == strings.Contains(string(body), "secret") || want == 403 && !strings.Contains(string(body), "--allow-host") {
					t.Errorf("%s: %d %q, want %d", name, response.StatusCode, body, want)
				}
			}
		}
		client.CloseIdleConnections()
	}
}

// Files in a large directory are served without reading it at each request, and
// a change in it shows.
func TestLargeDirectories(t *testing.T) {
	const files = 20_000
	dir := t.TempDir()
	for i := range files {
		projecttest.Write(t, filepath.Join(dir, "img", fmt.Sprintf("picture-%d-abcdefgh.png", i)), []byte("x"))
	}
	settle(t, dir)
	_, server := serve(t, dir)
	began := time.Now()
	for i := range 1000 {
		if response, body := get(t, server, "GET", fmt.Sprintf("/img/picture-%d-abcdefgh.png", i)); body != "x" || response.Header.Get("Cache-Control") != "no-cache" {
			t.Fatalf("%d %q %v", response.StatusCode, body, response.Header)
		}
	}
	if took := time.Since(began); took > 15*time.Second { // when it read the directory each time, 37 s on a quiet machine
		t.Errorf("1000 files took %v", took)
	}
}

// serve serves a directory that is there.
func serve(t *testing.T, dir string) (*preview.Handler, *httptest.Server) {
	t.Helper()
	h, err := preview.New(dir, "/")
	if err != nil {
		t.Fatal(err)
	}
	return h, hosted(t, h)
}

func hosted(t *testing.T, h http.Handler) *httptest.Server {
	t.Helper()
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	return server
}

// insecure makes connections to a server whose certificate nobody has signed.
func insecure() *http.Transport {
	return &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}, ForceAttemptHTTP2: true} //nolint:gosec // self-signed
}

// What is remembered of a file gives way to what is there: other bytes of the
// same length, another sibling, another file, none.
func TestChangesShowAtOnce(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) { projecttest.Write(t, filepath.Join(dir, name), []byte(text)) }
	write("a.js", "one")
	write("index.html", "shell")
	settle(t, dir)
	_, server := serve(t, dir)
	check := func(when, path, want string, status int) {
		t.Helper()
		for range 3 {
			if response, body := get(t, server, "GET", path, "Accept-Encoding: br"); response.StatusCode != status || status == 200 && body != want {
				t.Errorf("%s, %s: %d %q, want %d %q", when, path, response.StatusCode, body, status, want)
			}
		}
	}
	check("at first", "/a.js", "one", 200)
	for i := range 20 { // quicker than the clock of the file system
		write("a.js", fmt.Sprintf("%03d", i))
		check("after a change", "/a.js", fmt.Sprintf("%03d", i), 200)
	}
	settle(t, dir)
	check("when it is old", "/a.js", "019", 200)
	write("a.js.br", "compressed")
	check("with one of another file", "/a.js", "019", 200)
	for _, c := range coding.Table() {
		if c.Suffix == ".br" {
			write("a.js.br", encoded(t, c, "019"))
			check("with a sibling", "/a.js", encoded(t, c, "019"), 200)
			settle(t, dir)
			check("with an old sibling", "/a.js", encoded(t, c, "019"), 200)
			write("a.js", "020")
			check("with one of an earlier build", "/a.js", "020", 200)
			write("a.js", "019")
			settle(t, dir)
			check("as before", "/a.js", encoded(t, c, "019"), 200)
		}
	}
	if err := os.Remove(filepath.Join(dir, "a.js.br")); err != nil {
		t.Fatal(err)
	}
	check("without it", "/a.js", "019", 200)
	check("before there is a directory", "/sub/", "", 404)
	write("sub/index.html", "sub")
	check("in a new directory", "/sub/", "sub", 200)
	settle(t, dir)
	check("in a new directory", "/sub/", "sub", 200)
	outside := filepath.Join(t.TempDir(), "secret")
	if err := errors.Join(os.WriteFile(outside, []byte("secret"), 0o600), os.Remove(filepath.Join(dir, "a.js")), os.Symlink(outside, filepath.Join(dir, "a.js"))); err != nil {
		t.Fatal(err)
	}
	check("as a link that leads out", "/a.js", "", 404)
	if err := errors.Join(os.Rename(filepath.Join(dir, "sub"), filepath.Join(dir, "moved")), os.Symlink(filepath.Dir(outside), filepath.Join(dir, "sub"))); err != nil {
		t.Fatal(err)
	}
	check("in a directory that is a link now", "/sub/", "", 404)
}

// What is held of bodies is bounded, however many are asked for.
func TestMemoryIsBounded(t *testing.T) {
	const files, size = 150, 1 << 20
	dir := t.TempDir()
	for i := range files {
		projecttest.Write(t, filepath.Join(dir, fmt.Sprint(i, ".js")), make([]byte, size))
	}
	settle(t, dir)
	h, server := serve(t, dir)
	for range 2 {
		for i := range files {
			if _, body := get(t, server, "GET", fmt.Sprint("/", i, ".js")); len(body) != size {
				t.Fatalf("%d bytes", len(body))
			}
		}
	}
	var stats runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&stats)
	runtime.KeepAlive(h)
	if stats.HeapAlloc > 64<<20 {
		t.Errorf("%d MiB are held of %d", stats.HeapAlloc>>20, files)
	}
}

func TestIdleConnectionsClose(t *testing.T) {
	dir := t.TempDir()
	projecttest.Write(t, filepath.Join(dir, "index.html"), []byte("page"))
	h, err := preview.New(dir, "/")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	s, err := preview.Listen(ctx, h, preview.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if before := s.IdleAfter(200 * time.Millisecond); before <= 0 || before > time.Minute {
		t.Errorf("idle connections stay for %v", before)
	}
	go func() { _ = s.Serve(ctx) }()
	c := dial(t, s.URL())
	defer c.Close()
	if _, err := io.WriteString(c, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	_ = c.SetReadDeadline(time.Now().Add(10 * time.Second))
	answer, err := io.ReadAll(c) // ends when the server closes
	if err != nil || !strings.HasSuffix(string(answer), "page") {
		t.Errorf("%q, %v", answer, err)
	}
}

// An interrupt does not wait for connections on which nothing was asked, as
// browsers open them in advance, nor for idle ones.
func TestUnusedConnectionsDoNotDelayTheEnd(t *testing.T) {
	dir := t.TempDir()
	projecttest.Write(t, filepath.Join(dir, "index.html"), []byte("page"))
	for _, https := range []bool{false, true} {
		url, stop := start(t, dir, preview.Options{HTTPS: https})
		for range 3 {
			c := dial(t, url)
			defer func() { _ = c.Close() }()
		}
		client := &http.Client{Transport: insecure()}
		response, err := client.Get(url) //nolint:noctx // the server is this test's
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.Copy(io.Discard, response.Body)
		_ = response.Body.Close()
		began := time.Now()
		if err := stop(); err != nil {
			t.Error(err)
		}
		if took := time.Since(began); took > 3*time.Second {
			t.Errorf("HTTPS %v: the end took %v", https, took)
		}
		client.CloseIdleConnections()
	}
}

// dial opens a connection and asks nothing.
func dial(t *testing.T, url string) net.Conn {
	t.Helper()
	address := strings.TrimSuffix(url[strings.Index(url, "//")+2:], "/")
	c, err := net.Dial("tcp", strings.Replace(address, "localhost", "127.0.0.1", 1)) //nolint:noctx // loopback
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// Many clients at once get what they asked for, on connections that they keep.
func TestManyClients(t *testing.T) {
	dir := t.TempDir()
	for i := range 50 {
		projecttest.Write(t, filepath.Join(dir, fmt.Sprintf("assets/chunk-%d-4KPQ2XWA.js", i)), []byte(strings.Repeat(fmt.Sprint(i, " "), 3000)))
	}
	settle(t, dir)
	url, _ := start(t, dir, preview.Options{})
	var wait sync.WaitGroup
	for k := range 200 {
		wait.Go(func() {
			c := dial(t, url)
			defer c.Close()
			in := bufio.NewReader(c)
			for n := range 20 {
				i := (7*k + n) % 50
				_, _ = fmt.Fprintf(c, "GET /assets/chunk-%d-4KPQ2XWA.js HTTP/1.1\r\nHost: localhost\r\n\r\n", i)
				response, err := http.ReadResponse(in, nil)
				if err != nil {
					t.Errorf("client %d: %v", k, err)
					return
				}
				body, err := io.ReadAll(response.Body)
				if want := strings.Repeat(fmt.Sprint(i, " "), 3000); err != nil || response.StatusCode != 200 || string(body) != want {
					t.Errorf("client %d, file %d: %d, %d bytes, %v", k, i, response.StatusCode, len(body), err)
					return
				}
			}
		})
	}
	wait.Wait()
}
