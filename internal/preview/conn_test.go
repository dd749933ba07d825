package preview_test

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"
	"net/http"
	"path/filepath"
	"testing"

	"github.com/paintbox-build/paintbox/internal/preview"
	"github.com/paintbox-build/paintbox/internal/projecttest"
)

// A body of any size comes whole, and so does the one after it on the same connection,
// whether head and body are written in one piece or not.
func TestBodiesOfAllSizes(t *testing.T) {
	dir := t.TempDir()
	sizes := []int{0, 1, 2047, 2048, 2049, 3600, 3700, 3800, 3900, 4000, 4095, 4096, 4097, 8191, 8192, 8193, 34_000, 1 << 20, 1<<20 + 1, 3 << 20}
	bodies := map[int][]byte{}
	for _, size := range sizes {
		sum := sha256.Sum256(fmt.Append(nil, size))
		bodies[size] = bytes.Repeat(sum[:], size/len(sum)+1)[:size]
		projecttest.Write(t, filepath.Join(dir, fmt.Sprint(size, ".bin")), bodies[size])
	}
	projecttest.Write(t, filepath.Join(dir, "index.html"), []byte("shell"))
	settle(t, dir)
	for _, https := range []bool{false, true} {
		url, _ := start(t, dir, preview.Options{HTTPS: https})
		client := &http.Client{Transport: insecure()}
		for range 2 { // from the disk, then from memory
			for _, size := range sizes {
				for _, method := range []string{http.MethodGet, http.MethodHead} {
					r, _ := http.NewRequestWithContext(t.Context(), method, fmt.Sprint(url, size, ".bin"), nil)
					response, err := client.Do(r)
					if err != nil {
						t.Fatal(err)
					}
					body, err := io.ReadAll(response.Body)
					_ = response.Body.Close()
					want := bodies[size]
					if method == http.MethodHead {
						want = nil
					}
					if err != nil || response.StatusCode != 200 || response.ContentLength != int64(size) || !bytes.Equal(body, want) {
						t.Errorf("%s of %d bytes, https %t: %d, %d bytes, %v", method, size, https, response.StatusCode, len(body), err)
					}
				}
			}
		}
		client.CloseIdleConnections()
	}
}
