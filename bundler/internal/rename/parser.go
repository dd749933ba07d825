package rename

// The parser descends through the grammar of modules. It takes the code to be
// valid and is lax where that does no harm: operators have no precedence,
// since that does not matter for names.

// maxDepth bounds the recursion. Code that nests deeper is not understood.
const maxDepth = 5000

type parser struct {
	lexer
	recorder
	depth int
}

// enter counts a level of recursion; leave ends it.
func (p *parser) enter() {
	p.depth++
	if p.depth > maxDepth {
		p.fail()
	}
}

func (p *parser) leave() {
	p.depth--
}

func (p *parser) is(k kind) bool {
	return p.tok.kind == k
}

// isWord tells whether the current token is a certain word that is no keyword.
func (p *parser) isWord(word string) bool {
	return p.tok.kind == tokIdent && p.text() == word
}

// skip moves past a token of the kind if it is the current one.
func (p *parser) skip(k kind) bool {
	if p.tok.kind != k {
		return false
	}
	p.next()
	return true
}

func (p *parser) expect(k kind) {
	if !p.skip(k) {
		p.fail()
	}
}

func (p *parser) expectWord(word string) {
	if !p.isWord(word) {
		p.fail()
	}
	p.next()
}

// semicolon ends a statement.
func (p *parser) semicolon() {
	if !p.skip(tokSemicolon) && !p.is(tokBraceClose) && !p.is(tokEnd) && !p.tok.newline {
		p.fail()
	}
}

// reference records the identifier that is the current token and makes it a
// target.
func (p *parser) reference() {
	if p.tok.kind != tokIdent || p.tok.escaped {
		p.fail()
	}
	p.refer(p.tok.start, p.text())
	p.target()
	p.next()
}

// pattern parses what is declared: an identifier or a pattern without its
// default value. It adds to the targets.
func (p *parser) pattern() {
	switch p.tok.kind {
	case tokBracketOpen:
		p.array()
	case tokBraceOpen:
		p.object()
	default:
		p.reference()
	}
}

// declareName declares the current token in the current scope.
func (p *parser) declareName() {
	mark := len(p.targets)
	p.reference()
	p.declare(p.scope, mark)
}

// program parses the whole code.
func (p *parser) program() {
	p.scopes = append(p.scopes, scope{parent: none, function: true, firstDeclaration: none})
	if len(p.code) > 1 && p.code[:2] == "#!" {
		p.tok.end = p.lineEnd(0)
	}
	for p.next(); !p.is(tokEnd); {
		p.statement()
	}
	p.scopes[0].last = int32(len(p.scopes) - 1)
}
