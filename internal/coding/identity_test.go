package coding

import (
	"runtime"
	"runtime/debug"
	"testing"
)

// An identity names the code that encodes, so that another version has another.
func TestIdentity(t *testing.T) {
	modules := []*debug.Module{
		{Path: "github.com/klauspost/compress", Version: "v1.2.3", Sum: "h1:a"},
		{Path: "github.com/molecule-man/go-brrr", Version: "v0.1.0", Sum: "h1:b"},
		{Path: "github.com/andybalholm/brotli", Version: "v1.4.0", Sum: "h1:c"},
		{Path: "github.com/other/compress", Version: "v9.0.0", Sum: "h1:d"},
	}
	want := map[string]string{
		"gzip":   "gzip, level 9, " + runtime.Version() + ", klauspost/compress v1.2.3 h1:a, compress/gzip",
		"zstd":   "zstd, best level, " + runtime.Version() + ", klauspost/compress v1.2.3 h1:a, klauspost/compress (default level) v1.2.3 h1:a",
		"brotli": "brotli, level 11, " + runtime.Version() + ", molecule-man/go-brrr v0.1.0 h1:b, andybalholm/brotli v1.4.0 h1:c",
	}
	for _, c := range Table() {
		if got := c.identityWith(c.encoders(), modules); got != want[c.Name] {
			t.Errorf("got  %q\nwant %q", got, want[c.Name])
		}
	}
}
