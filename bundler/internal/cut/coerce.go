package cut

import (
	"bytes"

	"github.com/paintbox-build/paintbox/internal/lex"
)

// Operators that make primitive values of their operands. Of an object they
// call valueOf, toString or Symbol.toPrimitive, which may do anything.

// operator handles an operator other than those that only compare identities,
// assign, or choose one of two values.
func (s *scanner) operator(binary bool) {
	if s.lazyNow() {
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
	case s.prev.Kind == lex.String || s.prev.Kind == lex.Number || s.prev.Kind == lex.Template:
	case s.prev.Kind.Word() && s.prevIsProperty():
		if !s.ofMath(s.prev.Start) {
			s.effect()
		}
	case s.prev.Kind.Word():
		s.coerceName(s.prev)
	default:
		s.effect()
	}
}

// coerceRight judges the operand that starts after the current token.
func (s *scanner) coerceRight() {
	next := s.ahead
	switch {
	case next.Kind == lex.String || next.Kind == lex.Number || next.Kind == lex.Template:
	case next.Kind == lex.Typeof, s.is(next, "Math"), next.Kind == lex.Sign, next.Kind == lex.Not:
	case next.Kind.Word() && int(next.End) < len(s.src) && s.src[next.End] != '.' && s.src[next.End] != '(' && s.src[next.End] != '[' && s.src[next.End] != '?':
		s.coerceName(next)
	default:
		s.effect()
	}
}

// coerceName notes a variable that an operator makes a primitive value of.
func (s *scanner) coerceName(t lex.Token) {
	switch string(s.text(t)) {
	case "undefined", "NaN", "Infinity", "null", "true", "false":
	case "this", "new", "await", "void", "function", "class", "async", "super":
		s.effect()
	default:
		s.stmt.Coerced = append(s.stmt.Coerced, s.name(s.text(t)))
	}
}

// ofMath tells whether a property is one of Math's, or Number's.
func (s *scanner) ofMath(start int32) bool {
	return bytes.HasSuffix(s.src[:start], []byte(" Math.")) || bytes.HasSuffix(s.src[:start], []byte("(Math.")) || bytes.HasSuffix(s.src[:start], []byte(" Number."))
}
