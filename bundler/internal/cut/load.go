package cut

import (
	"strings"

	"github.com/paintbox-build/paintbox/internal/lex"
)

// The expressions that load a module: import("…"), and where a module loads
// itself, Promise.resolve().then(() => name()).

const (
	loadLength = 4  // tokens of import("…")
	selfLength = 15 // tokens of the other
	selfName   = 11 // the token of the name in it
)

// load gives the token after the expression that starts at a token, -1 where
// none does.
func (p phrase) load(i int) (after int) {
	switch {
	case p.match(i, lex.Import, lex.ParenOpen, lex.String, lex.ParenClose):
		return i + loadLength
	case p.loadsSelf(i) && p.kind(i+selfLength-1) == lex.ParenClose:
		return i + selfLength
	}
	return -1
}

// loadBefore gives the token that starts the expression that ends before a token,
// -1 where none does.
func (p phrase) loadBefore(i int) (start int) {
	for _, length := range []int{loadLength, selfLength} {
		if p.load(i-length) == i {
			return i - length
		}
	}
	return -1
}

// loadsSelf tells whether Promise.resolve().then(() => name() starts at a token.
func (p phrase) loadsSelf(i int) bool {
	return p.kind(i+selfName-1) == lex.Arrow && p.kind(i-1) != lex.Dot && p.kind(i-1) != lex.Optional && p.is(i, "Promise") && p.is(i+2, "resolve") && p.is(i+6, "then") && p.match(i+1, lex.Dot, lex.Ident, lex.ParenOpen, lex.ParenClose,
		lex.Dot, lex.Ident, lex.ParenOpen, lex.ParenOpen, lex.ParenClose, lex.Arrow, lex.Ident, lex.ParenOpen, lex.ParenClose)
}

// self tells whether a token is the name in what may load a module by itself.
func (p phrase) self(i int) (Self, bool) {
	imp := Import{Arg: int(p.toks[i].Start), Self: true}
	if start := i - selfName; p.loadsSelf(start) {
		imp.Start, imp.End = int(p.toks[start].Start), int(p.toks[i+2].End)
		return Self{Import: imp}, true
	}
	if k := p.kind(i - 1); k == lex.Dot || k == lex.Optional || !p.match(i, lex.Ident, lex.ParenOpen, lex.ParenClose) || !strings.HasPrefix(string(p.text(i)), "require_") {
		return Self{}, false
	}
	imp.Start, imp.End = imp.Arg, int(p.toks[i+2].Start)
	return Self{Import: imp, Bare: true}, true
}
