package link

import "github.com/paintbox-build/paintbox/internal/lex"

// loadReader finds the calls of require() in a CommonJS module that run when the
// module does: those that stand in no function, block or condition. It reads
// tokens only; a call that it takes for conditional and is not gives a note in
// place of an error.
type loadReader struct {
	text     []byte
	last     lex.Token // the token before
	member   bool      // which is the name of a property
	brackets []bool    // the open brackets: whether each holds code that may not run
	inside   int       // how many of them do
	guarded  bool      // the statement has a condition before this place
}

// imported lists what import and export statements name.
func (s *tokens) imported() []string {
	var list []string
	for i := range s.list {
		if s.kind(i) != lex.String || i == 0 || s.kind(i-1) != lex.Import && string(s.text(i-1)) != "from" {
			continue
		}
		if value, literal := lex.Value(s.text(i)); literal {
			list = append(list, value)
		}
	}
	return list
}

// requiredAtLoad lists what a module requires when it is evaluated, in any case.
func (s *tokens) requiredAtLoad() []string {
	r := loadReader{text: s.program}
	called := false // the token before opens the arguments of require
	var list []string
	for _, t := range s.list {
		if value, literal := lex.Value(s.program[t.Start:t.End]); called && literal {
			list = append(list, value)
		}
		called = t.Kind == lex.ParenOpen && !r.member && string(s.program[r.last.Start:r.last.End]) == "require" && r.inside == 0 && !r.guarded
		r.note(t)
	}
	return list
}

// note keeps account of brackets and conditions.
func (r *loadReader) note(t lex.Token) {
	before := r.last
	r.last, r.member = t, before.Kind == lex.Dot || before.Kind == lex.Optional
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
	case lex.TemplateOpen, lex.Template:
		if r.text[t.Start] == '}' {
			r.close()
		}
		if t.Kind == lex.TemplateOpen {
			r.open(false)
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

// endsOperand tells whether a token ends an expression.
func endsOperand(k lex.Kind) bool {
	switch k {
	case lex.Number, lex.String, lex.Template, lex.RegExp, lex.Private, lex.ParenClose, lex.BracketClose, lex.Update,
		lex.Ident, lex.This, lex.Super, lex.True, lex.False, lex.Null:
		return true
	}
	return false
}
