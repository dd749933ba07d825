package cut

import "github.com/paintbox-build/paintbox/internal/lex"

// chosen tells whether an expression between two tokens is one of those that a
// condition chooses from, and what it chooses is called: (a ? b : c)().
func (w *flow) chosen(from, to int, in int32) bool {
	if in < 0 || w.kind(int(w.brackets[in].open)) != lex.ParenOpen || w.operand(int(w.brackets[in].open)-1) {
		return false
	}
	first, last := int(w.brackets[in].open)+1, int(w.brackets[in].close)-1
	before, after := w.kind(from-1), w.kind(to+1)
	is := before == lex.Question && after == lex.Colon || before == lex.Colon && to == last ||
		after == lex.Choice && from == first || before == lex.Choice && to == last
	return is && w.calls(last+2)
}

// choice tells whether an expression between two tokens is one of those that a
// condition chooses from, and gives the token before all of that.
func (w *flow) choice(from, to int) (head int, ok bool) {
	before, after := w.kind(from-1), w.kind(to+1)
	second := before == lex.Colon && w.isLast(to) // of a condition, or the value of a property
	if !second && (before != lex.Question || after != lex.Colon) && (after != lex.Choice || w.tested(to+1)) && (before != lex.Choice || !w.isLast(to) && after != lex.Colon) {
		return 0, false
	}
	head, asked := w.before(from)
	return head, (asked || !second) && !w.knows(head+1, from, to)
}

// before is the token before an expression of which a part starts with a token, and
// tells whether a condition is asked between them.
func (w *flow) before(from int) (head int, asked bool) {
	for head = from - 1; head >= 0; head-- {
		switch w.kind(head) {
		case lex.ParenClose, lex.BracketClose, lex.BraceClose:
			b := w.opened(head)
			if b < 0 {
				return -1, false
			}
			head = int(w.brackets[b].open)
		case lex.Question:
			asked = true
		case lex.ParenOpen, lex.BracketOpen, lex.BraceOpen, lex.Assign, lex.Comma, lex.Semicolon, lex.Return, lex.Arrow:
			return head, asked
		}
	}
	return head, asked
}

// tested tells whether an expression, which goes on with a token, is only looked at to decide what else counts.
func (w *flow) tested(i int) bool { return w.is(i, "&&") || w.asks(i) }

// asks tells whether an expression, which goes on with a token, is one that a condition asks.
func (w *flow) asks(i int) bool {
	for ; i < len(w.toks); i++ {
		switch w.kind(i) {
		case lex.Question:
			return true
		case lex.ParenOpen, lex.BracketOpen, lex.BraceOpen:
			inner := w.starting(i)
			if inner < 0 {
				return false
			}
			i = int(w.brackets[inner].close)
		case lex.Comma, lex.Semicolon, lex.ParenClose, lex.BracketClose, lex.BraceClose, lex.Colon:
			return false
		}
	}
	return false
}

// knows tells whether what stands between two tokens is chosen in the place of its own
// property default, in an expression that starts with a token: a.default || a.
func (w *flow) knows(first, from, to int) bool {
	for i := first; i < from; i++ {
		j := 0
		for j <= to-from && string(w.text(i+j)) == string(w.text(from+j)) {
			j++
		}
		if j > to-from && w.kind(i+j) == lex.Dot && w.kind(i+j+1) == lex.Default {
			return true
		}
	}
	return false
}

// chooses tells what is done with what is chosen behind a token.
func (w *flow) chooses(g Give, head int, in int32) Does {
	switch {
	case w.kind(head) == lex.Assign && w.given(g, head+1, in):
		return 0
	case w.isFirst(head+1) && (renders(w.callee(head)) || w.reflects(head)):
		return DoesApply
	}
	return 0
}

// reflects tells whether a parenthesis calls what calls its first argument.
func (w *flow) reflects(open int) bool {
	return (w.is(open-1, "construct") || w.is(open-1, "apply")) && w.kind(open-2) == lex.Dot && w.is(open-3, "Reflect")
}
