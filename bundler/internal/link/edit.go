package link

import (
	"github.com/paintbox-build/paintbox/bundler/internal/sourcemap"
	"github.com/paintbox-build/paintbox/internal/edit"
)

// staying are the parts of a text that stay where edits are made, which are in
// order, and the places of these.
func staying(text string, edits []edit.Edit) []sourcemap.Span {
	if len(edits) == 0 {
		return []sourcemap.Span{{Len: len(text)}}
	}
	var spans []sourcemap.Span
	at, last := 0, 0
	keep := func(end int) {
		spans = append(spans, sourcemap.Span{At: at, From: last, Len: end - last})
		at += end - last
	}
	for _, e := range edits {
		keep(e.Start)
		spans = append(spans, sourcemap.Span{At: at, From: e.Start})
		at += len(e.Text)
		last = e.End
	}
	keep(len(text))
	return spans
}
