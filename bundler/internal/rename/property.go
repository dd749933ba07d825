package rename

import "github.com/paintbox-build/paintbox/bundler/internal/lex"

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

// classDeclaration parses a class statement. Its name belongs to the scope
// around it and may be missing after export default.
func (p *parser) classDeclaration() {
	p.expect(lex.Class)
	if p.is(lex.Ident) {
		p.declareName()
	}
	p.classTail()
}

// classExpression parses a class whose name, if any, has a scope of its own.
func (p *parser) classExpression() {
	p.expect(lex.Class)
	p.open()
	if p.is(lex.Ident) {
		p.declareName()
	}
	p.classTail()
	p.close()
}

// classTail parses a class after its name.
func (p *parser) classTail() {
	if p.skip(lex.Extends) {
		mark := len(p.targets)
		p.enter()
		if p.operand(true) {
			p.fail()
		}
		p.leave()
		p.targets = p.targets[:mark]
	}
	p.expect(lex.BraceOpen)
	for !p.is(lex.BraceClose) {
		if !p.skip(lex.Semicolon) {
			p.classMember()
		}
	}
	p.next()
}

func (p *parser) classMember() {
	if p.isWord("static") {
		ahead := p.peek()
		if ahead.Kind == lex.BraceOpen {
			p.next()
			p.staticBlock()
			return
		}
		if ahead.Kind == lex.Star || startsKey(ahead.Kind) {
			p.next()
		}
	}
	p.modifiers()
	p.key()
	if p.is(lex.ParenOpen) {
		p.method()
		return
	}
	if p.skip(lex.Assign) {
		p.value(true)
	}
	p.semicolon()
}

func (p *parser) staticBlock() {
	s := p.open()
	p.scopes[s].function = true
	p.functionBody(true)
	p.close()
}
