package lex

// punctuation reads the punctuator that starts with c.
func (l *Lexer) punctuation(c byte, pos int) Kind {
	if k := single(c); k != End {
		l.pos = pos + 1
		return k
	}
	k, length := l.operator(c, l.byteAt(pos+1), l.byteAt(pos+2), pos)
	l.pos = pos + length
	return k
}

// single gives the kind of the punctuators that no other one starts with.
func single(c byte) Kind {
	switch c {
	case '{':
		return BraceOpen
	case '}':
		return BraceClose
	case '(':
		return ParenOpen
	case ')':
		return ParenClose
	case '[':
		return BracketOpen
	case ']':
		return BracketClose
	case ';':
		return Semicolon
	case ',':
		return Comma
	case ':':
		return Colon
	case '~':
		return Not
	case '`':
		return Backquote
	}
	return End
}

// operator gives the kind and the length of the operator that starts with c.
func (l *Lexer) operator(c, second, third byte, pos int) (Kind, int) {
	switch c {
	case '.':
		if second == '.' && third == '.' {
			return Spread, 3
		}
		return Dot, 1
	case '?':
		switch {
		case second == '.' && !isDigit(third):
			return Optional, 2
		case second != '?':
			return Question, 1
		}
	case '=', '!':
		switch {
		case second == '=' && third == '=':
			return Compare, 3
		case second == '=':
			return Compare, 2
		case c == '!':
			return Not, 1
		case second == '>':
			return Arrow, 2
		}
		return Assign, 1
	case '+', '-':
		if second == c {
			return Update, 2
		}
	case '<', '>', '&', '|', '^', '%', '*', '/':
	default:
		return Invalid, 1
	}
	return assigning(c, second, third, l.byteAt(pos+3))
}

// assigning gives the kind and the length of an operator that may assign: the
// character c up to three times, then perhaps an equals sign.
func assigning(c, second, third, fourth byte) (Kind, int) {
	k, length := Binary, 1
	switch c {
	case '+', '-':
		k = Sign
	case '*':
		k = Star
	case '/':
		k = Slash
	}
	if second == c && c != '/' && c != '%' && c != '^' {
		k, length = Binary, 2
		if c == '&' || c == '|' || c == '?' {
			k = Choice
		}
		second, third = third, fourth
	}
	if c == '>' && length == 2 && second == c {
		length = 3
		second = third
	}
	switch {
	case second != '=':
		return k, length
	case (c == '<' || c == '>') && length < 2:
		return Binary, 2
	case c == '/': // the start of a regular expression may be /=
		return Slash, 2
	}
	return Change, length + 1
}
