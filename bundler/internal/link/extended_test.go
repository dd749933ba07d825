package link

import (
	"path/filepath"
	"testing"

	"github.com/paintbox-build/paintbox/internal/projecttest"
)

// Of the imports that packages with open exports lead to, those alone are resolved
// once more that may lack an extension: resolving reads directories again, and an
// application may import such a package in each of thousands of modules.
func TestEndsOpen(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"open":   `{"name": "open", "exports": {".": "./index.mjs", "./*": ["./*"]}}`,
		"below":  `{"name": "below", "exports": {"./lib/*": {"import": "./*"}, "./more/*": "./*.js"}}`,
		"closed": `{"name": "closed", "exports": "./index.js"}`,
	} {
		projecttest.Write(t, filepath.Join(dir, "node_modules", name, "package.json"), []byte(text))
	}
	projecttest.Write(t, filepath.Join(dir, "package.json"), []byte(`{"name": "own", "exports": {"./*": "./*"}}`))
	p := &plugin{packages: newPackages(&Archives{})}
	for specifier, want := range map[string]bool{
		"open": false, "open/a": true, "open/deep/a.part": true, "open/a.js": false, "open/a.json": false,
		"below/lib/a": true, "below/more/a": false, "below/a": false, "below": false,
		"closed": false, "closed/a": false, "missing/a": false,
		"../common/a": false, "./a": false,
	} {
		if got := isBare(specifier) && p.endsOpen(dir, specifier); got != want {
			t.Errorf("%s: %v, want %v", specifier, got, want)
		}
	}
}
