package link

import (
	"strings"

	"github.com/paintbox-build/paintbox/bundler/internal/sourcemap"
)

// edit is text that stands for a part of a source, with as many ends of lines.
type edit struct {
	start, end int
	text       string
}

// apply makes edits, which are in order. Spans are the parts that stay.
func apply(text string, edits []edit) (string, []sourcemap.Span) {
	if len(edits) == 0 {
		return text, []sourcemap.Span{{Len: len(text)}}
	}
	var changed strings.Builder
	var spans []sourcemap.Span
	last := 0
	keep := func(end int) {
		spans = append(spans, sourcemap.Span{At: changed.Len(), From: last, Len: end - last})
		changed.WriteString(text[last:end])
	}
	for _, e := range edits {
		keep(e.start)
		spans = append(spans, sourcemap.Span{At: changed.Len(), From: e.start})
		changed.WriteString(e.text)
		last = e.end
	}
	keep(len(text))
	return changed.String(), spans
}
