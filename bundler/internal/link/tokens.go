package link

import (
	"bytes"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/paintbox-build/paintbox/internal/lex"
)

// source is the text of a script before it is changed. It is split into tokens
// once, where anything asks for them.
type source struct {
	file    string // absolute
	text    string
	program []byte // the text
	loader  api.Loader
	split   *tokens
	common  bool // it was a CommonJS module before a plugin changed it
}

func newSource(file, text string, loader api.Loader) *source {
	return &source{file: file, text: text, program: bytesOf(text), loader: loader}
}

func (s *source) tokens() *tokens {
	if s.split == nil {
		s.split = readTokens(s.program, s.loader)
	}
	return s.split
}

// tokens are those of a program, with the brackets that they stand in.
type tokens struct {
	program  []byte
	list     []lex.Token
	within   []int // by token: the innermost bracket that is open before it, -1 outside all
	ends     []int // by token: of an opening bracket its other end, -1 where there is none and for other tokens
	comments []lex.Token
}

// scriptReader reads a script, in the language that the linker reads it in.
func scriptReader(text []byte, loader api.Loader) *lex.Reader {
	if loader == api.LoaderJSX || loader == api.LoaderTSX {
		return lex.NewElementReader(text, true)
	}
	return lex.NewReader(text, true)
}

// readTokens reads a whole program.
func readTokens(program []byte, loader api.Loader) *tokens {
	room := len(program)/5 + 16 // tokens of most programs are longer
	s := &tokens{program: program, list: make([]lex.Token, 0, room), within: make([]int, 0, room), ends: make([]int, 0, room)}
	var open []int
	r := scriptReader(program, loader)
	for t := r.Next(); t.Kind != lex.End; t = r.Next() {
		if t.Kind == lex.Comment {
			s.comments = append(s.comments, t)
			continue
		}
		i, n := len(s.list), len(open)
		middle := program[t.Start] == '}' && (t.Kind == lex.TemplateOpen || t.Kind == lex.Template)
		if n > 0 && (middle || t.Kind == lex.BraceClose || t.Kind == lex.ParenClose || t.Kind == lex.BracketClose) {
			n--
			s.ends[open[n]] = i
			open = open[:n]
		}
		within := -1
		if n > 0 {
			within = open[n-1]
		}
		s.list, s.within, s.ends = append(s.list, t), append(s.within, within), append(s.ends, -1)
		switch t.Kind {
		case lex.BraceOpen, lex.ParenOpen, lex.BracketOpen, lex.TemplateOpen:
			open = append(open, i)
		}
	}
	return s
}

// kind gives End outside the program.
func (s *tokens) kind(i int) lex.Kind {
	if i < 0 || i >= len(s.list) {
		return lex.End
	}
	return s.list[i].Kind
}

// text is a token as it is written; nothing outside the program.
func (s *tokens) text(i int) []byte {
	if i < 0 || i >= len(s.list) {
		return nil
	}
	return s.program[s.list[i].Start:s.list[i].End]
}

// is tells whether a token is a certain word.
func (s *tokens) is(i int, word string) bool { return s.kind(i).Word() && string(s.text(i)) == word }

// match tells whether tokens of certain kinds stand from a place on.
func (s *tokens) match(i int, kinds ...lex.Kind) bool {
	for n, k := range kinds {
		if s.kind(i+n) != k {
			return false
		}
	}
	return true
}

// value is that of a string, or of a template without expressions.
func (s *tokens) value(i int) (string, bool) { return lex.Value(s.text(i)) }

// start is where a token starts in the program; its end outside.
func (s *tokens) start(i int) int {
	if i >= len(s.list) {
		return len(s.program)
	}
	return int(s.list[i].Start)
}

// end is where a token ends.
func (s *tokens) end(i int) int { return int(s.list[i].End) }

// property tells whether a word is what comes behind a dot.
func (s *tokens) property(i int) bool { return s.kind(i-1) == lex.Dot || s.kind(i-1) == lex.Optional }

// key tells whether a word names a property of an object that is written out.
func (s *tokens) key(i int) bool {
	return s.kind(i+1) == lex.Colon && s.kind(i-1) != lex.Question && (s.kind(i-1) == lex.BraceOpen || s.kind(i-1) == lex.Comma)
}

// indices lists the tokens that are a name, and not that of a property.
func (s *tokens) indices(name string) []int {
	var list []int
	for i := range s.list {
		if s.is(i, name) && !s.property(i) {
			list = append(list, i)
		}
	}
	return list
}

// meta tells whether import.meta and a property of it stand from a place on, and
// gives the property.
func (s *tokens) meta(i int) string {
	if !s.property(i) && s.match(i, lex.Import, lex.Dot) && s.is(i+2, "meta") && s.kind(i+3) == lex.Dot && s.kind(i+4).Word() {
		return string(s.text(i + 4))
	}
	return ""
}

// metaProperty is the property of import.meta that stands from a place on, however
// it is written, and the token behind it; "" where there is none.
func (s *tokens) metaProperty(i int) (name string, next int) {
	if s.property(i) || !s.match(i, lex.Import, lex.Dot) || !s.is(i+2, "meta") {
		return "", i
	}
	i += 3
	if s.kind(i) == lex.Optional && s.kind(i+1) == lex.BracketOpen {
		i++
	}
	value, literal := s.value(i + 1)
	switch {
	case (s.kind(i) == lex.Dot || s.kind(i) == lex.Optional) && s.kind(i+1).Word():
		return string(s.text(i + 1)), i + 2
	case s.kind(i) == lex.BracketOpen && literal && s.kind(i+2) == lex.BracketClose:
		return value, i + 3
	}
	return "", i
}

// wanted tells whether the value of an expression, from a token up to another, goes
// somewhere: it is no condition, and nothing compares it.
func (s *tokens) wanted(first, next int) bool {
	switch s.kind(next) {
	case lex.Dot, lex.Template, lex.TemplateOpen:
		return true
	case lex.Semicolon, lex.Comma, lex.ParenClose, lex.BraceClose, lex.BracketClose, lex.End:
	default:
		if next >= len(s.list) || !s.list[next].Newline {
			return false
		}
	}
	switch s.kind(first - 1) {
	case lex.Assign, lex.Comma, lex.Colon, lex.Return, lex.Arrow, lex.BracketOpen, lex.Spread:
		return true
	case lex.ParenOpen:
		return !s.is(first-2, "if") && !s.is(first-2, "while") && !s.is(first-2, "Boolean")
	}
	return false
}

// skipTypes moves over the type arguments of TypeScript that may stand from a
// place on.
func (s *tokens) skipTypes(i int) int {
	if s.kind(i) != lex.Binary || string(s.text(i)) != "<" {
		return i
	}
	depth := 0
	for at := i; at < len(s.list); at++ {
		switch sign := s.text(at); {
		case s.kind(at) != lex.Binary && s.kind(at) != lex.Change:
			if s.ends[at] > at {
				at = s.ends[at]
			}
		case sign[0] == '<':
			depth += bytes.Count(sign, []byte("<"))
		case sign[0] == '>':
			if depth -= bytes.Count(sign, []byte(">")); depth <= 0 {
				return at + 1
			}
		}
	}
	return i
}
