// Package coding is the one table of the content codings that files can be
// served in beside their raw bytes.
//
// A row of Table says all that there is to know of one: what configuration, HTTP
// and file systems call it, whether it is on unless somebody says otherwise, and
// the functions that encode and verify. Keys of the configuration and their
// schema, flags and help, measures of budgets, columns of reports, what check
// reads, publishing writes and preview negotiates are all made from it: a new
// coding is a new row, and nothing outside this package names one.
//
// The package is pure: what it makes depends on the bytes that it is given alone.
package coding

import (
	"io"
	"iter"
	"strings"

	stdgzip "compress/gzip"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// Coding is a row of the table.
type Coding struct {
	Name    string // what configuration, budgets and reports call it: "brotli"
	Token   string // what HTTP calls it in Content-Encoding: "br"
	Alias   string // another token that HTTP treats alike (RFC 9110, section 8.4.1); "" for none
	Suffix  string // what a sibling's name adds to its file's: ".br"
	Media   string // media type of a sibling that is asked for by its own name; "" where none is registered
	Level   string // how hard it is compressed: "level 11"
	Default bool   // siblings are written unless the configuration says otherwise
	Quick   bool   // compressing is fast enough to measure it when nobody asked

	// Estimate is the number of bytes that the coding makes of data at a quick
	// level, good to compare with another estimate; nil where nobody needs it.
	Estimate func(data []byte) int

	encoders func() []implementation                // in the order in which they are tried; what one call makes belongs to one goroutine
	decode   func(src io.Reader) (io.Reader, error) // by other code than the first encoder's
}

// Table returns the rows. Their order is that of reports, as a rule from the
// largest result to the smallest: of two that a client accepts, the later one is
// sent.
func Table() []Coding {
	return []Coding{
		{Name: "gzip", Token: "gzip", Alias: "x-gzip", Suffix: ".gz", Media: "application/gzip", Level: "level 9", Default: true, Quick: true,
			// klauspost's output is half a percent smaller than the standard
			// library's, as fast, and the same whatever Go builds it.
			encoders: func() []implementation {
				return []implementation{
					{"klauspost/compress", stream(func(w io.Writer) writer { return newTimeless(w, gzip.BestCompression) })},
					{"compress/gzip", stream(func(w io.Writer) writer { return must(stdgzip.NewWriterLevel(w, stdgzip.BestCompression)) })},
				}
			},
			decode: func(src io.Reader) (io.Reader, error) { return stdgzip.NewReader(src) }},
		{Name: "zstd", Token: "zstd", Suffix: ".zst", Media: "application/zstd", Level: "best level",
			encoders: func() []implementation {
				return []implementation{
					{"klauspost/compress", zstdEncoder(zstd.SpeedBestCompression)},
					{"klauspost/compress (default level)", zstdEncoder(zstd.SpeedDefault)}, // other code
				}
			},
			decode: zstdDecode},
		{Name: "brotli", Token: "br", Suffix: ".br", Level: "level 11", Default: true,
			Estimate: brotliEstimate,
			encoders: func() []implementation {
				return []implementation{
					{"molecule-man/go-brrr", brrrEncode},
					{"andybalholm/brotli", stream(func(w io.Writer) writer { return brotli.NewWriterLevel(w, brotli.BestCompression) })},
				}
			},
			decode: func(src io.Reader) (io.Reader, error) { return brotli.NewReader(src), nil }},
	}
}

// Sibling tells whose compressed form a path names, by its suffix; ok is false
// where it has none of the table.
func Sibling(p string) (original string, c Coding, ok bool) {
	for _, c := range Table() {
		if original, ok := strings.CutSuffix(p, c.Suffix); ok {
			return original, c, true
		}
	}
	return p, Coding{}, false
}

// Suffixes lists the suffixes for people: ".gz and .br".
func Suffixes() string {
	var text strings.Builder
	list := Table()
	for i, c := range list {
		switch {
		case i > 0 && i == len(list)-1:
			text.WriteString(" and ")
		case i > 0:
			text.WriteString(", ")
		}
		text.WriteString(c.Suffix)
	}
	return text.String()
}

// Forms yields the compressed forms of a file, which are by the names of their
// codings, in the order of the table.
func Forms(byName map[string][]byte) iter.Seq2[Coding, []byte] {
	return func(yield func(Coding, []byte) bool) {
		for _, c := range Table() {
			if data := byName[c.Name]; data != nil && !yield(c, data) {
				return
			}
		}
	}
}
