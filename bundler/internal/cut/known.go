package cut

import (
	"bytes"

	"github.com/paintbox-build/paintbox/internal/lex"
)

// Statements and calls that touch nothing but what they make. The scanner
// recognizes them by the way in which esbuild prints them; whether their names
// stand for what they seem to is for the caller to find out.

// propertyAssignment finds the end of the start of a statement such as
//
//	f.displayName = value;
//	f.prototype.isF = value;
//
// up to the value; 0 for other statements.
func (p phrase) propertyAssignment() int {
	if p.kind(0) != lex.Ident || !p.plain(0) {
		return 0
	}
	for i := 1; i <= 3; i += 2 {
		if p.kind(i) != lex.Dot || !p.plain(i+1) {
			return 0
		}
		name := string(p.text(i + 1))
		switch name {
		case "__proto__", "name", "length", "caller", "arguments":
			return 0 // assigning it does something else, or fails
		}
		if p.kind(i+2) == lex.Assign {
			return int(p.toks[i+2].End)
		}
		if name != "prototype" {
			return 0
		}
	}
	return 0
}

// enumeration finds the end of a statement that TypeScript makes of an enum, in
// which all values are literals:
//
//	(function(E2) {
//	  E2[E2.A = 0] = "A", E2.B = "b";
//	})(E || (E = {}));
//
// It is 0 for other statements.
func (p phrase) enumeration() int {
	if !p.match(0, lex.ParenOpen, lex.Function, lex.ParenOpen, lex.Ident, lex.ParenClose, lex.BraceOpen) || !p.plain(3) {
		return 0
	}
	name := p.text(3)
	i := 6
	for again := true; again; i++ {
		if i = p.enumMember(i, name); i == 0 {
			return 0
		}
		again = p.kind(i) == lex.Comma
	}
	if p.kind(i-1) != lex.Semicolon || !p.match(i, lex.BraceClose, lex.ParenClose, lex.ParenOpen, lex.Ident, lex.Choice, lex.ParenOpen, lex.Ident, lex.Assign, lex.BraceOpen, lex.BraceClose, lex.ParenClose, lex.ParenClose) {
		return 0
	}
	if !bytes.Equal(p.text(i+3), p.text(i+6)) || !p.plain(i+3) || string(p.text(i+4)) != "||" {
		return 0
	}
	return int(p.toks[i+11].End)
}

// enumMember finds the token after E2[E2.A = 0] = "A" or E2.B = "b"; 0 if there
// is neither.
func (p phrase) enumMember(i int, name []byte) int {
	if p.kind(i) != lex.Ident || !bytes.Equal(p.text(i), name) {
		return 0
	}
	if p.kind(i+1) == lex.BracketOpen && p.kind(i+2) == lex.Ident {
		if i = p.enumMember(i+2, name); i == 0 || p.kind(i-1) != lex.Number || p.kind(i) != lex.BracketClose {
			return 0
		}
		return p.enumValue(i + 1)
	}
	if p.kind(i+1) == lex.Dot && p.plain(i+2) {
		return p.enumValue(i + 3)
	}
	if p.match(i+1, lex.BracketOpen, lex.String, lex.BracketClose) && p.plainString(i+2) {
		return p.enumValue(i + 4)
	}
	return 0
}

// enumValue finds the token after = 0 or = "b".
func (p phrase) enumValue(i int) int {
	if p.kind(i) != lex.Assign {
		return 0
	}
	i++
	switch {
	case p.plainString(i):
		return i + 1
	case p.kind(i) == lex.Sign:
		i++
	}
	if p.kind(i) != lex.Number {
		return 0
	}
	return i + 1
}

// knownCall tells whether the parenthesis that has just been opened starts a
// call like React.memo(f), or (0, React.memo)(f) for a method that was imported
// by its name: the call is taken for one without effect, and noted.
func (s *scanner) knownCall(f *frame) bool {
	p := s.phrase()
	i := len(p.toks) - 2
	grouped := p.kind(i) == lex.ParenClose
	if grouped {
		i--
	}
	if i != s.dot+1 || s.lazyNow() || !knownMethod(p.text(i)) || p.kind(i-2) != lex.Ident {
		return false
	}
	if grouped && !(p.match(i-5, lex.ParenOpen, lex.Number, lex.Comma) && string(p.text(i-4)) == "0") || p.kind(i-3) == lex.Dot || p.kind(i-3) == lex.Optional {
		return false
	}
	s.stmt.Calls = append(s.stmt.Calls, Call{s.name(p.text(i - 2)), f.pure})
	s.effectAt = s.beforeDot
	return true
}

// builtIn tells the constructors of the language that call no function of the
// program.
func builtIn(name []byte) bool {
	switch string(name) {
	case "Map", "Set", "WeakMap", "WeakSet", "Date", "Array", "Error", "RegExp":
		return true
	}
	return false
}

// knownMethod tells the functions of React that make something and do nothing
// else.
func knownMethod(name []byte) bool {
	switch string(name) {
	case "createContext", "createRef", "forwardRef", "jsx", "jsxs", "lazy", "memo":
		return true
	}
	return false
}

// plainString tells whether a token is a string in double quotes without
// escapes.
func (p phrase) plainString(i int) bool {
	return p.kind(i) == lex.String && p.text(i)[0] == '"' && bytes.IndexByte(p.text(i), '\\') < 0
}
