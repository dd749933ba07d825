package link

import "github.com/paintbox-build/paintbox/internal/lex"

// Which expressions of a valid script are assigned to, as the linker prints it.

// member is the name of .name or ?.name behind a token; "" where neither is.
func (s *tokens) member(i int) string {
	if k := s.kind(i + 1); k != lex.Dot && k != lex.Optional || !s.kind(i+2).Word() {
		return ""
	}
	return string(s.text(i + 2))
}

// onlyRead tells whether the value of an expression is taken, and neither the
// place changed that it names nor a method called.
func (s *tokens) onlyRead(from, to int) bool {
	after := s.kind(to + 1)
	called := after == lex.ParenOpen || (after == lex.Template || after == lex.TemplateOpen) && s.program[s.list[to+1].Start] == '`'
	return !called && s.kind(from-1) != lex.Delete && !s.isTarget(from, to)
}

// isTarget tells whether an expression, or an object or array that it is an
// element of, is what an assignment, ++, -- or the head of a loop changes.
func (s *tokens) isTarget(from, to int) bool {
	for from >= 0 {
		before, after := s.kind(from-1), s.kind(to+1)
		switch {
		case after == lex.Assign, after == lex.Change, before == lex.Update, after == lex.Update && !s.list[to+1].Newline:
			return true
		case before == lex.ParenOpen && (after == lex.In || after == lex.Ident && string(s.text(to+1)) == "of"):
			head := s.kind(from - 2)
			return head == lex.For || head == lex.Await && s.kind(from-3) == lex.For
		case !s.isElement(from, to):
			return false
		}
		from = s.within[from]
		to = s.ends[from]
	}
	return false
}

// isElement tells whether an expression stands in a bracket as a target would in
// a pattern, without a default, or alone in parentheses.
func (s *tokens) isElement(from, to int) bool {
	open := s.within[from]
	before, after := s.kind(from-1), s.kind(to+1)
	if s.kind(open) != lex.BraceOpen && (endsOperand(s.kind(open-1)) || s.kind(open-2) == lex.Dot) {
		return false // an index or arguments hold what is read
	}
	switch s.kind(open) {
	case lex.BraceOpen:
		return (before == lex.Colon || before == lex.Spread) && (after == lex.Comma || after == lex.BraceClose)
	case lex.BracketOpen:
		return (before == lex.BracketOpen || before == lex.Comma || before == lex.Spread) && (after == lex.Comma || after == lex.BracketClose)
	case lex.ParenOpen: // no condition
		return !s.kind(open-1).Word() && before == lex.ParenOpen && after == lex.ParenClose
	}
	return false
}
