package coding

import (
	"io"
	"time"

	"github.com/klauspost/compress/gzip"
)

// timeless keeps klauspost's writer from turning Go's zero time into a date of
// 2042; a zero in the header means that there is no time.
type timeless struct{ *gzip.Writer }

func (z timeless) Reset(w io.Writer) {
	z.Writer.Reset(w)
	z.ModTime = time.Unix(0, 0)
}

func newTimeless(w io.Writer, level int) timeless {
	z := timeless{must(gzip.NewWriterLevel(w, level))}
	z.Reset(w)
	return z
}
