package cut

import (
	"bytes"
	"strings"

	"github.com/paintbox-build/paintbox/internal/lex"
)

// exports reads what the function of a CommonJS module does with its exports; it
// starts at a token. Names are numbered.
func (p phrase) exports(i int, number func(name []byte) int32) (e Exports) {
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
			case isMethod(name[1:len(name)-1]) && p.kind(i-1) == lex.Comma && p.kind(i+1) == lex.Comma:
				e.Method = true
			}
		case lex.Ident:
			e.ESModule = e.ESModule || p.kind(i-1) == lex.Dot && p.kind(i+1) == lex.Assign && p.is(i, "__esModule")
			e.Method = e.Method || isMethod(p.text(i)) && (p.kind(i-1) == lex.Dot && p.kind(i+1) == lex.Assign || p.gives(i))
			if p.kind(i+1) == lex.Dot && p.kind(i+3) == lex.Assign && p.is(i+2, "exports") && p.kind(i-1) != lex.Dot && string(numberless(p.text(i))) == "module" {
				p.whole(&e, i+4, number)
			}
		case lex.Default:
			e.Default = e.Default || p.gives(i) || p.kind(i-1) == lex.Dot && p.kind(i+1) == lex.Assign
		}
	}
	return e
}

// gives tells whether a token is the name of a getter that is handed to a function: name: () => …
func (p phrase) gives(i int) bool {
	return p.kind(i+1) == lex.Colon && (p.kind(i+2) == lex.Function || p.match(i+2, lex.ParenOpen, lex.ParenClose, lex.Arrow))
}

// whole notes what module.exports becomes, at a token.
func (p phrase) whole(e *Exports, i int, number func(name []byte) int32) {
	name := string(p.text(i))
	switch {
	case !p.match(i, lex.Ident, lex.ParenOpen):
		e.Whole = true
	case p.kind(i+2) == lex.ParenClose && (p.ends(i+3) || p.kind(i+3) == lex.BraceClose):
		e.Passes = append(e.Passes, number(p.text(i)))
	case strings.HasPrefix(strings.TrimLeft(name, "_"), "toCommonJS"): // esbuild's own
	default:
		e.Whole = true
	}
}
