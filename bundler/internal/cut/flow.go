package cut

import (
	"cmp"
	"slices"

	"github.com/paintbox-build/paintbox/internal/lex"
)

// Where the value of a reference goes: what is done with it on the spot, and which
// variables it is given to.

// bracket is one of a statement, by its tokens.
type bracket struct {
	open, close int32
	outer       int32 // the bracket that it stands in, -1 outside all
}

// flow is the tokens of a statement with the brackets that they stand in.
type flow struct {
	phrase
	brackets []bracket // in the order of their starts
	s        *scanner  // which takes the names and the gives
}

// reference tells what is done with a reference, which is a token in a bracket; or
// with its property default.
func (w *flow) reference(r *Ref, i int, in int32) Does {
	if w.kind(i+1) == lex.Dot && w.kind(i+2) != lex.Default {
		if w.asFunction(i + 1) {
			return DoesApply
		}
		return DoesKnow
	}
	switch w.kind(i - 1) {
	case lex.Function, lex.Class: // which it names
		return 0
	}
	return w.object(Give{From: r.Pos}, i, i, in)
}

// object tells what is done with an expression between two tokens that may be an
// object with such a property.
func (w *flow) object(g Give, from, to int, in int32) Does {
	for w.grouped(from, to) {
		from, to, in = from-1, to+1, w.outer(in)
	}
	if w.kind(to+1) != lex.Dot || w.kind(to+2) != lex.Default {
		return w.value(g, from, to, in)
	}
	g.Default = true
	return DoesDefault | w.value(g, from, to+2, in)
}

// value tells what is done with an expression between two tokens.
func (w *flow) value(g Give, from, to int, in int32) Does {
	before, after := w.kind(from-1), w.kind(to+1)
	switch {
	case before == lex.Instanceof, w.asFunction(to + 1), w.chosen(from, to, in):
		return DoesApply
	case after == lex.Dot, after == lex.Optional && w.kind(to+2) != lex.ParenOpen, after == lex.BracketOpen && !w.newline(to+1):
		return DoesKnow
	case before == lex.New, before == lex.Extends, after == lex.Optional, w.calls(to + 1):
		return DoesApply
	case before == lex.Typeof:
		return DoesAsk
	case before == lex.Assign && !w.tested(to+1) && w.given(g, from, in):
		return 0
	case after == lex.ParenClose && before == lex.Comma && w.match(from-3, lex.ParenOpen, lex.Number) && !w.operand(from-4):
		return w.value(g, from-3, to+1, w.outer(in))
	case w.grouped(from, to):
		return w.value(g, from-1, to+1, w.outer(in))
	}
	if head, ok := w.choice(from, to); ok {
		return w.chooses(g, head, in)
	}
	switch {
	case !w.isLast(to):
		return 0
	case w.isFirst(from) && (renders(w.callee(from-1)) || w.reflects(from-1)):
		return DoesApply
	case w.hands(from, in):
		return DoesHand
	}
	return 0
}

// asFunction tells whether what starts with a token takes of a value what functions
// have: their prototype, or a method that calls them.
func (w *flow) asFunction(i int) bool {
	return w.kind(i) == lex.Dot && (w.is(i+1, "prototype") || isMethod(w.text(i+1)) && w.calls(i+2))
}

// isMethod tells whether a name is that of a method by which functions are called.
func isMethod(name []byte) bool {
	switch string(name) {
	case "call", "apply", "bind":
		return true
	}
	return false
}

// given notes that a variable is given an expression that starts with a token, or
// what a pattern takes of it.
func (w *flow) given(g Give, from int, in int32) bool {
	switch {
	case w.is(from-3, "static"): // a field of a class
	case w.variable(from - 2):
		first, last := w.block(in)
		w.give(g, from-2, first, last)
		return true
	case w.kind(from-2) == lex.BraceClose && !g.Default:
		if open := w.opened(from - 2); open >= 0 {
			first, last := w.block(in)
			w.taken(g, open, first, last)
		}
	}
	return false
}

// variable tells whether a token is a name that stands for a variable.
func (w *flow) variable(i int) bool {
	return w.kind(i) == lex.Ident && w.kind(i-1) != lex.Dot && w.kind(i-1) != lex.Optional
}

// taken notes which variables a pattern gives the property default, from a token
// on and up to another.
func (w *flow) taken(g Give, pattern int32, first, last int) {
	b := w.brackets[pattern]
	g.Default = true
	for i := int(b.open) + 1; i < int(b.close); i++ {
		switch {
		case w.match(i, lex.Default, lex.Colon, lex.Ident):
			w.give(g, i+2, first, last)
		case w.kind(i) == lex.BraceOpen || w.kind(i) == lex.ParenOpen || w.kind(i) == lex.BracketOpen:
			if inner := w.starting(i); inner >= 0 {
				i = int(w.brackets[inner].close)
			}
		}
	}
}

// give notes that the variable of a token is given something, which it holds from
// a token on and up to another.
func (w *flow) give(g Give, i, first, last int) {
	g.Name, g.Pos, g.First, g.Last = w.s.name(w.text(i)), w.toks[i].Start, w.offset(first), w.offset(last)
	w.s.file.Gives = append(w.s.file.Gives, g)
}

// offset is that of a token, or of the end of the statement.
func (w *flow) offset(i int) int32 {
	if i >= len(w.toks) {
		return int32(w.s.stmt.End)
	}
	return w.toks[max(i, 0)].Start
}

// promise tells what is done with an expression that gives a promise of an object,
// between two tokens.
func (w *flow) promise(g Give, from, to int, in int32) Does {
	switch {
	case w.kind(from-1) == lex.Await:
		if does := w.object(g, from-1, to, in); does&DoesDefault != 0 {
			return does
		}
	case w.kind(to+1) == lex.Dot && w.is(to+2, "then") && w.kind(to+3) == lex.ParenOpen:
		w.callback(g, to+4)
	case w.match(from-4, lex.ParenOpen, lex.ParenOpen, lex.ParenClose, lex.Arrow) && loadsComponent(w.callee(from-4)):
		return DoesDefault | DoesApply
	}
	return 0
}

// loadsComponent tells the functions that render what an import() gives.
func loadsComponent(name []byte) bool {
	switch string(numberless(name)) {
	case "lazy", "defineAsyncComponent", "loadable":
		return true
	}
	return false
}

// callback notes what a function, which starts at a token and is the first
// argument of a call, does with the object that it gets.
func (w *flow) callback(g Give, i int) {
	call := w.starting(i - 1)
	if call < 0 {
		return
	}
	if w.is(i, "async") && w.kind(i+1) != lex.Arrow {
		i++
	}
	param, body := i, i+2
	if k := w.kind(i); k == lex.Function || k == lex.ParenOpen {
		for i < len(w.toks) && w.kind(i) != lex.ParenOpen {
			i++
		}
		list := w.starting(i)
		if list < 0 {
			return
		}
		if param, body = i+1, int(w.brackets[list].close)+2; k == lex.Function {
			body--
		}
	}
	last := int(w.brackets[call].close)
	if b := w.starting(body); b >= 0 && w.kind(body) == lex.BraceOpen {
		last = int(w.brackets[b].close)
	}
	if pattern := w.starting(param); w.kind(param) == lex.BraceOpen && pattern >= 0 {
		w.taken(g, pattern, body, last)
	} else if w.kind(param) == lex.Ident {
		w.give(g, param, body, last)
	}
}

// hands tells whether an expression that ends something and starts with a token is
// given to others as it is.
func (w *flow) hands(from int, in int32) bool {
	var around lex.Kind
	open := -1
	if in >= 0 {
		open = int(w.brackets[in].open)
		around = w.kind(open)
	}
	switch w.kind(from - 1) {
	case lex.Return, lex.Arrow:
		return true
	case lex.Assign: // of a property
		return w.kind(from-3) == lex.Dot || w.kind(from-2) == lex.BracketClose || w.is(from-3, "static")
	case lex.Colon: // { key: value }
		return around == lex.BraceOpen && (w.kind(from-3) == lex.BraceOpen || w.kind(from-3) == lex.Comma || w.kind(from-2) == lex.BracketClose)
	case lex.BraceOpen: // { value }
		return w.literal(in)
	case lex.BracketOpen, lex.ParenOpen, lex.Comma:
		switch around {
		case lex.BracketOpen:
			return !w.operand(open - 1)
		case lex.BraceOpen:
			return w.literal(in)
		case lex.ParenOpen:
			return w.operand(open-1) && !w.looks(open)
		}
	}
	return false
}

// literal tells whether a brace opens an object, and neither code nor a pattern.
func (w *flow) literal(in int32) bool {
	b := w.brackets[in]
	switch w.kind(int(b.open) - 1) {
	case lex.Assign, lex.ParenOpen, lex.Comma, lex.Colon, lex.BracketOpen, lex.Return, lex.Choice, lex.Question:
		return w.kind(int(b.close)+1) != lex.Assign
	}
	return false
}

// looks tells whether a call only looks at what it is given: the value need be
// nothing in particular.
func (w *flow) looks(open int) bool {
	root := open - 1
	for w.kind(root-1) == lex.Dot {
		root -= 2
	}
	switch string(w.text(root)) {
	case "Object", "console", "JSON", "Reflect", "Array", "Boolean", "String", "__toESM":
		return true
	}
	return false
}

// renders tells the functions that make an element of a component.
func renders(name []byte) bool {
	switch string(numberless(name)) {
	case "jsx", "jsxs", "jsxDEV", "createElement", "h", "createVNode", "createBlock", "createComponent":
		return true
	}
	return false
}

// numberless is a name without the number that the linker may have put behind it.
func numberless(name []byte) []byte {
	for len(name) > 0 && '0' <= name[len(name)-1] && name[len(name)-1] <= '9' {
		name = name[:len(name)-1]
	}
	return name
}

// outer is the bracket that another stands in.
func (w *flow) outer(in int32) int32 {
	if in < 0 {
		return in
	}
	return w.brackets[in].outer
}

// block is the tokens of the innermost block around what stands in a bracket, or
// of the statement.
func (w *flow) block(in int32) (first, last int) {
	for in >= 0 && (w.kind(int(w.brackets[in].open)) != lex.BraceOpen || w.parameter(in)) {
		in = w.brackets[in].outer
	}
	if in < 0 {
		return 0, len(w.toks)
	}
	return int(w.brackets[in].open), int(w.brackets[in].close)
}

// parameter tells whether a bracket is a pattern among a function's parameters.
func (w *flow) parameter(in int32) bool {
	list := w.outer(in)
	if list < 0 || w.kind(int(w.brackets[list].open)) != lex.ParenOpen {
		return false
	}
	switch w.kind(int(w.brackets[list].close) + 1) {
	case lex.BraceOpen, lex.Arrow:
		return true
	}
	return false
}

// starting is the bracket that a token opens, -1 for none.
func (w *flow) starting(i int) int32 {
	at, ok := slices.BinarySearchFunc(w.brackets, int32(i), func(b bracket, i int32) int { return cmp.Compare(b.open, i) })
	if !ok {
		return -1
	}
	return int32(at)
}

// opened is the bracket that a token closes, -1 for none.
func (w *flow) opened(i int) int32 {
	at, _ := slices.BinarySearchFunc(w.brackets, int32(i), func(b bracket, i int32) int { return cmp.Compare(b.open, i) })
	for at--; at >= 0; at-- { // past those in it
		if w.brackets[at].close == int32(i) {
			return int32(at)
		}
	}
	return -1
}

// grouped tells whether an expression stands alone in parentheses that are neither
// those of a call nor of the head of a statement.
func (w *flow) grouped(from, to int) bool {
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
func (w *flow) operand(i int) bool {
	switch k := w.kind(i); k {
	case lex.Ident, lex.ParenClose, lex.BracketClose, lex.Optional, lex.Super, lex.This:
		return true
	default:
		return k.Word() && (w.kind(i-1) == lex.Dot || w.kind(i-1) == lex.Optional)
	}
}

// callee is the name of the function that a parenthesis calls; nothing where it
// has none.
func (w *flow) callee(open int) []byte {
	i := open - 1
	if w.kind(i) == lex.ParenClose { // (0, react.createElement)(
		i--
	}
	if !w.kind(i).Word() {
		return nil
	}
	return w.text(i)
}

// isFirst tells whether an expression is the first argument of a call.
func (w *flow) isFirst(from int) bool {
	return w.kind(from-1) == lex.ParenOpen && w.operand(from-2)
}

// isLast tells whether an expression ends with a token: what follows is no part of
// it.
func (w *flow) isLast(to int) bool {
	switch w.kind(to + 1) {
	case lex.Comma, lex.Semicolon, lex.ParenClose, lex.BraceClose, lex.BracketClose, lex.End:
		return true
	}
	return w.toks[to+1].Newline && w.kind(to+1).Word()
}
