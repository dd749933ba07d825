package cut

import (
	"slices"

	"github.com/paintbox-build/paintbox/internal/lex"
)

// Free is one of the names that only Node.js gives to modules, where a statement uses
// it and no function of the statement has a variable of that name.
type Free struct {
	Name   int32 // index into File.Names
	Anyway bool  // no condition stands before a use, as a branch, && or a try statement does: packages ask in many ways what there is
}

// OfNode tells the names that Node.js gives to modules and browsers do not have.
func OfNode(name string) bool {
	switch name {
	case "Buffer", "process", "__dirname", "__filename", "setImmediate", "clearImmediate":
		return true
	}
	return false
}

// Free tells how the statement uses a name of Node's.
func (s *Statement) Free(name int32) (f Free, ok bool) {
	if s.Rare == nil {
		return Free{}, false
	}
	i := slices.IndexFunc(s.Rare.Free, func(f Free) bool { return f.Name == name })
	if i < 0 {
		return Free{}, false
	}
	return s.Rare.Free[i], true
}

// free notes the names of Node's that the statement uses.
func (s *scanner) free(w *flow) {
	for _, name := range s.ofNode {
		if _, known := s.stmt.Free(name); known {
			continue
		}
		var scopes []span
		for k := range s.refs {
			if s.refs[k].Name != name {
				continue
			}
			if scope, ok := w.declares(k); ok {
				scopes = append(scopes, scope)
			}
		}
		f, used := Free{Name: name}, false
		for k := range s.refs {
			i := int(s.refAt[k])
			if s.refs[k].Name != name || slices.ContainsFunc(scopes, func(scope span) bool { return scope.first <= i && i <= scope.last }) {
				continue
			}
			used, f.Anyway = true, f.Anyway || !w.conditional(i, s.refIn[k])
		}
		if used {
			rare := s.stmt.rare()
			rare.Free = append(rare.Free, f)
		}
	}
}

// span is some tokens of a statement.
type span struct{ first, last int }

// declares tells where the name of a reference stands for a variable that the
// reference declares in a function or block.
func (w *flow) declares(k int) (scope span, ok bool) {
	at, in := int(w.s.refAt[k]), w.s.refIn[k]
	if before := w.kind(at - 1); before == lex.Function || before == lex.Class {
		return w.blockOf(in), true
	}
	if w.kind(at+1) == lex.Arrow {
		return span{at, w.arrowEnd(at+2, in)}, true
	}
	for { // out of patterns
		switch before := w.kind(at - 1); {
		case before == lex.Comma, w.declarator(at - 1):
			if word := w.declaration(at, in); word >= 0 {
				return w.scopeOf(word, in), true
			}
		case before == lex.ParenOpen, before == lex.BraceOpen, before == lex.BracketOpen, before == lex.Colon, before == lex.Spread:
		default:
			return span{}, false
		}
		if in < 0 {
			return span{}, false
		}
		at = int(w.brackets[in].open)
		if w.kind(at) == lex.ParenOpen {
			return w.parameters(in)
		}
		in = w.brackets[in].outer
	}
}

// declaration finds the word that starts the declaration which a token is part of,
// -1 where it is of none. It stands in the same bracket.
func (w *flow) declaration(at int, in int32) int {
	for i := at - 1; i > w.start(in); i-- {
		switch k := w.kind(i); {
		case w.declarator(i):
			return i
		case k == lex.Semicolon:
			return -1
		case k == lex.BraceClose || k == lex.ParenClose || k == lex.BracketClose:
			i = w.skipBack(i)
		}
	}
	return -1
}

// scopeOf is where a declaration of variables is seen, which starts with a word.
func (w *flow) scopeOf(word int, in int32) span {
	for w.kind(word) == lex.Var && in >= 0 && !w.isBody(in) {
		in = w.brackets[in].outer
	}
	return w.blockOf(in)
}

// isBody tells whether a bracket holds the body of a function.
func (w *flow) isBody(in int32) bool {
	open := int(w.brackets[in].open)
	if w.kind(open) != lex.BraceOpen {
		return false
	}
	if w.kind(open-1) == lex.Arrow {
		return true
	}
	list := w.opened(open - 1)
	if list < 0 || w.kind(open-1) != lex.ParenClose || w.kind(int(w.brackets[list].open)-1) == lex.Catch {
		return false
	}
	_, ok := w.parameters(list)
	return ok
}

// blockOf is the innermost block around what stands in a bracket.
func (w *flow) blockOf(in int32) span {
	first, last := w.block(in)
	return span{first, last}
}

// parameters tells where the parameters are seen that stand in parentheses, if it is
// parameters that do.
func (w *flow) parameters(in int32) (scope span, ok bool) {
	b := w.brackets[in]
	open, after := int(b.open), int(b.close)+1
	switch w.kind(after) {
	case lex.Arrow:
		return span{open, w.arrowEnd(after+1, b.outer)}, true
	case lex.BraceOpen:
		switch k := w.kind(open - 1); k {
		case lex.If, lex.While, lex.For, lex.Switch, lex.With, lex.Await:
		default:
			if body := w.starting(after); body >= 0 && (k.Word() || k == lex.String || k == lex.Number || k == lex.BracketClose || k == lex.Private) {
				return span{open, int(w.brackets[body].close)}, true
			}
		}
	}
	return span{}, false
}

// arrowEnd is the last token of the body of an arrow function, which starts with a
// token.
func (w *flow) arrowEnd(i int, in int32) int {
	if body := w.starting(i); body >= 0 && w.kind(i) == lex.BraceOpen {
		return int(w.brackets[body].close)
	}
	end := len(w.toks)
	if in >= 0 {
		end = int(w.brackets[in].close)
	}
	for ; i < end && w.kind(i) != lex.Comma && w.kind(i) != lex.Semicolon; i++ {
		if b := w.starting(i); b >= 0 {
			i = int(w.brackets[b].close)
		}
	}
	return i - 1
}

// start is the token that opens a bracket, -1 outside all.
func (w *flow) start(in int32) int {
	if in < 0 {
		return -1
	}
	return int(w.brackets[in].open)
}

// skipBack is the token that opens the bracket which a token closes.
func (w *flow) skipBack(i int) int {
	if b := w.opened(i); b >= 0 {
		return int(w.brackets[b].open)
	}
	return i
}

// conditional tells whether a condition decides if a token is reached. It goes
// back to the start of the statement, and from bracket to bracket. What stands in a
// function is reached where the function is.
func (w *flow) conditional(i int, in int32) bool {
	for ; ; i, in = w.start(in), w.outer(in) {
		if w.decided(i, in) {
			return true
		}
		if in < 0 {
			return false
		}
	}
}

// decided tells whether a condition stands before a token in its bracket.
func (w *flow) decided(i int, in int32) bool {
	k := i - 1
	if w.kind(i) == lex.ParenOpen && (w.kind(k) == lex.If || w.kind(k) == lex.While || w.kind(k) == lex.Switch) {
		k-- // it is in the condition itself
	}
	for open := w.start(in); k > open; k-- {
		switch w.kind(k) {
		case lex.BraceClose, lex.ParenClose, lex.BracketClose:
			if w.kind(k) == lex.BraceClose && w.newline(k+1) {
				return false // of a statement before
			}
			k = w.skipBack(k)
		case lex.Question, lex.Choice, lex.If, lex.Else, lex.Try, lex.Catch, lex.Case, lex.While:
			return true
		case lex.Semicolon, lex.Comma, lex.TemplateOpen:
			return false
		}
	}
	return false
}
