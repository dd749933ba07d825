package coding

import (
	"bytes"
	"io"
	"os"
	"slices"
	"testing"

	"github.com/klauspost/compress/zstd"

	"github.com/paintbox-build/paintbox/internal/coding/codingtest"
)

func unzstd(t *testing.T, b []byte) []byte {
	t.Helper()
	r, err := zstdDecode(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	out, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestZstdWindow: browsers refuse a frame whose window is above 8 MiB, however
// large the file is. From 256 bytes on the frame tells how large.
func TestZstdWindow(t *testing.T) {
	for _, n := range []int{0, 1, 255, 256, 100_000, zstdWindow - 1, zstdWindow, zstdWindow + 1, 2*zstdWindow + 9} {
		data := bytes.Repeat(codingtest.Script(9, 1_000_003), n/1_000_003+1)[:n]
		encoded, err := zstdEncoder(zstd.SpeedBestCompression)(t.Context(), data)
		if err != nil {
			t.Fatal(err)
		}
		var h zstd.Header
		if err := h.Decode(encoded); err != nil {
			t.Fatal(err)
		}
		window := h.WindowSize
		if h.SingleSegment {
			window = h.FrameContentSize
		}
		if n >= 256 && (!h.HasFCS || h.FrameContentSize != uint64(n)) || window > zstdWindow {
			t.Errorf("%d bytes: window %d, content %d", n, window, h.FrameContentSize)
		}
		if !bytes.Equal(unzstd(t, encoded), data) {
			t.Errorf("%d bytes decode to others", n)
		}
	}
}

// TestZstdDecodesEveryLevel: the verifier understands what klauspost's encoder
// can write, whatever it chooses for a text.
func TestZstdDecodesEveryLevel(t *testing.T) {
	source, err := os.ReadFile("encoder.go")
	if err != nil {
		t.Fatal(err)
	}
	texts := [][]byte{nil, []byte("a"), source, codingtest.Noise(200_000), bytes.Repeat([]byte("a"), 300_000), slices.Concat(codingtest.Noise(50_000), codingtest.Script(3, 400_000), codingtest.Noise(9), make([]byte, 9_000)), codingtest.Script(4, 2_000_000)}
	for level := zstd.SpeedFastest; level <= zstd.SpeedBestCompression; level++ {
		encode := zstdEncoder(level)
		for i, text := range texts {
			encoded, err := encode(t.Context(), text)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(unzstd(t, encoded), text) {
				t.Errorf("%v of text %d decodes to other bytes", level, i)
			}
		}
	}
}

// TestZstdVerifierFindsDamage changes every byte of a frame in turn: none is
// taken for the file.
func TestZstdVerifierFindsDamage(t *testing.T) {
	data := codingtest.Script(5, 3_000)
	encoded, err := zstdEncoder(zstd.SpeedBestCompression)(t.Context(), data)
	if err != nil {
		t.Fatal(err)
	}
	c := Coding{Name: "zstd", decode: zstdDecode}
	for i := range encoded {
		damaged := bytes.Clone(encoded)
		damaged[i] ^= 1 << (i % 8)
		if c.Verify(damaged, data) == nil && !sameContent(damaged, data) {
			t.Errorf("byte %d may be anything", i)
		}
		if c.Verify(encoded[:i], data) == nil {
			t.Errorf("%d of %d bytes are taken for the file", i, len(encoded))
		}
	}
}

// sameContent is what another decoder says of a frame: bits such as a larger
// window change nothing of what it holds.
func sameContent(frame, want []byte) bool {
	r, err := zstd.NewReader(nil)
	if err != nil {
		return false
	}
	defer r.Close()
	got, err := r.DecodeAll(frame, nil)
	return err == nil && bytes.Equal(got, want)
}
