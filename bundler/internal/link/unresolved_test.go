package link

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The text of an import is a name and no pattern.
func TestUnstatedRoot(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"src/[id].ts", "src/shared/api.ts", "src/i.ts"} {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for specifier, want := range map[string]string{"shared/api": `"./src/shared"`, "[id]": `"./src/[id].ts"`, "sh*": "", "shared/?pi": "", "{i,k}": "", "gone/api": "", "shared/gone": ""} {
		if got := unstatedRoot(dir, specifier); want == "" && got != "" || !strings.Contains(got, want) {
			t.Errorf("%s: %q, want one with %q", specifier, got, want)
		}
	}
}
