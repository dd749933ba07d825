package link

import (
	"strconv"
	"strings"

	"github.com/paintbox-build/paintbox/bundler/internal/js"
)

// What is known of a style sheet that is linked by itself.

// inlineSheet is the suffix of an import that gives a style sheet's text, once
// everything was done to it that is done to style sheets.
const inlineSheet = "?inline"

// loneSheet is a style sheet that is linked by itself.
type loneSheet struct {
	file  string
	text  *string     // what plugins made of it; nil where it is as on disk
	kind  Kind        // Source for its text, SheetFile for a file, Inline for a data URL
	named []fileNamed // of its text: what it names by url(), by number
}

// fileNamed is a file that the text of a style sheet names, for the script that holds the
// text: that knows where it is itself, and the text does not.
type fileNamed struct {
	specifier string // an import of its URL; "" for a public file
	url       string // of a public file
	suffix    string // its query and fragment
}

// placeholder begins what stands in a text for a file, before its number and a dot.
const placeholder = made + "named-"

// script is a module that exports a text in which placeholders stand for files.
func (s *loneSheet) script(text string) string {
	var head, value strings.Builder
	value.WriteString("export default ")
	text = strings.ReplaceAll(text, "url("+placeholder, `url("`+placeholder) // URLs of any characters
	parts := strings.Split(text, placeholder)
	value.WriteString(js.Quote(parts[0]))
	for at, part := range parts[1:] {
		number, rest, _ := strings.Cut(part, ".")
		i, err := strconv.Atoi(number)
		if err != nil || i >= len(s.named) { // it is the sheet's own
			value.WriteString(" + " + js.Quote(placeholder+part))
			continue
		}
		n := s.named[i]
		if strings.HasSuffix(parts[at], `url("`) {
			rest = `"` + rest
		}
		if n.specifier == "" {
			value.WriteString(" + new URL(" + js.Quote(n.url) + ", import.meta.url).href")
		} else {
			head.WriteString("import url" + number + " from " + js.Quote(n.specifier) + ";\n")
			value.WriteString(" + url" + number)
		}
		value.WriteString(" + " + js.Quote(n.suffix+rest))
	}
	return head.String() + value.String() + ";\n"
}

// percentEncoded writes a text so that it may stand in a URL, and that in a string.
func percentEncoded(text string) string {
	var b strings.Builder
	for _, c := range []byte(text) {
		if c < 0x20 || c >= 0x7f || strings.IndexByte("%#\"\\", c) >= 0 {
			b.WriteString("%" + strings.ToUpper(strconv.FormatUint(uint64(c)|0x100, 16)[1:]))
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}
