package cut

// What identifiers and punctuation mean, by the bracket they stand in.

// identifier handles a name or keyword.
func (s *scanner) identifier(t token) {
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
	switch word := s.src[t.start:t.end]; string(word) {
	case "function":
		f.function = true
	case "class":
		f.class = true
	case "new":
		switch {
		case !f.pure:
			s.effect()
		case s.ahead.kind == tokIdent && builtIn(s.src[s.ahead.start:s.ahead.end]):
			f.known = true
		default:
			s.run()
		}
	case "import":
		if s.is(s.ahead, "(") {
			s.effect()
			s.importing, s.importAt = true, t.start
		}
	case "await":
		s.effect()
		s.stmt.Await = s.stmt.Await || !s.lazyNow()
	case "var", "let", "const":
		f.declares, f.binding = true, true
		f.local = len(s.stack) > 1 && (string(word) != "var" || s.lazyNow())
	case "eval":
		s.stmt.Eval = s.stmt.Eval || s.is(s.ahead, "(")
		s.reference(t, f)
	case "delete", "yield", "throw", "in", "instanceof":
		s.effect()
	case "if", "for", "else", "while", "do", "return", "switch", "case", "default", "try", "catch",
		"finally", "typeof", "void", "super", "null", "true", "false", "break", "continue", "with", "debugger", "extends":
	case "this":
		s.stmt.This = s.stmt.This || s.ownThis()
	case "of":
		if f.kind != frameParen || !s.prevEnd {
			s.reference(t, f)
		}
	case "async":
		if s.ahead.kind == tokIdent && !s.ahead.newline && !s.is(s.ahead, "in") && !s.is(s.ahead, "of") && !s.is(s.ahead, "instanceof") {
			return // async function, async x => …
		}
		s.reference(t, f)
	default:
		s.reference(t, f)
	}
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
	if s.prev.kind == tokIdent && !s.prevIsProperty() && (s.is(s.prev, "break") || s.is(s.prev, "continue")) {
		return true
	}
	return s.is(s.ahead, ":") && (f.kind == frameBlock || f.kind == frameTop) && s.opensBlock(f)
}

// reference records an identifier that may be a top-level name.
func (s *scanner) reference(t token, f *frame) {
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
		len(s.stack) == 1 && f.class && s.keyword == "class" && s.prev.start == s.stmt.Start:
		flags |= RefDeclared
	case next.kind == tokPunct && s.assigns(next):
		flags |= RefAssigned
	case s.prev.kind == tokPunct && s.prev.end-s.prev.start == 2 && (s.is(s.prev, "++") || s.is(s.prev, "--")):
		flags |= RefAssigned
	case f.loop && s.is(s.prev, "(") && (s.is(next, "of") || s.is(next, "in")):
		flags |= RefAssigned
	}
	s.addRef(t, flags)
}

func (s *scanner) addRef(t token, flags RefFlags) {
	s.refs = append(s.refs, Ref{Name: s.name(s.src[t.start:t.end]), Pos: int32(t.start), Flags: flags})
	depth := s.top().fallback
	if s.is(s.ahead, ".") || s.is(s.ahead, "[") || s.is(s.ahead, "(") || s.is(s.ahead, "?.") {
		depth = len(s.stack)
	}
	s.targets = append(s.targets, depth)
	if flags&RefDeclared == 0 && t.end-t.start > 2 {
		s.stmt.Weight -= t.end - t.start - 2
	}
}

// name returns the index of a name.
func (s *scanner) name(text []byte) int32 {
	id, ok := s.names[string(text)]
	if !ok {
		id = int32(len(s.file.Names))
		s.names[string(text)] = id
		s.file.Names = append(s.file.Names, string(text))
	}
	return id
}

// declared is the flag of a name that the declaration binds.
func (f *frame) declared() RefFlags {
	if f.local {
		return 0
	}
	return RefDeclared
}

// assigns tells whether the operator changes what stands to its left.
func (s *scanner) assigns(t token) bool {
	op := s.src[t.start:t.end]
	if op[len(op)-1] == '=' {
		switch string(op) {
		case "==", "===", "!=", "!==", "<=", ">=":
			return false
		}
		return true
	}
	return (len(op) == 2 && op[0] == op[1] && (op[0] == '+' || op[0] == '-')) && !t.newline
}

// key handles an identifier where an object, a class or a pattern expects a
// property name.
func (s *scanner) key(t token, f *frame) {
	next := s.ahead
	if f.kind == frameClass {
		if string(s.src[t.start:t.end]) == "static" && !s.is(next, "(") && !s.is(next, "=") && !s.is(next, ";") {
			f.static = true
			if s.is(next, "{") {
				f.method = true
				f.body = false
			}
		}
		return
	}
	if next.kind == tokPunct && (s.src[next.start] == ',' || s.src[next.start] == '}' || s.is(next, "=")) {
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

// expectsKey tells whether a name here is a property name.
func (f *frame) expectsKey() bool {
	return (f.kind == frameObject || f.kind == frameClass) && !f.value && !f.target
}

func (s *scanner) punctuation(t token, wasEnd bool) {
	f := s.top()
	switch c := s.src[t.start]; c {
	case '(':
		s.openParen(f, wasEnd)
	case '[':
		s.openBracket(f, wasEnd && !t.newline) // after a block, a bracket starts a statement
	case '{':
		s.openBrace(f)
	case ')', ']', '}':
		s.closeBracket(c)
	case ',', ';':
		s.separator(c)
	case ':':
		s.colon()
	case '?':
		switch t.end - t.start {
		case 1:
			f.ternary++
		case 2:
			if s.src[t.start+1] == '.' {
				s.member(f)
			}
		}
	case '.':
		if t.end-t.start == 3 {
			s.effect()
			if f.kind == frameObject {
				f.target, f.value = f.pattern, !f.pattern
			}
			return
		}
		s.member(f)
	case '=':
		s.equals(f, t)
	case '+', '-', '*', '/', '%', '&', '|', '^', '<', '>', '~':
		if s.assigns(t) {
			s.effect()
			return
		}
		s.operator(t, wasEnd)
	case '!':
		if t.end-t.start == 2 {
			s.operator(t, wasEnd)
		}
	}
}

// member handles a property access: reading a property may depend on order.
func (s *scanner) member(f *frame) {
	if f.pure {
		return
	}
	if s.prev.kind == tokIdent && !s.prevIsProperty() {
		switch string(s.src[s.prev.start:s.prev.end]) {
		case "Math", "Number", "Symbol", "import":
			return
		}
	}
	s.effect()
}

// prevIsProperty tells whether the token before the current one follows a dot.
func (s *scanner) prevIsProperty() bool {
	i := s.prev.start - 1
	return i >= 0 && s.src[i] == '.'
}

func (s *scanner) equals(f *frame, t token) {
	if t.end-t.start == 2 && s.src[t.start+1] == '>' {
		s.arrow()
		return
	}
	if t.end-t.start != 1 {
		if t.end-t.start == 2 {
			s.operator(t, true)
		}
		return
	}
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
	if s.is(s.ahead, "{") {
		s.top().body, s.top().arrow = true, true
		return
	}
	s.push(frame{kind: frameArrow, lazy: true})
}

func (s *scanner) separator(c byte) {
	s.endArrows()
	f := s.top()
	f.value, f.target, f.pure, f.known, f.static, f.method = false, false, false, false, false, false
	f.binding = f.declares && c == ','
	if f.fallback == len(s.stack) {
		f.fallback = 0
		if len(s.stack) > 1 {
			f.fallback = s.stack[len(s.stack)-2].fallback
		}
	}
	if c == ';' {
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
