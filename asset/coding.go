package asset

import (
	"iter"
	"strings"
)

// Coding is a content coding that files can be served in beside their raw
// bytes.
type Coding struct {
	Name    string // what configuration, budgets and reports call it: "brotli"
	Token   string // what HTTP calls it in Content-Encoding: "br"
	Alias   string // another token that HTTP treats alike (RFC 9110, section 8.4.1); "" for none
	Suffix  string // what a sibling's name adds to its file's: ".br"
	Media   string // media type of a sibling that is asked for by its own name; "" where none is registered
	Level   string // how hard it is compressed: "level 11"
	Default bool   // siblings are written unless the configuration says otherwise
	Quick   bool   // compressing is fast enough to measure it when nobody asked
}

// Codings is the one table of content codings. Everything that knows of them is
// made from it: keys of the configuration and their schema, measures of budgets,
// columns of reports, types, negotiation. The encoder and the verifier of a row
// are beside its name in internal/compress.
//
// The order is that of reports, as a rule from the largest result to the
// smallest: of two that a client accepts, the later one is sent.
func Codings() []Coding {
	return []Coding{
		{Name: "gzip", Token: "gzip", Alias: "x-gzip", Suffix: ".gz", Media: "application/gzip", Level: "level 9", Default: true, Quick: true},
		{Name: "zstd", Token: "zstd", Suffix: ".zst", Media: "application/zstd", Level: "best level"},
		{Name: "brotli", Token: "br", Suffix: ".br", Level: "level 11", Default: true},
	}
}

// Sibling tells whose compressed form a path names, by its suffix; ok is false
// where it has none of the table.
func Sibling(p string) (original string, c Coding, ok bool) {
	for _, c := range Codings() {
		if original, ok := strings.CutSuffix(p, c.Suffix); ok {
			return original, c, true
		}
	}
	return p, Coding{}, false
}

// Suffixes lists the suffixes for people: ".gz and .br".
func Suffixes() string {
	var text strings.Builder
	list := Codings()
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

// Encodings are the compressed forms of a file by the names of their codings;
// nil for a file without any. What a coding would not shorten is not there.
type Encodings map[string][]byte

// All yields the forms in the order of the table.
func (e Encodings) All() iter.Seq2[Coding, []byte] {
	return func(yield func(Coding, []byte) bool) {
		for _, c := range Codings() {
			if data := e[c.Name]; data != nil && !yield(c, data) {
				return
			}
		}
	}
}

// With returns a copy that holds data as the form of a coding; nil data is no
// form.
func (e Encodings) With(coding string, data []byte) Encodings {
	if data == nil {
		return e
	}
	all := Encodings{coding: data}
	for name, other := range e {
		if name != coding {
			all[name] = other
		}
	}
	return all
}
