package preview_test

import (
	"context"
	"crypto/tls"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/paintbox-build/paintbox/internal/preview"
)

// start serves a directory until the test ends or the function that it returns
// is called; that returns what Serve returned.
func start(t testing.TB, dir string, opts preview.Options) (url string, stop func() error) {
	t.Helper()
	h, err := preview.New(dir, "/")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	s, err := preview.Listen(ctx, h, opts)
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- s.Serve(ctx) }()
	stop = sync.OnceValue(func() error {
		cancel()
		return <-done
	})
	t.Cleanup(func() {
		if err := stop(); err != nil {
			t.Errorf("serve: %v", err)
		}
	})
	return s.URL(), stop
}

func TestServerShutsDownCleanly(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "large.bin"), make([]byte, 30<<20), 0o644); err != nil {
		t.Fatal(err)
	}
	url, stop := start(t, dir, preview.Options{})
	response, err := http.Get(url + "large.bin") //nolint:noctx // it outlives nothing
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	stopped := make(chan error, 1)
	go func() { stopped <- stop() }()
	time.Sleep(50 * time.Millisecond) // the download is under way, the server is stopping
	n, err := io.Copy(io.Discard, response.Body)
	if n != 30<<20 || err != nil {
		t.Errorf("%d bytes of a download during shutdown: %v", n, err)
	}
	if err := <-stopped; err != nil {
		t.Errorf("shutdown: %v", err)
	}
	if _, err := net.Dial("tcp", strings.TrimSuffix(strings.TrimPrefix(url, "http://"), "/")); err == nil { //nolint:noctx // refused at once
		t.Error("the port is still open")
	}
}

func TestPortInUse(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0") //nolint:noctx // closed below
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	h, err := preview.New(t.TempDir(), "/")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := preview.Listen(t.Context(), h, preview.Options{Port: listener.Addr().(*net.TCPAddr).Port}); err == nil {
		t.Error("no error for a port that is in use")
	}
}

func TestLoopbackOnlyByDefault(t *testing.T) {
	url, _ := start(t, t.TempDir(), preview.Options{})
	if !strings.HasPrefix(url, "http://localhost:") {
		t.Errorf("URL %s", url)
	}
	other, _ := start(t, t.TempDir(), preview.Options{Host: "127.0.0.1"})
	if !strings.HasPrefix(other, "http://127.0.0.1:") {
		t.Errorf("URL %s", other)
	}
}

func TestHTTPS(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "index.html"), []byte("secure"), 0o644); err != nil {
		t.Fatal(err)
	}
	url, stop := start(t, dir, preview.Options{HTTPS: true})
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}, ForceAttemptHTTP2: true}} //nolint:gosec // self-signed
	response, err := client.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(response.Body)
	response.Body.Close()
	if err != nil || string(body) != "secure" || response.ProtoMajor != 2 {
		t.Errorf("%q by %s, %v", body, response.Proto, err)
	}
	certificate := response.TLS.PeerCertificates[0]
	for _, name := range []string{"localhost", "127.0.0.1", "::1"} {
		if err := certificate.VerifyHostname(name); err != nil {
			t.Error(err)
		}
	}
	client.CloseIdleConnections()
	if err := stop(); err != nil {
		t.Errorf("shutdown: %v", err)
	}
}

// A large file passes through without being held in memory.
func TestMemoryDoesNotGrowWithTheFile(t *testing.T) {
	const size = 256 << 20
	url, _ := start(t, sparse(t, size), preview.Options{})
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	started := time.Now()
	if n := download(t, url+"film.mp4"); n != size {
		t.Fatalf("%d bytes, want %d", n, size)
	}
	took := time.Since(started)
	runtime.ReadMemStats(&after)
	if allocated := after.TotalAlloc - before.TotalAlloc; allocated > 4<<20 {
		t.Errorf("%d bytes allocated", allocated)
	}
	t.Logf("%.0f MB/s", size/1e6/took.Seconds())
}

func BenchmarkDownload(b *testing.B) {
	const size = 256 << 20
	url, _ := start(b, sparse(b, size), preview.Options{})
	b.SetBytes(size)
	for b.Loop() {
		download(b, url+"film.mp4")
	}
}

// sparse makes a directory with one large file of zeros.
func sparse(t testing.TB, size int64) string {
	t.Helper()
	dir := t.TempDir()
	f, err := os.Create(filepath.Join(dir, "film.mp4"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := f.Truncate(size); err != nil {
		t.Fatal(err)
	}
	return dir
}

func download(t testing.TB, url string) int64 {
	t.Helper()
	response, err := http.Get(url) //nolint:noctx // the server is this test's
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	n, err := io.CopyBuffer(struct{ io.Writer }{io.Discard}, response.Body, make([]byte, 1<<20))
	if err != nil {
		t.Fatal(err)
	}
	return n
}
