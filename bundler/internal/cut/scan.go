package cut

import (
	"bytes"

	"github.com/paintbox-build/paintbox/internal/lex"
)

// Scan takes a file apart. isHeader tells whether the text of a line comment
// in the first column, without its slashes, starts a region.
func Scan(source []byte, isHeader func(string) bool) File {
	s := &scanner{lexer: lex.Lexer{Text: source, Comments: true}, src: source, region: -1, names: map[string]int32{}, chains: map[string]int32{}, isHeader: isHeader, effectAt: -1, bracket: -1}
	s.file.Source, s.file.Chains = source, []string{""}
	s.stack = append(s.stack, frame{kind: frameTop})
	s.toks = make([]lex.Token, 0, 1<<12)
	for s.ahead = s.read(); s.ahead.Kind != lex.End; {
		t := s.advance()
		if t.Kind == lex.Comment {
			s.comment(t)
			continue
		}
		s.token(t)
	}
	s.endStatement(int(s.ahead.Start))
	return s.file
}

// read reads the next token, but for comments that mean nothing. A slash is a
// regular expression where no expression has just ended, or where it is the
// first token of a line: esbuild never starts a line with a division.
func (s *scanner) read() lex.Token {
	newline := false
	for {
		t := s.lexer.Next()
		if k := t.Kind; k > lex.Backquote && k != lex.Slash && !newline {
			return t
		}
		t.Newline = t.Newline || newline
		switch {
		case t.Kind == lex.Comment && !s.isPure(t) && !s.startsLine(t):
			newline = t.Newline
			continue
		case t.Kind == lex.Slash && (!s.exprEnd || t.Newline):
			t = s.lexer.RegExp(t)
		case t.Kind == lex.Backquote:
			t = s.lexer.Template(t)
		}
		return t
	}
}

// isPure tells whether a comment says that a call has no effect.
func (s *scanner) isPure(t lex.Token) bool {
	text := s.text(t)
	if text[1] == '/' {
		return false
	}
	i := bytes.Index(text, []byte("__PURE__"))
	return i > 0 && (text[i-1] == '@' || text[i-1] == '#')
}

// startsLine tells whether a comment is one that starts in the first column and
// ends with its line.
func (s *scanner) startsLine(t lex.Token) bool {
	return s.src[t.Start+1] == '/' && (t.Start == 0 || s.src[t.Start-1] == '\n')
}

// comment handles a comment that means something.
func (s *scanner) comment(t lex.Token) {
	text := s.text(t)
	switch {
	case text[1] == '*':
		s.top().pure = true
	case len(s.stack) == 1 && !s.started && len(text) > 3:
		if header := string(text[3:]); s.isHeader(header) {
			s.region = len(s.file.Regions)
			s.file.Regions = append(s.file.Regions, header)
		}
	}
}

// advance returns the current token and looks at the one after it.
func (s *scanner) advance() lex.Token {
	t := s.ahead
	if t.Kind == lex.BraceClose && s.closesTemplate() {
		t = s.lexer.Template(t)
	}
	switch t.Kind {
	case lex.Update:
		s.ends = s.prevEnd
	case lex.ParenClose:
		s.exprEnd, s.ends = !s.closesHead(), true
	case lex.Comment:
		s.exprEnd = false
	default:
		s.ends = s.endsExpression(t)
		s.exprEnd = s.ends
	}
	s.ahead = s.read()
	return t
}

// endsExpression tells whether an expression may end with a token, which is
// neither a parenthesis nor ++ or --.
func (s *scanner) endsExpression(t lex.Token) bool {
	switch t.Kind {
	case lex.Return, lex.Typeof, lex.Instanceof, lex.In, lex.New, lex.Delete, lex.Void, lex.Throw, lex.Case, lex.Do, lex.Else, lex.Yield, lex.Await, lex.Extends, lex.Default:
		return s.isPropertyName()
	case lex.BracketClose, lex.BraceClose:
		return true
	}
	return t.Kind != lex.TemplateOpen && !t.Kind.Punctuation()
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

func (s *scanner) token(t lex.Token) {
	if !s.started {
		s.startStatement(t)
	}
	s.toks = append(s.toks, t)
	s.stmt.Weight += int(t.End - t.Start)
	wasEnd := s.prevEnd
	s.at = t.Start
	switch {
	case t.Kind.Word():
		s.provided(t)
		s.identifier(t)
	case t.Kind == lex.String:
		s.provided(t)
		s.string(t)
	case t.Kind == lex.Template || t.Kind == lex.TemplateOpen:
		s.templatePart(t, wasEnd)
	case t.Kind.Punctuation():
		s.punctuation(t, wasEnd)
	}
	s.prev, s.prevEnd = t, s.ends
	if t.Kind.Punctuation() && len(s.stack) == 1 && s.started {
		s.maybeEnd(t)
	}
}

// string notes the argument of an import(), and other paths.
func (s *scanner) string(t lex.Token) {
	switch at := int32(len(s.toks) - 1); {
	case s.importing && s.prev.Kind == lex.ParenOpen:
		s.imports = append(s.imports, at-2)
	case bytes.HasPrefix(s.src[t.Start+1:], []byte("./")):
		s.relative = append(s.relative, at)
	}
	s.importing = false
}

func (s *scanner) startStatement(t lex.Token) {
	s.started = true
	s.stmt = Statement{Region: s.region, Start: int(t.Start), Prefix: s.stmt.Prefix}
	if s.stmt.Prefix != "" {
		return // another declarator
	}
	s.keyword = t.Kind
	switch {
	case t.Kind == lex.Var || t.Kind == lex.Const || s.is(t, "let"):
		s.top().declares, s.top().binding = true, true
	case t.Kind == lex.Function || s.is(t, "async") && s.ahead.Kind == lex.Function && !s.ahead.Newline:
		s.stmt.Form = FormFunction
	case t.Kind == lex.Import && s.ahead.Kind != lex.ParenOpen && s.ahead.Kind != lex.Dot:
		s.stmt.Form = FormImport
	case t.Kind == lex.Export:
		s.stmt.Form = FormExport
	}
}

// maybeEnd ends the statement where the token is the last one of it.
func (s *scanner) maybeEnd(t lex.Token) {
	next := s.ahead.Kind
	switch t.Kind {
	case lex.Semicolon:
		if next == lex.Else || s.keyword == lex.Do && next == lex.While {
			return
		}
		s.endStatement(int(t.Start))
	case lex.BraceClose:
		if s.top().declares || !s.ahead.Newline && next != lex.End && s.stmt.Form != FormFunction {
			return
		}
		if next == lex.Else || next == lex.Catch || next == lex.Finally || next == lex.While && s.keyword == lex.Do {
			return
		}
		s.endStatement(int(t.End))
	case lex.Comma:
		if s.top().declares {
			prefix := s.stmt.Prefix
			if prefix == "" {
				prefix = string(s.text(s.toks[0]))
			}
			s.endStatement(int(t.Start))
			s.stmt.Prefix = prefix
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
	if s.stmt.Form != FormFunction {
		s.stmt.Suffix = ";"
	}
	if s.stmt.End > s.stmt.Start {
		s.readFacts()
		s.stmt.Refs = s.kept.keep(s.refs)
		s.file.Statements = append(s.file.Statements, s.stmt)
	}
	s.prev, s.prevEnd, s.effectAt = lex.Token{}, false, -1
	s.refs, s.toks, s.targets, s.refAt, s.refIn = s.refs[:0], s.toks[:0], s.targets[:0], s.refAt[:0], s.refIn[:0]
	s.brackets, s.bracket, s.ofNode = s.brackets[:0], -1, s.ofNode[:0]
	s.imports, s.relative = s.imports[:0], s.relative[:0]
	s.stmt = Statement{}
}

func (s *scanner) templatePart(t lex.Token, wasEnd bool) {
	if s.src[t.Start] == '`' {
		if wasEnd {
			s.effect()
		}
		if t.Kind == lex.TemplateOpen {
			s.effect()
			s.push(frame{kind: frameTemplate})
		}
		return
	}
	s.endArrows()
	if t.Kind == lex.Template {
		s.pop()
	}
}
