package cut

import (
	"bytes"
	"unicode/utf8"

	"github.com/paintbox-build/paintbox/internal/lex"
)

// phrase is the tokens of a statement, without comments and without what ends
// it. Past its start and end are tokens of kind lex.End.
type phrase struct {
	src  []byte
	toks []lex.Token
}

func (p phrase) kind(i int) lex.Kind {
	if i < 0 || i >= len(p.toks) {
		return lex.End
	}
	return p.toks[i].Kind
}

func (p phrase) text(i int) []byte {
	if i < 0 || i >= len(p.toks) {
		return nil
	}
	return p.src[p.toks[i].Start:p.toks[i].End]
}

// is tells whether a token is a certain word that is no keyword.
func (p phrase) is(i int, word string) bool {
	return p.kind(i) == lex.Ident && string(p.text(i)) == word
}

// plain tells whether a token is a word of ASCII letters alone. Statements with
// other names are judged with more care than they need.
func (p phrase) plain(i int) bool {
	return p.kind(i).Word() && bytes.IndexFunc(p.text(i), func(r rune) bool { return r >= utf8.RuneSelf || r == '\\' }) < 0
}

// match tells whether tokens have these kinds.
func (p phrase) match(i int, kinds ...lex.Kind) bool {
	for k, kind := range kinds {
		if p.kind(i+k) != kind {
			return false
		}
	}
	return true
}

// declarator tells whether a token is the word that starts a declaration of
// variables.
func (p phrase) declarator(i int) bool {
	return p.kind(i) == lex.Var || p.kind(i) == lex.Const || p.is(i, "let")
}

// calls tells whether a token starts a call.
func (p phrase) calls(i int) bool {
	switch p.kind(i) {
	case lex.ParenOpen:
		return true
	case lex.Template, lex.TemplateOpen: // which may also go on after an expression in it
		return p.src[p.toks[i].Start] == '`'
	case lex.Optional:
		return p.kind(i+1) == lex.ParenOpen
	}
	return false
}

// changes tells whether a token changes what stands before it.
func (p phrase) changes(i int) bool {
	switch p.kind(i) {
	case lex.Assign, lex.Change:
		return true
	case lex.Slash: // /=
		return len(p.text(i)) == 2
	}
	return p.kind(i) == lex.Update && !p.newline(i)
}

// ends tells whether an expression ends before a token: at the end of the
// statement, or at what separates expressions from what follows them.
func (p phrase) ends(i int) bool {
	return i >= len(p.toks) || p.kind(i) == lex.Semicolon || p.kind(i) == lex.Comma
}

// newline tells whether a token is the first one on its line.
func (p phrase) newline(i int) bool {
	return i >= 0 && i < len(p.toks) && p.toks[i].Newline
}

// opening finds the bracket that the one at i closes, if there are no other
// brackets between them; -1 if there are.
func (p phrase) opening(i int, open lex.Kind) int {
	for i--; i >= 0; i-- {
		switch k := p.kind(i); k {
		case open:
			return i
		case lex.BraceOpen, lex.BraceClose, lex.ParenOpen, lex.ParenClose, lex.BracketOpen, lex.BracketClose:
			return -1
		}
	}
	return -1
}
