package cut

import "bytes"

// Operators that make primitive values of their operands. Of an object they
// call valueOf, toString or Symbol.toPrimitive, which may do anything.

// operator handles an operator other than those that only compare identities,
// assign, or choose one of two values.
func (s *scanner) operator(t token, binary bool) {
	if s.lazyNow() || t.end-t.start == 2 && s.src[t.start] == s.src[t.start+1] && (s.src[t.start] == '&' || s.src[t.start] == '|') {
		return
	}
	if binary {
		s.coerceLeft()
	}
	s.coerceRight()
}

// coerceLeft judges the operand that ends before the current token.
func (s *scanner) coerceLeft() {
	switch {
	case s.prev.kind == tokString || s.prev.kind == tokNumber || s.prev.kind == tokTemplate:
	case s.prev.kind == tokIdent && s.prevIsProperty():
		if !s.ofMath(s.prev.start) {
			s.effect()
		}
	case s.prev.kind == tokIdent:
		s.coerceName(s.prev)
	default:
		s.effect()
	}
}

// coerceRight judges the operand that starts after the current token.
func (s *scanner) coerceRight() {
	next := s.ahead
	switch {
	case next.kind == tokString || next.kind == tokNumber || next.kind == tokTemplate:
	case s.is(next, "typeof"), s.is(next, "Math"), s.is(next, "-"), s.is(next, "+"), s.is(next, "~"), s.is(next, "!"):
	case next.kind == tokIdent && next.end < len(s.src) && s.src[next.end] != '.' && s.src[next.end] != '(' && s.src[next.end] != '[' && s.src[next.end] != '?':
		s.coerceName(next)
	default:
		s.effect()
	}
}

// coerceName notes a variable that an operator makes a primitive value of.
func (s *scanner) coerceName(t token) {
	switch string(s.src[t.start:t.end]) {
	case "undefined", "NaN", "Infinity", "null", "true", "false":
	case "this", "new", "await", "void", "function", "class", "async", "super":
		s.effect()
	default:
		s.stmt.Coerced = append(s.stmt.Coerced, s.name(s.src[t.start:t.end]))
	}
}

// ofMath tells whether a property is one of Math's, or Number's.
func (s *scanner) ofMath(start int) bool {
	return bytes.HasSuffix(s.src[:start], []byte(" Math.")) || bytes.HasSuffix(s.src[:start], []byte("(Math.")) || bytes.HasSuffix(s.src[:start], []byte(" Number."))
}
