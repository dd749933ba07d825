package cut

// The lexer reads what esbuild prints: valid JavaScript, one statement to a
// line, no JSX, no types. It splits text into tokens and nothing else; what a
// token means is the scanner's business.
//
// A slash is the one ambiguous character of JavaScript. esbuild never starts a
// line with a division, so a slash is a regular expression where no expression
// has just ended, or where it is the first token of a line. After the head of a
// statement, as in for (…) /x/.test(y), no expression has.

type tokenKind uint8

const (
	tokEOF tokenKind = iota
	tokIdent
	tokPrivate // #name
	tokNumber
	tokString
	tokTemplate     // a template without substitutions, or the end of one: `…` or }…`
	tokTemplateOpen // `…${ or }…${
	tokRegExp
	tokPunct
	tokPure   // a comment that holds @__PURE__ or #__PURE__
	tokHeader // a line comment that starts in the first column
)

type token struct {
	kind       tokenKind
	start, end int
	newline    bool // first on its line
}

type lexer struct {
	src []byte
	pos int
	// exprEnd tells whether the previous token ended an expression, so that a
	// slash divides. The scanner keeps it up to date.
	exprEnd bool
}

const (
	charOther = iota
	charSpace
	charIdent
	charDigit
)

// charClass classifies the bytes of ASCII; every other byte belongs to an
// identifier, since esbuild escapes what is not one.
func charClass(c byte) int {
	switch {
	case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c == '$' || c == '\\' || c >= 0x80:
		return charIdent
	case c >= '0' && c <= '9':
		return charDigit
	case c == ' ' || c == '\t' || c == '\n' || c == '\r':
		return charSpace
	}
	return charOther
}

// next returns the next token. It never fails: text that is not JavaScript
// gives tokens that make no statement, and the assembly's parser complains.
func (l *lexer) next() token {
	newline := l.pos == 0
	for l.pos < len(l.src) {
		c := l.src[l.pos]
		if c == '\n' {
			newline = true
			l.pos++
			continue
		}
		if c == ' ' || c == '\t' || c == '\r' {
			l.pos++
			continue
		}
		if c == 0xE2 && l.pos+2 < len(l.src) && l.src[l.pos+1] == 0x80 && (l.src[l.pos+2]|1) == 0xA9 {
			newline = true
			l.pos += 3 // U+2028 or U+2029
			continue
		}
		if c == '/' && l.pos+1 < len(l.src) && (l.src[l.pos+1] == '/' || l.src[l.pos+1] == '*') {
			start := l.pos
			block := l.src[l.pos+1] == '*'
			l.skipComment(block)
			switch {
			case block && isPure(l.src[start:l.pos]):
				return token{tokPure, start, l.pos, newline}
			case !block && (start == 0 || l.src[start-1] == '\n'):
				return token{tokHeader, start, l.pos, newline}
			}
			continue
		}
		return l.token(newline)
	}
	return token{tokEOF, l.pos, l.pos, newline}
}

func (l *lexer) skipComment(block bool) {
	l.pos += 2
	for l.pos < len(l.src) {
		if !block && l.src[l.pos] == '\n' {
			return
		}
		if block && l.src[l.pos] == '*' && l.pos+1 < len(l.src) && l.src[l.pos+1] == '/' {
			l.pos += 2
			return
		}
		l.pos++
	}
}

func isPure(comment []byte) bool {
	for i := 0; i+10 <= len(comment); i++ {
		if (comment[i] == '@' || comment[i] == '#') && string(comment[i+1:i+9]) == "__PURE__" {
			return true
		}
	}
	return false
}

func (l *lexer) token(newline bool) token {
	start := l.pos
	c := l.src[l.pos]
	var kind tokenKind
	switch charClass(c) {
	case charIdent:
		l.skipName()
		kind = tokIdent
	case charDigit:
		l.skipNumber()
		kind = tokNumber
	default:
		kind = l.punct(c, newline)
	}
	l.pos = min(l.pos, len(l.src)) // text that ends inside a token
	return token{kind, start, l.pos, newline}
}

func (l *lexer) punct(c byte, newline bool) tokenKind {
	switch c {
	case '"', '\'':
		l.skipString(c)
		return tokString
	case '`':
		l.pos++
		return l.template()
	case '#':
		l.pos++
		l.skipName()
		return tokPrivate
	case '.':
		if l.at(1) >= '0' && l.at(1) <= '9' {
			l.skipNumber()
			return tokNumber
		}
		if l.at(1) == '.' && l.at(2) == '.' {
			l.pos += 3
			return tokPunct
		}
	case '/':
		if !l.exprEnd || newline {
			l.skipRegExp()
			return tokRegExp
		}
	}
	l.pos += l.punctLen(c)
	return tokPunct
}

func (l *lexer) at(i int) byte {
	if l.pos+i < len(l.src) {
		return l.src[l.pos+i]
	}
	return 0
}

// punctLen tells the length of the operator at the cursor. Only operators
// that the scanner tells apart from their prefixes need to be exact.
func (l *lexer) punctLen(c byte) int {
	n := 1
	switch c {
	case '?':
		switch {
		case l.at(1) == '?' && l.at(2) == '=':
			n = 3
		case l.at(1) == '?':
			n = 2
		case l.at(1) == '.' && (l.at(2) < '0' || l.at(2) > '9'):
			n = 2
		}
	case '=', '!':
		if c == '=' && l.at(1) == '>' {
			n = 2
		} else if l.at(1) == '=' {
			n = 2
			if l.at(2) == '=' {
				n = 3
			}
		}
	case '+', '-', '&', '|', '*', '<', '>':
		if l.at(1) == c {
			n = 2
			if c == '>' && l.at(2) == '>' {
				n = 3
			}
		}
		if l.at(n) == '=' && !(c == '+' && n == 2 || c == '-' && n == 2) {
			n++
		}
	case '/', '%', '^':
		if l.at(1) == '=' {
			n = 2
		}
	}
	return n
}

func (l *lexer) skipName() {
	for l.pos < len(l.src) {
		c := l.src[l.pos]
		if c == '\\' && l.at(1) == 'u' && l.at(2) == '{' {
			for l.pos < len(l.src) && l.src[l.pos] != '}' {
				l.pos++
			}
		} else if k := charClass(c); k != charIdent && k != charDigit {
			return
		}
		l.pos++
	}
}

func (l *lexer) skipNumber() {
	hex := l.src[l.pos] == '0' && (l.at(1)|0x20) == 'x'
	for l.pos < len(l.src) {
		c := l.src[l.pos]
		if (c == 'e' || c == 'E') && !hex && (l.at(1) == '+' || l.at(1) == '-') {
			l.pos += 2
			continue
		}
		if k := charClass(c); k != charIdent && k != charDigit && c != '.' {
			return
		}
		l.pos++
	}
}

func (l *lexer) skipString(quote byte) {
	l.pos++
	for l.pos < len(l.src) {
		switch l.src[l.pos] {
		case '\\':
			l.pos++
		case quote:
			l.pos++
			return
		}
		l.pos++
	}
}

// template reads on to the end of the template literal or to its next
// substitution.
func (l *lexer) template() tokenKind {
	for l.pos < len(l.src) {
		switch l.src[l.pos] {
		case '\\':
			l.pos++
		case '`':
			l.pos++
			return tokTemplate
		case '$':
			if l.at(1) == '{' {
				l.pos += 2
				return tokTemplateOpen
			}
		}
		l.pos++
	}
	return tokTemplate
}

func (l *lexer) skipRegExp() {
	l.pos++
	class := false
	for l.pos < len(l.src) {
		switch l.src[l.pos] {
		case '\\':
			l.pos++
		case '[':
			class = true
		case ']':
			class = false
		case '\n':
			return
		case '/':
			if !class {
				l.pos++
				l.skipName()
				return
			}
		}
		l.pos++
	}
}
