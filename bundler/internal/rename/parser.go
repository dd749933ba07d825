package rename

import "github.com/paintbox-build/paintbox/internal/lex"

// The parser descends through the grammar of modules. It takes the code to be
// valid and is lax where that does no harm: operators have no precedence,
// since that does not matter for names.

// maxDepth bounds the recursion. Code that nests deeper is not understood.
const maxDepth = 5000

type parser struct {
	lex.Lexer
	recorder
	tok   lex.Token // the current token
	depth int
}

// notUnderstood is what the parser panics with to give up, and Nested recovers
// from.
type notUnderstood struct{}

func (p *parser) fail() {
	panic(notUnderstood{})
}

// next moves to the next token.
func (p *parser) next() {
	p.become(p.Next())
}

// become makes a token the current one.
func (p *parser) become(t lex.Token) {
	if t.Kind == lex.Invalid {
		p.fail()
	}
	p.tok = t
}

// peek gives the token after the current one. It must not be called where a
// regular expression may follow.
func (p *parser) peek() lex.Token {
	ahead := p.Next()
	p.At(p.tok.End)
	return ahead
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

func (p *parser) is(k lex.Kind) bool {
	return p.tok.Kind == k
}

// isWord tells whether the current token is a certain word that is no keyword.
func (p *parser) isWord(word string) bool {
	return p.tok.Kind == lex.Ident && string(p.Text[p.tok.Start:p.tok.End]) == word
}

// skip moves past a token of the kind if it is the current one.
func (p *parser) skip(k lex.Kind) bool {
	if p.tok.Kind != k {
		return false
	}
	p.next()
	return true
}

func (p *parser) expect(k lex.Kind) {
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
	if !p.skip(lex.Semicolon) && !p.is(lex.BraceClose) && !p.is(lex.End) && !p.tok.Newline {
		p.fail()
	}
}

// reference records the identifier that is the current token and makes it a
// target.
func (p *parser) reference() {
	if p.tok.Kind != lex.Ident || p.tok.Escaped {
		p.fail()
	}
	p.refer(p.tok.Start, p.Text[p.tok.Start:p.tok.End])
	p.target()
	p.next()
}

// pattern parses what is declared: an identifier or a pattern without its
// default value. It adds to the targets.
func (p *parser) pattern() {
	switch p.tok.Kind {
	case lex.BracketOpen:
		p.array()
	case lex.BraceOpen:
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
	p.Hashbang()
	for p.next(); !p.is(lex.End); {
		p.statement()
	}
	p.scopes[0].last = int32(len(p.scopes) - 1)
}
