package lex

// A Reader reads a text of which nothing is known but that it is meant as a
// program: a script that another tool wrote, a configuration, TypeScript, JSX. It
// asks the lexer itself for the rest of regular expressions and templates, and
// tells by what stands before a slash which of its meanings it has.
//
// What it takes for a string or a regular expression in text that is none, as in
// the text of an element, ends with the line; an apostrophe in a word starts none.
type Reader struct {
	lexer   Lexer
	open    []bracket
	last    Kind  // of the token before, comments left out
	word    Token // the last word
	control bool  // the token before is if, for, while or with
	operand bool  // an expression has just ended: a slash is a division

	elements bool // elements of JSX may stand here
	fresh    bool // the token before opens a tag
}

// bracket is one that is open.
type bracket struct {
	start    int32
	template bool // a brace that opens an expression in a template
	head     bool // a parenthesis behind if, for, while or with
	object   bool // a brace where an expression is expected
	part     part // of an element; partCode for what is none
	types    int  // in a tag: the angle brackets of type arguments that are open
}

// NewReader starts to read a text. Comments are tokens only if they are asked for.
func NewReader(text []byte, comments bool) *Reader {
	r := &Reader{lexer: Lexer{Text: text, Comments: comments}, last: Semicolon}
	r.lexer.Hashbang()
	return r
}

// Inside is the offset of the innermost bracket that is open, -1 outside all.
func (r *Reader) Inside() int32 {
	if len(r.open) == 0 {
		return -1
	}
	return r.open[len(r.open)-1].start
}

// Next reads the next token. Where a regular expression stands, or a template,
// the token is that: there are no backquotes.
func (r *Reader) Next() Token {
	if n := len(r.open); n > 0 && r.open[n-1].part != partCode {
		if r.open[n-1].part == partContent {
			return r.content()
		}
		return r.tag()
	}
	t := r.lexer.Next()
	switch t.Kind {
	case Comment, End:
		return t
	case String, Invalid:
		if r.apostrophe(t) {
			t.Kind, t.End = Invalid, t.Start+1
			r.lexer.At(t.End)
		}
	case Slash:
		if r.operand {
			break
		}
		if whole := r.lexer.RegExp(t); whole.Kind == RegExp {
			t = whole
		} else {
			r.lexer.At(t.End) // the end of an element, as in </p>
		}
	case Backquote:
		t = r.lexer.Template(t)
	case Binary:
		if r.elements && !r.operand && t.End-t.Start == 1 && r.lexer.Text[t.Start] == '<' && r.opensElement(t.End) {
			return r.openTag(t)
		}
	case BraceClose:
		if n := len(r.open); n > 0 && r.open[n-1].template {
			t = r.lexer.Template(t)
		}
	}
	r.note(t)
	return t
}

// note follows brackets and operands.
func (r *Reader) note(t Token) {
	property := r.last == Dot || r.last == Optional // a keyword there is a name
	operand := property && t.Kind.Word()
	switch t.Kind {
	case ParenOpen:
		r.open = append(r.open, bracket{start: t.Start, head: r.control})
	case BracketOpen:
		r.open = append(r.open, bracket{start: t.Start})
	case BraceOpen:
		r.open = append(r.open, bracket{start: t.Start, object: expects(r.last)})
	case ParenClose:
		operand = !r.close().head
	case BracketClose:
		r.close()
		operand = true
	case BraceClose:
		operand = r.close().object
	case TemplateOpen, Template:
		if r.lexer.Text[t.Start] == '}' {
			r.close()
		}
		if operand = t.Kind == Template; !operand {
			r.open = append(r.open, bracket{start: t.Start, template: true})
		}
	case Update: // behind an operand it belongs to that
		operand = r.operand
	case Number, String, RegExp, Private, Ident, This, Super, True, False, Null:
		operand = true
	}
	if t.Kind.Word() {
		r.word = t
	}
	r.control = !property && (t.Kind == If || t.Kind == For || t.Kind == While || t.Kind == With)
	r.last, r.operand = t.Kind, operand
}

// apostrophe tells whether a token starts with one that ends no name of a program:
// that of it's, in the text of an element.
func (r *Reader) apostrophe(t Token) bool {
	if r.lexer.Text[t.Start] != '\'' || r.word.Kind != Ident || r.word.End != t.Start {
		return false
	}
	switch string(r.lexer.Text[r.word.Start:r.word.End]) {
	case "from", "as", "of", "get", "set", "static", "async":
		return false
	}
	return true
}

// close ends the innermost bracket.
func (r *Reader) close() bracket {
	n := len(r.open)
	if n == 0 {
		return bracket{}
	}
	b := r.open[n-1]
	r.open = r.open[:n-1]
	return b
}

// expects tells whether an expression comes behind a token, so that a brace opens
// an object. Behind a colon it may be either; an object is the more frequent one.
func expects(k Kind) bool {
	switch k {
	case ParenOpen, BracketOpen, Comma, Colon, Question, Spread, Assign, Change, Sign, Not, Star, Slash, Choice, Compare, Binary, TemplateOpen,
		Return, Typeof, Void, Delete, In, Instanceof, New, Throw, Await, Yield, Case, Default:
		return true
	}
	return false
}
