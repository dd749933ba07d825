package cut

import (
	"github.com/paintbox-build/paintbox/internal/lex"
)

// tree is the tokens of a statement with the brackets that they stand in.
type tree struct {
	phrase
	within []int       // by token: the innermost bracket that is open before it, -1 outside all
	ends   map[int]int // by opening bracket: its other end
	starts map[int]int // the other way round
}

func newTree(text []byte) tree {
	w := tree{phrase: phrase{src: text}, ends: map[int]int{}, starts: map[int]int{}}
	open := []int{-1}
	r := lex.NewReader(text, false)
	for t := r.Next(); t.Kind != lex.End; t = r.Next() {
		i, top := len(w.toks), len(open)-1
		middle := text[t.Start] == '}' && (t.Kind == lex.TemplateOpen || t.Kind == lex.Template)
		if top > 0 && (middle || t.Kind == lex.BraceClose || t.Kind == lex.ParenClose || t.Kind == lex.BracketClose) {
			w.ends[open[top]], w.starts[i] = i, open[top]
			open = open[:top]
		}
		w.toks, w.within = append(w.toks, t), append(w.within, open[len(open)-1])
		switch t.Kind {
		case lex.BraceOpen, lex.ParenOpen, lex.BracketOpen, lex.TemplateOpen:
			open = append(open, i)
		}
	}
	return w
}

// refers tells whether a token is a name that stands for a variable, and not for
// a property or method.
func (w *tree) refers(i int) bool {
	if w.kind(i) != lex.Ident {
		return false
	}
	switch w.kind(i - 1) {
	case lex.Dot, lex.Optional, lex.Function:
		return false
	case lex.BraceOpen, lex.Comma:
		if w.kind(i+1) == lex.Colon && w.kind(w.within[i]) == lex.BraceOpen {
			return false
		}
	}
	return w.kind(i+1) != lex.ParenOpen || w.kind(w.ends[i+1]+1) != lex.BraceOpen
}

// scope is the tokens of the innermost block around a token, or of the statement.
func (w *tree) scope(i int) (first, last int) {
	open := w.within[i]
	for open >= 0 && w.kind(open) != lex.BraceOpen {
		open = w.within[open]
	}
	if open < 0 {
		return 0, len(w.toks)
	}
	return open, w.ends[open]
}

// grouped tells whether an expression stands alone in parentheses that are neither
// those of a call nor of the head of a statement.
func (w *tree) grouped(from, to int) bool {
	if w.kind(from-1) != lex.ParenOpen || w.kind(to+1) != lex.ParenClose || w.operand(from-2) {
		return false
	}
	switch w.kind(from - 2) {
	case lex.If, lex.While, lex.For, lex.Switch, lex.Catch, lex.With, lex.Function, lex.Import:
		return false
	}
	return true
}

// operand tells whether a token ends an expression that what follows may call or
// take a property of.
func (w *tree) operand(i int) bool {
	switch k := w.kind(i); k {
	case lex.Ident, lex.ParenClose, lex.BracketClose, lex.Optional, lex.Super, lex.This:
		return true
	default:
		return k.Word() && (w.kind(i-1) == lex.Dot || w.kind(i-1) == lex.Optional)
	}
}

// callee is the name of the function that a parenthesis calls; "" where it has
// none.
func (w *tree) callee(open int) string {
	i := open - 1
	if w.kind(i) == lex.ParenClose { // (0, react.createElement)(
		i--
	}
	if !w.kind(i).Word() {
		return ""
	}
	return string(w.text(i))
}

// isFirst tells whether an expression is the first argument of a call.
func (w *tree) isFirst(from int) bool {
	return w.kind(from-1) == lex.ParenOpen && w.operand(from-2)
}

// isLast tells whether an expression ends with a token: what follows is no part of
// it.
func (w *tree) isLast(to int) bool {
	switch w.kind(to + 1) {
	case lex.Comma, lex.Semicolon, lex.ParenClose, lex.BraceClose, lex.BracketClose, lex.End:
		return true
	}
	return w.toks[to+1].Newline && w.kind(to+1).Word()
}
