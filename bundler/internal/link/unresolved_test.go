package link

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/paintbox-build/paintbox/internal/projecttest"
)

// The text of an import is a name and no pattern.
func TestUnstatedRoot(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"src/[id].ts", "src/shared/api.ts", "src/i.ts"} {
		file := filepath.Join(dir, filepath.FromSlash(name))
		projecttest.Write(t, file, nil)
	}
	for specifier, want := range map[string]string{"shared/api": `"./src/shared"`, "[id]": `"./src/[id].ts"`, "sh*": "", "shared/?pi": "", "{i,k}": "", "gone/api": "", "shared/gone": ""} {
		if got := unstatedRoot(dir, specifier); want == "" && got != "" || !strings.Contains(got, want) {
			t.Errorf("%s: %q, want one with %q", specifier, got, want)
		}
	}
}
