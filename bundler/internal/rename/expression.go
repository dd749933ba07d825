package rename

// expression parses expressions joined by commas. In says whether in is an
// operator: it is not in the head of a for statement.
func (p *parser) expression(in bool) {
	p.value(in)
	for p.skip(tokComma) {
		p.value(in)
	}
}

// value parses an expression without commas that is no pattern.
func (p *parser) value(in bool) {
	mark := len(p.targets)
	p.assignment(in)
	p.targets = p.targets[:mark]
}

// assignment parses an expression without commas. It leaves its targets, those
// of the left side if it is an assignment.
func (p *parser) assignment(in bool) {
	p.enter()
	mark := len(p.targets)
	closed := p.operand(in)
	kept := len(p.targets)
	if !closed && !p.is(tokAssign) && p.continues(in) {
		kept = mark
	}
	for !closed && p.continues(in) {
		conditional := p.is(tokQuestion)
		p.next()
		if conditional {
			p.value(true)
			p.expect(tokColon)
		}
		closed = p.operand(in)
	}
	p.targets = p.targets[:kept]
	p.leave()
}

// continues tells whether the current token joins two operands.
func (p *parser) continues(in bool) bool {
	switch p.tok.kind {
	case tokQuestion, tokAssign, tokSign, tokStar, tokSlash, tokBinary, kwInstanceof:
		return true
	case kwIn:
		return in
	}
	return false
}

// operand parses what operators join. It tells whether no operator may follow,
// which is so after an arrow function and after yield. It leaves targets if
// the operand is a name or a literal that may be a pattern.
func (p *parser) operand(in bool) bool {
	mark := len(p.targets)
	prefix := false
	for {
		switch p.tok.kind {
		case tokSign, tokUpdate, tokNot, kwUnary, kwAwait:
			prefix = true
			p.next()
			continue
		case kwNew:
			prefix = true
			p.next()
			if p.skip(tokDot) { // new.target
				p.expectWord("target")
				p.suffixes(mark)
				return false
			}
			continue
		case kwYield:
			prefix = true
			p.next()
			if !p.is(tokStar) && (p.tok.newline || p.endsYield()) {
				return true
			}
			p.skip(tokStar)
			continue
		}
		break
	}
	if p.primary(in) {
		return true
	}
	if p.suffixes(mark) || prefix {
		p.targets = p.targets[:mark]
	}
	return false
}

// endsYield tells whether yield, the token before, has no operand.
func (p *parser) endsYield() bool {
	switch p.tok.kind {
	case tokBraceClose, tokParenClose, tokBracketClose, tokSemicolon, tokComma, tokColon, tokEnd, kwIn:
		return true
	}
	return false
}

// suffixes parses member accesses, calls and the like, and tells whether there
// are any. The operand before left its targets from mark on.
func (p *parser) suffixes(mark int) bool {
	for found := false; ; found = true {
		switch p.tok.kind {
		case tokDot:
			p.next()
			p.property()
		case tokOptional:
			p.rejectEval(mark)
			p.next()
			if p.is(tokPrivate) || p.tok.kind >= tokIdent {
				p.next()
			}
		case tokBracketOpen:
			p.next()
			p.expression(true)
			p.expect(tokBracketClose)
		case tokParenOpen:
			p.rejectEval(mark)
			p.list()
			p.targets = p.targets[:mark]
		case tokTemplate:
			p.template()
		case tokUpdate:
			if p.tok.newline {
				return found
			}
			p.next()
		default:
			return found
		}
		p.targets = p.targets[:mark]
	}
}

// property moves over the name of a property that is accessed.
func (p *parser) property() {
	if !p.is(tokPrivate) && p.tok.kind < tokIdent {
		p.fail()
	}
	p.next()
}

// rejectEval gives up if the operand, whose targets are those from mark on, is
// eval: called directly, it sees the names of the scopes around it.
func (p *parser) rejectEval(mark int) {
	if len(p.targets) == mark+1 && p.names[p.references[p.targets[mark]].name] == "eval" {
		p.fail()
	}
}

// primary parses an operand without what stands before and after it. It tells
// whether that is an arrow function.
func (p *parser) primary(in bool) bool {
	switch p.tok.kind {
	case tokIdent:
		return p.identifier(in)
	case tokNumber, tokString, tokPrivate, kwValue, kwSuper:
		p.next()
	case tokTemplate:
		p.template()
	case tokSlash:
		p.regExp()
		p.next()
	case tokParenOpen:
		return p.parenthesized(in)
	case tokBracketOpen:
		p.array()
	case tokBraceOpen:
		p.object()
	case kwFunction:
		p.functionExpression()
	case kwClass:
		p.classExpression()
	case kwImport: // import() or import.meta
		p.next()
		if p.skip(tokDot) {
			p.property()
		} else if !p.is(tokParenOpen) {
			p.fail()
		}
	default:
		p.fail()
	}
	return false
}

// template parses a template.
func (p *parser) template() {
	for p.templateText() {
		p.next()
		p.expression(true)
		if !p.is(tokBraceClose) {
			p.fail()
		}
	}
	p.next()
}

// list parses elements between parentheses and leaves their targets. It gives
// the number of elements.
func (p *parser) list() int {
	p.expect(tokParenOpen)
	n := 0
	for ; !p.is(tokParenClose); n++ {
		p.skip(tokSpread)
		p.assignment(true)
		if !p.is(tokParenClose) {
			p.expect(tokComma)
		}
	}
	p.next()
	return n
}

// array parses an array or a pattern and leaves its targets.
func (p *parser) array() {
	p.expect(tokBracketOpen)
	for !p.is(tokBracketClose) {
		if p.skip(tokComma) {
			continue
		}
		p.skip(tokSpread)
		p.assignment(true)
		if !p.is(tokBracketClose) {
			p.expect(tokComma)
		}
	}
	p.next()
}
