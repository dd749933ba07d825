package bundler

import (
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/paintbox-build/paintbox/asset"
)

var globPattern = regexp.MustCompile(`\bimport\.meta\.glob(?:Eager)?\s*(?:<[^>\n]*>\s*)?\(`)

// globText begins the message about a call of it.
const globText = "import.meta.glob is a function of Vite, and throws here"

// globs takes the warnings about import.meta.glob out of the list: they are
// errors where linked code, which has no comments, still calls it, and nothing
// elsewhere.
func (l *linked) globs() asset.Messages {
	called := slices.ContainsFunc(l.scripts, func(name string) bool { return callsGlob(string(l.outputs[name])) })
	var failed asset.Messages
	l.warnings = slices.DeleteFunc(l.warnings, func(m asset.Message) bool {
		if m.Text == globText && called {
			failed = append(failed, m)
		}
		return m.Text == globText
	})
	return failed
}

// callsGlob reports whether a call stands outside strings, as far as its line
// tells.
func callsGlob(text string) bool {
	for _, at := range globPattern.FindAllStringIndex(text, -1) {
		before := text[1+strings.LastIndexByte(text[:at[0]], '\n') : at[0]]
		quoted := false
		for _, mark := range []string{`"`, "'", "`"} {
			quoted = quoted || strings.Count(before, mark)%2 == 1
		}
		if !quoted {
			return true
		}
	}
	return false
}

// warnGlob warns of Vite's import.meta.glob, which no browser has. It may stand
// in a comment, so it is no error yet.
func warnGlob(o Options, file, text string) []api.Message {
	var at []int
	if strings.Contains(text, "import.meta.glob") {
		at = globPattern.FindStringIndex(text)
	}
	if at == nil {
		return nil
	}
	name := file
	if rel, err := filepath.Rel(o.Dir, file); err == nil {
		name = filepath.ToSlash(rel)
	}
	start := 1 + strings.LastIndexByte(text[:at[0]], '\n')
	line, _, _ := strings.Cut(text[start:], "\n")
	return []api.Message{{
		Text:     globText,
		Location: &api.Location{File: name, Line: 1 + strings.Count(text[:at[0]], "\n"), Column: at[0] - start, Length: at[1] - at[0], LineText: line},
		Notes:    []api.Note{{Text: `list the modules instead: { "./a.js": () => import("./a.js") }`}},
	}}
}
