package link

import (
	"cmp"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
)

// noteGlob remembers that a source calls Vite's import.meta.glob, which no
// browser has. It may stand in a comment, so it is no error yet.
func (p *plugin) noteGlob(file, text string) {
	if !strings.Contains(text, "import.meta.glob") {
		return
	}
	name := file
	if rel, err := filepath.Rel(p.settings.Dir, file); err == nil {
		name = filepath.ToSlash(rel)
	}
	globCalls(text, func(start, _ int) bool {
		line := 1 + strings.LastIndexByte(text[:start], '\n')
		source, _, _ := strings.Cut(text[line:], "\n")
		p.mu.Lock()
		defer p.mu.Unlock()
		p.globCalls[file] = asset.Message{
			Text: "import.meta.glob is a function of Vite, and throws here",
			File: name, Line: 1 + strings.Count(text[:start], "\n"), Column: start - line + 1, Source: source,
			Note: `list the modules instead: { "./a.js": () => import("./a.js") }`,
		}
		return true
	})
}

// globs are the errors about import.meta.glob: where linked code, which has no
// comments, still calls it.
func (p *plugin) globs(scripts []Script) asset.Messages {
	if !slices.ContainsFunc(scripts, func(s Script) bool { return callsGlob(string(s.Text)) }) {
		return nil
	}
	return slices.SortedFunc(maps.Values(p.globCalls), func(a, b asset.Message) int { return cmp.Compare(a.File, b.File) })
}

// callsGlob reports whether a call stands outside strings, as far as its line
// tells.
func callsGlob(text string) bool {
	return globCalls(text, func(start, _ int) bool {
		before := text[1+strings.LastIndexByte(text[:start], '\n') : start]
		quoted := false
		for _, mark := range []string{`"`, "'", "`"} {
			quoted = quoted || strings.Count(before, mark)%2 == 1
		}
		return !quoted
	})
}
