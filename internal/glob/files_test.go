package glob

import (
	"strings"
	"testing"
	"testing/fstest"
)

func TestFiles(t *testing.T) {
	dir := fstest.MapFS{}
	for _, name := range strings.Fields("src/index.html src/a/one.html src/b/two.html src/b/c/three.html src/[id].html src/a.js lib/x.html node_modules/p/x.html src/node_modules/q/x.html") {
		dir[name] = &fstest.MapFile{}
	}
	for pattern, want := range map[string]string{
		"src/*.html":            "src/[id].html src/index.html",
		"src/**/*.html":         "src/[id].html src/a/one.html src/b/c/three.html src/b/two.html src/index.html",
		"src/{a,b}/*.html":      "src/a/one.html src/b/two.html",
		"./src/index.html":      "src/index.html",
		"/src/index.html":       "src/index.html",
		"src/[id].html":         "src/[id].html",
		"{src,lib}/[a-x]*.html": "lib/x.html src/index.html",
		"**/x.html":             "lib/x.html",
		"node_modules/*/*.html": "node_modules/p/x.html",
		"gone/*.html":           "",
		"src":                   "",
		"../*.html":             "",
		"src/{a":                "",
	} {
		got, err := Files(dir, pattern)
		if err != nil || strings.Join(got, " ") != want {
			t.Errorf("%s: %q, %v; want %q", pattern, got, err, want)
		}
	}
}
