package rename

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// token is a piece of the code. Newline tells whether a line ends between the
// token and the one before it.
type token struct {
	kind       kind
	newline    bool
	escaped    bool // an identifier written with \u
	start, end int
}

// lexer splits the code into tokens, one at a time. Where a slash, a brace or
// a backquote has two meanings the parser knows which and asks for the rest of
// the regular expression or of the template.
type lexer struct {
	code string
	tok  token // the current token; the next one starts at its end
}

// notUnderstood is what the lexer and the parser panic with to give up, and
// Nested recovers from.
type notUnderstood struct{}

func (l *lexer) fail() {
	panic(notUnderstood{})
}

// byteAt gives 0 past the end.
func (l *lexer) byteAt(i int) byte {
	if i < len(l.code) {
		return l.code[i]
	}
	return 0
}

func (l *lexer) text() string {
	return l.code[l.tok.start:l.tok.end]
}

// next moves to the next token.
func (l *lexer) next() {
	pos, newline := l.tok.end, false
	if c := l.byteAt(pos); c <= ' ' || c == '/' || c >= utf8.RuneSelf {
		pos, newline = l.skipSpace(pos)
	}
	l.tok = token{newline: newline, start: pos, end: pos}
	if pos >= len(l.code) {
		return
	}
	c := l.code[pos]
	switch {
	case isWordStart(c):
		l.word(pos)
	case isDigit(c), c == '.' && isDigit(l.byteAt(pos+1)):
		l.tok.kind, l.tok.end = tokNumber, l.number(pos)
	case c == '"', c == '\'':
		l.tok.kind, l.tok.end = tokString, l.quoted(pos)
	case c == '#':
		l.word(pos + 1)
		l.tok.kind = tokPrivate
	default:
		l.punctuator(c, pos)
	}
}

// peek gives the token after the current one. It must not be called where a
// regular expression may follow.
func (l *lexer) peek() token {
	current := l.tok
	l.next()
	ahead := l.tok
	l.tok = current
	return ahead
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
// neither white space nor in a comment, and whether a line ends before it.
func (l *lexer) skipSpace(pos int) (int, bool) {
	newline := false
	for pos < len(l.code) {
		switch c := l.code[pos]; {
		case c == '\n', c == '\r':
			newline = true
			pos++
		case c == ' ', c == '\t', c == '\v', c == '\f':
			pos++
		case c == '/' && l.byteAt(pos+1) == '/':
			pos = l.lineEnd(pos)
		case c == '/' && l.byteAt(pos+1) == '*':
			length := strings.Index(l.code[pos+2:], "*/")
			if length < 0 {
				l.fail()
			}
			newline = newline || strings.ContainsAny(l.code[pos:pos+2+length], "\n\r\u2028\u2029")
			pos += length + 4
		case c >= utf8.RuneSelf:
			r, size := utf8.DecodeRuneInString(l.code[pos:])
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
func (l *lexer) lineEnd(pos int) int {
	if i := strings.IndexAny(l.code[pos:], "\n\r\u2028\u2029"); i >= 0 {
		return pos + i
	}
	return len(l.code)
}

// word reads an identifier or a keyword. It takes any character outside ASCII
// for a part of it that is not white space, since the code is valid.
func (l *lexer) word(pos int) {
	end := pos
	for end < len(l.code) && isWordPart(l.code[end]) {
		end++
	}
	for c := l.byteAt(end); c == '\\' || c >= utf8.RuneSelf || isWordPart(c); c = l.byteAt(end) {
		size := l.wordRune(end)
		if size == 0 {
			break
		}
		end += size
	}
	if end == pos {
		l.fail()
	}
	l.tok.end = end
	l.tok.kind = tokIdent
	if !l.tok.escaped {
		l.tok.kind = keyword(l.code[pos:end])
	}
}

// wordRune gives the length of the part of a word at pos, 0 when none is there.
func (l *lexer) wordRune(pos int) int {
	switch c := l.code[pos]; {
	case c == '\\':
		l.tok.escaped = true
		return l.escape(pos) - pos
	case c < utf8.RuneSelf:
		return 1
	}
	r, size := utf8.DecodeRuneInString(l.code[pos:])
	if r == utf8.RuneError {
		l.fail()
	}
	if isSpace(r) {
		return 0
	}
	return size
}

// escape gives the end of \uXXXX or \u{X}.
func (l *lexer) escape(pos int) int {
	if l.byteAt(pos+1) != 'u' {
		l.fail()
	}
	end := pos + 2
	if l.byteAt(end) != '{' {
		return min(end+4, len(l.code))
	}
	for l.byteAt(end) != '}' {
		if end >= len(l.code) {
			l.fail()
		}
		end++
	}
	return end + 1
}
