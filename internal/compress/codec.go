package compress

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	stdgzip "compress/gzip"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
	"github.com/molecule-man/go-brrr"

	"github.com/paintbox-build/paintbox/asset"
)

// codec is a content coding with what encodes and verifies it.
type codec struct {
	asset.Coding
	encoders []encoder                              // tried in order until the output decodes to the input
	decode   func(src io.Reader) (io.Reader, error) // independent of the first encoder
}

// encoder is one implementation of a codec. Its encode returns memory of its
// own, and ctx's error soon after ctx has ended.
type encoder struct {
	name   string
	encode func(ctx context.Context, data []byte) ([]byte, error)
}

// codecs completes the table of codings, the last first: what compresses more
// takes longer. Encoders reuse their state from call to call: a table belongs
// to one goroutine.
func codecs() []codec {
	means := implementations()
	var list []codec
	for _, c := range slices.Backward(asset.Codings()) {
		own := means[c.Name]
		own.Coding = c
		list = append(list, own)
	}
	return list
}

// implementations gives every row of asset.Codings its encoders and its
// verifier.
func implementations() map[string]codec {
	return map[string]codec{
		"brotli": {
			encoders: []encoder{
				{"molecule-man/go-brrr", brrrEncode},
				{"andybalholm/brotli", streamEncoder(func(w io.Writer) resetter { return brotli.NewWriterLevel(w, brotli.BestCompression) })},
			},
			decode: func(src io.Reader) (io.Reader, error) { return brotli.NewReader(src), nil },
		},
		"zstd": {
			encoders: []encoder{
				{"klauspost/compress", zstdEncoder(zstd.SpeedBestCompression)},
				{"klauspost/compress (default level)", zstdEncoder(zstd.SpeedDefault)}, // other code
			},
			decode: zstdDecode,
		},
		// klauspost's output is half a percent smaller than the standard
		// library's, as fast, and the same whatever Go builds it.
		"gzip": {
			encoders: []encoder{
				{"klauspost/compress", streamEncoder(func(w io.Writer) resetter {
					z := timeless{must(gzip.NewWriterLevel(w, gzip.BestCompression))}
					z.Reset(w)
					return z
				})},
				{"compress/gzip", streamEncoder(func(w io.Writer) resetter {
					return must(stdgzip.NewWriterLevel(w, stdgzip.BestCompression))
				})},
			},
			decode: func(src io.Reader) (io.Reader, error) { return stdgzip.NewReader(src) },
		},
	}
}

// oneShot is the size in bytes up to which brrr.Compress, which cannot be
// interrupted, encodes a file in well under a second. It uses one core and a
// fifth less time for it than brrr.Writer, which uses two.
const oneShot = 512 << 10

// piece is the number of bytes between two looks at the context.
const piece = 64 << 10

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

// resetter is a compressing writer that can start again.
type resetter interface {
	io.WriteCloser
	Reset(io.Writer)
}

// timeless keeps klauspost's writer from turning Go's zero time into a date of
// 2042; a zero in the header means that there is no time.
type timeless struct{ *gzip.Writer }

func (z timeless) Reset(w io.Writer) {
	z.Writer.Reset(w)
	z.ModTime = time.Unix(0, 0)
}

// streamEncoder makes an encoder of a compressing writer, which it creates at
// the first call and then reuses.
func streamEncoder(create func(io.Writer) resetter) func(context.Context, []byte) ([]byte, error) {
	var w resetter
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

// compress encodes data by the first encoder whose output decodes to data.
// failed holds the error of each encoder before that one.
func (c codec) compress(ctx context.Context, data []byte) (encoded []byte, failed []error, err error) {
	for _, e := range c.encoders {
		encoded, err := c.attempt(ctx, e, data)
		if err == nil {
			return encoded, failed, nil
		}
		if ctx.Err() != nil {
			return nil, nil, ctx.Err()
		}
		failed = append(failed, fmt.Errorf("%s: %w", e.name, err))
	}
	return nil, nil, errors.Join(failed...)
}

// attempt encodes and verifies. A panic of the encoder counts as its failure:
// another one can still do the work.
func (c codec) attempt(ctx context.Context, e encoder, data []byte) (encoded []byte, err error) {
	defer func() {
		if p := recover(); p != nil {
			encoded, err = nil, fmt.Errorf("encoder panicked: %v", p)
		}
	}()
	encoded, err = e.encode(ctx, data)
	if err != nil {
		return nil, err
	}
	if err := c.verify(encoded, data); err != nil {
		return nil, err
	}
	return encoded, nil
}

// verify decodes without holding the decoded bytes.
func (c codec) verify(encoded, want []byte) error {
	r, err := c.decode(bytes.NewReader(encoded))
	if err != nil {
		return fmt.Errorf("output does not decode: %w", err)
	}
	part := make([]byte, min(len(want), 32<<10)+1)
	for rest := want; ; {
		n, err := r.Read(part)
		if !bytes.HasPrefix(rest, part[:n]) {
			return fmt.Errorf("output decodes to other bytes after byte %d", len(want)-len(rest))
		}
		rest = rest[n:]
		if err == io.EOF && len(rest) == 0 {
			return nil
		}
		if err == io.EOF {
			err = io.ErrUnexpectedEOF
		}
		if err != nil {
			return fmt.Errorf("output does not decode: %w", err)
		}
	}
}

// warnings tells of the encoders that failed before one succeeded.
func (c codec) warnings(f *asset.File, failed []error) []asset.Message {
	var ms []asset.Message
	for _, err := range failed {
		ms = append(ms, asset.Message{
			Text: fmt.Sprintf("%s encoder failed, another one was used: %v", c.Name, err),
			File: f.Path,
			Note: "the published " + c.Suffix + " file is verified; please report the encoder's failure to its project with this file",
		})
	}
	return ms
}

// fileError says which file could not be encoded; a canceled build needs no
// such detail.
func fileError(ctx context.Context, c codec, f *asset.File, err error) error {
	if ctx.Err() != nil {
		return err
	}
	return fmt.Errorf("%s: no %s encoder worked (turn it off with \"compress\": {%q: false}): %w", f.Path, c.Name, c.Name, err)
}

// must is for writers whose only error is a level out of range.
func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}
