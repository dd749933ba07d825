package rename

// Imports and exports. Their names belong to the module and stay, but they
// count as used.

func (p *parser) importDeclaration() {
	if ahead := p.peek().kind; ahead == tokParenOpen || ahead == tokDot {
		p.expression(true)
		p.semicolon()
		return
	}
	p.topLevel()
	p.next()
	if p.skip(tokString) {
		p.attributes()
		return
	}
	if p.is(tokIdent) {
		p.declareName()
		if !p.skip(tokComma) {
			p.from()
			return
		}
	}
	if p.skip(tokStar) {
		p.expectWord("as")
		p.declareName()
		p.from()
		return
	}
	p.expect(tokBraceOpen)
	for !p.is(tokBraceClose) {
		name := p.moduleName()
		if p.isWord("as") {
			p.next()
			p.declareName()
		} else {
			p.importName(name)
		}
		if !p.is(tokBraceClose) {
			p.expect(tokComma)
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
func (p *parser) importName(name token) {
	mark := len(p.targets)
	p.referTo(name)
	p.declare(p.scope, mark)
}

// referTo records a token as a reference and a target.
func (p *parser) referTo(name token) {
	if name.kind != tokIdent || name.escaped {
		p.fail()
	}
	p.refer(name.start, p.code[name.start:name.end])
	p.target()
}

// moduleName moves over a name that another module sees and gives it.
func (p *parser) moduleName() token {
	name := p.tok
	if name.kind != tokString && name.kind < tokIdent {
		p.fail()
	}
	p.next()
	return name
}

// from parses the module that names come from.
func (p *parser) from() {
	p.expectWord("from")
	p.expect(tokString)
	p.attributes()
}

// attributes parses what may follow the name of a module.
func (p *parser) attributes() {
	if p.skip(kwWith) {
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
	case p.skip(kwDefault):
		p.exportDefault()
	case p.skip(tokStar):
		if p.isWord("as") {
			p.next()
			p.moduleName()
		}
		p.from()
	case p.is(tokBraceOpen):
		p.exportList()
	case p.is(tokIdent) && !p.isWord("let") && !p.isWord("async"):
		p.fail()
	default:
		p.statement()
	}
}

func (p *parser) exportDefault() {
	switch {
	case p.is(kwFunction):
		p.functionDeclaration()
		return
	case p.is(kwClass):
		p.classDeclaration()
		return
	case p.isWord("async"):
		if ahead := p.peek(); ahead.kind == kwFunction && !ahead.newline {
			p.next()
			p.functionDeclaration()
			return
		}
	}
	p.value(true)
	p.semicolon()
}

// exportList parses export{…}. The names are references only if they do not
// come from another module.
func (p *parser) exportList() {
	var names []token
	p.next()
	for !p.is(tokBraceClose) {
		names = append(names, p.moduleName())
		if p.isWord("as") {
			p.next()
			p.moduleName()
		}
		if !p.is(tokBraceClose) {
			p.expect(tokComma)
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
