package cut

import (
	"bytes"
	"regexp"
)

// Statements and calls that touch nothing but what they make. The scanner
// recognizes them by the way in which esbuild prints them; whether their names
// stand for what they seem to is for the caller to find out.

// propertyAssignment returns the length of the start of a statement such as
//
//	f.displayName = value;
//	f.prototype.isF = value;
//
// up to the value; 0 for other statements.
func propertyAssignment(text []byte) int {
	n := identifier(text)
	for range 2 {
		if n == 0 || n >= len(text) || text[n] != '.' {
			return 0
		}
		k := identifier(text[n+1:])
		name := string(text[n+1 : n+1+k])
		n += 1 + k
		switch name {
		case "", "__proto__", "name", "length", "caller", "arguments":
			return 0 // assigning it does something else, or fails
		}
		if bytes.HasPrefix(text[n:], []byte(" = ")) {
			return n + 3
		}
		if name != "prototype" {
			return 0
		}
	}
	return 0
}

// enumeration returns the length of a statement that TypeScript makes of an
// enum, in which all values are literals:
//
//	(function(E2) {
//	  E2[E2.A = 0] = "A", E2.B = "b";
//	})(E || (E = {}));
//
// It is 0 for other statements.
func enumeration(text []byte) int {
	head := enumHead.FindSubmatch(text)
	if head == nil {
		return 0
	}
	n := len(head[0])
	for {
		member := enumMember.FindSubmatch(text[n:])
		if member == nil {
			return 0
		}
		n += len(member[0])
		if !bytes.Equal(member[1], head[1]) || len(member[2]) > 0 && !bytes.Equal(member[2], head[1]) {
			return 0
		}
		if member[3][0] == ';' {
			break
		}
	}
	tail := enumTail.FindSubmatch(text[n:])
	if tail == nil || !bytes.Equal(tail[1], tail[2]) {
		return 0
	}
	return n + len(tail[0])
}

var (
	enumHead   = regexp.MustCompile(`^\(function\(([\w$]+)\) \{\s*`)
	enumMember = regexp.MustCompile(`^([\w$]+)(?:\[([\w$]+)(?:\.[\w$]+|\["[^"\\]*"\]) = -?\d+\]|\.[\w$]+|\["[^"\\]*"\]) = (?:-?\d+|"[^"\\]*")([,;])\s*`)
	enumTail   = regexp.MustCompile(`^\}\)\(([\w$]+) \|\| \(([\w$]+) = \{\}\)\)`)
)

// identifier returns the length of the ASCII identifier that a text starts
// with.
func identifier(text []byte) int {
	n := 0
	for n < len(text) && (text[n] == '$' || text[n] == '_' || text[n] >= 'a' && text[n] <= 'z' || text[n] >= 'A' && text[n] <= 'Z' || n > 0 && text[n] >= '0' && text[n] <= '9') {
		n++
	}
	return n
}

// knownCall handles a name that starts a call like React.memo(f), or
// (0, React.memo)(f) for a method that was imported by its name: the call is
// taken for one without effect, and noted.
func (s *scanner) knownCall(t token) {
	if s.lazyNow() || !s.is(s.ahead, ".") || s.isPropertyName() {
		return
	}
	n := identifier(s.src[t.end+1:])
	method, rest := s.src[t.end+1:t.end+1+n], s.src[t.end+1+n:]
	f := s.top()
	switch {
	case !knownMethod(method):
		return
	case bytes.HasPrefix(rest, []byte("(")):
	case bytes.HasPrefix(rest, []byte(")(")) && bytes.HasSuffix(s.src[:t.start], []byte("(0, ")) && len(s.stack) > 1:
	default:
		return
	}
	outer := f
	if rest[0] == ')' {
		outer = &s.stack[len(s.stack)-2]
	}
	s.stmt.Calls = append(s.stmt.Calls, Call{s.name(s.src[t.start:t.end]), outer.pure})
	f.pure, outer.pure, outer.known = true, true, true
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
