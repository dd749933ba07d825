package coding

import (
	"sync"

	"github.com/klauspost/compress/zstd"
)

// Pack makes a value smaller, fast: for what is kept, and not for what is published.
func Pack(value []byte) []byte { return packer().EncodeAll(value, nil) }

// Unpack is the value that was packed. It refuses what would become larger than a
// gigabyte.
func Unpack(packed []byte) ([]byte, error) { return unpacker().DecodeAll(packed, nil) }

//nolint:gochecknoglobals // they are made for the first value, and remember nothing of one
var (
	packer = sync.OnceValue(func() *zstd.Encoder {
		e, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithLowerEncoderMem(true))
		if err != nil {
			panic(err) // the options are those above
		}
		return e
	})
	unpacker = sync.OnceValue(func() *zstd.Decoder {
		d, err := zstd.NewReader(nil, zstd.WithDecoderLowmem(true), zstd.WithDecoderConcurrency(0), zstd.WithDecoderMaxMemory(1<<30))
		if err != nil {
			panic(err) // as above
		}
		return d
	})
)
