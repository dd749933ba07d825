package lex

import "bytes"

// JSX in a program: a tag, in which strings have no escapes and a slash divides
// nothing, and the text between tags, in which nothing is code but what stands in
// braces.

// part tells what a bracket holds.
type part uint8

const (
	partCode    part = iota
	partTag          // <a b="c"
	partClosing      // </a
	partEmpty        // <a b="c"/
	partContent      // what stands between the tags of an element
)

// NewElementReader starts to read a text in which elements of JSX may stand. The
// text between their tags is a token of kind Text, up to an expression or a tag.
func NewElementReader(text []byte, comments bool) *Reader {
	r := NewReader(text, comments)
	r.elements = true
	return r
}

// opensElement tells whether an element starts behind a sign <, where an
// expression is expected: type parameters of TypeScript may as well.
func (r *Reader) opensElement(at int32) bool {
	rest := r.lexer.Text[at:]
	rest = rest[len(rest)-len(bytes.TrimLeft(rest, " \t\r\n")):]
	if len(rest) == 0 || rest[0] != '>' && !isWordStart(rest[0]) {
		return false
	}
	n := 0
	for n < len(rest) && (isWordPart(rest[n]) || rest[n] >= 0x80 || bytes.IndexByte([]byte(".-:"), rest[n]) >= 0) {
		n++
	}
	name := rest[:n]
	switch behind := bytes.TrimLeft(rest[n:], " \t\r\n"); {
	case len(behind) == 0, behind[0] == ',', behind[0] == '=', bytes.HasPrefix(behind, []byte("extends ")), string(name) == "const":
		return false
	case behind[0] == '>': // <T>(x: T) => …
		return bytes.Contains(behind, append([]byte("</"), name...))
	}
	return true
}

// openTag notes that a tag has been opened.
func (r *Reader) openTag(t Token) Token {
	r.open = append(r.open, bracket{start: t.Start, part: partTag})
	r.last, r.fresh, r.operand = t.Kind, true, false
	return t
}

// content reads a token between tags.
func (r *Reader) content() Token {
	pos := r.lexer.pos
	t := Token{Start: int32(pos), End: int32(pos) + 1, Kind: Binary}
	switch r.lexer.byteAt(pos) {
	case '{':
		t = r.lexer.Next()
		r.note(t)
		return t
	case '<':
		r.lexer.At(t.End)
		return r.openTag(t)
	}
	t.Kind, t.End = Text, int32(len(r.lexer.Text))
	if length := bytes.IndexAny(r.lexer.Text[pos:], "{<"); length >= 0 {
		t.End = int32(pos + length)
	}
	if t.End == t.Start {
		t.Kind = End
	}
	r.lexer.At(t.End)
	return t
}

// tag reads a token of a tag.
func (r *Reader) tag() Token {
	t := r.lexer.Next()
	if t.Kind == End || t.Kind == Comment {
		return t
	}
	b, fresh := &r.open[len(r.open)-1], r.fresh
	r.fresh = false
	switch c := r.lexer.Text[t.Start]; c {
	case '"', '\'':
		t.Kind, t.End = String, int32(len(r.lexer.Text))
		if length := bytes.IndexByte(r.lexer.Text[t.Start+1:], c); length >= 0 {
			t.End = t.Start + int32(length) + 2
		}
		r.lexer.At(t.End)
	case '<', '>', '/':
		t.Kind, t.End = Binary, t.Start+1
		r.lexer.At(t.End)
		switch {
		case c == '<' && r.last == Assign:
			return r.openTag(t)
		case c == '<':
			b.types++
		case c == '/' && fresh:
			b.part = partClosing
		case c == '/':
			b.part = partEmpty
		case b.types > 0:
			b.types--
		default:
			r.closeTag()
		}
	case '{':
		r.note(t)
	case '`':
		t = r.lexer.Template(t)
	}
	r.last = t.Kind
	return t
}

// closeTag ends the innermost tag: the content of an element follows, or what
// stands around the element.
func (r *Reader) closeTag() {
	switch b := &r.open[len(r.open)-1]; b.part {
	case partTag:
		*b = bracket{start: b.start, part: partContent}
		return
	case partClosing:
		r.close()
		if n := len(r.open); n > 0 && r.open[n-1].part == partContent {
			r.close()
		}
	default:
		r.close()
	}
	r.operand = true
}
