package link

import (
	"strings"

	"github.com/paintbox-build/paintbox/bundler/internal/js"
	"github.com/paintbox-build/paintbox/internal/edit"
	"github.com/paintbox-build/paintbox/internal/lex"
)

// Other ways to write modules that webpack has: AMD's define([…], factory) as a
// statement and require([…], callback), and require.ensure(). A function in them
// may have a parameter that is called require; what it requires is bundled all the
// same, so that the parameter gets another name.

const (
	amdDefine  = `((f, d) => { const v = typeof f === "function" ? f(...d()) : f; if (v !== undefined) module.exports = v; })(`
	amdRequire = `((d, f, e) => { Promise.resolve().then(d).then((m) => f && f(...m), e); })(`
	ensureCall = `((f) => new Promise((resolve) => resolve(f && f())))(`
)

// parameter is what stands for a parameter that is called require.
const parameter = "__paintbox_require"

// span are the tokens of an argument; end is behind the last.
type span struct{ first, end int }

// arguments lists those of a call whose parenthesis is at a token.
func (s *tokens) arguments(open int) []span {
	var list []span
	for i := open + 1; i < s.ends[open]; {
		end := s.argumentEnd(i)
		if end < 0 {
			return nil
		}
		list = append(list, span{i, end})
		i = end + 1
	}
	return list
}

// strings reads an array of literals.
func (s *tokens) strings(a span) ([]string, bool) {
	list := []string{}
	if s.kind(a.first) != lex.BracketOpen || s.ends[a.first] != a.end-1 {
		return nil, false
	}
	for i := a.first + 1; i < a.end-1; i++ {
		value, ok := s.value(i)
		if next := s.kind(i + 1); !ok || next != lex.Comma && next != lex.BracketClose {
			return nil, false
		}
		list = append(list, value)
		if s.kind(i+1) == lex.Comma {
			i++
		}
	}
	return list, true
}

// mayAMD is quick, and right where it says no.
func mayAMD(text string) bool {
	return strings.Contains(text, "define(") || strings.Contains(text, "require.ensure") || strings.Contains(text, "require([")
}

// expandAMD replaces the calls in a source of a project that webpack builds, and
// lists the parameters that have other names then.
func (p *plugin) expandAMD(g *globbed, s *source) (renamed map[int]bool) {
	renamed = map[int]bool{}
	if !p.settings.Env.Context || !mayAMD(s.text) {
		return renamed
	}
	t := s.tokens()
	for i := range t.list {
		switch {
		case t.property(i) || t.kind(i-1) == lex.Function || t.kind(i-1) == lex.Typeof:
		case t.is(i, "define") && t.within[i] < 0 && t.kind(i+1) == lex.ParenOpen && t.starts(i) && !t.shadowed(i, nil):
			p.expandDefine(g, s, i, renamed)
		case t.is(i, "require") && t.match(i+1, lex.ParenOpen, lex.BracketOpen) && !t.shadowed(i, renamed):
			p.expandRequired(g, s, i, renamed)
		case t.is(i, "require") && t.kind(i+1) == lex.Dot && t.is(i+2, "ensure") && t.kind(i+3) == lex.ParenOpen && !t.shadowed(i, renamed):
			p.expandEnsure(g, s, i, renamed)
		}
	}
	return renamed
}

// starts tells whether a token starts a statement.
func (s *tokens) starts(i int) bool {
	k := s.kind(i - 1)
	return i == 0 || k == lex.Semicolon || k == lex.BraceClose || s.list[i].Newline && endsOperand(k)
}

// expandDefine makes a CommonJS module of AMD's.
func (p *plugin) expandDefine(g *globbed, s *source, i int, renamed map[int]bool) {
	t := s.tokens()
	list := t.arguments(i + 1)
	if len(list) > 1 {
		if _, named := t.value(list[0].first); named {
			list = list[1:]
		}
	}
	if len(list) == 0 || len(list) > 2 {
		return
	}
	names, ok := []string{"require", "exports", "module"}, true
	if len(list) == 2 {
		names, ok = t.strings(list[0])
	}
	if !ok {
		p.warnOf(g, s, i, "define() takes the names of modules as literals: this one is not bundled", `write import statements, or the names themselves: define(["./a"], (a) => …)`)
		return
	}
	factory := list[len(list)-1]
	t.rename(g, factory, renamed)
	p.around(g, s, i, t.ends[i+1], factory, amdDefine, ", () => ["+calls(names)+"])")
}

// expandRequired makes AMD's require() take the modules once the program goes on.
func (p *plugin) expandRequired(g *globbed, s *source, i int, renamed map[int]bool) {
	t := s.tokens()
	list := t.arguments(i + 1)
	if len(list) == 0 {
		return
	}
	names, ok := t.strings(list[0])
	if !ok {
		p.warnOf(g, s, i, "require([…]) takes the names of modules as literals: these are not bundled", "write them out, or import() with a directory at its start")
		return
	}
	p.warnOf(g, s, i, "require([…]) splits nothing here: the modules are loaded with this one", "write import() for what is to be loaded later")
	if len(list) == 1 {
		g.edits = append(g.edits, edit.New(t.start(i), t.end(t.ends[i+1]), amdRequire+"() => ["+calls(names)+"])"+newlines(s.text[t.start(i):t.end(t.ends[i+1])])))
		return
	}
	t.rename(g, list[1], renamed)
	g.edits = append(g.edits, edit.New(t.start(i), t.start(list[1].first), amdRequire+"() => ["+calls(names)+"], "+newlines(s.text[t.start(i):t.start(list[1].first)])))
}

// expandEnsure calls the function that require.ensure() would call later.
func (p *plugin) expandEnsure(g *globbed, s *source, i int, renamed map[int]bool) {
	t := s.tokens()
	list := t.arguments(i + 3)
	if len(list) < 2 {
		p.warnOf(g, s, i, "require.ensure() takes a list of modules and a function", "write import() for what is to be loaded later")
		return
	}
	p.warnOf(g, s, i, "require.ensure() splits nothing here: what its function requires is loaded with this module", "write import() for what is to be loaded later")
	t.rename(g, list[1], renamed)
	p.around(g, s, i, t.ends[i+3], list[1], ensureCall, ")")
}

// around leaves one argument of a call, and puts texts around it.
func (p *plugin) around(g *globbed, s *source, first, last int, stays span, before, after string) {
	t := s.tokens()
	from, to := t.start(stays.first), t.end(stays.end-1)
	g.edits = append(g.edits, edit.New(t.start(first), from, before+newlines(s.text[t.start(first):from])), edit.New(to, t.end(last), newlines(s.text[to:t.end(last)])+after))
}

// calls are expressions for modules, and for what AMD names beside them.
func calls(names []string) string {
	list := make([]string, len(names))
	for i, name := range names {
		switch name {
		case "exports", "module":
			list[i] = name
		case "require":
			list[i] = "void 0" // a parameter of that name has another
		default:
			list[i] = "require(" + js.Quote(name) + ")"
		}
	}
	return strings.Join(list, ", ")
}

// rename gives the parameter of a function that is called require another name.
func (s *tokens) rename(g *globbed, function span, renamed map[int]bool) {
	open := function.first
	for open < function.end && s.kind(open) != lex.ParenOpen && s.kind(open) != lex.Arrow {
		open++
	}
	for i := function.first; i < function.end; i++ {
		if s.is(i, "require") && (s.within[i] == open && s.declared(i) || s.kind(i+1) == lex.Arrow && i < open) {
			renamed[i] = true
			g.edits = append(g.edits, edit.New(s.start(i), s.end(i), parameter))
			return
		}
	}
}

// warnOf adds a warning about a token of a source of the project.
func (p *plugin) warnOf(g *globbed, s *source, at int, text, note string) {
	if !p.isOwn(s) {
		return
	}
	m := p.placeOf(s.file, s.text, s.tokens().start(at))
	m.Text, m.Note = text, note
	g.warnings = append(g.warnings, m)
}
