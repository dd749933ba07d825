package link

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler/internal/js"
	"github.com/paintbox-build/paintbox/internal/edit"
	"github.com/paintbox-build/paintbox/internal/lex"
	"github.com/paintbox-build/paintbox/internal/pathname"
)

// Vite's import.meta.glob, which Rspack has as well, is replaced before the
// linker reads a source: by an object whose keys are the files that match, and
// whose values import them. As in Vite, import statements for eager calls come
// before those that the source has.

const globPrefix = "__paintbox_glob_"

// globbed is what becomes of the calls in one source.
type globbed struct {
	edits    []edit.Edit
	imports  string // statements that come first
	errors   []asset.Message
	warnings []asset.Message
}

// mayGlob is quick, and right where it says no.
func mayGlob(text string) bool {
	return strings.Contains(text, "import.meta") && strings.Contains(text, "glob")
}

// expandGlobs replaces the calls of import.meta.glob in a source.
func (p *plugin) expandGlobs(s *source) globbed {
	var g globbed
	if !mayGlob(s.text) {
		return g
	}
	n := 0
	t := s.tokens()
	for i := range t.list {
		if t.kind(i) != lex.Import {
			continue
		}
		call, failed, ok := readGlob(t, i)
		if failed == nil && t.takesGlob(i) {
			failed = &globError{call.start, "import.meta.glob is called where it stands, and is no value", globNote}
		}
		if !ok && (failed == nil || packageName(filepath.ToSlash(s.file)) != "") { // packages ask whether it is there
			continue
		}
		if failed == nil {
			failed = p.expandGlob(&g, s, n, i, &call)
		}
		n++
		p.noteGlob(&g, s, call.start, failed)
	}
	return g
}

// noteGlob notes the place of a call, and what is wrong with it.
func (p *plugin) noteGlob(g *globbed, s *source, start int, failed *globError) {
	if failed != nil {
		m := p.placeOf(s.file, s.text, failed.at)
		m.Text, m.Note = failed.text, failed.note
		g.errors = append(g.errors, m)
	}
	place := p.placeOf(s.file, s.text, start)
	p.mu.Lock()
	defer p.mu.Unlock()
	p.globs[place.File] = append(p.globs[place.File], place)
}

// expandGlob adds the edit for the nth call of a source, which starts at a token.
func (p *plugin) expandGlob(g *globbed, s *source, n, first int, call *globCall) *globError {
	search, failed := p.searchOf(s.file, call)
	if failed != nil {
		return failed
	}
	files := search.run()
	p.mu.Lock()
	for _, pattern := range search.patterns {
		p.globDirs[pattern.base] = true
		p.reads.dir(pattern.base)
	}
	p.mu.Unlock()
	if search.outside != "" && len(files) > 0 {
		m := p.placeOf(s.file, s.text, call.start)
		m.Text, m.Note = "import.meta.glob looks outside of the project, in "+search.outside, "nothing is to be done where that is meant, as in a workspace; an alias for the directory says so"
		g.warnings = append(g.warnings, m)
	}
	if len(files) == 0 {
		m := p.placeOf(s.file, s.text, call.start)
		m.Text, m.Note = "import.meta.glob matches no file", "check the spelling of "+quotedPatterns(call)+search.advice(p.settings.Dir)
		g.warnings = append(g.warnings, m)
	}
	var object strings.Builder
	t := s.tokens()
	keysOnly := t.kind(first-1) == lex.ParenOpen && t.is(first-2, "keys") && t.is(first-4, "Object") && !t.property(first-4)
	for i, found := range files {
		from, key := search.names(found)
		from += call.query
		if i > 0 {
			object.WriteString(", ")
		}
		object.WriteString(js.Quote(key) + ": ")
		switch name := fmt.Sprintf("%s%d_%d", globPrefix, n, i); {
		case keysOnly:
			object.WriteString("0")
		case call.eager:
			g.imports += "import " + importAs(call.name, name) + " from " + js.Quote(from) + "; "
			object.WriteString(name)
		case call.name != "":
			object.WriteString("() => import(" + js.Quote(from) + ").then((m) => m[" + js.Quote(call.name) + "])")
		default:
			object.WriteString("() => import(" + js.Quote(from) + ")")
		}
	}
	lines := strings.Repeat("\n", strings.Count(s.text[call.start:call.end], "\n"))
	g.edits = append(g.edits, edit.New(call.start, call.end, "({"+object.String()+lines+"})"))
	return nil
}

// importAs is what an import statement says of one name.
func importAs(name, local string) string {
	switch {
	case name == "":
		return "* as " + local
	case !js.IsIdentifier(name):
		name = js.Quote(name)
	}
	return "{ " + name + " as " + local + " }"
}

func quotedPatterns(call *globCall) string {
	list := make([]string, len(call.patterns))
	for i, p := range call.patterns {
		list[i] = js.Quote(p.text)
	}
	return strings.Join(list, ", ")
}

// placeOf is a message about a place in a source, without a text.
func (p *plugin) placeOf(file, text string, at int) asset.Message {
	at = min(at, len(text))
	start := 1 + strings.LastIndexByte(text[:at], '\n')
	source, _, _ := strings.Cut(text[start:], "\n")
	return asset.Message{File: pathname.From(p.settings.Dir, file), Line: 1 + strings.Count(text[:at], "\n"), Column: at - start + 1, Source: strings.TrimSuffix(source, "\r")}
}

// relocate gives messages about what was written in place of a call the place of
// the call. Others keep their lines, and show the source as it is.
func (p *plugin) relocate(ms []asset.Message) []asset.Message {
	for i := range ms {
		m := &ms[i]
		calls := p.globs[m.File]
		if len(calls) == 0 || m.Column < 1 || m.Column > len(m.Source)+1 {
			continue
		}
		var n int
		at := strings.LastIndex(m.Source[:m.Column-1], "import ")
		call := slices.IndexFunc(calls, func(c asset.Message) bool { return c.Line == m.Line && !strings.Contains(m.Source, c.Source) })
		if rest := strings.Index(m.Source[max(at, 0):], globPrefix); at >= 0 && rest >= 0 {
			if _, err := fmt.Sscanf(m.Source[at+rest+len(globPrefix):], "%d_", &n); err == nil && n < len(calls) {
				call = n
			}
		}
		if call >= 0 {
			m.Line, m.Column, m.Source = calls[call].Line, calls[call].Column, calls[call].Source
		}
	}
	return ms
}

// linkerMessages converts messages for the linker.
func linkerMessages(list []asset.Message) []api.Message {
	var to []api.Message
	for _, m := range list {
		to = append(to, carried(m, &api.Location{File: m.File, Line: m.Line, Column: m.Column - 1, LineText: m.Source}))
	}
	return to
}
