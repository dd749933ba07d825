package cut

import (
	"slices"

	"github.com/paintbox-build/paintbox/bundler/internal/lex"
)

// What a statement reads of a variable that holds what import() or require()
// gives.

// variable finds what the statement takes of the variable that a token names.
func (t *taking) variable(i int) Taken {
	name := t.name(i)
	if name < 0 {
		return Taken{}
	}
	return t.read(name)
}

// name is the index of the name that a token is a reference by, -1 if it is
// none.
func (t *taking) name(i int) int32 {
	k, ok := slices.BinarySearch(t.at, int32(i))
	if !ok {
		return -1
	}
	return t.refs[k].Name
}

// read lists the properties that the statement reads of its variables of a name,
// but for where these are declared to hold what import() or require() gives. It
// is the same for each of them.
func (t *taking) read(name int32) Taken {
	if taken, ok := t.known[name]; ok {
		return taken
	}
	taken := Taken{Known: true}
	for k := range t.refs {
		r := &t.refs[k]
		switch {
		case r.Name != name || t.holds(int(t.at[k])):
		case r.Length == 0:
			taken = Taken{}
			t.known[name] = taken
			return taken
		default:
			taken.Names = append(taken.Names, t.first(r, int(t.at[k])))
		}
	}
	taken = taken.sorted()
	t.known[name] = taken
	return taken
}

// first is the property that follows a reference.
func (t *taking) first(r *Ref, at int) Member {
	name := string(t.text(at + 2))
	return Member{name, int(r.Length) == len(name)+1 && r.Next&NextCall != 0}
}

// holds tells whether a name is declared to hold what import() or require()
// gives, or is the last parameter of an arrow function.
func (t *taking) holds(i int) bool {
	switch k := t.kind(i - 1); {
	case t.newline(i):
		return false
	case k == lex.ParenOpen, k == lex.Comma, k == lex.BracketOpen, t.declarator(i - 1), t.prefix && i == 0:
	default:
		return false
	}
	if t.match(i+1, lex.ParenClose, lex.Arrow) || t.match(i+1, lex.Assign, lex.Await, lex.Import, lex.ParenOpen, lex.String) ||
		t.match(i+1, lex.Assign, lex.ParenOpen, lex.Ident, lex.ParenOpen, lex.ParenClose, lex.Comma, lex.Ident, lex.ParenOpen) {
		return true
	}
	for i++; i < len(t.toks); i++ {
		switch t.kind(i) {
		case lex.Semicolon, lex.ParenOpen, lex.ParenClose:
			return false
		case lex.BracketClose:
			if t.all(i+7) && t.match(i+8, lex.Import, lex.ParenOpen) {
				return true
			}
		}
	}
	return false
}

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
