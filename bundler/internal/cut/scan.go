// Package cut takes the linker's output apart: into regions, each of one
// source module, and the regions into statements, the smallest pieces of code
// that can move to another file.
//
// It reads what esbuild prints with white space kept, in one pass and without
// building a tree. That is enough because esbuild guarantees what a parser
// would have to find out: statements start in the first column and end with a
// semicolon or a brace, every region starts with a comment that names its
// module, and no local name of any function equals a name at the top level of
// its file. So an identifier that equals a top-level name, and is no property
// key, is a use of that name.
package cut

// A Statement is a top-level statement, or one declarator of a var statement.
// Its text is Prefix + source[Start:End] + Suffix.
type Statement struct {
	Region         int // index into File.Regions, -1 before the first header
	Start, End     int
	Prefix, Suffix string
	Refs           []Ref    // the identifiers that may be uses of top-level names, in order
	Dynamic        []Import // the import() expressions with a literal argument
	Form           Form     // what kind of statement it is
	Effect         bool     // evaluating it may do or read something that depends on order
	Local          bool     // it gives a property to what the first of Refs names, which is an effect unless that is new
	Calls          []Call   // calls that are without effect if their names are React's
	Coerced        []int32  // indices into File.Names: variables of which operators make primitive values
	Runs           bool     // it calls functions, which may call those that they are given
	Await          bool     // it awaits at the top level
	Eval           bool     // it calls eval directly, which sees every name
	This           bool     // a function that it makes may read what it is called as a method of
	Weight         int      // estimate of its bytes after minification
}

// Form tells the statements apart that are treated differently.
type Form uint8

// The forms of statements.
const (
	FormPlain    Form = iota
	FormFunction      // a function declaration: exists before evaluation starts
	FormImport
	FormExport
	FormNone // left out
)

// Import is an import() expression: the offsets of its keyword, of its string
// literal, and of what follows the literal.
type Import struct {
	Start, Arg, End int
	Self            bool // it imports its own module; there is no literal
}

// Call is a call of a method of what a top-level name stands for, such as
// React.memo(f). Effect leaves it out of account.
type Call struct {
	Name int32 // index into File.Names
	Pure bool  // its author says that it is without effect, whatever it is
}

// Ref is an identifier that is not a property name.
type Ref struct {
	Name  int32 // index into File.Names
	Pos   int32 // offset of its first byte in the source
	Flags RefFlags
}

// RefFlags say how an identifier is used.
type RefFlags uint8

// The flags of a Ref.
const (
	RefDeclared  RefFlags = 1 << iota // the statement declares the name
	RefAssigned                       // the statement changes the name's value, otherwise than by its declaration
	RefLazy                           // inside a function: not read when the statement is evaluated
	RefShorthand                      // { name } stands for { name: name }
)

// File is a scanned file.
type File struct {
	Source     []byte
	Regions    []string // the text of each header comment, without the slashes
	Names      []string
	Statements []Statement
}

type frameKind uint8

const (
	frameTop frameKind = iota
	frameParen
	frameBracket
	frameBlock
	frameObject
	frameClass
	frameTemplate
	frameArrow // the expression after =>, up to what ends it
)

// frame is what the scanner knows about a bracket that is open.
type frame struct {
	kind     frameKind
	lazy     bool // inside a function body
	declares bool // inside a declaration of variables
	local    bool // which are not the module's
	binding  bool // what comes next is the name or pattern of a declarator
	pattern  bool // a declaration's destructuring pattern
	access   bool // bracket: of a property access
	target   bool // object pattern: past the colon
	value    bool // object, class, pattern: past the key, inside an expression
	static   bool // class: the member is static
	method   bool // object, class: parameters seen, a body follows
	class    bool // "class" seen, its body follows
	function bool // "function" seen, its parameters follow
	body     bool // parameters seen, a function body follows
	arrow    bool // it is, or what follows will be, the body of an arrow function
	pure     bool // a pure annotation waits for its call
	known    bool // the call that comes runs no function that it is given
	label    bool // the last colon ended a label or a case
	ternary  int
	fallback int  // the innermost depth, up to here, at which a default value is being read
	refs     int  // number of refs of the statement when the bracket opened
	async    bool // the parentheses follow the word async, the last ref before them
	loop     bool // the parentheses are those of a for statement
	head     bool // a statement follows the parentheses
	effect   bool // whether the statement had an effect before the bracket opened
}

type scanner struct {
	lexer
	file    File
	region  int
	names   map[string]int32
	stack   []frame
	ahead   token // the token after the current one
	prev    token // the token before the current one
	prevEnd bool  // whether prev ended an expression

	stmt      Statement
	refs      []Ref  // of the current statement
	targets   []int  // parallel to refs: the depth from which on the ref cannot be the target of an assignment
	started   bool   // inside a statement
	keyword   string // the word that the statement starts with
	importing bool   // the next string is the argument of import()
	importAt  int    // where that expression starts
	isHeader  func(string) bool
	at        int // the offset of the current token
	head      int // where the part of the statement ends whose effect is noted in Statement.Local
}

// Scan takes a file apart. isHeader tells whether the text of a line comment
// in the first column, without its slashes, starts a region.
func Scan(source []byte, isHeader func(string) bool) File {
	s := &scanner{lexer: lexer{src: source}, region: -1, names: map[string]int32{}, isHeader: isHeader}
	s.file.Source = source
	s.stack = append(s.stack, frame{kind: frameTop})
	s.ahead = s.lexer.next()
	for {
		t := s.advance()
		if t.kind == tokEOF {
			s.endStatement(t.start)
			return s.file
		}
		s.token(t)
	}
}

func (s *scanner) top() *frame { return &s.stack[len(s.stack)-1] }

// advance returns the current token and looks at the one after it.
func (s *scanner) advance() token {
	t := s.ahead
	switch t.kind {
	case tokIdent:
		s.exprEnd = s.isPropertyName() || !expectsOperand(s.src[t.start:t.end])
	case tokPunct:
		switch c := s.src[t.start]; {
		case c == ')' || c == ']' || c == '}':
			s.exprEnd = c != ')' || !s.closesHead()
		case (c == '+' || c == '-') && t.end-t.start == 2 && s.src[t.start+1] == c:
		default:
			s.exprEnd = false
		}
		if s.src[t.start] == '}' && s.closesTemplate() {
			s.pos = t.start + 1
			t.kind = s.template()
			t.end = min(s.pos, len(s.src))
			s.exprEnd = t.kind == tokTemplate
		}
	case tokTemplateOpen, tokPure, tokHeader:
		s.exprEnd = false
	default:
		s.exprEnd = true
	}
	s.ahead = s.lexer.next()
	return t
}

// closesHead tells whether a closing parenthesis ends the head of a statement,
// after which a slash starts a regular expression.
func (s *scanner) closesHead() bool {
	for i := len(s.stack) - 1; i > 0; i-- {
		if s.stack[i].kind != frameArrow {
			return s.stack[i].head
		}
	}
	return false
}

// closesTemplate tells whether a closing brace ends a template's substitution.
func (s *scanner) closesTemplate() bool {
	for i := len(s.stack) - 1; i > 0; i-- {
		if k := s.stack[i].kind; k != frameArrow {
			return k == frameTemplate
		}
	}
	return false
}

func (s *scanner) isPropertyName() bool {
	return s.prev.kind == tokPunct && s.src[s.prev.end-1] == '.' && s.prev.end-s.prev.start < 3
}

// expectsOperand tells the keywords after which an expression starts.
func expectsOperand(word []byte) bool {
	switch string(word) {
	case "return", "typeof", "instanceof", "in", "new", "delete", "void", "throw", "case", "do", "else", "yield", "await", "extends", "default":
		return true
	}
	return false
}

func (s *scanner) is(t token, text string) bool {
	return (t.kind == tokPunct || t.kind == tokIdent) && string(s.src[t.start:t.end]) == text
}

func (s *scanner) token(t token) {
	if t.kind == tokHeader {
		if len(s.stack) == 1 && !s.started {
			if text := string(s.src[t.start+2 : t.end]); len(text) > 1 && s.isHeader(text[1:]) {
				s.region = len(s.file.Regions)
				s.file.Regions = append(s.file.Regions, text[1:])
			}
		}
		return
	}
	if t.kind == tokPure {
		s.top().pure = true
		return
	}
	if !s.started {
		s.startStatement(t)
	}
	s.stmt.Weight += t.end - t.start
	wasEnd := s.prevEnd
	s.at = t.start
	switch t.kind {
	case tokIdent:
		s.knownCall(t)
		s.identifier(t)
	case tokString:
		if s.importing && s.is(s.prev, "(") {
			s.stmt.Dynamic = append(s.stmt.Dynamic, Import{Start: s.importAt, Arg: t.start, End: t.end})
		}
		s.importing = false
	case tokTemplate, tokTemplateOpen:
		s.templatePart(t, wasEnd)
	case tokPunct:
		s.punctuation(t, wasEnd)
	}
	s.prev, s.prevEnd = t, s.endsExpression(t)
	if t.kind == tokPunct && len(s.stack) == 1 && s.started {
		s.maybeEnd(t)
	}
}

func (s *scanner) endsExpression(t token) bool {
	switch t.kind {
	case tokIdent:
		return s.isPropertyName() || !expectsOperand(s.src[t.start:t.end])
	case tokPunct:
		c := s.src[t.start]
		if (c == '+' || c == '-') && t.end-t.start == 2 && s.src[t.start+1] == c {
			return s.prevEnd
		}
		return c == ')' || c == ']' || c == '}'
	}
	return t.kind != tokTemplateOpen
}

func (s *scanner) startStatement(t token) {
	s.started = true
	s.stmt = Statement{Region: s.region, Start: t.start}
	s.keyword = ""
	if t.kind != tokIdent {
		if n := enumeration(s.src[t.start:]); n > 0 {
			s.head = t.start + n
			return
		}
		if t.kind != tokString || !s.is(s.ahead, ";") {
			s.stmt.Effect = true
		}
		return
	}
	word := string(s.src[t.start:t.end])
	s.keyword = word
	switch {
	case word == "var" || word == "let" || word == "const":
		s.top().declares, s.top().binding = true, true
	case word == "function" || word == "async" && s.is(s.ahead, "function") && !s.ahead.newline:
		s.stmt.Form = FormFunction
	case word == "class":
	case word == "import" && !s.is(s.ahead, "(") && !s.is(s.ahead, "."):
		s.stmt.Form = FormImport
	case word == "export":
		s.stmt.Form = FormExport
	default:
		if s.head = propertyAssignment(s.src[t.start:]); s.head > 0 {
			s.head += t.start
			s.stmt.Local = true
			return
		}
		s.stmt.Effect = true
	}
}

// maybeEnd ends the statement where the token is the last one of it.
func (s *scanner) maybeEnd(t token) {
	switch s.src[t.start] {
	case ';':
		if s.is(s.ahead, "else") || s.keyword == "do" && s.is(s.ahead, "while") {
			return
		}
		s.endStatement(t.start)
	case '}':
		if s.top().declares || !s.ahead.newline && s.ahead.kind != tokEOF && s.stmt.Form != FormFunction {
			return
		}
		if s.is(s.ahead, "else") || s.is(s.ahead, "catch") || s.is(s.ahead, "finally") || s.is(s.ahead, "while") && s.keyword == "do" {
			return
		}
		s.endStatement(t.end)
	case ',':
		if s.top().declares {
			s.endStatement(t.start)
			s.started = true
			s.stmt = Statement{Region: s.region, Start: t.end, Prefix: s.keyword}
			s.top().declares, s.top().binding = true, true
		}
	}
}

// endStatement closes the statement at an offset, which excludes the
// semicolon or comma that ends it.
func (s *scanner) endStatement(end int) {
	if !s.started {
		return
	}
	s.started = false
	s.stack = append(s.stack[:0], frame{kind: frameTop})
	s.stmt.End = end
	s.stmt.Refs = s.refs
	s.refs = nil
	s.targets = s.targets[:0]
	if s.stmt.Form != FormFunction {
		s.stmt.Suffix = ";"
	}
	s.prev, s.prevEnd = token{}, false
	if s.stmt.End > s.stmt.Start {
		s.file.Statements = append(s.file.Statements, s.stmt)
	}
}

// lazyNow tells whether what stands here runs later than the statement.
func (s *scanner) lazyNow() bool {
	f := s.top()
	return f.lazy || f.kind == frameClass && f.value && !f.static
}

func (s *scanner) effect() {
	if !s.lazyNow() && s.at >= s.head {
		s.stmt.Effect = true
	}
}

// run notes a call that has no effect of its own.
func (s *scanner) run() {
	if !s.lazyNow() {
		s.stmt.Runs = true
	}
}

func (s *scanner) push(f frame) {
	f.lazy = f.lazy || s.lazyNow()
	f.refs = len(s.refs)
	f.fallback = s.top().fallback
	s.stack = append(s.stack, f)
}

// pop closes the innermost bracket and the arrow functions that end with it.
func (s *scanner) pop() frame {
	s.endArrows()
	if len(s.stack) == 1 {
		return s.stack[0]
	}
	f := s.stack[len(s.stack)-1]
	s.stack = s.stack[:len(s.stack)-1]
	return f
}

func (s *scanner) endArrows() {
	for s.top().kind == frameArrow {
		s.stack = s.stack[:len(s.stack)-1]
	}
}

func (s *scanner) templatePart(t token, wasEnd bool) {
	if s.src[t.start] == '`' {
		if wasEnd {
			s.effect()
		}
		if t.kind == tokTemplateOpen {
			s.effect()
			s.push(frame{kind: frameTemplate})
		}
		return
	}
	s.endArrows()
	if t.kind == tokTemplate {
		s.pop()
	}
}
