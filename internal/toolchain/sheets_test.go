package toolchain_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/paintbox-build/paintbox/internal/toolchain"
)

// What tools do with the style sheets of packages depends on their versions.
func TestSheetsFirst(t *testing.T) {
	for text, want := range map[string]string{
		`all {"devDependencies": {"webpack": "^4.47.0"}}`:           "{1 0 true}",
		`initial {"devDependencies": {"webpack": "^5.0.0"}}`:        "{50000 20000 false}",
		`all {"devDependencies": {"webpack-cli": "^5.0.0"}}`:        "{50000 20000 true}",
		`all {"devDependencies": {"@rspack/core": "^1.0.0"}}`:       "{20000 0 true}",
		`never {"devDependencies": {"@vue/cli-service": "^4.0.0"}}`: "{0 0 false}",
		`{"devDependencies": {"webpack": "^4.47.0"}}`:               "{0 0 false}",
		`{"devDependencies": {"@rsbuild/core": "^1.0.1"}}`:          "{20000 0 true}",
		`{"devDependencies": {"@rsbuild/core": "2"}}`:               "{50000 0 true}",
		`{"dependencies": {"react-scripts": "4.0.3"}}`:              "{1 0 true}",
		`{"dependencies": {"react-scripts": "1.1.5"}}`:              "{0 0 false}",
		`{"dependencies": {"react-scripts": "^5"}}`:                 "{0 0 false}",
		`{"devDependencies": {"@vue/cli-service": "~4.5"}}`:         "{1 0 false}",
		`{"devDependencies": {"@vue/cli-service": "~5.0"}}`:         "{50000 20000 false}",
		`{"devDependencies": {"vite": "8"}}`:                        "{0 0 false}",
	} {
		var p toolchain.Package
		vendors, rest, _ := strings.Cut(text, "{")
		if err := json.Unmarshal([]byte("{"+rest), &p); err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprint(p.SheetsFirst(t.TempDir(), strings.TrimSpace(vendors))); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}
