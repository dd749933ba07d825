package cut

import (
	"bytes"
	"strings"

	"github.com/paintbox-build/paintbox/internal/lex"
)

// What shows whether a default import of a CommonJS module is used as the
// module's author meant it.

// applied tells whether what calls, constructs, extends or renders a value stands
// around the property .default, which is all between two offsets; the token at i
// follows.
func (p phrase) applied(start, end int32, i int) bool {
	if string(p.src[start:end]) != ".default" {
		return false
	}
	first := i - 3 // the identifier, a dot, the property
	switch {
	case p.calls(i), p.kind(first-1) == lex.New, p.kind(first-1) == lex.Extends:
		return true
	case p.match(first-3, lex.ParenOpen, lex.Number, lex.Comma) && p.kind(i) == lex.ParenClose:
		return p.calls(i + 1)
	case p.kind(first-1) != lex.ParenOpen || p.kind(i) != lex.Comma && p.kind(i) != lex.ParenClose:
		return false
	case p.kind(first-2) == lex.ParenClose: // (0, react.createElement)(
		return renders(p.text(first - 3))
	}
	return first >= 2 && renders(p.text(first-2))
}

// handed tells whether the property .default, which is all between two offsets and
// before a token, is an argument of a call, or what an object or array holds.
func (p phrase) handed(start, end int32, after int) bool {
	if string(p.src[start:end]) != ".default" {
		return false
	}
	first := after - 3
	switch p.kind(after) {
	case lex.Comma, lex.ParenClose, lex.BraceClose, lex.BracketClose:
	default:
		return false
	}
	switch p.kind(first - 1) {
	case lex.Colon: // of a property: { key: x.default
		return p.kind(first-2).Word() && (p.kind(first-3) == lex.BraceOpen || p.kind(first-3) == lex.Comma)
	case lex.ParenOpen: // of a call: f(x.default
		k := p.kind(first - 2)
		return k == lex.Ident && !p.is(first-2, "__toESM") || k == lex.BracketClose
	case lex.BracketOpen: // of an array, and not of a property: [x.default
		return !p.kind(first-2).Word() && p.kind(first-2) != lex.ParenClose && p.kind(first-2) != lex.BracketClose
	}
	return false
}

// renders tells the functions that make an element of a component.
func renders(name []byte) bool {
	switch strings.TrimRight(string(name), "0123456789") {
	case "jsx", "jsxs", "jsxDEV", "createElement", "h", "createVNode", "createBlock", "createComponent":
		return true
	}
	return false
}

// exports reads what the function of a CommonJS module does with its exports; it
// starts at a token.
func (p phrase) exports(i int) (e Exports) {
	if i >= len(p.toks) || !bytes.Contains(p.src[p.toks[i].Start:p.toks[len(p.toks)-1].End], []byte("exports")) {
		return e
	}
	for ; i < len(p.toks); i++ {
		switch p.kind(i) {
		case lex.String:
			switch name := p.text(i); {
			case bytes.Equal(name[1:len(name)-1], []byte("__esModule")):
				e.ESModule = true
			case bytes.Equal(name[1:len(name)-1], []byte("default")) && p.kind(i-1) == lex.Comma && p.kind(i+1) == lex.Comma:
				e.Default = true
			}
		case lex.Ident:
			e.ESModule = e.ESModule || p.is(i, "__esModule") && p.kind(i-1) == lex.Dot && p.kind(i+1) == lex.Assign
			if strings.TrimRight(string(p.text(i)), "0123456789") == "module" && p.kind(i-1) != lex.Dot && p.kind(i+1) == lex.Dot && p.is(i+2, "exports") && p.kind(i+3) == lex.Assign {
				p.whole(&e, i+4)
			}
		case lex.Default:
			method := p.kind(i+1) == lex.Colon && (p.kind(i+2) == lex.Function || p.match(i+2, lex.ParenOpen, lex.ParenClose, lex.Arrow))
			e.Default = e.Default || method || p.kind(i-1) == lex.Dot && p.kind(i+1) == lex.Assign
		}
	}
	return e
}

// whole notes what module.exports becomes, at a token.
func (p phrase) whole(e *Exports, i int) {
	name := string(p.text(i))
	switch {
	case !p.match(i, lex.Ident, lex.ParenOpen):
		e.Whole = true
	case strings.HasPrefix(name, "require_") && p.kind(i+2) == lex.ParenClose:
		e.Passes = true
	case strings.HasPrefix(strings.TrimLeft(name, "_"), "toCommonJS"): // esbuild's own
	default:
		e.Whole = true
	}
}
