package cut

import "slices"

// What brackets open and close.

func (s *scanner) openParen(f *frame, wasEnd bool) {
	next := frame{kind: frameParen, loop: s.startsLoop(), head: s.startsHead(), effect: s.stmt.Effect}
	switch {
	case f.function:
		f.function = false
		f.body = true
		next.lazy = true
	case f.expectsKey():
		f.method = true
		next.lazy = true
	case wasEnd && !s.afterKeyword():
		next.async = s.prev.kind == tokIdent && !s.prevIsProperty() && s.is(s.prev, "async")
		switch {
		case !f.pure:
			s.effect()
		case !f.known:
			s.run()
		}
		f.pure, f.known = false, false
	case s.prev.kind == tokPunct && s.src[s.prev.start] == '?' && s.prev.end-s.prev.start == 2:
		s.effect() // f?.()
	}
	s.push(next)
}

// afterKeyword tells whether the parenthesis belongs to a statement's head.
func (s *scanner) afterKeyword() bool {
	if s.prev.kind != tokIdent || s.prevIsProperty() {
		return false
	}
	switch string(s.src[s.prev.start:s.prev.end]) {
	case "if", "for", "while", "switch", "catch", "with", "await", "function":
		return true
	}
	return false
}

// startsLoop tells whether the parenthesis is that of a for statement.
func (s *scanner) startsLoop() bool {
	return !s.prevIsProperty() && (s.is(s.prev, "for") || s.is(s.prev, "await"))
}

// startsHead tells whether a statement follows the parenthesis.
func (s *scanner) startsHead() bool {
	return !s.prevIsProperty() && (s.is(s.prev, "for") || s.is(s.prev, "if") || s.is(s.prev, "while") || s.is(s.prev, "with"))
}

func (s *scanner) openBracket(f *frame, wasEnd bool) {
	next := frame{kind: frameBracket, effect: s.stmt.Effect}
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
	next := frame{effect: s.stmt.Effect}
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
	if s.prev.kind == tokEOF {
		return true
	}
	if s.prev.kind == tokIdent && !s.prevIsProperty() {
		switch string(s.src[s.prev.start:s.prev.end]) {
		case "else", "do", "try", "finally", "catch":
			return true
		}
		return false
	}
	if s.prev.kind != tokPunct {
		return false
	}
	switch s.src[s.prev.start] {
	case ')':
		return true
	case ';', '}', '{':
		return f.kind == frameBlock || f.kind == frameTop
	case ':':
		return f.label
	}
	return false
}

func (s *scanner) closeBracket(c byte) {
	closed := s.pop()
	f := s.top()
	switch {
	case c == ')' && s.is(s.ahead, "=>"):
		s.stmt.Effect = closed.effect
		if closed.async {
			closed.refs--
			s.refs = slices.Delete(s.refs, closed.refs, closed.refs+1)
			s.targets = slices.Delete(s.targets, closed.refs, closed.refs+1)
		}
		for i := closed.refs; i < len(s.refs); i++ {
			s.refs[i].Flags |= RefLazy
		}
	case c != ')' && !closed.pattern && !closed.access && s.assignsPattern():
		for i := closed.refs; i < len(s.refs); i++ {
			if s.targets[i] <= len(s.stack) {
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
	return s.is(s.ahead, "=") || s.top().loop && (s.is(s.ahead, "of") || s.is(s.ahead, "in"))
}
