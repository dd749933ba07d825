package toolchain_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/paintbox-build/paintbox/internal/toolchain"
)

// What tools do with the style sheets of packages depends on their versions.
func TestSheetsFirst(t *testing.T) {
	for text, want := range map[string]string{
		`{"devDependencies": {"@rsbuild/core": "^1.0.1"}}`:  "{20000 0 true}",
		`{"devDependencies": {"@rsbuild/core": "2"}}`:       "{50000 0 true}",
		`{"dependencies": {"react-scripts": "4.0.3"}}`:      "{1 0 true}",
		`{"dependencies": {"react-scripts": "1.1.5"}}`:      "{0 0 false}",
		`{"dependencies": {"react-scripts": "^5"}}`:         "{0 0 false}",
		`{"devDependencies": {"@vue/cli-service": "~4.5"}}`: "{1 0 false}",
		`{"devDependencies": {"@vue/cli-service": "~5.0"}}`: "{50000 20000 false}",
		`{"devDependencies": {"vite": "8"}}`:                "{0 0 false}",
	} {
		var p toolchain.Package
		if err := json.Unmarshal([]byte(text), &p); err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprint(p.SheetsFirst(t.TempDir())); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}
