// Package lex splits JavaScript into tokens. A Lexer is for text that is known to
// be valid, such as what esbuild prints, formatted or minified; a Reader for any
// other, and Find looks there for a few tokens in a row.
//
// A slash, a backquote and a brace have two meanings each, which only a reader
// that knows the grammar tells apart. The lexer gives the slash and the
// backquote as tokens of their own, and the reader, where they start a regular
// expression or a template, asks for the rest: see RegExp and Template.
//
// The lexer never fails. Text that cannot be a token is one of kind Invalid,
// with which a strict reader gives up and a lax one goes on.
package lex

import (
	"bytes"
	"unicode"
	"unicode/utf8"
)

// A Lexer reads a text from its start. The zero value but for Text is ready.
type Lexer struct {
	Text     []byte
	Comments bool // whether comments are tokens
	pos      int  // where the next token may start
}

// At moves to an offset, which must not be inside a token.
func (l *Lexer) At(pos int32) { l.pos = int(pos) }

// Next reads the next token.
func (l *Lexer) Next() Token {
	pos, newline := l.pos, false
	if c := l.byteAt(pos); c <= ' ' || c == '/' || c >= utf8.RuneSelf {
		pos, newline = l.skipSpace(pos)
	}
	t := Token{Start: int32(pos), Newline: newline}
	switch c := l.byteAt(pos); {
	case pos >= len(l.Text):
		l.pos = pos
	case isWordStart(c):
		t.Kind, t.Escaped = l.word(pos)
	case isDigit(c), c == '.' && isDigit(l.byteAt(pos+1)):
		t.Kind = l.number(pos)
	case c == '"', c == '\'':
		t.Kind = l.quoted(pos)
	case c == '#':
		if t.Kind, t.Escaped = l.word(pos + 1); t.Kind.Word() {
			t.Kind = Private
		}
	case c == '/' && (l.byteAt(pos+1) == '/' || l.byteAt(pos+1) == '*'):
		t.Kind = l.comment(pos)
	default:
		t.Kind = l.punctuation(c, pos)
	}
	t.End = int32(l.pos)
	return t
}

// byteAt gives 0 past the end.
func (l *Lexer) byteAt(i int) byte {
	if i < len(l.Text) {
		return l.Text[i]
	}
	return 0
}

func isDigit(c byte) bool {
	return c >= '0' && c <= '9'
}

func isWordStart(c byte) bool {
	return c|0x20 >= 'a' && c|0x20 <= 'z' || c == '_' || c == '$' || c == '\\' || c >= utf8.RuneSelf
}

func isWordPart(c byte) bool {
	return c|0x20 >= 'a' && c|0x20 <= 'z' || isDigit(c) || c == '_' || c == '$'
}

// skipSpace gives the offset of the first character at or after pos that is
// neither white space nor in a comment, unless comments are tokens, and
// whether a line ends before it.
func (l *Lexer) skipSpace(pos int) (int, bool) {
	newline := false
	for pos < len(l.Text) {
		switch c := l.Text[pos]; {
		case c == '\n', c == '\r':
			newline = true
			pos++
		case c == ' ', c == '\t', c == '\v', c == '\f':
			pos++
		case c == '/' && !l.Comments && l.byteAt(pos+1) == '/':
			pos = l.lineEnd(pos)
		case c == '/' && !l.Comments && l.byteAt(pos+1) == '*':
			end := l.blockEnd(pos)
			if end < 0 {
				return pos, newline
			}
			newline = newline || l.lineEnd(pos) < end
			pos = end
		case c >= utf8.RuneSelf:
			r, size := utf8.DecodeRune(l.Text[pos:])
			if !isSpace(r) {
				return pos, newline
			}
			newline = newline || isLineEnd(r)
			pos += size
		default:
			return pos, newline
		}
	}
	return pos, newline
}

func isLineEnd(r rune) bool {
	return r == '\n' || r == '\r' || r == '\u2028' || r == '\u2029'
}

// isSpace tells whether a character is white space or ends a line.
func isSpace(r rune) bool {
	return isLineEnd(r) || r == '\ufeff' || unicode.Is(unicode.Zs, r)
}

// lineEnd gives the offset of the end of the line that pos is in.
func (l *Lexer) lineEnd(pos int) int {
	for ; pos < len(l.Text); pos++ {
		switch c := l.Text[pos]; {
		case c == '\n', c == '\r':
			return pos
		case c == 0xE2: // U+2028 or U+2029
			if r, _ := utf8.DecodeRune(l.Text[pos:]); isLineEnd(r) {
				return pos
			}
		}
	}
	return len(l.Text)
}

// blockEnd gives the end of the block comment that starts at pos, -1 if it has
// none.
func (l *Lexer) blockEnd(pos int) int {
	length := bytes.Index(l.Text[pos+2:], []byte("*/"))
	if length < 0 {
		return -1
	}
	return pos + length + 4
}

// comment reads a comment, or one that does not end.
func (l *Lexer) comment(pos int) Kind {
	if l.Text[pos+1] == '/' {
		l.pos = l.lineEnd(pos)
		return Comment
	}
	if l.pos = l.blockEnd(pos); l.pos < 0 {
		l.pos = len(l.Text)
		return Invalid
	}
	return Comment
}

// Hashbang moves over the line #! that a text may start with.
func (l *Lexer) Hashbang() {
	if bytes.HasPrefix(l.Text, []byte("#!")) {
		l.pos = l.lineEnd(0)
	}
}

// word reads an identifier or a keyword, and tells whether there is \u in it. It
// takes any character outside ASCII for a part of it that is not white space,
// since the text is valid.
func (l *Lexer) word(pos int) (k Kind, escaped bool) {
	end := pos
	for end < len(l.Text) && isWordPart(l.Text[end]) {
		end++
	}
	for c := l.byteAt(end); c == '\\' || c >= utf8.RuneSelf || isWordPart(c); c = l.byteAt(end) {
		size := l.wordRune(end)
		if size < 0 {
			l.pos = end + 1
			return Invalid, false
		}
		if size == 0 {
			break
		}
		escaped = escaped || c == '\\'
		end += size
	}
	l.pos = end
	switch {
	case end == pos:
		return Invalid, false
	case escaped:
		return Ident, true
	}
	return keyword(l.Text[pos:end]), false
}

// wordRune gives the length of the part of a word at pos, 0 when none is there,
// -1 for what is no text.
func (l *Lexer) wordRune(pos int) int {
	switch c := l.Text[pos]; {
	case c == '\\':
		return l.escape(pos)
	case c < utf8.RuneSelf:
		return 1
	}
	r, size := utf8.DecodeRune(l.Text[pos:])
	switch {
	case isSpace(r):
		return 0
	case r == utf8.RuneError && size == 1:
		return -1
	}
	return size
}

// escape gives the length of \uXXXX or \u{X}, -1 for anything else.
func (l *Lexer) escape(pos int) int {
	if l.byteAt(pos+1) != 'u' {
		return -1
	}
	if l.byteAt(pos+2) != '{' {
		return min(6, len(l.Text)-pos)
	}
	length := bytes.IndexByte(l.Text[pos:], '}')
	if length < 0 {
		return -1
	}
	return length + 1
}
