// Package edit changes texts in places and leaves the rest as it is.
//
//   - Takes: a text, and edits by offsets in it.
//   - Gives: the changed text.
//   - Changes: nothing.
package edit

import "strings"

// Edit is text that stands for a part of another, from one offset in bytes to
// another.
type Edit struct {
	Start, End int
	Text       string
}

// New is the edit that puts a text in the place of what stands between two offsets.
func New(start, end int, text string) Edit { return Edit{start, end, text} }

// Apply makes edits, which are in order and do not overlap.
func Apply(text string, edits []Edit) string {
	if len(edits) == 0 {
		return text
	}
	size := len(text)
	for _, e := range edits {
		size += len(e.Text) - (e.End - e.Start)
	}
	var out strings.Builder
	out.Grow(size)
	at := 0
	for _, e := range edits {
		out.WriteString(text[at:e.Start])
		out.WriteString(e.Text)
		at = e.End
	}
	out.WriteString(text[at:])
	return out.String()
}
