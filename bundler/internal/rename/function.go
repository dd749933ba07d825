package rename

import "github.com/paintbox-build/paintbox/internal/lex"

// functionDeclaration parses a function statement. Its name belongs to the
// scope around it and may be missing after export default.
func (p *parser) functionDeclaration() {
	p.expect(lex.Function)
	p.skip(lex.Star)
	if !p.is(lex.ParenOpen) {
		p.declareName()
	}
	p.method()
}

// asyncFunction parses an async function statement, and is false where none is
// next.
func (p *parser) asyncFunction() bool {
	if !p.isWord("async") {
		return false
	}
	if ahead := p.peek(); ahead.Kind != lex.Function || ahead.Newline {
		return false
	}
	p.next()
	p.functionDeclaration()
	return true
}

// functionExpression parses a function whose name, if any, has a scope of its
// own around the function.
func (p *parser) functionExpression() {
	p.expect(lex.Function)
	p.skip(lex.Star)
	if p.is(lex.ParenOpen) {
		p.method()
		return
	}
	s := p.open()
	p.declareName()
	p.scopes[s].function = true
	inner := p.method()
	p.scopes[inner].joined = true
	p.close()
}

// method parses the parameters and the body of a function and gives the scope
// of the parameters.
func (p *parser) method() int32 {
	s := p.open()
	targets, references := len(p.targets), len(p.references)
	p.list()
	simple := p.parameters(targets, references)
	p.functionBody(simple)
	p.close()
	return s
}

// parameters declares the targets from one on, and tells whether the
// references from one on are no more than those.
func (p *parser) parameters(targets, references int) bool {
	simple := len(p.targets)-targets == len(p.references)-references
	p.scopes[p.scope].function = true
	p.declare(p.scope, targets)
	return simple
}

// functionBody parses a body in braces. The current scope is that of the
// parameters.
func (p *parser) functionBody(simple bool) {
	around := p.function
	if !simple {
		s := p.open()
		p.scopes[s].joined, p.scopes[s].function = true, true
	}
	p.function = p.scope
	p.block()
	if !simple {
		p.close()
	}
	p.function = around
}

// identifier parses an operand that starts with a word: a name, or an arrow
// function, and tells whether it is the latter.
func (p *parser) identifier(in bool) bool {
	if p.isWord("async") {
		if ahead := p.peek(); !ahead.Newline {
			switch ahead.Kind {
			case lex.Function:
				p.next()
				p.functionExpression()
				return false
			case lex.ParenOpen:
				return p.asyncCall(in)
			case lex.Ident:
				p.next()
				p.reference()
				if !p.is(lex.Arrow) {
					p.fail()
				}
				return p.arrowOfOne(in)
			}
		}
	}
	p.reference()
	return p.arrowOfOne(in)
}

// arrowOfOne parses the rest of an arrow function whose only parameter is the
// last reference, if an arrow follows, and tells whether one does.
func (p *parser) arrowOfOne(in bool) bool {
	if !p.is(lex.Arrow) || p.tok.Newline {
		return false
	}
	last := len(p.references) - 1
	p.references[last].scope = p.open()
	p.parameters(len(p.targets)-1, last)
	p.arrowBody(in, true)
	p.close()
	return true
}

// parenthesized parses an expression in parentheses or an arrow function, and
// tells whether it is the latter. As long as it is not known the content is
// taken to be parameters: a scope that declares nothing does no harm.
func (p *parser) parenthesized(in bool) bool {
	p.open()
	targets, references := len(p.targets), len(p.references)
	n := p.list()
	arrow := p.is(lex.Arrow) && !p.tok.Newline
	if arrow {
		simple := p.parameters(targets, references)
		p.arrowBody(in, simple)
	} else if n == 1 {
		p.rejectEval(targets) // (eval)(x) is a direct call, (0,eval)(x) is not
	}
	p.targets = p.targets[:targets]
	p.close()
	return arrow
}

// asyncCall parses async and parentheses: an arrow function or a call of a
// function with this name. It tells whether it is the former.
func (p *parser) asyncCall(in bool) bool {
	mark := len(p.references)
	p.reference()
	p.targets = p.targets[:len(p.targets)-1]
	if !p.parenthesized(in) {
		return false
	}
	// The word is no reference. Removing it would move the others.
	p.references[mark].scope = none
	return true
}

// arrowBody parses the body of an arrow function from the arrow on.
func (p *parser) arrowBody(in, simple bool) {
	p.next()
	if p.is(lex.BraceOpen) {
		p.functionBody(simple)
		return
	}
	p.value(in)
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
