package link

import (
	"maps"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler/internal/js"
	"github.com/paintbox-build/paintbox/internal/lex"
)

// What is not there and is asked for in a try statement, or with a catch behind
// import(), fails when the program runs, as it does in builds of webpack and Vite:
// such code asks whether it is there, and would take an empty module for it. That is
// said of modules of Node.js, and of what the project's own sources ask for.

// isExternal tells whether the configuration leaves a specifier to the page.
func isExternal(patterns []string, specifier string) bool {
	return slices.ContainsFunc(patterns, func(pattern string) bool {
		before, after, wild := strings.Cut(pattern, "*")
		return specifier == pattern || strings.HasPrefix(specifier, pattern+"/") || wild && strings.HasPrefix(specifier, before) && strings.HasSuffix(specifier, after)
	})
}

// noteAbsent is one note about all that is absent and left bytes in the output.
func (p *plugin) noteAbsent(out *Output) []asset.Message {
	var note asset.Message
	names, by := map[string]bool{}, map[string]bool{}
	for _, a := range out.absent {
		own := packageName(a.module) == "" && isBare(a.specifier)
		if !own && !isBuiltin(a.specifier) || !out.left[a.module] || p.outside[a.specifier] || isExternal(p.settings.External, a.specifier) {
			continue
		}
		who := packageName(a.module)
		if who == "" {
			who = a.module
		}
		if len(names) == 0 {
			note = p.placeOfRequest(a)
		}
		names[js.Quote(a.specifier)], by[who] = true, true
	}
	if len(names) == 0 {
		return nil
	}
	is, it, asks := " is", "it", " asks"
	if len(names) > 1 {
		is, it = " are", "them"
	}
	if len(by) > 1 {
		asks = " ask"
	}
	note.Text = strings.Join(slices.Sorted(maps.Keys(names)), ", ") + is + " not there, and to ask for " + it + " fails: " + strings.Join(slices.Sorted(maps.Keys(by)), ", ") + asks + " where that is handled"
	note.Note = "nothing is to be done where the program does without, as in builds of webpack and Vite; else install a version for browsers, or name one in \"alias\""
	return []asset.Message{note}
}

// placeOfRequest is where a module asks for what is absent.
func (p *plugin) placeOfRequest(a absent) asset.Message {
	text, _ := p.texts.of(a.module)
	t := readTokens([]byte(text.Text), text.loader)
	for i := range t.list {
		if value, ok := t.value(i); ok && value == a.specifier && t.kind(i-1) == lex.ParenOpen {
			return p.placeOf(p.settings.File(a.module), text.Text, t.start(i))
		}
	}
	return asset.Message{File: a.module}
}
