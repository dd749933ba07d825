package rename

// Literals and punctuators.

// number gives the end of the number that starts at pos. Letters after digits
// are those of 0x, of an exponent and of a bigint.
func (l *lexer) number(pos int) int {
	if l.code[pos] == '0' && isWordPart(l.byteAt(pos+1)) && l.byteAt(pos+1)|0x20 != 'e' {
		for isWordPart(l.byteAt(pos)) {
			pos++
		}
		return pos
	}
	pos = l.digits(pos)
	if l.byteAt(pos) == '.' {
		pos = l.digits(pos + 1)
	}
	if l.byteAt(pos)|0x20 == 'e' {
		pos++
		if c := l.byteAt(pos); c == '+' || c == '-' {
			pos++
		}
		pos = l.digits(pos)
	}
	if l.byteAt(pos) == 'n' {
		pos++
	}
	if isWordStart(l.byteAt(pos)) {
		l.fail()
	}
	return pos
}

func (l *lexer) digits(pos int) int {
	for isDigit(l.byteAt(pos)) || l.byteAt(pos) == '_' {
		pos++
	}
	return pos
}

// quoted gives the end of the string that starts at pos.
func (l *lexer) quoted(pos int) int {
	quote := l.code[pos]
	for pos++; pos < len(l.code); pos++ {
		switch l.code[pos] {
		case quote:
			return pos + 1
		case '\\':
			pos++
		case '\n', '\r':
			l.fail()
		}
	}
	l.fail()
	return pos
}

// regExp makes the slash, which is the current token, a regular expression.
func (l *lexer) regExp() {
	class := false
	pos := l.tok.start + 1
	for ; class || l.byteAt(pos) != '/'; pos++ {
		switch l.byteAt(pos) {
		case '[':
			class = true
		case ']':
			class = false
		case '\\':
			pos++
		case '\n', '\r', 0:
			l.fail()
		}
	}
	for pos++; isWordPart(l.byteAt(pos)); {
		pos++
	}
	l.tok.end = pos
}

// templateText moves over the text of a template, which starts at the end of
// the current token, and tells whether an expression follows. The current
// token is then the end of the template or the start of the expression.
func (l *lexer) templateText() bool {
	for pos := l.tok.end; pos < len(l.code); pos++ {
		switch l.code[pos] {
		case '\\':
			pos++
		case '`':
			l.tok.end = pos + 1
			return false
		case '$':
			if l.byteAt(pos+1) == '{' {
				l.tok.end = pos + 2
				return true
			}
		}
	}
	l.fail()
	return false
}

// punctuator makes the current token of the punctuator that starts with c.
func (l *lexer) punctuator(c byte, pos int) {
	l.tok.kind, l.tok.end = single(c), pos+1
	if l.tok.kind != tokEnd {
		return
	}
	second, third := l.byteAt(pos+1), l.byteAt(pos+2)
	k, length := tokBinary, 1
	switch {
	case c == '.':
		k = tokDot
		if second == '.' && third == '.' {
			k, length = tokSpread, 3
		}
	case c == '?':
		switch {
		case second == '.' && !isDigit(third):
			k, length = tokOptional, 2
		case second == '?':
			length = operator(c, second, third, l.byteAt(pos+3))
		default:
			k = tokQuestion
		}
	case c == '=' && second == '>':
		k, length = tokArrow, 2
	case c == '=' && second != '=':
		k = tokAssign
	case (c == '+' || c == '-') && second != '=':
		k = tokSign
		if second == c {
			k, length = tokUpdate, 2
		}
	case c == '!' && second != '=':
		k = tokNot
	case c == '*' && second != '*' && second != '=':
		k = tokStar
	case c == '/':
		k = tokSlash
		if second == '=' {
			length = 2
		}
	case c == '<', c == '>', c == '=', c == '!', c == '&', c == '|', c == '^', c == '%', c == '+', c == '-', c == '*':
		length = operator(c, second, third, l.byteAt(pos+3))
	default:
		l.fail()
	}
	l.tok.kind, l.tok.end = k, pos+length
}

// single gives the kind of the punctuators that no other one starts with.
func single(c byte) kind {
	switch c {
	case '{':
		return tokBraceOpen
	case '}':
		return tokBraceClose
	case '(':
		return tokParenOpen
	case ')':
		return tokParenClose
	case '[':
		return tokBracketOpen
	case ']':
		return tokBracketClose
	case ';':
		return tokSemicolon
	case ',':
		return tokComma
	case ':':
		return tokColon
	case '~':
		return tokNot
	case '`':
		return tokTemplate
	}
	return tokEnd
}

// operator gives the length of the operator that starts with the character c:
// c up to three times, then perhaps one or two equals signs.
func operator(c, second, third, fourth byte) int {
	length := 1
	if second == c && c != '!' && c != '=' {
		length = 2
		second, third = third, fourth
	}
	if c == '>' && length == 2 && second == c {
		length = 3
		second = third
	}
	if second == '=' {
		length++
		if (c == '=' || c == '!') && third == '=' {
			length++
		}
	}
	return length
}
