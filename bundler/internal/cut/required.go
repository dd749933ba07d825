package cut

import "github.com/paintbox-build/paintbox/internal/lex"

// What is taken of what require() gives of an ES module.

// required reads the expression (init(), copy(object)) of which a reference
// names the object. Ok is false where there is no such expression.
func (t *taking) required(k int) (q Require, ok bool) {
	i := int(t.at[k])
	if !t.match(i-7, lex.ParenOpen, lex.Ident, lex.ParenOpen, lex.ParenClose, lex.Comma, lex.Ident, lex.ParenOpen) || !t.match(i+1, lex.ParenClose, lex.ParenClose) {
		return Require{}, false
	}
	q = Require{Pos: t.refs[k].Pos, Holder: -1}
	if t.kind(i+3) == lex.Dot && t.kind(i+4).Word() {
		q.Taken = t.member(i + 4)
		return q, true
	}
	if t.kind(i-8) != lex.Assign || !t.ends(i+3) {
		return q, true
	}
	start := i - 9
	if t.kind(start) == lex.BraceClose {
		start = t.opening(start, lex.BraceOpen)
	}
	if start < 0 || !t.inDeclaration(start-1, i-7) {
		return q, true
	}
	switch t.kind(start) {
	case lex.BraceOpen:
		q.Taken = t.pattern(start, i-9, false)
	case lex.Ident:
		q.Holder = t.name(start)
		q.Taken = t.variable(start)
	}
	return q, true
}

// inDeclaration tells whether what stands between two tokens is part of a
// declaration of variables that starts with its line and does not end it. The
// first token is the one before.
func (t *taking) inDeclaration(before, to int) bool {
	for i := before + 1; i <= to; i++ {
		if t.newline(i) {
			return false
		}
	}
	if before >= 0 && t.kind(before) != lex.Comma && !t.declarator(before) {
		return false
	}
	depth := 0
	for i := before; i >= 0; i-- {
		switch k := t.kind(i); {
		case k == lex.BraceClose, k == lex.ParenClose, k == lex.BracketClose:
			depth++
		case k == lex.BraceOpen, k == lex.ParenOpen, k == lex.BracketOpen:
			depth--
		case depth == 0 && t.declarator(i):
			return i == 0 || t.newline(i)
		}
		if depth < 0 || t.newline(i) {
			return false
		}
	}
	return t.prefix
}
