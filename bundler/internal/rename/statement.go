package rename

import "github.com/paintbox-build/paintbox/internal/lex"

func (p *parser) statement() {
	p.enter()
	switch p.tok.Kind {
	case lex.BraceOpen:
		p.open()
		p.block()
		p.close()
	case lex.Semicolon:
		p.next()
	case lex.Var, lex.Const:
		p.declarationList(true)
		p.semicolon()
	case lex.Function:
		p.functionDeclaration()
	case lex.Class:
		p.classDeclaration()
	case lex.Import:
		p.importDeclaration()
	case lex.Export:
		p.exportDeclaration()
	case lex.Break, lex.Continue:
		p.next()
		if p.is(lex.Ident) && !p.tok.Newline {
			p.next()
		}
		p.semicolon()
	case lex.Return, lex.Throw:
		p.next()
		if !p.is(lex.Semicolon) && !p.is(lex.BraceClose) && !p.is(lex.End) && !p.tok.Newline {
			p.expression(true)
		}
		p.semicolon()
	case lex.Debugger:
		p.next()
		p.semicolon()
	case lex.For, lex.While, lex.Do:
		p.loop()
	case lex.If:
		p.ifStatement()
	case lex.Switch:
		p.switchStatement()
	case lex.Try:
		p.tryStatement()
	case lex.Ident:
		p.wordStatement()
	default:
		p.expression(true)
		p.semicolon()
	}
	p.leave()
}

// block parses statements in braces, in the current scope.
func (p *parser) block() {
	p.expect(lex.BraceOpen)
	for !p.is(lex.BraceClose) {
		if p.is(lex.End) {
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
	case p.asyncFunction():
		return
	}
	start, mark := p.tok.Start, len(p.references)
	p.expression(true)
	if !p.is(lex.Colon) {
		p.semicolon()
		return
	}
	// Only a label stands before a colon that belongs to no expression.
	if len(p.references) != mark+1 || p.references[mark].pos != start {
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
	switch p.peek().Kind {
	case lex.Ident, lex.BraceOpen, lex.BracketOpen:
		return true
	}
	return false
}

// declarationList parses var, let or const and what it declares. In says
// whether in is an operator there.
func (p *parser) declarationList(in bool) {
	scope, hoisted := p.scope, p.is(lex.Var)
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
		if p.skip(lex.Assign) {
			p.value(in)
		}
		if !p.is(lex.Comma) {
			return
		}
	}
}

// condition parses an expression in parentheses.
func (p *parser) condition() {
	p.expect(lex.ParenOpen)
	p.expression(true)
	p.expect(lex.ParenClose)
}

func (p *parser) ifStatement() {
	for p.is(lex.If) {
		p.next()
		p.condition()
		p.statement()
		if !p.skip(lex.Else) {
			return
		}
	}
	p.statement()
}

func (p *parser) loop() {
	switch p.tok.Kind {
	case lex.For:
		p.next()
		p.skip(lex.Await)
		p.open()
		p.forHead()
		p.statement()
		p.close()
	case lex.While:
		p.next()
		p.condition()
		p.statement()
	default:
		p.next()
		p.statement()
		p.expect(lex.While)
		p.condition()
		p.skip(lex.Semicolon)
	}
}

func (p *parser) forHead() {
	p.expect(lex.ParenOpen)
	switch {
	case p.is(lex.Semicolon):
	case p.is(lex.Var), p.is(lex.Const), p.startsLet():
		p.declarationList(false)
	default:
		p.expression(false)
	}
	if p.is(lex.In) || p.isWord("of") {
		p.next()
		p.expression(true)
		p.expect(lex.ParenClose)
		return
	}
	p.expect(lex.Semicolon)
	if !p.is(lex.Semicolon) {
		p.expression(true)
	}
	p.expect(lex.Semicolon)
	if !p.is(lex.ParenClose) {
		p.expression(true)
	}
	p.expect(lex.ParenClose)
}

func (p *parser) switchStatement() {
	p.next()
	p.condition()
	p.open()
	p.expect(lex.BraceOpen)
	for !p.is(lex.BraceClose) {
		switch {
		case p.skip(lex.Case):
			p.expression(true)
			p.expect(lex.Colon)
		case p.skip(lex.Default):
			p.expect(lex.Colon)
		case p.is(lex.End):
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
	if p.skip(lex.Catch) {
		p.open()
		simple := true
		if p.skip(lex.ParenOpen) {
			targets, references := len(p.targets), len(p.references)
			p.pattern()
			simple = len(p.targets)-targets == len(p.references)-references
			p.declare(p.scope, targets)
			p.expect(lex.ParenClose)
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
	if p.skip(lex.Finally) {
		p.open()
		p.block()
		p.close()
	}
}
