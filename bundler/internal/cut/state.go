package cut

import "github.com/paintbox-build/paintbox/internal/lex"

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
	call     bool // parenthesis: of arguments or parameters
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
	fallback int   // the innermost depth, up to here, at which a default value is being read, or what is no part of a pattern
	refs     int   // number of refs of the statement when the bracket opened
	async    bool  // the parentheses follow the word async, the last ref before them
	loop     bool  // the parentheses are those of a for statement
	head     bool  // a statement follows the parentheses
	effectAt int32 // where the statement had its last effect before the bracket opened
}

type scanner struct {
	lexer   lex.Lexer
	src     []byte
	file    File
	region  int
	names   map[string]int32
	chains  map[string]int32
	gives   int // how many gives the statements before have
	stack   []frame
	ahead   lex.Token // the token after the current one
	prev    lex.Token // the token before the current one, of kind lex.End at the start of a statement
	prevEnd bool      // whether prev ended an expression
	ends    bool      // whether the current token ends one
	exprEnd bool      // the same, but that a slash after the head of a statement does not divide

	stmt      Statement
	toks      []lex.Token // of the current statement
	refs      []Ref       // of the current statement
	kept      refSlab     // of those before
	targets   []int32     // parallel to refs: the depth from which on the ref cannot be the target of an assignment
	refAt     []int32     // parallel to refs: their tokens
	refIn     []int32     // parallel to refs: the brackets that they stand in
	ofNode    []int32     // the names of Node's in the current statement
	brackets  []bracket   // of the current statement
	bracket   int32       // the innermost one that is open, -1 outside all
	imports   []int32     // the tokens of the current statement's import()
	relative  []int32     // its other strings that start with ./
	started   bool        // inside a statement
	keyword   lex.Kind    // the word that the statement starts with
	importing bool        // the next string is the argument of import()
	isHeader  func(string) bool
	at        int32 // the offset of the current token
	effectAt  int32 // the offset of the statement's last effect, -1 for none
	dot       int   // the last dot, as an index of a token
	beforeDot int32 // effectAt before it
}

func (s *scanner) top() *frame { return &s.stack[len(s.stack)-1] }

// phrase is the current statement up to the current token.
func (s *scanner) phrase() phrase { return phrase{s.src, s.toks} }

func (s *scanner) text(t lex.Token) []byte { return s.src[t.Start:t.End] }

// is tells whether a token is a certain word that is no keyword.
func (s *scanner) is(t lex.Token, word string) bool {
	return t.Kind == lex.Ident && string(s.text(t)) == word
}

// isPropertyName tells whether the current token follows a dot.
func (s *scanner) isPropertyName() bool {
	return s.prev.Kind == lex.Dot || s.prev.Kind == lex.Optional
}

// prevIsProperty tells whether the token before the current one follows a dot.
func (s *scanner) prevIsProperty() bool {
	i := s.prev.Start - 1
	return i >= 0 && s.src[i] == '.'
}

// lazyNow tells whether what stands here runs later than the statement.
func (s *scanner) lazyNow() bool {
	f := s.top()
	return f.lazy || f.kind == frameClass && f.value && !f.static
}

func (s *scanner) effect() {
	if !s.lazyNow() {
		s.effectAt = s.at
	}
}

// run notes a call that has no effect of its own.
func (s *scanner) run() {
	if !s.lazyNow() {
		s.stmt.Runs = true
	}
}

func (s *scanner) push(f frame) {
	if f.kind != frameArrow {
		s.brackets = append(s.brackets, bracket{open: int32(len(s.toks) - 1), outer: s.bracket})
		s.bracket = int32(len(s.brackets) - 1)
	}
	f.lazy = f.lazy || s.lazyNow()
	f.refs = len(s.refs)
	f.fallback = s.top().fallback
	if f.inner() {
		f.fallback = len(s.stack)
	}
	s.stack = append(s.stack, f)
}

// inner tells whether what stands in the bracket is no part of a pattern around it,
// as in [get(name).property] = list.
func (f *frame) inner() bool {
	switch f.kind {
	case frameBlock, frameClass, frameArrow, frameTemplate:
		return true
	}
	return f.call || f.access
}

// pop closes the innermost bracket and the arrow functions that end with it.
func (s *scanner) pop() frame {
	s.endArrows()
	if len(s.stack) == 1 {
		return s.stack[0]
	}
	f := s.stack[len(s.stack)-1]
	s.stack = s.stack[:len(s.stack)-1]
	b := &s.brackets[s.bracket]
	b.close, s.bracket = int32(len(s.toks)-1), b.outer
	return f
}

func (s *scanner) endArrows() {
	for s.top().kind == frameArrow {
		s.stack = s.stack[:len(s.stack)-1]
	}
}

// name returns the index of a name.
func (s *scanner) name(text []byte) int32 {
	return intern(text, s.names, &s.file.Names)
}

// refSlab is where refs stay that a statement was found to have, many side by side.
type refSlab struct {
	free []Ref
	size int // of the last one; each is twice as large as the one before, within limits
}

func (b *refSlab) keep(refs []Ref) []Ref {
	if len(refs) == 0 {
		return nil
	}
	if len(refs) > len(b.free) {
		b.size = min(max(2*b.size, 64), 1024)
		b.free = make([]Ref, max(b.size, len(refs)))
	}
	n := copy(b.free, refs)
	kept := b.free[:n:n]
	b.free = b.free[n:]
	return kept
}

// chain returns the index of the property names that follow a reference.
func (s *scanner) chain(text []byte) int32 {
	return intern(text, s.chains, &s.file.Chains)
}

// intern returns a text's index in a list, which it joins where it is new.
func intern(text []byte, known map[string]int32, list *[]string) int32 {
	id, ok := known[string(text)]
	if !ok {
		id = int32(len(*list))
		*list = append(*list, string(text))
		known[(*list)[id]] = id
	}
	return id
}

// expectsKey tells whether a name here is a property name.
func (f *frame) expectsKey() bool {
	return (f.kind == frameObject || f.kind == frameClass) && !f.value && !f.target
}

// member handles a property access: reading a property may depend on order.
func (s *scanner) member(f *frame) {
	if f.pure {
		return
	}
	if s.prev.Kind.Word() && !s.prevIsProperty() {
		switch string(s.text(s.prev)) {
		case "Math", "Number", "Symbol", "import":
			return
		}
	}
	s.effect()
}
