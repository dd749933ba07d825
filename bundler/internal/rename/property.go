package rename

// The members of object literals and of classes.

// object parses an object literal or a pattern and leaves its targets.
func (p *parser) object() {
	p.expect(tokBraceOpen)
	for !p.is(tokBraceClose) {
		if p.skip(tokSpread) {
			p.assignment(true)
		} else {
			p.member()
		}
		if !p.is(tokBraceClose) {
			p.expect(tokComma)
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
	case p.is(tokParenOpen):
		p.method()
	case p.skip(tokColon):
		p.assignment(true)
	case key.kind == tokIdent && !key.escaped:
		p.refer(key.start, p.code[key.start:key.end])
		p.references[len(p.references)-1].shorthand = true
		p.target()
		if p.skip(tokAssign) {
			p.value(true)
		}
	default:
		p.fail()
	}
}

// modifiers moves over get, set, async and the asterisk before a key. Each of
// the words may be the key itself.
func (p *parser) modifiers() {
	for p.is(tokIdent) {
		switch p.text() {
		case "get", "set", "async":
		default:
			return
		}
		ahead := p.peek()
		if !startsKey(ahead.kind) && (ahead.kind != tokStar || p.text() != "async") || p.text() == "async" && ahead.newline {
			return
		}
		p.next()
	}
	p.skip(tokStar)
}

// startsKey tells whether a key may start with a token.
func startsKey(k kind) bool {
	switch k {
	case tokString, tokNumber, tokBracketOpen, tokPrivate:
		return true
	}
	return k >= tokIdent
}

// key parses the key of a property or of a member of a class.
func (p *parser) key() {
	switch {
	case !startsKey(p.tok.kind):
		p.fail()
	case p.skip(tokBracketOpen):
		p.value(true)
		p.expect(tokBracketClose)
	default:
		p.next()
	}
}

// classDeclaration parses a class statement. Its name belongs to the scope
// around it and may be missing after export default.
func (p *parser) classDeclaration() {
	p.expect(kwClass)
	if p.is(tokIdent) {
		p.declareName()
	}
	p.classTail()
}

// classExpression parses a class whose name, if any, has a scope of its own.
func (p *parser) classExpression() {
	p.expect(kwClass)
	p.open()
	if p.is(tokIdent) {
		p.declareName()
	}
	p.classTail()
	p.close()
}

// classTail parses a class after its name.
func (p *parser) classTail() {
	if p.skip(kwExtends) {
		mark := len(p.targets)
		p.enter()
		if p.operand(true) {
			p.fail()
		}
		p.leave()
		p.targets = p.targets[:mark]
	}
	p.expect(tokBraceOpen)
	for !p.is(tokBraceClose) {
		if !p.skip(tokSemicolon) {
			p.classMember()
		}
	}
	p.next()
}

func (p *parser) classMember() {
	if p.isWord("static") {
		ahead := p.peek()
		if ahead.kind == tokBraceOpen {
			p.next()
			p.staticBlock()
			return
		}
		if ahead.kind == tokStar || startsKey(ahead.kind) {
			p.next()
		}
	}
	p.modifiers()
	p.key()
	if p.is(tokParenOpen) {
		p.method()
		return
	}
	if p.skip(tokAssign) {
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
