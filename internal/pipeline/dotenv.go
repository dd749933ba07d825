package pipeline

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
)

var dotenvKey = regexp.MustCompile(`(?m)^\s*(?:export\s+)?(VITE_\w+)\s*=`)

// dotenv warns of keys in .env files that sources read from import.meta.env:
// Vite reads these files, Paintbox does not.
func (r *runner) dotenv(inputs []asset.Input) []asset.Message {
	files := map[string]string{} // by key
	for _, name := range []string{".env", ".env.local", ".env.production", ".env.production.local"} {
		text, err := os.ReadFile(filepath.Join(r.cfg.Dir, name))
		if err != nil {
			continue // most projects have none
		}
		for _, found := range dotenvKey.FindAllSubmatch(text, -1) {
			if _, defined := r.cfg.Define["import.meta.env."+string(found[1])]; !defined {
				files[string(found[1])] = name
			}
		}
	}
	var warnings []asset.Message
	for key, name := range files {
		if source := r.reads(inputs, "import.meta.env."+key); source != "" {
			warnings = append(warnings, asset.Message{File: source,
				Text: "import.meta.env." + key + " is undefined: " + name + " is not read",
				Note: `write its value in "define": { "import.meta.env.` + key + `": "\"…\"" }`})
		}
	}
	slices.SortFunc(warnings, func(a, b asset.Message) int { return strings.Compare(a.Text, b.Text) })
	return warnings
}

// reads finds the first module of the project itself that holds the expression.
func (r *runner) reads(inputs []asset.Input, expression string) string {
	word := regexp.MustCompile(regexp.QuoteMeta(expression) + `\b`)
	for _, in := range inputs {
		if strings.Contains(in.Path, "node_modules/") {
			continue
		}
		if text, err := os.ReadFile(filepath.Join(r.cfg.Dir, filepath.FromSlash(in.Path))); err == nil && word.Match(text) {
			return in.Path
		}
	}
	return ""
}
