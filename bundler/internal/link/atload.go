package link

import "github.com/paintbox-build/paintbox/internal/lex"

// loadReader finds the calls of require() in a CommonJS module that run when the
// module does: those that stand in no function, block or condition. It reads
// tokens only; a call that it takes for conditional and is not gives a note in
// place of an error.
type loadReader struct {
	lexer    lex.Lexer
	last     lex.Token // the token before
	brackets []bool    // the open brackets: whether each holds code that may not run
	inside   int       // how many of them do
	guarded  bool      // the statement has a condition before this place
}

// requiresAtLoad tells whether a module's text calls require() of a specifier
// when it is evaluated, in any case.
func requiresAtLoad(text []byte, specifier string) bool {
	r := loadReader{lexer: lex.Lexer{Text: text}}
	r.lexer.Hashbang()
	for {
		t := r.next()
		if t.Kind == lex.End {
			return false
		}
		callee := r.last
		r.note(t)
		if t.Kind != lex.ParenOpen || string(text[callee.Start:callee.End]) != "require" || r.inside > 0 || r.guarded {
			continue
		}
		argument := r.next()
		r.note(argument)
		if argument.Kind == lex.String && string(text[argument.Start+1:argument.End-1]) == specifier {
			return true
		}
	}
}

// next reads a token, and the whole of a regular expression or template. What
// stands in a template is passed over.
func (r *loadReader) next() lex.Token {
	t := r.lexer.Next()
	switch {
	case t.Kind == lex.Slash && !(endsOperand(r.last.Kind) || r.last.Kind == lex.BraceClose):
		return r.lexer.RegExp(t)
	case t.Kind != lex.Backquote:
		return t
	}
	t = r.lexer.Template(t)
	for depth := 0; t.Kind == lex.TemplateOpen; {
		switch inner := r.lexer.Next(); {
		case inner.Kind == lex.End:
			return inner
		case inner.Kind == lex.BraceOpen:
			depth++
		case inner.Kind == lex.BraceClose && depth > 0:
			depth--
		case inner.Kind == lex.BraceClose:
			t = r.lexer.Template(inner)
		case inner.Kind == lex.Backquote:
			r.lexer.At(inner.Start)
			r.next()
		}
	}
	return t
}

// note keeps account of brackets and conditions.
func (r *loadReader) note(t lex.Token) {
	before := r.last
	r.last = t
	if t.Newline && r.inside == 0 && (endsOperand(before.Kind) || before.Kind == lex.BraceClose) && (t.Kind.Word() || t.Kind == lex.Semicolon) {
		r.guarded = false // a statement ends without a semicolon
	}
	switch t.Kind {
	case lex.BraceOpen:
		r.open(opensCode(before))
	case lex.ParenOpen, lex.BracketOpen:
		r.open(false)
	case lex.BraceClose, lex.ParenClose, lex.BracketClose:
		r.close()
		if t.Kind == lex.BraceClose && len(r.brackets) == 0 {
			r.guarded = false
		}
	case lex.Semicolon, lex.Comma:
		r.guarded = r.guarded && len(r.brackets) > 0
	case lex.If, lex.Choice, lex.Question, lex.Arrow, lex.While, lex.For, lex.Case:
		r.guarded = true
	}
}

func (r *loadReader) open(code bool) {
	r.brackets = append(r.brackets, code)
	if code {
		r.inside++
	}
}

func (r *loadReader) close() {
	if n := len(r.brackets); n > 0 {
		if r.brackets[n-1] {
			r.inside--
		}
		r.brackets = r.brackets[:n-1]
	}
}

// opensCode tells whether a brace behind a token opens a block or the body of a
// function or class, and no object.
func opensCode(before lex.Token) bool {
	switch before.Kind {
	case lex.ParenClose, lex.Arrow, lex.BraceOpen, lex.BraceClose, lex.Semicolon, lex.End,
		lex.Else, lex.Try, lex.Finally, lex.Catch, lex.Do, lex.Ident, lex.Class:
		return true
	}
	return false
}
