package lex

// number reads a number. Letters after digits are those of 0x, of an exponent
// and of a bigint.
func (l *Lexer) number(pos int) Kind {
	if l.Text[pos] == '0' && isWordPart(l.byteAt(pos+1)) && l.byteAt(pos+1)|0x20 != 'e' {
		for isWordPart(l.byteAt(pos)) {
			pos++
		}
		l.pos = pos
		return Number
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
	l.pos = pos
	if isWordStart(l.byteAt(pos)) {
		return Invalid
	}
	return Number
}

func (l *Lexer) digits(pos int) int {
	for isDigit(l.byteAt(pos)) || l.byteAt(pos) == '_' {
		pos++
	}
	return pos
}

// quoted reads a string.
func (l *Lexer) quoted(pos int) Kind {
	quote := l.Text[pos]
	for pos++; pos < len(l.Text); pos++ {
		switch l.Text[pos] {
		case quote:
			l.pos = pos + 1
			return String
		case '\\':
			pos++
		case '\n', '\r':
			l.pos = pos
			return Invalid
		}
	}
	l.pos = len(l.Text)
	return Invalid
}

// RegExp reads the regular expression that starts with a slash, the token that
// was read last.
func (l *Lexer) RegExp(slash Token) Token {
	class := false
	pos := int(slash.Start) + 1
	slash.Kind = RegExp
	for ; class || l.byteAt(pos) != '/'; pos++ {
		switch l.byteAt(pos) {
		case '[':
			class = true
		case ']':
			class = false
		case '\\':
			pos++
		case '\n', '\r', 0:
			l.pos = min(pos, len(l.Text))
			slash.Kind, slash.End = Invalid, int32(l.pos)
			return slash
		}
	}
	for pos++; isWordPart(l.byteAt(pos)); {
		pos++
	}
	l.pos = pos
	slash.End = int32(pos)
	return slash
}

// Template reads a part of a template: from a backquote, or from the brace that
// ends an expression in it, to its end or to the next expression. That token is
// the one that was read last.
func (l *Lexer) Template(from Token) Token {
	from.Kind = Invalid
	pos := int(from.Start) + 1
loop:
	for ; pos < len(l.Text); pos++ {
		switch l.Text[pos] {
		case '\\':
			pos++
		case '`':
			from.Kind = Template
			pos++
			break loop
		case '$':
			if l.byteAt(pos+1) == '{' {
				from.Kind = TemplateOpen
				pos += 2
				break loop
			}
		}
	}
	l.pos = min(pos, len(l.Text))
	from.End = int32(l.pos)
	return from
}
