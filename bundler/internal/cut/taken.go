package cut

import (
	"bytes"
	"slices"

	"github.com/paintbox-build/paintbox/internal/lex"
)

// What import() and require() give is often taken apart on the spot, as in
//
//	const { utils } = await import("xlsx");
//	import("./chart.js").then((m) => m.draw());
//	const { mean } = (init_d3(), __toCommonJS(d3_exports));
//
// Whoever is sure to take only some names does it in one of these forms. In any
// other, anything may be taken.

// imported finds what is taken of what an import() gives, which starts at a
// token and ends before another.
func (t *taking) imported(i, after int) Taken {
	switch {
	case t.kind(after-1) != lex.ParenClose:
	case t.kind(after) == lex.Dot && t.is(after+1, "then") && t.kind(after+2) == lex.ParenOpen:
		return t.given(after + 3)
	case t.kind(i-1) != lex.Await:
		if array, k, ok := t.inArray(i, after); ok {
			return t.element(array-7, k)
		}
	case t.kind(after) == lex.ParenClose:
		if t.kind(after+1) == lex.Dot && t.kind(after+2).Word() && t.kind(i-2) == lex.ParenOpen && t.groups(i-2) {
			return t.member(after + 2)
		}
	case t.kind(i-2) == lex.Assign && t.ends(after):
		return t.declared(i - 3)
	}
	return Taken{}
}

// given finds what the function takes that starts at a token.
func (t *taking) given(i int) Taken {
	if t.is(i, "async") && t.kind(i+1) != lex.Arrow {
		i++
	}
	if t.kind(i) == lex.ParenOpen {
		i++
		if t.kind(i) == lex.BraceOpen {
			end := t.closing(i)
			if !t.match(end+1, lex.ParenClose, lex.Arrow) {
				return Taken{}
			}
			return t.pattern(i, end, false)
		}
		if t.kind(i+1) != lex.ParenClose || t.kind(i+2) != lex.Arrow {
			return Taken{}
		}
	} else if t.kind(i+1) != lex.Arrow {
		return Taken{}
	}
	return t.variable(i)
}

// member is the one property that a token names.
func (t *taking) member(i int) Taken {
	if t.toks[i].Escaped {
		return Taken{}
	}
	return Taken{true, []Member{{string(t.text(i)), t.calls(i + 1)}}}
}

// groups tells whether a parenthesis is not that of a call or of the head of a
// statement, by what stands before it.
func (t *taking) groups(i int) bool {
	if t.newline(i) {
		return true
	}
	switch k := t.kind(i - 1); k {
	case lex.End, lex.TemplateOpen, lex.Return, lex.Typeof, lex.Void, lex.Throw, lex.Yield, lex.Await, lex.Case, lex.In, lex.Delete:
		return true
	case lex.Dot, lex.Optional, lex.Spread, lex.ParenClose, lex.BracketClose, lex.BraceClose, lex.Backquote:
		return false
	default:
		return k.Punctuation() || t.is(i-1, "of")
	}
}

// declared finds what a declaration takes of a value, of which the target ends
// with a token, and which is the first of its declaration.
func (t *taking) declared(end int) Taken {
	start := end
	if t.kind(end) == lex.BraceClose {
		start = t.opening(end, lex.BraceOpen)
	}
	if start < 0 || !t.declarator(start-1) && !(t.prefix && start == 0) {
		return Taken{}
	}
	return t.target(start, end, false)
}

// target finds what a target takes: a pattern, in which there may be others, or a
// name that only the statement knows.
func (t *taking) target(start, end int, nested bool) Taken {
	switch {
	case end < start:
		return Taken{Known: true}
	case t.kind(start) == lex.BraceOpen && t.closing(start) == end:
		return t.pattern(start, end, nested)
	case t.kind(start) != lex.Ident || start != end:
		return Taken{}
	}
	return t.local(start)
}

// local finds what the statement takes of a variable, unless others see that.
func (t *taking) local(i int) Taken {
	name := t.name(i)
	if name < 0 || slices.ContainsFunc(t.refs, func(r Ref) bool { return r.Name == name && r.Flags&RefDeclared != 0 }) {
		return Taken{}
	}
	return t.read(name)
}

// inArray finds the bracket of the array that an import() is in, and its place
// there, where all that the array holds is import() and it is that of
// [ … ] = await Promise.all([…]).
func (t *taking) inArray(start, after int) (array, k int, ok bool) {
	for array = start - 1; t.kind(array) == lex.Comma; k++ {
		if array = t.loadBefore(array) - 1; array < 0 {
			return 0, 0, false
		}
	}
	for t.kind(after) == lex.Comma {
		if after = t.load(after + 1); after < 0 {
			return 0, 0, false
		}
	}
	return array, k, t.all(array) && t.match(after, lex.BracketClose, lex.ParenClose) && t.ends(after+2)
}

// element finds what a declaration takes of an element, by an array pattern
// that ends with a token.
func (t *taking) element(end, k int) Taken {
	start := end - 1
	for ; start >= 0 && t.kind(start) != lex.BracketOpen; start-- {
		if !inPattern(t.kind(start)) {
			return Taken{}
		}
	}
	if !t.declarator(start-1) && !(t.prefix && start == 0) {
		return Taken{}
	}
	depth, from := 0, start+1
	for i := from; i <= end; i++ {
		switch t.kind(i) {
		case lex.BraceOpen:
			depth++
		case lex.BraceClose:
			depth--
		case lex.Comma, lex.BracketClose:
			if depth > 0 {
				continue
			}
			if k == 0 {
				return t.target(from, i-1, true)
			}
			k--
			from = i + 1
		}
	}
	return Taken{Known: true} // the result is dropped
}

// inPattern tells whether a token in a pattern leaves it one that is read: there
// are no patterns or calls in it, nor literals.
func inPattern(k lex.Kind) bool {
	switch k {
	case lex.ParenOpen, lex.ParenClose, lex.BracketOpen, lex.BracketClose, lex.String, lex.Template, lex.TemplateOpen, lex.RegExp, lex.Slash:
		return false
	}
	return true
}

// pattern lists the properties that an object pattern takes, between two
// braces.
func (t *taking) pattern(open, end int, nested bool) Taken {
	taken := Taken{Known: true}
	for i := open + 1; i < end; i++ {
		switch k := t.kind(i); {
		case k == lex.Comma:
			continue
		case !k.Word() && k != lex.Number || t.toks[i].Escaped || bytes.ContainsAny(t.text(i), ".+-"):
			return Taken{} // the rest of the properties, or a name in quotes
		}
		switch t.kind(i + 1) {
		case lex.Colon, lex.Assign, lex.Comma, lex.BraceClose:
		default:
			return Taken{}
		}
		taken.Names = append(taken.Names, Member{Name: string(t.text(i))})
		for depth := 0; i < end && (depth > 0 || t.kind(i) != lex.Comma); i++ {
			switch k := t.kind(i); {
			case k == lex.BraceOpen && nested:
				depth++
			case k == lex.BraceClose && nested:
				depth--
			case k == lex.BraceOpen || k == lex.BraceClose || !inPattern(k):
				return Taken{}
			}
		}
	}
	return taken.sorted()
}

// closing finds the bracket that closes the one at i, len(toks) if there is none.
func (t *taking) closing(i int) int {
	depth := 0
	for ; i < len(t.toks); i++ {
		switch t.kind(i) {
		case lex.BraceOpen, lex.ParenOpen, lex.BracketOpen:
			depth++
		case lex.BraceClose, lex.ParenClose, lex.BracketClose:
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return i
}
