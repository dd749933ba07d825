package cut

import (
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/internal/lex"
)

// Held says how a statement names a value that the property default of an object
// holds.
type Held struct {
	Spaces []string // the names that are the object
	Values []string // the names that are the value
	Loads  []Import // the import() expressions that give the object
}

// Uses is what a statement does with such a value.
type Uses struct {
	Applied bool // it calls, constructs, extends or renders the value
	Handed  bool // it hands it on: as an argument, an element, a property or a result
	Known   bool // it reads a property of it
	Asked   bool // it asks for its type

	Spaces, Values []string // the top-level names that it gives the object, and the value
}

// Follow tells what a statement does with a value, also by the variables that it
// gives it. Top tells which names are of the top level; no other name of the
// statement equals one that stands around it.
func (f *File) Follow(s *Statement, held Held, top func(name string) bool) Uses {
	w := &follower{tree: newTree(f.Source[s.Start:s.End]), top: top, given: map[int]bool{}}
	for i := range w.toks {
		switch name := string(w.text(i)); {
		case !w.refers(i):
		case slices.Contains(held.Spaces, name):
			w.space(i, i)
		case slices.Contains(held.Values, name):
			w.value(i, i)
		}
	}
	for _, imp := range held.Loads {
		first := slices.IndexFunc(w.toks, func(t lex.Token) bool { return int(t.Start) == imp.Start-s.Start })
		if last, ok := w.ends[first+1]; ok && first >= 0 {
			w.promise(first, last)
		}
	}
	return w.uses
}

// follower follows a value through the tokens of a statement.
type follower struct {
	tree
	top   func(name string) bool
	given map[int]bool // the tokens of the names that are followed
	uses  Uses
}

// promise follows an expression that gives a promise of the object.
func (w *follower) promise(from, to int) {
	switch {
	case w.kind(from-1) == lex.Await:
		w.space(from-1, to)
	case w.kind(to+1) == lex.Dot && w.is(to+2, "then") && w.kind(to+3) == lex.ParenOpen:
		w.callback(to + 4)
	case w.match(from-4, lex.ParenOpen, lex.ParenOpen, lex.ParenClose, lex.Arrow):
		w.uses.Applied = w.uses.Applied || loadsComponent(w.callee(from-4))
	}
}

// loadsComponent tells the functions that render what an import() gives.
func loadsComponent(name string) bool {
	return slices.Contains([]string{"lazy", "defineAsyncComponent", "loadable"}, strings.TrimRight(name, "0123456789"))
}

// space follows an expression that is the object.
func (w *follower) space(from, to int) {
	switch {
	case w.match(to+1, lex.Dot, lex.Default):
		w.value(from, to+2)
	case w.grouped(from, to):
		w.space(from-1, to+1)
	case w.kind(from-1) == lex.Assign && w.kind(from-2) == lex.BraceClose:
		if open, ok := w.starts[from-2]; ok {
			first, last := w.scope(open)
			w.pattern(open, first, last)
		}
	case w.kind(from-1) == lex.Assign && w.refers(from-2):
		first, last := w.scope(from - 2)
		w.hold(from-2, first, last, &w.uses.Spaces, w.space)
	}
}

// callback follows the object that a function gets, which starts at a token.
func (w *follower) callback(i int) {
	if w.is(i, "async") && w.kind(i+1) != lex.Arrow {
		i++
	}
	param, body := i, i+2
	if w.kind(i) == lex.Function {
		for i++; w.kind(i) != lex.ParenOpen && i < len(w.toks); i++ {
		}
		param, body = i+1, w.ends[i]+1
	} else if w.kind(i) == lex.ParenOpen {
		param, body = i+1, w.ends[i]+2
	}
	end, ok := w.ends[body]
	if w.kind(body) != lex.BraceOpen || !ok {
		end = len(w.toks)
		if open := w.within[i]; open >= 0 {
			end = w.ends[open]
		}
	}
	if w.kind(param) == lex.BraceOpen {
		w.pattern(param, body, end)
	} else if w.kind(param) == lex.Ident {
		w.hold(param, body, end, &w.uses.Spaces, w.space)
	}
}

// pattern follows what a pattern takes of the object by the name default.
func (w *follower) pattern(open, first, last int) {
	for i := open + 1; i < w.ends[open]; i++ {
		if w.within[i] == open && w.match(i, lex.Default, lex.Colon, lex.Ident) {
			w.hold(i+2, first, last, &w.uses.Values, w.value)
		}
	}
}

// hold follows the name of a token, which holds something from there on, between
// two tokens; or notes it where it is of the top level. What is given other things
// as well is only handed on.
func (w *follower) hold(i, first, last int, names *[]string, visit func(from, to int)) {
	name := string(w.text(i))
	if w.top(name) {
		if !slices.Contains(*names, name) {
			*names = append(*names, name)
		}
		return
	}
	if w.given[i] {
		return
	}
	w.given[i] = true
	var at []int
	for k := max(first, 0); k < min(last, len(w.toks)); k++ {
		if k != i && string(w.text(k)) == name && w.refers(k) {
			at = append(at, k)
		}
	}
	if slices.ContainsFunc(at, func(k int) bool { return w.kind(k+1) == lex.Assign || w.kind(k+1) == lex.Change }) {
		w.uses.Handed = true
		return
	}
	for _, k := range at {
		visit(k, k)
	}
}

// value follows an expression that is the value.
func (w *follower) value(from, to int) {
	before, after := w.kind(from-1), w.kind(to+1)
	switch {
	case after == lex.Dot, after == lex.Optional && w.kind(to+2) != lex.ParenOpen, after == lex.BracketOpen && !w.toks[to+1].Newline:
		w.uses.Known = true
	case before == lex.New, before == lex.Extends, w.calls(to + 1), after == lex.Optional:
		w.uses.Applied = true
	case before == lex.Typeof:
		w.uses.Asked = true
	case w.match(from-3, lex.ParenOpen, lex.Number, lex.Comma) && after == lex.ParenClose && !w.operand(from-4):
		w.value(from-3, to+1)
	case w.grouped(from, to):
		w.value(from-1, to+1)
	case before == lex.Assign && w.refers(from-2):
		first, last := w.scope(from - 2)
		w.hold(from-2, first, last, &w.uses.Values, w.value)
	case w.isFirst(from) && w.isLast(to) && renders(w.callee(from-1)):
		w.uses.Applied = true
	default:
		w.uses.Handed = w.uses.Handed || w.hands(from, to)
	}
}

// hands tells whether an expression is given to others as it is.
func (w *follower) hands(from, to int) bool {
	open := w.within[from]
	switch w.kind(from - 1) {
	case lex.Return, lex.Arrow:
		return w.isLast(to)
	case lex.Assign: // of a property
		return w.kind(from-3) == lex.Dot || w.kind(from-2) == lex.BracketClose
	case lex.Colon: // { key: value }
		return w.isLast(to) && w.kind(open) == lex.BraceOpen && (w.kind(from-3) == lex.BraceOpen || w.kind(from-3) == lex.Comma || w.kind(from-2) == lex.BracketClose)
	case lex.BraceOpen: // { value }
		return w.isLast(to) && w.object(open)
	case lex.BracketOpen, lex.ParenOpen, lex.Comma:
		switch w.kind(open) {
		case lex.BracketOpen:
			return w.isLast(to) && !w.operand(open-1)
		case lex.BraceOpen:
			return w.isLast(to) && w.object(open)
		case lex.ParenOpen:
			return w.isLast(to) && w.operand(open-1) && !w.looks(open)
		}
	}
	return false
}

// object tells whether a brace opens an object, and neither code nor a pattern.
func (w *follower) object(open int) bool {
	switch w.kind(open - 1) {
	case lex.Assign, lex.ParenOpen, lex.Comma, lex.Colon, lex.BracketOpen, lex.Return, lex.Choice, lex.Question:
		return w.kind(w.ends[open]+1) != lex.Assign
	}
	return false
}

// looks tells whether a call only looks at what it is given: the value need be
// nothing in particular.
func (w *follower) looks(open int) bool {
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
func renders(name string) bool {
	switch strings.TrimRight(name, "0123456789") {
	case "jsx", "jsxs", "jsxDEV", "createElement", "h", "createVNode", "createBlock", "createComponent":
		return true
	}
	return false
}
