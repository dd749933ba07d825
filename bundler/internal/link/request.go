package link

import (
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/internal/lex"
)

// request is an expression that names a module or a file, of which parts may be
// known while the program is built.
type request struct {
	first, end int      // its tokens; end is behind the last
	parts      []string // what is known; between two of them stands what only the running program knows
}

// add adds what is known to the end.
func (r *request) add(text string) { r.parts[len(r.parts)-1] += text }

// open adds what is not known.
func (r *request) open() {
	if last := len(r.parts) - 1; last == 0 || r.parts[last] != "" {
		r.parts = append(r.parts, "")
	}
}

// splice adds another request to the end.
func (r *request) splice(other request) {
	for i, part := range other.parts {
		if i > 0 {
			r.open()
		}
		r.add(part)
	}
}

// argumentEnd is the token that ends an argument which starts at one: a comma or
// the parenthesis behind it. It is -1 where the program is not understood.
func (s *tokens) argumentEnd(first int) int {
	for i := first; i < len(s.list); i++ {
		switch s.kind(i) {
		case lex.Comma, lex.ParenClose:
			return i
		case lex.BraceClose, lex.BracketClose, lex.Semicolon:
			return -1
		}
		for s.ends[i] > i { // a template has a bracket for each of its expressions
			i = s.ends[i]
		}
	}
	return -1
}

// request reads a sum of strings and other values, or a template.
func (s *tokens) request(first, end int) (request, bool) {
	r := request{first: first, end: end, parts: []string{""}}
	for i := first; i < end; {
		next, ok := s.term(&r, i, end)
		if !ok {
			return r, false
		}
		if s.is(next, "as") || s.is(next, "satisfies") {
			next = end
		}
		if next == end {
			return r, true
		}
		if string(s.text(next)) != "+" || next+1 == end {
			return r, false
		}
		i = next + 1
	}
	return r, false
}

// term reads what stands between two signs, and gives the token behind it.
func (s *tokens) term(r *request, i, end int) (int, bool) {
	if value, ok := s.value(i); ok {
		if s.termEnds(i+1, end) {
			r.add(value)
			return i + 1, true
		}
		if s.kind(i+1) == lex.Dot && s.is(i+2, "concat") && s.kind(i+3) == lex.ParenOpen && s.ends[i+3] > 0 && s.termEnds(s.ends[i+3]+1, end) {
			r.add(value)
			return s.ends[i+3] + 1, s.concatenated(r, i+4)
		}
	}
	if s.kind(i) == lex.TemplateOpen {
		if last := s.templateEnd(i); last > 0 && s.termEnds(last+1, end) {
			s.template(r, i)
			return last + 1, true
		}
	}
	if s.kind(i) == lex.ParenOpen && s.ends[i] > 0 && s.termEnds(s.ends[i]+1, end) {
		if inner, ok := s.request(i+1, s.ends[i]); ok {
			r.splice(inner)
			return s.ends[i] + 1, true
		}
	}
	r.open()
	return s.openTerm(i, end)
}

// termEnds tells whether a term ends before a token.
func (s *tokens) termEnds(i, end int) bool {
	return i == end || string(s.text(i)) == "+" || s.is(i, "as") || s.is(i, "satisfies")
}

// concatenated reads the arguments of concat().
func (s *tokens) concatenated(r *request, i int) bool {
	for s.kind(i) != lex.ParenClose {
		end := s.argumentEnd(i)
		if end < 0 {
			return false
		}
		if inner, ok := s.request(i, end); ok {
			r.splice(inner)
		} else {
			r.open()
		}
		if i = end; s.kind(i) == lex.Comma {
			i++
		}
	}
	return true
}

// openTerm moves over a value that is not known. Other operators than those that
// bind closer than a sum make the whole no sum.
func (s *tokens) openTerm(i, end int) (int, bool) {
	for at := i; at < end; at++ {
		switch k := s.kind(at); {
		case k == lex.Sign && at > i && string(s.text(at)) == "+" && endsOperand(s.kind(at-1)), at > i && s.termEnds(at, end):
			return at, true
		case slices.Contains([]lex.Kind{lex.Question, lex.Choice, lex.Assign, lex.Change, lex.Arrow, lex.Compare, lex.Spread, lex.Yield, lex.Function, lex.Class, lex.In, lex.Instanceof}, k), k == lex.Binary && string(s.text(at)) != "%":
			return at, false
		case k == lex.Sign && at > i && string(s.text(at)) == "-" && endsOperand(s.kind(at-1)):
			return at, false
		}
		for s.ends[at] > at {
			at = s.ends[at]
		}
	}
	return end, true
}

// templateEnd is the last token of a template with expressions; -1 where it has no
// end.
func (s *tokens) templateEnd(i int) int {
	for s.kind(i) == lex.TemplateOpen {
		i = s.ends[i]
		if i < 0 {
			return -1
		}
	}
	return i
}

// template reads such a template.
func (s *tokens) template(r *request, i int) {
	for last := s.templateEnd(i); ; i = s.ends[i] {
		text := string(s.text(i))
		text = strings.TrimSuffix(text[1:], "${")
		if i == last {
			text = strings.TrimSuffix(text, "`")
		}
		value, _ := lex.Value([]byte("`" + text + "`"))
		r.add(value)
		if i == last {
			return
		}
		if inner, ok := s.request(i+1, s.ends[i]); ok {
			r.splice(inner)
		} else {
			r.open()
		}
	}
}

// takes tells whether a text is one that the request may be: its known parts stand
// in it, in their order.
func takes(parts []string, text string) bool {
	last := len(parts) - 1
	if last == 0 {
		return text == parts[0]
	}
	rest, ok := strings.CutPrefix(text, parts[0])
	if !ok {
		return false
	}
	for _, part := range parts[1:last] {
		at := strings.Index(rest, part)
		if at < 0 {
			return false
		}
		rest = rest[at+len(part):]
	}
	return strings.HasSuffix(rest, parts[last])
}

// shadowed tells whether what a word names is declared around it, by another token
// than some.
func (s *tokens) shadowed(word int, but map[int]bool) bool {
	return slices.ContainsFunc(s.indices(string(s.text(word))), func(i int) bool {
		if but[i] || !s.declared(i) {
			return false
		}
		from, to := 0, len(s.list)
		scope := s.within[i]
		if scope >= 0 && s.kind(scope) == lex.ParenOpen { // of a function, whose body is beside it
			from = scope
			if body := s.ends[scope] + 1; s.kind(body) == lex.BraceOpen && s.ends[body] > 0 {
				return from < word && word < s.ends[body]
			}
			scope = s.within[scope]
		}
		if scope >= 0 && s.ends[scope] > 0 {
			from, to = max(from, scope), s.ends[scope]
		}
		return from <= word && word < to
	})
}

// declared tells whether a word is the name in a declaration, or a parameter.
func (s *tokens) declared(i int) bool {
	switch s.kind(i - 1) {
	case lex.Function, lex.Var, lex.Const, lex.Class, lex.Import, lex.Star:
		return s.kind(i-1) != lex.Star || s.kind(i-2) == lex.Function
	}
	if s.is(i-1, "let") && s.kind(i-2) != lex.Dot || s.kind(i+1) == lex.Arrow {
		return true
	}
	open := s.within[i]
	if k := s.kind(i - 1); open < 0 || k != lex.Comma && k != lex.ParenOpen || s.kind(open) != lex.ParenOpen || s.ends[open] < 0 {
		return false
	}
	switch s.kind(open - 1) {
	case lex.If, lex.While, lex.For, lex.Switch, lex.With:
		return false
	}
	behind := s.kind(s.ends[open] + 1)
	return behind == lex.BraceOpen || behind == lex.Arrow
}
