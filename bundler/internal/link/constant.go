package link

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/internal/edit"
	"github.com/paintbox-build/paintbox/internal/lex"
)

// An assignment to a constant, to an import or to a property of a namespace throws
// when it runs; the linker takes it for an error. Often it never runs, and where it
// does, programs may count on it. So it stays, throws as it does without a linker,
// and is warned of.

// constants are the assignments of a run, by the name of their module.
type constants map[string][]asset.Message

// throwing puts what throws into the place of the names that are assigned to. It
// is one operand, so that what stands around it means what it meant.
func (c constants) throwing(name, text string, loader api.Loader) string {
	assigned := c[name]
	if len(assigned) == 0 {
		return text
	}
	t := readTokens(bytesOf(text), loader)
	var edits []edit.Edit
	for _, m := range assigned {
		at := offsetOf(text, m)
		i, found := slices.BinarySearchFunc(t.list, at, func(t lex.Token, at int) int { return int(t.Start) - at })
		if !found || !strings.Contains(string(t.text(i)), constantOf(m)) {
			continue
		}
		says, name := said(m.Text)
		edits = append(edits, t.throwing(i, name, says == saysAssignedOf)...)
	}
	slices.SortFunc(edits, func(a, b edit.Edit) int { return a.Start - b.Start })
	edits = slices.CompactFunc(edits, func(a, b edit.Edit) bool { return a == b })
	changed := edit.Apply(text, edits)
	return changed
}

// throwing makes a token throw when it is assigned to, where it is the name of a
// variable, in short in a pattern as well, or a property of a namespace. What is
// deleted, or named by an expression, becomes a property of an object that the linker
// knows nothing of.
func (s *tokens) throwing(i int, name string, ofProperty bool) []edit.Edit {
	first, last := i, i
	switch {
	case ofProperty:
	case s.property(i):
		first = s.operand(i - 2)
	case s.kind(i-1) == lex.BracketOpen && s.kind(i) == lex.String:
		first, last = s.operand(i-2), i+1
	case s.short(i):
		return []edit.Edit{edit.New(s.start(i), s.end(i), name+": "+assignedThrows(name))}
	}
	switch {
	case s.kind(first) != lex.Ident && s.kind(first) != lex.ParenOpen || s.property(first):
		return nil
	case ofProperty || s.deleted(first):
		end := max(s.end(first), s.end(max(s.ends[first], first)))
		return []edit.Edit{edit.New(s.start(first), s.start(first), "Object("), edit.New(end, end, ")")}
	}
	return []edit.Edit{edit.New(s.start(first), s.end(last), assignedThrows(string(s.program[s.start(first):s.end(last)])))}
}

// operand is the first token of what ends at a token: a name, or something in
// parentheses, as a name and its type are; the mark that it is not null is passed over.
func (s *tokens) operand(i int) int {
	for s.kind(i) == lex.Not {
		i--
	}
	if s.kind(i) == lex.ParenClose {
		return s.within[i-1]
	}
	return i
}

// deleted tells whether the word delete stands before a token, whatever parentheses are
// between them.
func (s *tokens) deleted(i int) bool {
	for i--; s.kind(i) == lex.ParenOpen; i-- {
	}
	return s.kind(i) == lex.Delete
}

// assignedThrows is an operand with a value that throws when it is assigned to.
func assignedThrows(value string) string {
	return "new class{get v(){return " + value + `}set v(v){throw new TypeError("Assignment to constant variable.")}}().v`
}

// short tells whether a name is a property of a pattern and the variable at once,
// as in ({ name } = object).
func (s *tokens) short(i int) bool {
	before, after := s.kind(i-1), s.kind(i+1)
	opens := s.within[i]
	return (before == lex.BraceOpen || before == lex.Comma) && (after == lex.BraceClose || after == lex.Comma || after == lex.Assign) && opens >= 0 && s.pattern(opens)
}

// pattern tells whether a brace opens an object and no block, by what is before it.
func (s *tokens) pattern(i int) bool {
	if s.kind(i) != lex.BraceOpen {
		return false
	}
	switch s.kind(i - 1) {
	case lex.ParenOpen, lex.BracketOpen, lex.Comma, lex.Assign, lex.Spread, lex.Question, lex.Return, lex.Choice:
		return true
	case lex.Colon:
		return s.within[i] >= 0 && s.pattern(s.within[i])
	}
	return false
}

// offsetOf is the place of a message in the text that it is about; -1 where that
// is not as long.
func offsetOf(text string, m asset.Message) int {
	at := 0
	for range m.Line - 1 {
		end := strings.IndexByte(text[at:], '\n')
		if end < 0 {
			return -1
		}
		at += end + 1
	}
	return at + m.Column - 1
}

// constantOf is the name that an error is about, "" where it is another error.
func constantOf(m asset.Message) string {
	if says, name := said(m.Text); says == saysAssigned || says == saysAssignedOf {
		return name
	}
	return ""
}

// findConstants takes the errors about such assignments for what it is to make
// throw, and tells whether there is any in a module that it has not changed yet.
func (p *plugin) findConstants(failed []asset.Message) bool {
	found := constants{}
	for _, m := range failed {
		if constantOf(m) != "" && p.constants[m.File] == nil {
			found[m.File] = append(found[m.File], m)
		}
	}
	for file, list := range found {
		slices.SortFunc(list, func(a, b asset.Message) int { return cmp.Or(a.Line-b.Line, a.Column-b.Column) })
		p.constants[file] = list
	}
	return len(found) > 0
}

// warnings says which assignments throw.
func (c constants) warnings() []asset.Message {
	var list []asset.Message
	for _, file := range slices.Sorted(maps.Keys(c)) {
		for _, m := range c[file] {
			m.Cause = "constant"
			m.Text = "the assignment to " + constantOf(m) + ", which is a constant or an import, throws when it runs"
			list = append(list, m)
		}
	}
	return list
}

// reassigned tells whether assignments of a script are to throw.
func (p *plugin) reassigned(a api.OnLoadArgs) bool {
	return len(p.constants) > 0 && p.constants[p.plugged.name(a)] != nil
}

// inPackage tells whether a module is a package's.
func inPackage(name string) bool {
	return slices.Contains(strings.Split(name, "/"), "node_modules")
}
