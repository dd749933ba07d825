package rename

func (p *parser) statement() {
	p.enter()
	switch p.tok.kind {
	case tokBraceOpen:
		p.open()
		p.block()
		p.close()
	case tokSemicolon:
		p.next()
	case kwVar, kwConst:
		p.declarationList(true)
		p.semicolon()
	case kwFunction:
		p.functionDeclaration()
	case kwClass:
		p.classDeclaration()
	case kwImport:
		p.importDeclaration()
	case kwExport:
		p.exportDeclaration()
	case kwBreak, kwContinue:
		p.next()
		if p.is(tokIdent) && !p.tok.newline {
			p.next()
		}
		p.semicolon()
	case kwReturn, kwThrow:
		p.next()
		if !p.is(tokSemicolon) && !p.is(tokBraceClose) && !p.is(tokEnd) && !p.tok.newline {
			p.expression(true)
		}
		p.semicolon()
	case kwDebugger:
		p.next()
		p.semicolon()
	case kwFor, kwWhile, kwDo:
		p.loop()
	case kwIf:
		p.ifStatement()
	case kwSwitch:
		p.switchStatement()
	case kwTry:
		p.tryStatement()
	case tokIdent:
		p.wordStatement()
	default:
		p.expression(true)
		p.semicolon()
	}
	p.leave()
}

// block parses statements in braces, in the current scope.
func (p *parser) block() {
	p.expect(tokBraceOpen)
	for !p.is(tokBraceClose) {
		if p.is(tokEnd) {
			p.fail()
		}
		p.statement()
	}
	p.next()
}

// wordStatement parses a statement that starts with a word that is no keyword:
// let, async function, a label or an expression.
func (p *parser) wordStatement() {
	switch {
	case p.startsLet():
		p.declarationList(true)
		p.semicolon()
		return
	case p.isWord("async"):
		if ahead := p.peek(); ahead.kind == kwFunction && !ahead.newline {
			p.next()
			p.functionDeclaration()
			return
		}
	}
	start, mark := p.tok.start, len(p.references)
	p.expression(true)
	if !p.is(tokColon) {
		p.semicolon()
		return
	}
	// Only a label stands before a colon that belongs to no expression.
	if len(p.references) != mark+1 || int(p.references[mark].pos) != start {
		p.fail()
	}
	p.references = p.references[:mark]
	p.next()
	p.statement()
}

// startsLet tells whether the current token starts a let declaration.
func (p *parser) startsLet() bool {
	if !p.isWord("let") {
		return false
	}
	switch p.peek().kind {
	case tokIdent, tokBraceOpen, tokBracketOpen:
		return true
	}
	return false
}

// declarationList parses var, let or const and what it declares. In says
// whether in is an operator there.
func (p *parser) declarationList(in bool) {
	scope, hoisted := p.scope, p.is(kwVar)
	if hoisted {
		scope = p.function
	}
	for {
		p.next()
		mark := len(p.targets)
		p.pattern()
		for _, t := range p.targets[mark:] {
			p.references[t].hoisted = hoisted
		}
		p.declare(scope, mark)
		if p.skip(tokAssign) {
			p.value(in)
		}
		if !p.is(tokComma) {
			return
		}
	}
}

// condition parses an expression in parentheses.
func (p *parser) condition() {
	p.expect(tokParenOpen)
	p.expression(true)
	p.expect(tokParenClose)
}

func (p *parser) ifStatement() {
	for p.is(kwIf) {
		p.next()
		p.condition()
		p.statement()
		if !p.skip(kwElse) {
			return
		}
	}
	p.statement()
}

func (p *parser) loop() {
	switch p.tok.kind {
	case kwFor:
		p.next()
		p.skip(kwAwait)
		p.open()
		p.forHead()
		p.statement()
		p.close()
	case kwWhile:
		p.next()
		p.condition()
		p.statement()
	default:
		p.next()
		p.statement()
		p.expect(kwWhile)
		p.condition()
		p.skip(tokSemicolon)
	}
}

func (p *parser) forHead() {
	p.expect(tokParenOpen)
	switch {
	case p.is(tokSemicolon):
	case p.is(kwVar), p.is(kwConst), p.startsLet():
		p.declarationList(false)
	default:
		p.expression(false)
	}
	if p.is(kwIn) || p.isWord("of") {
		p.next()
		p.expression(true)
		p.expect(tokParenClose)
		return
	}
	p.expect(tokSemicolon)
	if !p.is(tokSemicolon) {
		p.expression(true)
	}
	p.expect(tokSemicolon)
	if !p.is(tokParenClose) {
		p.expression(true)
	}
	p.expect(tokParenClose)
}

func (p *parser) switchStatement() {
	p.next()
	p.condition()
	p.open()
	p.expect(tokBraceOpen)
	for !p.is(tokBraceClose) {
		switch {
		case p.skip(kwCase):
			p.expression(true)
			p.expect(tokColon)
		case p.skip(kwDefault):
			p.expect(tokColon)
		case p.is(tokEnd):
			p.fail()
		default:
			p.statement()
		}
	}
	p.next()
	p.close()
}

func (p *parser) tryStatement() {
	p.next()
	p.open()
	p.block()
	p.close()
	if p.skip(kwCatch) {
		p.open()
		simple := true
		if p.skip(tokParenOpen) {
			targets, references := len(p.targets), len(p.references)
			p.pattern()
			simple = len(p.targets)-targets == len(p.references)-references
			p.declare(p.scope, targets)
			p.expect(tokParenClose)
		}
		if simple {
			p.block()
		} else {
			s := p.open()
			p.scopes[s].joined = true
			p.block()
			p.close()
		}
		p.close()
	}
	if p.skip(kwFinally) {
		p.open()
		p.block()
		p.close()
	}
}
