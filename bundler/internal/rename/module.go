package rename

import "github.com/paintbox-build/paintbox/internal/lex"

// Imports and exports. Their names belong to the module and stay, but they
// count as used.

func (p *parser) importDeclaration() {
	if ahead := p.peek().Kind; ahead == lex.ParenOpen || ahead == lex.Dot {
		p.expression(true)
		p.semicolon()
		return
	}
	p.topLevel()
	p.next()
	if p.skip(lex.String) {
		p.attributes()
		return
	}
	if p.is(lex.Ident) {
		p.declareName()
		if !p.skip(lex.Comma) {
			p.from()
			return
		}
	}
	if p.skip(lex.Star) {
		p.expectWord("as")
		p.declareName()
		p.from()
		return
	}
	p.expect(lex.BraceOpen)
	for !p.is(lex.BraceClose) {
		name := p.moduleName()
		if p.isWord("as") {
			p.next()
			p.declareName()
		} else {
			p.importName(name)
		}
		if !p.is(lex.BraceClose) {
			p.expect(lex.Comma)
		}
	}
	p.next()
	p.from()
}

// topLevel gives up unless the current scope is the module.
func (p *parser) topLevel() {
	if p.scope != 0 {
		p.fail()
	}
}

// importName declares a name that is imported as itself.
func (p *parser) importName(name lex.Token) {
	mark := len(p.targets)
	p.referTo(name)
	p.declare(p.scope, mark)
}

// referTo records a token as a reference and a target.
func (p *parser) referTo(name lex.Token) {
	if name.Kind != lex.Ident || name.Escaped {
		p.fail()
	}
	p.refer(name.Start, p.Text[name.Start:name.End])
	p.target()
}

// moduleName moves over a name that another module sees and gives it.
func (p *parser) moduleName() lex.Token {
	name := p.tok
	if name.Kind != lex.String && name.Kind < lex.Ident {
		p.fail()
	}
	p.next()
	return name
}

// from parses the module that names come from.
func (p *parser) from() {
	p.expectWord("from")
	p.expect(lex.String)
	p.attributes()
}

// attributes parses what may follow the name of a module.
func (p *parser) attributes() {
	if p.skip(lex.With) {
		references, targets := len(p.references), len(p.targets)
		p.object()
		p.references, p.targets = p.references[:references], p.targets[:targets]
	}
	p.semicolon()
}

func (p *parser) exportDeclaration() {
	p.topLevel()
	p.next()
	switch {
	case p.skip(lex.Default):
		p.exportDefault()
	case p.skip(lex.Star):
		if p.isWord("as") {
			p.next()
			p.moduleName()
		}
		p.from()
	case p.is(lex.BraceOpen):
		p.exportList()
	case p.is(lex.Ident) && !p.isWord("let") && !p.isWord("async"):
		p.fail()
	default:
		p.statement()
	}
}

func (p *parser) exportDefault() {
	switch {
	case p.is(lex.Function):
		p.functionDeclaration()
		return
	case p.is(lex.Class):
		p.classDeclaration()
		return
	case p.asyncFunction():
		return
	}
	p.value(true)
	p.semicolon()
}

// exportList parses export{…}. The names are references only if they do not
// come from another module.
func (p *parser) exportList() {
	var names []lex.Token
	p.next()
	for !p.is(lex.BraceClose) {
		names = append(names, p.moduleName())
		if p.isWord("as") {
			p.next()
			p.moduleName()
		}
		if !p.is(lex.BraceClose) {
			p.expect(lex.Comma)
		}
	}
	p.next()
	if p.isWord("from") {
		p.from()
		return
	}
	mark := len(p.targets)
	for _, name := range names {
		p.referTo(name)
	}
	p.targets = p.targets[:mark]
	p.semicolon()
}
