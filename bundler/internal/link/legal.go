package link

import (
	"strings"

	"github.com/paintbox-build/paintbox/bundler/internal/lex"
)

// noteLegal notes the legal comments of a source.
func (p *plugin) noteLegal(file, text string) {
	comments := legalComments(text, strings.HasSuffix(file, ".css"))
	p.mu.Lock()
	defer p.mu.Unlock()
	if comments == nil {
		delete(p.legal, file) // as it was in an earlier run
		return
	}
	p.legal[file] = comments
}

// legalMarks are what a comment says whose author wants it kept, beside an
// exclamation mark at its start.
func legalMarks() []string { return []string{"@license", "@preserve"} }

// legalComments lists the legal comments of a source, each once, in the order
// of the text.
func legalComments(text string, sheet bool) []string {
	if !mayBeLegal(text) {
		return nil
	}
	each := scriptComments
	if sheet {
		each = sheetComments
	}
	var list []string
	seen := map[string]bool{}
	each(text, func(comment string) {
		if isLegal(comment) && !seen[comment] {
			seen[comment] = true
			list = append(list, strings.Clone(comment)) // not the whole source
		}
	})
	return list
}

// mayBeLegal is quick, and right where it says no: most sources have no such
// comment, and are not read for it.
func mayBeLegal(text string) bool {
	for _, mark := range append(legalMarks(), "/*!", "//!") {
		if strings.Contains(text, mark) {
			return true
		}
	}
	return false
}

func isLegal(comment string) bool {
	if strings.HasPrefix(comment[2:], "!") {
		return true
	}
	for _, mark := range legalMarks() {
		if strings.Contains(comment, mark) {
			return true
		}
	}
	return false
}

// scriptComments calls visit for every comment of a script. The text may be
// TypeScript or JSX, which the lexer does not know: what it takes for a string
// or a regular expression there ends with the line.
func scriptComments(text string, visit func(comment string)) {
	l := lex.Lexer{Text: []byte(text), Comments: true}
	var braces []bool // of the braces that are open: it is one of an expression in a template
	operand := false  // an expression has just ended: a slash is a division
	for {
		t := l.Next()
		switch {
		case t.Kind == lex.End:
			return
		case t.Kind == lex.Comment:
			visit(text[t.Start:t.End])
			continue
		case t.Kind == lex.Slash && !operand:
			if r := l.RegExp(t); r.Kind == lex.RegExp {
				t = r
			} else {
				l.At(t.End) // the end of an element, as in </p>
			}
		case t.Kind == lex.Backquote:
			t = l.Template(t)
		case t.Kind == lex.BraceOpen:
			braces = append(braces, false)
		case t.Kind == lex.BraceClose && len(braces) > 0:
			if braces[len(braces)-1] {
				t = l.Template(t)
			}
			braces = braces[:len(braces)-1]
		}
		if t.Kind == lex.TemplateOpen {
			braces = append(braces, true)
		}
		operand = endsOperand(t.Kind)
	}
}

// sheetComments calls visit for every comment of a style sheet.
func sheetComments(text string, visit func(comment string)) {
	for i := 0; i < len(text); i++ {
		switch mark := text[i]; {
		case mark == '\\':
			i++
		case mark == '"', mark == '\'':
			for i++; i < len(text) && text[i] != mark && text[i] != '\n'; i++ {
				if text[i] == '\\' {
					i++
				}
			}
		case strings.HasPrefix(text[i:], "/*"):
			length := strings.Index(text[i+2:], "*/")
			if length < 0 {
				return
			}
			visit(text[i : i+length+4])
			i += length + 3
		}
	}
}
