package cut

import (
	"slices"

	"github.com/paintbox-build/paintbox/internal/lex"
)

// What brackets open and close.

func (s *scanner) openParen(f *frame, wasEnd bool) {
	next := frame{kind: frameParen, loop: s.startsLoop(), head: s.startsHead(), effectAt: s.effectAt}
	switch {
	case f.function:
		f.function = false
		f.body = true
		next.lazy, next.call = true, true
	case f.expectsKey():
		f.method = true
		next.lazy, next.call = true, true
	case wasEnd && !s.afterKeyword():
		next.call = true
		next.async = s.prev.Kind.Word() && !s.prevIsProperty() && s.is(s.prev, "async")
		switch {
		case s.knownCall(f):
		case !f.pure:
			s.effect()
		case !f.known:
			s.run()
		}
		f.pure, f.known = false, false
	case s.prev.Kind == lex.Optional:
		s.effect() // f?.()
	}
	s.push(next)
}

// afterKeyword tells whether the parenthesis belongs to a statement's head.
func (s *scanner) afterKeyword() bool {
	switch s.prev.Kind {
	case lex.If, lex.For, lex.While, lex.Switch, lex.Catch, lex.With, lex.Await, lex.Function:
		return !s.prevIsProperty()
	}
	return false
}

// startsLoop tells whether the parenthesis is that of a for statement.
func (s *scanner) startsLoop() bool {
	return !s.prevIsProperty() && (s.prev.Kind == lex.For || s.prev.Kind == lex.Await)
}

// startsHead tells whether a statement follows the parenthesis.
func (s *scanner) startsHead() bool {
	return !s.prevIsProperty() && (s.prev.Kind == lex.For || s.prev.Kind == lex.If || s.prev.Kind == lex.While || s.prev.Kind == lex.With)
}

func (s *scanner) openBracket(f *frame, wasEnd bool) {
	next := frame{kind: frameBracket, effectAt: s.effectAt}
	switch {
	case f.expectsKey(): // a computed property name
		if !s.lazyNow() && !s.is(s.ahead, "Symbol") {
			s.coerceRight()
		}
	case f.binding, f.pattern && !f.value:
		next.pattern, next.local = true, f.local
		f.binding = false
		s.effect()
	case wasEnd:
		next.access = true
		s.member(f)
	}
	s.push(next)
}

func (s *scanner) openBrace(f *frame) {
	next := frame{effectAt: s.effectAt}
	switch {
	case f.body:
		next.kind, next.lazy, next.arrow = frameBlock, true, f.arrow
		f.body, f.arrow = false, false
	case f.class:
		f.class = false
		next.kind = frameClass
	case f.expectsKey() && f.method:
		f.method = false
		next.kind = frameBlock
		next.lazy = !s.is(s.prev, "static")
	case f.binding, f.pattern && !f.value:
		next.kind, next.pattern, next.local = frameObject, true, f.local
		f.binding = false
		s.effect()
	case s.opensBlock(f):
		next.kind = frameBlock
	default:
		next.kind = frameObject
	}
	s.push(next)
}

// opensBlock tells a block from an object literal by what stands before it.
func (s *scanner) opensBlock(f *frame) bool {
	if s.prev.Kind == lex.End {
		return true
	}
	if s.prev.Kind.Word() && !s.prevIsProperty() {
		switch s.prev.Kind {
		case lex.Else, lex.Do, lex.Try, lex.Finally, lex.Catch:
			return true
		}
		return false
	}
	switch s.prev.Kind {
	case lex.ParenClose:
		return true
	case lex.Semicolon, lex.BraceClose, lex.BraceOpen:
		return f.kind == frameBlock || f.kind == frameTop
	case lex.Colon:
		return f.label
	}
	return false
}

func (s *scanner) closeBracket(k lex.Kind) {
	closed := s.pop()
	f := s.top()
	switch {
	case k == lex.ParenClose && s.ahead.Kind == lex.Arrow:
		s.effectAt = closed.effectAt
		if closed.async {
			closed.refs--
			s.refs = slices.Delete(s.refs, closed.refs, closed.refs+1)
			s.targets = slices.Delete(s.targets, closed.refs, closed.refs+1)
			s.refAt = slices.Delete(s.refAt, closed.refs, closed.refs+1)
			s.refIn = slices.Delete(s.refIn, closed.refs, closed.refs+1)
		}
		for i := closed.refs; i < len(s.refs); i++ {
			s.refs[i].Flags |= RefLazy
		}
	case k != lex.ParenClose && !closed.pattern && !closed.access && s.assignsPattern():
		for i := closed.refs; i < len(s.refs); i++ {
			s.refs[i].Next |= NextChanged
			if int(s.targets[i]) <= len(s.stack) {
				s.refs[i].Flags |= RefAssigned
			}
		}
	}
	if f.kind == frameClass && closed.kind == frameBlock && !f.value {
		f.static = false
	}
}

// assignsPattern tells whether the literal that has just ended is the target
// of a destructuring assignment.
func (s *scanner) assignsPattern() bool {
	return s.ahead.Kind == lex.Assign || s.top().loop && (s.is(s.ahead, "of") || s.ahead.Kind == lex.In)
}
