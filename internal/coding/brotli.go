package coding

import (
	"bytes"
	"context"

	"github.com/andybalholm/brotli"
	"github.com/molecule-man/go-brrr"
)

// oneShot is the size in bytes up to which brrr.Compress, which cannot be
// interrupted, encodes a file in well under a second. It uses one core and a
// fifth less time for it than brrr.Writer, which uses two.
const oneShot = 512 << 10

// brrrEncode encodes at level 11 with the default window of 4 MiB, which is
// what browsers, Node and the C library's tools use.
func brrrEncode(ctx context.Context, data []byte) ([]byte, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if len(data) <= oneShot {
		return brrr.Compress(data, brrr.BestCompression)
	}
	var out bytes.Buffer
	w, err := brrr.NewWriterOptions(&out, brrr.BestCompression, brrr.WriterOptions{SizeHint: uint(len(data))})
	if err != nil {
		return nil, err
	}
	if err := writeAll(ctx, w, data); err != nil {
		return nil, err
	}
	return bytes.Clone(out.Bytes()), nil
}

// quickBrotli is the level of estimates: within a tenth of the best in bytes, at
// some twenty times its speed.
const quickBrotli = 5

func brotliEstimate(data []byte) int {
	var out bytes.Buffer
	w := brotli.NewWriterLevel(&out, quickBrotli)
	_, _ = w.Write(data) // to memory
	_ = w.Close()
	return out.Len()
}
