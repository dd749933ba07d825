package sourcemap

import (
	"encoding/json"
	"unicode/utf8"
)

// Span is a part of a text that was copied from another.
type Span struct {
	At   int // its offset in the text
	From int // its offset in the other one
	Len  int // in bytes; 0 for a token that stands for the one at From
}

// Splice makes the source map of a text that consists of parts of another and
// of additions. Spans are in the order of both texts. Every word and every
// symbol of a copied part has its own mapping.
func Splice(text, source, content string, spans []Span) ([]byte, error) {
	quoted, err := json.Marshal(content)
	if err != nil {
		return nil, err
	}
	m := &Map{Sources: []string{source}, Contents: []json.RawMessage{quoted}}
	w := newWriter(func(name string) string { return name })
	to, from := cursor{text: text}, cursor{text: content}
	add := func() {
		w.add(to.line, to.column, Origin{Map: m, Point: Point{Line: int32(from.line), Column: int32(from.column)}})
	}
	for _, s := range spans {
		to.advance(s.At)
		from.advance(s.From)
		add()
		for to.pos < s.At+s.Len {
			class := wordClass(text[to.pos])
			to.step()
			from.step()
			if to.pos < s.At+s.Len && (class == 0 || wordClass(text[to.pos]) != class) {
				add()
			}
		}
		w.add(to.line, to.column, Origin{})
	}
	return w.json()
}

// wordClass is 1 for letters and digits, 2 for white space, 0 for symbols.
func wordClass(c byte) int {
	switch {
	case c >= utf8.RuneSelf, c == '_', c == '$', c >= '0' && c <= '9', c|0x20 >= 'a' && c|0x20 <= 'z':
		return 1
	case c == ' ', c == '\t':
		return 2
	}
	return 0
}

// cursor counts lines and columns, both from 0, columns in UTF-16 code units.
type cursor struct {
	text         string
	pos          int
	line, column int
}

func (c *cursor) advance(to int) {
	for c.pos < to {
		c.step()
	}
}

// step goes to the next character.
func (c *cursor) step() {
	r, n := utf8.DecodeRuneInString(c.text[c.pos:])
	next := c.pos + n
	switch {
	case r == '\r' && next < len(c.text) && c.text[next] == '\n':
	case r == '\n', r == '\r', r == '\u2028', r == '\u2029':
		c.line++
		c.column = -1
	case r > 0xFFFF:
		c.column++
	}
	c.column++
	c.pos = next
}
