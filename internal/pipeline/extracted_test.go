package pipeline_test

import (
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/paintbox-build/paintbox/internal/config"
)

// Create React App's build has the legal comments of the modules in its output in
// files of their own, by a plugin that is known for it. Ours tells the same
// comments, and no other, of the same application.
func TestNoticesAsExtracted(t *testing.T) {
	for _, app := range applications() {
		if app.name != "cra" {
			continue
		}
		dir := "../../testdata/apps/" + app.name
		own, reference := filepath.Join(t.TempDir(), "own"), filepath.Join(t.TempDir(), "reference")
		if _, err := buildApplication(dir, own, config.Setting{Key: "compress", Value: false}); err != nil {
			t.Fatalf("build (make packages installs what it needs): %v", err)
		}
		app.build(t, dir, reference)
		var want []string
		for name, data := range tree(t, reference) {
			if strings.HasSuffix(name, ".LICENSE.txt") {
				want = append(want, legalComments(data)...)
			}
		}
		got := legalComments(tree(t, own)["licenses.txt"])
		slices.Sort(want)
		slices.Sort(got)
		if diff := cmp.Diff(slices.Compact(want), slices.Compact(got)); diff != "" || len(got) == 0 {
			t.Errorf("%d legal comments, and not those of the application's own tool (-):\n%s", len(got), diff)
		}
	}
}

// legalComments lists the comments of a text, without what draws them.
func legalComments(text []byte) []string {
	var list []string
	for _, comment := range regexp.MustCompile(`(?s)/\*[*!].*?\*/`).FindAllString(string(text), -1) {
		var lines []string
		for line := range strings.Lines(comment) {
			if line = strings.Trim(line, " \t\r\n*/!"); line != "" {
				lines = append(lines, line)
			}
		}
		list = append(list, strings.Join(lines, "\n"))
	}
	return list
}
