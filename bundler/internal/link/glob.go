package link

import (
	"fmt"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler/internal/cut"
	"github.com/paintbox-build/paintbox/bundler/internal/js"
	"github.com/paintbox-build/paintbox/internal/pathname"
)

// Vite's import.meta.glob, which Rspack has as well, is replaced before the
// linker reads a source: by an object whose keys are the files that match, and
// whose values import them. As in Vite, import statements for eager calls come
// before those that the source has.

const (
	globWord   = "import.meta.glob"
	globPrefix = "__paintbox_glob_"
)

// globbed is what becomes of the calls in one source.
type globbed struct {
	edits    []edit
	imports  string // statements that come first
	errors   []asset.Message
	warnings []asset.Message
}

// expandGlobs replaces the calls of import.meta.glob in a source.
func (p *plugin) expandGlobs(file, text string, loader api.Loader) globbed {
	var g globbed
	for n, start := range codeWords(text, "import", globWord, globPrefix, loader) {
		call, failed, ok := readGlob(text, start)
		if !ok {
			continue
		}
		place := p.placeOf(file, text, start)
		if failed == nil {
			failed = p.expandGlob(&g, file, text, n, &call)
		}
		if failed != nil {
			m := p.placeOf(file, text, failed.at)
			m.Text, m.Note = failed.text, failed.note
			g.errors = append(g.errors, m)
		}
		p.mu.Lock()
		p.globs[place.File] = append(p.globs[place.File], place)
		p.mu.Unlock()
	}
	return g
}

// expandGlob adds the edit for the nth call of a source.
func (p *plugin) expandGlob(g *globbed, file, text string, n int, call *globCall) *globError {
	search, failed := p.searchOf(file, call)
	if failed != nil {
		return failed
	}
	files := search.run()
	p.mu.Lock()
	for _, pattern := range search.patterns {
		p.globDirs[pattern.base] = true
	}
	p.mu.Unlock()
	if len(files) == 0 {
		m := p.placeOf(file, text, call.start)
		m.Text, m.Note = "import.meta.glob matches no file", "check the spelling of "+quotedPatterns(call)+search.advice(p.settings.Dir)
		g.warnings = append(g.warnings, m)
	}
	var object strings.Builder
	keysOnly := strings.HasSuffix(strings.TrimRight(text[:call.start], " \t\r\n"), "Object.keys(")
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
	lines := strings.Repeat("\n", strings.Count(text[call.start:call.end], "\n"))
	g.edits = append(g.edits, edit{call.start, call.end, "({" + object.String() + lines + "})"})
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

// codeWords finds the places where words that begin with a certain one stand in
// code, and not in a comment or string. The source may be JavaScript, TypeScript
// or JSX, so esbuild reads it, with a name in each place: one that is printed as a
// name is code. The prefix is one of names that no source has.
func codeWords(text, first, words, prefix string, loader api.Loader) []int {
	if !strings.Contains(text, words) {
		return nil
	}
	var places []int
	var marked strings.Builder
	last := 0
	eachWord(text, first, func(r reader, start int) bool {
		if r.at = start; r.literal(words) {
			marked.WriteString(text[last:start] + prefix + fmt.Sprint(len(places)) + "_")
			places = append(places, start)
			last = r.at
		}
		return false
	})
	marked.WriteString(text[last:])
	result := api.Transform(marked.String(), api.TransformOptions{Loader: loader, JSX: api.JSXTransform, Charset: api.CharsetUTF8, LegalComments: api.LegalCommentsNone,
		TreeShaking: api.TreeShakingFalse, LogLevel: api.LogLevelSilent})
	scanned := cut.Scan(result.Code, func(string) bool { return false })
	names := map[string]bool{}
	for _, name := range scanned.Names {
		names[name] = true
	}
	found := make([]int, 0, len(places))
	for n, start := range places {
		name := fmt.Sprintf("%s%d_", prefix, n)
		if names[name] || names[name+"Eager"] || names[name+"EagerDefault"] {
			found = append(found, start)
		}
	}
	return found
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
