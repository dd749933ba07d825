package rename

import "github.com/paintbox-build/paintbox/internal/lex"

// expression parses expressions joined by commas. In says whether in is an
// operator: it is not in the head of a for statement.
func (p *parser) expression(in bool) {
	p.value(in)
	for p.skip(lex.Comma) {
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
	if !closed && !p.is(lex.Assign) && p.continues(in) {
		kept = mark
	}
	for !closed && p.continues(in) {
		conditional := p.is(lex.Question)
		p.next()
		if conditional {
			p.value(true)
			p.expect(lex.Colon)
		}
		closed = p.operand(in)
	}
	p.targets = p.targets[:kept]
	p.leave()
}

// continues tells whether the current token joins two operands.
func (p *parser) continues(in bool) bool {
	switch p.tok.Kind {
	case lex.Question, lex.Assign, lex.Sign, lex.Star, lex.Slash, lex.Change, lex.Choice, lex.Compare, lex.Binary, lex.Instanceof:
		return true
	case lex.In:
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
		switch p.tok.Kind {
		case lex.Sign, lex.Update, lex.Not, lex.Delete, lex.Typeof, lex.Void, lex.Await:
			prefix = true
			p.next()
			continue
		case lex.New:
			prefix = true
			p.next()
			if p.skip(lex.Dot) { // new.target
				p.expectWord("target")
				p.suffixes(mark)
				return false
			}
			continue
		case lex.Yield:
			prefix = true
			p.next()
			if !p.is(lex.Star) && (p.tok.Newline || p.endsYield()) {
				return true
			}
			p.skip(lex.Star)
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
	switch p.tok.Kind {
	case lex.BraceClose, lex.ParenClose, lex.BracketClose, lex.Semicolon, lex.Comma, lex.Colon, lex.End, lex.In:
		return true
	}
	return false
}

// suffixes parses member accesses, calls and the like, and tells whether there
// are any. The operand before left its targets from mark on.
func (p *parser) suffixes(mark int) bool {
	for found := false; ; found = true {
		switch p.tok.Kind {
		case lex.Dot:
			p.next()
			p.property()
		case lex.Optional:
			p.rejectEval(mark)
			p.next()
			if p.is(lex.Private) || p.tok.Kind >= lex.Ident {
				p.next()
			}
		case lex.BracketOpen:
			p.next()
			p.expression(true)
			p.expect(lex.BracketClose)
		case lex.ParenOpen:
			p.rejectEval(mark)
			p.list()
			p.targets = p.targets[:mark]
		case lex.Backquote:
			p.template()
		case lex.Update:
			if p.tok.Newline {
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
	if !p.is(lex.Private) && p.tok.Kind < lex.Ident {
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
	switch p.tok.Kind {
	case lex.Ident:
		return p.identifier(in)
	case lex.Number, lex.String, lex.Private, lex.False, lex.Null, lex.This, lex.True, lex.Super:
		p.next()
	case lex.Backquote:
		p.template()
	case lex.Slash:
		p.become(p.RegExp(p.tok))
		p.next()
	case lex.ParenOpen:
		return p.parenthesized(in)
	case lex.BracketOpen:
		p.array()
	case lex.BraceOpen:
		p.object()
	case lex.Function:
		p.functionExpression()
	case lex.Class:
		p.classExpression()
	case lex.Import: // import() or import.meta
		p.next()
		if p.skip(lex.Dot) {
			p.property()
		} else if !p.is(lex.ParenOpen) {
			p.fail()
		}
	default:
		p.fail()
	}
	return false
}

// template parses a template.
func (p *parser) template() {
	for p.become(p.Template(p.tok)); p.is(lex.TemplateOpen); p.become(p.Template(p.tok)) {
		p.next()
		p.expression(true)
		if !p.is(lex.BraceClose) {
			p.fail()
		}
	}
	p.next()
}

// list parses elements between parentheses and leaves their targets. It gives
// the number of elements.
func (p *parser) list() int {
	p.expect(lex.ParenOpen)
	n := 0
	for ; !p.is(lex.ParenClose); n++ {
		p.skip(lex.Spread)
		p.assignment(true)
		if !p.is(lex.ParenClose) {
			p.expect(lex.Comma)
		}
	}
	p.next()
	return n
}

// array parses an array or a pattern and leaves its targets.
func (p *parser) array() {
	p.expect(lex.BracketOpen)
	for !p.is(lex.BracketClose) {
		if p.skip(lex.Comma) {
			continue
		}
		p.skip(lex.Spread)
		p.assignment(true)
		if !p.is(lex.BracketClose) {
			p.expect(lex.Comma)
		}
	}
	p.next()
}

// The members of object literals and of classes.

// object parses an object literal or a pattern and leaves its targets.
func (p *parser) object() {
	p.expect(lex.BraceOpen)
	for !p.is(lex.BraceClose) {
		if p.skip(lex.Spread) {
			p.assignment(true)
		} else {
			p.member()
		}
		if !p.is(lex.BraceClose) {
			p.expect(lex.Comma)
		}
	}
	p.next()
}

// member parses a property of an object literal.
func (p *parser) member() {
	p.modifiers()
	key := p.tok
	p.key()
	switch {
	case p.is(lex.ParenOpen):
		p.method()
	case p.skip(lex.Colon):
		p.assignment(true)
	case key.Kind == lex.Ident && !key.Escaped:
		p.refer(key.Start, p.Text[key.Start:key.End])
		p.references[len(p.references)-1].shorthand = true
		p.target()
		if p.skip(lex.Assign) {
			p.value(true)
		}
	default:
		p.fail()
	}
}

// modifiers moves over get, set, async and the asterisk before a key. Each of
// the words may be the key itself.
func (p *parser) modifiers() {
	for p.is(lex.Ident) {
		word := string(p.Text[p.tok.Start:p.tok.End])
		switch word {
		case "get", "set", "async":
		default:
			return
		}
		ahead := p.peek()
		if !startsKey(ahead.Kind) && (ahead.Kind != lex.Star || word != "async") || word == "async" && ahead.Newline {
			return
		}
		p.next()
	}
	p.skip(lex.Star)
}

// startsKey tells whether a key may start with a token.
func startsKey(k lex.Kind) bool {
	switch k {
	case lex.String, lex.Number, lex.BracketOpen, lex.Private:
		return true
	}
	return k >= lex.Ident
}

// key parses the key of a property or of a member of a class.
func (p *parser) key() {
	switch {
	case !startsKey(p.tok.Kind):
		p.fail()
	case p.skip(lex.BracketOpen):
		p.value(true)
		p.expect(lex.BracketClose)
	default:
		p.next()
	}
}
