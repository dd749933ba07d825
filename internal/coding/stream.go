package coding

import (
	"bytes"
	"context"
	"errors"
	"io"
	"slices"
)

// implementation is one encoder of a coding. Its encode returns memory of its
// own, and ctx's error soon after ctx has ended; it may reuse its state from call
// to call.
type implementation struct {
	name   string
	encode func(ctx context.Context, data []byte) ([]byte, error)
}

// piece is the number of bytes between two looks at the context.
const piece = 64 << 10

// writer is a compressing writer that can start again.
type writer interface {
	io.WriteCloser
	Reset(io.Writer)
}

// stream makes an encode of a compressing writer, which it creates at
// the first call and then reuses.
func stream(create func(io.Writer) writer) func(context.Context, []byte) ([]byte, error) {
	var w writer
	var out bytes.Buffer
	return func(ctx context.Context, data []byte) ([]byte, error) {
		out.Reset()
		if w == nil {
			w = create(&out)
		} else {
			w.Reset(&out)
		}
		if err := writeAll(ctx, w, data); err != nil {
			return nil, err
		}
		return bytes.Clone(out.Bytes()), nil
	}
}

// writeAll writes data to w and closes it, in any case: that is what ends the
// goroutines that a writer may have started.
func writeAll(ctx context.Context, w io.WriteCloser, data []byte) error {
	for part := range slices.Chunk(data, piece) {
		err := ctx.Err()
		if err == nil {
			_, err = w.Write(part)
		}
		if err != nil {
			return errors.Join(err, w.Close())
		}
	}
	return w.Close()
}

// must is for writers whose only error is a level out of range.
func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}
