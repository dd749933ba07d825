package cut

import (
	"bytes"
	"cmp"
	"slices"

	"github.com/paintbox-build/paintbox/bundler/internal/js"
	"github.com/paintbox-build/paintbox/internal/lex"
)

// readFacts notes what the tokens of the statement that has just ended say.
func (s *scanner) readFacts() {
	p := s.phrase()
	if last := len(p.toks) - 1; last >= 0 && int(p.toks[last].Start) >= s.stmt.End {
		p.toks = p.toks[:last]
	}
	s.judge(p)
	text := s.src[s.stmt.Start:s.stmt.End]
	s.stmt.Dots = bytes.IndexByte(text, '.') >= 0
	s.stmt.AnyThis = hasThis(text)
	if s.stmt.Form == FormImport || s.stmt.Form == FormExport {
		s.stmt.rare().Clause = p.clause(s.stmt.Form)
		return
	}
	for _, i := range s.relative {
		rare := s.stmt.rare()
		rare.Relative = append(rare.Relative, Literal{Span{p.toks[i].Start, p.toks[i].End}, js.Unquote(string(p.text(int(i))))})
	}
	s.flow(p)
	if s.stmt.Form == FormPlain {
		s.declaration(p)
	}
	s.getters(p)
	s.taken(p)
}

// judge tells whether the statement has an effect, by what it is and by what
// the scanner noticed in it.
func (s *scanner) judge(p phrase) {
	head, forced := 0, false
	switch k := p.kind(0); {
	case s.stmt.Form != FormPlain || s.stmt.Prefix != "" || p.declarator(0) || k == lex.Class:
	case !k.Word():
		head = p.enumeration()
		forced = head == 0 && !(k == lex.String && s.prev.Kind == lex.Semicolon && len(p.toks) == 1)
	default:
		head = p.propertyAssignment()
		s.stmt.Local = head > 0
		forced = head == 0
	}
	s.stmt.Effect = forced || int(s.effectAt) >= head
	switch p.kind(0) {
	case lex.If, lex.For, lex.While, lex.Do, lex.Switch, lex.Try, lex.Throw, lex.BraceOpen:
		s.stmt.Control = s.stmt.Form == FormPlain
		s.stmt.Throws = slices.ContainsFunc(p.toks, func(t lex.Token) bool { return t.Kind == lex.Throw })
	}
}

// flow notes what stands around references, and where their values go.
func (s *scanner) flow(p phrase) {
	s.gives = len(s.file.Gives)
	w := flow{p, s.brackets, s}
	for k := range s.refs {
		r, i := &s.refs[k], int(s.refAt[k])
		s.follow(p, r, i)
		r.Does = w.reference(r, i, s.refIn[k])
	}
	s.free(&w)
}

// follow notes what stands after a reference, which is a token.
func (s *scanner) follow(p phrase, r *Ref, i int) {
	start := p.toks[i].End
	end := start
	before, loop := p.kind(i-1), p.kind(i-1) == lex.ParenOpen && (p.kind(i-2) == lex.For || p.kind(i-2) == lex.Await)
	for i++; p.kind(i) == lex.Dot && p.kind(i+1).Word(); i += 2 {
		name := &p.toks[i+1]
		if p.toks[i].Start != end || name.Start != end+1 || name.Escaped {
			break
		}
		end = name.End
	}
	if end > start {
		r.Chain = s.chain(p.src[start:end])
	}
	switch before {
	case lex.Typeof:
		r.Next |= NextAsked
	case lex.In:
		r.Next |= NextSearched
	}
	switch {
	case end == start && p.match(i, lex.ParenOpen, lex.ParenClose, lex.Comma, lex.Number, lex.ParenClose) && string(p.text(i+3)) == "1":
		r.Next |= NextCall | NextNode
	case p.calls(i):
		r.Next |= NextCall
	case p.kind(i) == lex.Assign || p.kind(i) == lex.Change:
		r.Next |= NextSet
	}
	if before == lex.Update || before == lex.Delete || p.changes(i) || loop && (p.is(i, "of") || p.kind(i) == lex.In) {
		r.Next |= NextChanged
	}
}

// declaration notes what the statement declares.
func (s *scanner) declaration(p phrase) {
	declares, target, value := p.declaration(s.stmt.Prefix != "")
	s.stmt.Declares, s.stmt.Value, s.stmt.Target = declares, value, int32(s.stmt.Start)
	if target < len(p.toks) {
		s.stmt.Target = p.toks[target].Start
	}
	if declares != DeclaresName {
		return
	}
	if i := target + 2; p.match(i, lex.Ident, lex.ParenOpen, lex.BraceOpen) {
		i += 3
		async := p.is(i, "async")
		if async {
			i++
		}
		if p.kind(i) == lex.String {
			s.stmt.rare().Async = async
			s.stmt.CommonJS = s.stmt.CommonJS && p.match(i+1, lex.ParenOpen, lex.ParenClose) // those that a CommonJS module is given are its own
			s.stmt.rare().Path = Span{p.toks[i].Start, p.toks[i].End}
			s.stmt.rare().Exports = p.exports(i, s.name)
		}
	}
}

// getters notes the getters that helper(object, {…}) gives an object.
func (s *scanner) getters(p phrase) {
	if !p.match(0, lex.Ident, lex.ParenOpen, lex.Ident, lex.Comma, lex.BraceOpen) {
		return
	}
	for k, at := range s.refAt {
		i := int(at)
		if !p.match(i-4, lex.Colon, lex.ParenOpen, lex.ParenClose, lex.Arrow) || !p.startsKey(i-5) {
			continue
		}
		g := Getter{Pos: s.refs[k].Pos, Key: js.Unquote(string(p.text(i - 5)))}
		g.Lines, g.Whole = p.lines(i-5, i)
		rare := s.stmt.rare()
		rare.Getters = append(rare.Getters, g)
	}
}

// lines tells the lines of the getter from one token to another, if it has lines
// of its own and a comma or nothing follows.
func (p phrase) lines(from, to int) (Span, bool) {
	if p.kind(to+1) == lex.Comma {
		to++
	}
	start, end := p.toks[from-1].End, p.toks[to].End
	if !p.newline(from) || !p.newline(to+1) || p.src[start] != '\n' || p.src[end] != '\n' {
		return Span{}, false
	}
	return Span{start + 1, end + 1}, true
}

// loaded tells where what an import() gives goes, which starts at a token.
func (s *scanner) loaded(p phrase, i int) Does {
	w := flow{p, s.brackets, s}
	call, first := w.starting(i+1), len(s.file.Gives)
	if call < 0 {
		return 0
	}
	does := w.promise(Give{From: p.toks[i].Start}, i, int(s.brackets[call].close), s.brackets[call].outer)
	if len(s.file.Gives) > first {
		slices.SortStableFunc(s.file.Gives[s.gives:], func(a, b Give) int { return cmp.Compare(a.From, b.From) })
	}
	return does
}

// taken notes what is taken of what import() and require() give.
func (s *scanner) taken(p phrase) {
	var t *taking // there is seldom anything to take
	reader := func() *taking {
		if t == nil {
			t = &taking{phrase: p, prefix: s.stmt.Prefix != "", refs: s.refs, chains: s.file.Chains, at: s.refAt, known: map[int32]Taken{}}
		}
		return t
	}
	for _, i := range s.imports {
		imp := Import{Start: int(p.toks[i].Start), Arg: int(p.toks[i+2].Start), End: int(p.toks[i+2].End), Path: js.Unquote(string(p.text(int(i) + 2)))}
		if !s.stmt.Eval {
			imp.Taken = reader().imported(int(i), int(i)+loadLength)
		}
		imp.Does = s.loaded(p, int(i))
		s.stmt.Dynamic = append(s.stmt.Dynamic, imp)
	}
	for k, i := range s.refAt {
		if p.kind(int(i)+2) != lex.ParenClose { // name(), or the end of copy(object))
			continue
		}
		if self, ok := p.self(int(i)); ok {
			if !s.stmt.Eval && !self.Bare {
				self.Taken = reader().imported(int(i)-selfName, int(i)-selfName+selfLength)
			}
			self.Name = s.refs[k].Name
			rare := s.stmt.rare()
			rare.Selves = append(rare.Selves, self)
		}
		if s.stmt.Eval || p.kind(int(i)-7) != lex.ParenOpen {
			continue
		}
		if q, ok := reader().required(k); ok {
			rare := s.stmt.rare()
			rare.Requires = append(rare.Requires, q)
		}
	}
}
