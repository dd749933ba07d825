package sourcemap

import (
	"bytes"
	"unicode/utf8"
)

// Text finds the offsets of lines and columns in a text. Looking places up in
// the order of the text is fast.
type Text struct {
	data  []byte
	lines []int32 // where each line starts
	last  place   // looked up last
}

// place is a column of a line, and its offset.
type place struct{ line, column, offset int }

// NewText reads a text. What ends a line is what ends a line of JavaScript.
func NewText(data []byte) *Text {
	t := &Text{data: data, lines: make([]int32, 1, bytes.Count(data, []byte("\n"))+1)}
	for i, c := range data {
		switch {
		case c == '\r' && i+1 < len(data) && data[i+1] == '\n':
		case c == '\n' || c == '\r':
			t.lines = append(t.lines, int32(i+1))
		case c == 0xE2 && i+2 < len(data) && data[i+1] == 0x80 && data[i+2]|1 == 0xA9: // U+2028, U+2029
			t.lines = append(t.lines, int32(i+3))
		}
	}
	return t
}

// Offset is the offset of a place, in bytes. Columns count UTF-16 code units;
// lines and columns start with 0. What is not in the text gives its end.
func (t *Text) Offset(line, column int) int {
	if line < 0 || line >= len(t.lines) {
		return len(t.data)
	}
	from := t.last
	if line != from.line || column < from.column {
		from = place{line: line, offset: int(t.lines[line])}
	}
	t.last = t.find(from, column)
	return t.last.offset
}

// after is what stands from a place on. It changes nothing, so that several
// goroutines can look at one text.
func (t *Text) after(line, column int) []byte {
	if line < 0 || line >= len(t.lines) {
		return nil
	}
	return t.data[t.find(place{line: line, offset: int(t.lines[line])}, column).offset:]
}

// find goes on to a column of the same line.
func (t *Text) find(p place, column int) place {
	for p.column < column && p.offset < len(t.data) {
		if c := t.data[p.offset]; c == '\n' || c == '\r' {
			return p // the map is wrong about the line
		} else if c < utf8.RuneSelf {
			p.column++
			p.offset++
			continue
		}
		r, n := utf8.DecodeRune(t.data[p.offset:])
		p.column++
		if r > 0xFFFF {
			p.column++
		}
		p.offset += n
	}
	return p
}
