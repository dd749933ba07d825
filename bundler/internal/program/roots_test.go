package program_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/paintbox-build/paintbox/bundler/internal/programtest"
)

// TestRootNames names routes after their modules, and after the directories of
// these where one name stands for several, whichever of them comes first.
func TestRootNames(t *testing.T) {
	tests := []struct {
		routes string
		names  []string
	}{
		{"routes/Home.js routes/Users.js", []string{"Home", "Users"}},
		{"users/index.js", []string{"users"}},
		{"a/Page.js b/Page.js routes/Home.js", []string{"a-Page", "b-Page", "Home"}},
		{"0/Page.js a/Page.js b/Page.js routes/Home.js", []string{"0-Page", "a-Page", "b-Page", "Home"}},
		{"app/a/x/Page.js app/b/x/Page.js", []string{"a-x-Page", "b-x-Page"}},
		{"a/main.js b/main.ts", []string{"a-main", "b-main"}},
		{"a/Page.js a/Page.ts", []string{"a-Page", "a-Page-2"}},
		{"node_modules/x/index.js is of x", []string{"x"}},
		{"routes/main.js", []string{"routes-main"}}, // the page is called main
	}
	for _, test := range tests {
		t.Run(test.routes, func(t *testing.T) {
			files, facts := "-- entry-0.js main.js --\n// main.js\n", []string{}
			modules := strings.Fields(test.routes)
			if slices.Contains(modules, "is") {
				modules, facts = modules[:1], []string{test.routes}
			}
			for i, module := range modules {
				files += fmt.Sprintf("import(\"./chunk-%d.js\");\n", i)
				facts = append(facts, "main.js loads "+module)
			}
			for i, module := range modules {
				files += fmt.Sprintf("-- chunk-%d.js %s --\n// %s\nconsole.log(1);\n", i, module, module)
			}
			p := programtest.Program(files, facts...)
			var names []string
			for _, r := range p.Roots[1:] {
				names = append(names, r.Name)
			}
			if !slices.Equal(names, test.names) {
				t.Errorf("got  %q\nwant %q", names, test.names)
			}
		})
	}
}
