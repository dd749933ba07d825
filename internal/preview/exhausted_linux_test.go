package preview_test

import (
	"bufio"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"

	"github.com/paintbox-build/paintbox/internal/preview"
	"github.com/paintbox-build/paintbox/internal/projecttest"
)

// Without a descriptor for a file the answer is not that it is absent, and whoever
// started the server is told.
func TestOutOfDescriptors(t *testing.T) {
	dir := t.TempDir()
	projecttest.Write(t, filepath.Join(dir, "index.html"), []byte("page"))
	projecttest.Write(t, filepath.Join(dir, "large.js"), make([]byte, 2<<20))
	settle(t, dir)
	h, err := preview.New(dir, "/")
	if err != nil {
		t.Fatal(err)
	}
	var reports atomic.Int64
	h.Report = func(text string) {
		if strings.Contains(text, "too many files are open") {
			reports.Add(1)
		}
	}
	server := hosted(t, h)
	c := dial(t, server.URL)
	defer c.Close()
	in := bufio.NewReader(c)
	ask := func(path string) int {
		t.Helper()
		_, _ = fmt.Fprintf(c, "GET %s HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\n\r\n", path)
		response, err := http.ReadResponse(in, nil)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.Copy(io.Discard, response.Body)
		return response.StatusCode
	}
	if status := ask("/index.html"); status != 200 {
		t.Fatalf("status %d", status)
	}
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &limit); err != nil {
		t.Fatal(err)
	}
	low := limit
	low.Cur = 0 // no further one
	if err := syscall.Setrlimit(syscall.RLIMIT_NOFILE, &low); err != nil {
		t.Fatal(err)
	}
	statuses := map[string]int{}
	for _, path := range []string{"/index.html", "/", "/large.js", "/absent.js", "/route"} {
		statuses[path] = ask(path)
	}
	_, err = os.Open(dir)
	if err := syscall.Setrlimit(syscall.RLIMIT_NOFILE, &limit); err != nil {
		t.Fatal(err)
	}
	if err == nil {
		t.Fatal("there were descriptors")
	}
	for path, want := range map[string]int{"/index.html": 200, "/": 200, "/large.js": 503, "/absent.js": 503, "/route": 503} {
		if statuses[path] != want {
			t.Errorf("%s: %d, want %d", path, statuses[path], want)
		}
	}
	if reports.Load() != 3 {
		t.Errorf("%d reports, want 3", reports.Load())
	}
	if status := ask("/large.js"); status != 200 {
		t.Errorf("afterwards: %d", status)
	}
}
