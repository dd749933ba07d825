package compress

import (
	"bytes"

	"github.com/andybalholm/brotli"

	"github.com/paintbox-build/paintbox/asset"
)

// quick is the brotli level of estimates: within a tenth of the best in bytes,
// at some twenty times its speed.
const quick = 5

// Estimate is the number of bytes that brotli makes of data at a quick level; good
// to compare with another estimate.
func Estimate(data []byte) asset.Size {
	var out bytes.Buffer
	w := brotli.NewWriterLevel(&out, quick)
	_, _ = w.Write(data) // to memory
	_ = w.Close()
	return asset.Size(out.Len())
}
