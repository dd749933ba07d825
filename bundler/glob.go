package bundler

import (
	"path/filepath"
	"regexp"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

var globPattern = regexp.MustCompile(`\bimport\.meta\.glob(?:Eager)?\s*(?:<[^>\n]*>\s*)?\(`)

// warnGlob warns of Vite's import.meta.glob, which no browser has. It may stand
// in a comment, so it is no error.
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
		Text:     "import.meta.glob is a function of Vite, and throws here",
		Location: &api.Location{File: name, Line: 1 + strings.Count(text[:at[0]], "\n"), Column: at[0] - start, Length: at[1] - at[0], LineText: line},
		Notes:    []api.Note{{Text: `list the modules instead: { "./a.js": () => import("./a.js") }`}},
	}}
}
