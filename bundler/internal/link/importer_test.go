package link

import (
	"testing"

	"github.com/evanw/esbuild/pkg/api"
)

// Where a script is said to end with an export, its tokens say so.
func TestEndsWithExport(t *testing.T) {
	for text, want := range map[string]bool{
		"import './a.js'\nexport { a, b as c };\n":                 true,
		"import './a.js'\nexport default a":                        true,
		"import './a.js'\nexport { a };\n//# sourceMappingURL=a\n": true,
		"import './a.js'\nexport { a };\nb()":                      false,
		"import './a.js'":                                          false,
		"import './a.js'\nlog(`\nexport default a\n// `)":          false,
		"import './a.js'\n/*\nexport { a }\n// */":                 false,
		"import './a.js'\nlog(`\nexport { a } `)":                  false,
	} {
		if got := endsWithExport(text); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
		if want && onlyImports(scriptReader([]byte(text), api.LoaderJS)) {
			t.Errorf("%q: its tokens say otherwise", text)
		}
	}
}
