package cut

import "github.com/paintbox-build/paintbox/internal/lex"

// What identifiers and punctuation mean, by the bracket they stand in.

// identifier handles a name or keyword.
func (s *scanner) identifier(t lex.Token) {
	if s.isPropertyName() {
		return
	}
	f := s.top()
	if s.isLabel(f) {
		return
	}
	if f.expectsKey() && !f.method {
		s.key(t, f)
		return
	}
	switch t.Kind {
	case lex.Function:
		f.function = true
	case lex.Class:
		f.class = true
	case lex.New:
		switch {
		case !f.pure:
			s.effect()
		case s.ahead.Kind == lex.Ident && builtIn(s.text(s.ahead)):
			f.known = true
		default:
			s.run()
		}
	case lex.Import:
		if s.ahead.Kind == lex.ParenOpen {
			s.effect()
			s.importing = true
		}
	case lex.Await:
		s.effect()
		s.stmt.Await = s.stmt.Await || !s.lazyNow()
	case lex.Var, lex.Const:
		s.declaresNow(t, f)
	case lex.Delete, lex.Yield, lex.Throw, lex.In, lex.Instanceof:
		s.effect()
	case lex.This:
		s.stmt.This = s.stmt.This || s.ownThis()
	case lex.Ident:
		s.plainWord(t, f)
	case lex.Enum, lex.Export:
		s.reference(t, f)
	}
}

// plainWord handles a word that is no keyword everywhere.
func (s *scanner) plainWord(t lex.Token, f *frame) {
	switch string(s.text(t)) {
	case "let":
		s.declaresNow(t, f)
		return
	case "eval":
		s.stmt.Eval = s.stmt.Eval || s.ahead.Kind == lex.ParenOpen
	case "of":
		if f.kind == frameParen && s.prevEnd {
			return
		}
	case "async":
		if s.ahead.Kind.Word() && !s.ahead.Newline && s.ahead.Kind != lex.In && !s.is(s.ahead, "of") && s.ahead.Kind != lex.Instanceof {
			return // async function, async x => …
		}
	}
	s.reference(t, f)
}

// declaresNow handles the word that starts a declaration of variables.
func (s *scanner) declaresNow(t lex.Token, f *frame) {
	f.declares, f.binding = true, true
	f.local = len(s.stack) > 1 && (t.Kind != lex.Var || s.lazyNow())
}

// ownThis tells whether this is that of the statement, or of a function in it,
// and not that of a function in a function or of a class.
func (s *scanner) ownThis() bool {
	functions := 0
	for i := range s.stack {
		switch f := &s.stack[i]; {
		case f.kind == frameClass:
			functions += 2
		case f.kind == frameBlock && f.lazy && !f.arrow:
			functions++
		}
	}
	return functions < 2
}

// isLabel tells whether a name is that of a labeled statement: such names are
// not renamed, so they may equal top-level names.
func (s *scanner) isLabel(f *frame) bool {
	if s.prev.Kind.Word() && !s.prevIsProperty() && (s.prev.Kind == lex.Break || s.prev.Kind == lex.Continue) {
		return true
	}
	return s.ahead.Kind == lex.Colon && (f.kind == frameBlock || f.kind == frameTop) && s.opensBlock(f)
}

// reference records an identifier that may be a top-level name.
func (s *scanner) reference(t lex.Token, f *frame) {
	var flags RefFlags
	if s.lazyNow() {
		flags |= RefLazy
	}
	next := s.ahead
	switch {
	case f.binding:
		flags |= f.declared()
		f.binding = false
	case f.pattern && !f.value:
		flags |= f.declared()
	case len(s.stack) == 1 && f.function && s.stmt.Form == FormFunction,
		len(s.stack) == 1 && f.class && s.keyword == lex.Class && int(s.prev.Start) == s.stmt.Start:
		flags |= RefDeclared
	case (s.prev.Kind == lex.Function || s.prev.Kind == lex.Class) && !s.prevIsProperty():
		flags |= RefLazy // the name of an expression, for what is in it
	case s.assigns(next):
		flags |= RefAssigned
	case s.prev.Kind == lex.Update && !s.goesOn(): // of a property otherwise
		flags |= RefAssigned
	case f.loop && s.prev.Kind == lex.ParenOpen && (s.is(next, "of") || next.Kind == lex.In):
		flags |= RefAssigned
	}
	s.addRef(t, flags)
}

// goesOn tells whether a call or a property follows the current token.
func (s *scanner) goesOn() bool {
	switch s.ahead.Kind {
	case lex.Dot, lex.BracketOpen, lex.ParenOpen, lex.Optional:
		return true
	}
	return false
}

func (s *scanner) addRef(t lex.Token, flags RefFlags) {
	s.refs = append(s.refs, Ref{Name: s.name(s.text(t)), Pos: t.Start, Flags: flags})
	depth := s.top().fallback
	if s.goesOn() {
		depth = len(s.stack)
	}
	s.targets, s.refAt, s.refIn = append(s.targets, int32(depth)), append(s.refAt, int32(len(s.toks)-1)), append(s.refIn, s.bracket)
	switch name := s.file.Names[s.refs[len(s.refs)-1].Name]; {
	case name == "module", name == "exports":
		s.stmt.CommonJS = true
	case OfNode(name):
		s.ofNode = append(s.ofNode, s.refs[len(s.refs)-1].Name)
	}
	if length := int(t.End - t.Start); flags&RefDeclared == 0 && length > 2 {
		s.stmt.Weight -= length - 2
	}
}

// declared is the flag of a name that the declaration binds.
func (f *frame) declared() RefFlags {
	if f.local {
		return 0
	}
	return RefDeclared
}

// assigns tells whether the operator changes what stands to its left.
func (s *scanner) assigns(t lex.Token) bool {
	switch t.Kind {
	case lex.Assign, lex.Change:
		return true
	case lex.Slash: // /=
		return t.End-t.Start == 2
	}
	return t.Kind == lex.Update && !t.Newline
}

// key handles an identifier where an object, a class or a pattern expects a
// property name.
func (s *scanner) key(t lex.Token, f *frame) {
	next := s.ahead
	if f.kind == frameClass {
		if string(s.text(t)) == "static" && next.Kind != lex.ParenOpen && next.Kind != lex.Assign && next.Kind != lex.Semicolon {
			f.static = true
			if next.Kind == lex.BraceOpen {
				f.method = true
				f.body = false
			}
		}
		return
	}
	if next.Kind == lex.Comma || next.Kind == lex.BraceClose || next.Kind == lex.Assign {
		flags := RefShorthand
		if s.lazyNow() {
			flags |= RefLazy
		}
		if f.pattern {
			flags |= f.declared()
		}
		s.addRef(t, flags)
	}
}

func (s *scanner) punctuation(t lex.Token, wasEnd bool) {
	f := s.top()
	switch t.Kind {
	case lex.ParenOpen:
		s.openParen(f, wasEnd)
	case lex.BracketOpen:
		s.openBracket(f, wasEnd && !t.Newline) // after a block, a bracket starts a statement
	case lex.BraceOpen:
		s.openBrace(f)
	case lex.ParenClose, lex.BracketClose, lex.BraceClose:
		s.closeBracket(t.Kind)
	case lex.Comma, lex.Semicolon:
		s.separator(t.Kind)
	case lex.Colon:
		s.colon()
	case lex.Question:
		f.ternary++
	case lex.Optional:
		s.member(f)
	case lex.Dot:
		s.dot, s.beforeDot = len(s.toks)-1, s.effectAt
		s.member(f)
	case lex.Spread:
		s.effect()
		if f.kind == frameObject {
			f.target, f.value = f.pattern, !f.pattern
		}
	case lex.Arrow:
		s.arrow()
	case lex.Assign:
		s.equals(f)
	case lex.Change:
		s.effect()
	case lex.Compare:
		if t.End-t.Start == 2 { // the others compare identities
			s.operator(true)
		}
	case lex.Update, lex.Sign, lex.Star, lex.Slash, lex.Binary:
		if s.assigns(t) {
			s.effect()
			return
		}
		s.operator(wasEnd)
	case lex.Not:
		if s.src[t.Start] == '~' {
			s.operator(wasEnd)
		}
	}
}

// equals handles the sign of an assignment, or of a default value.
func (s *scanner) equals(f *frame) {
	switch {
	case f.declares && !f.value:
		f.value = true // the initializer, up to the next separator
	case f.pattern && !f.value, f.expectsKey():
		f.value = true
	default:
		s.effect()
	}
	if f.kind == frameObject || f.kind == frameBracket {
		f.fallback = len(s.stack)
	}
}

// arrow handles =>: what stands before it were parameters, what follows is a
// function's body.
func (s *scanner) arrow() {
	if s.ahead.Kind == lex.BraceOpen {
		s.top().body, s.top().arrow = true, true
		return
	}
	s.push(frame{kind: frameArrow, lazy: true})
}

func (s *scanner) separator(k lex.Kind) {
	s.endArrows()
	f := s.top()
	f.value, f.target, f.pure, f.known, f.static, f.method = false, false, false, false, false, false
	f.binding = f.declares && k == lex.Comma
	if f.fallback == len(s.stack) {
		f.fallback = 0
		if len(s.stack) > 1 {
			f.fallback = s.stack[len(s.stack)-2].fallback
		}
	}
	if k == lex.Semicolon {
		f.ternary, f.declares = 0, len(s.stack) == 1 && f.declares
	}
}

func (s *scanner) colon() {
	for s.top().kind == frameArrow && s.top().ternary == 0 {
		s.stack = s.stack[:len(s.stack)-1]
	}
	f := s.top()
	f.label = false
	switch {
	case f.ternary > 0:
		f.ternary--
		f.pure, f.known = false, false
	case f.kind == frameObject && !f.value:
		f.target, f.value = f.pattern, !f.pattern
	default:
		f.label = true
	}
}
