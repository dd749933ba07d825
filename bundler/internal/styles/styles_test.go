package styles_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/paintbox-build/paintbox/bundler/internal/program"
	"github.com/paintbox-build/paintbox/bundler/internal/programtest"
	"github.com/paintbox-build/paintbox/bundler/internal/styles"
)

// What a page has is not loaded again by its routes.
func ExampleCut() {
	p := programtest.Program(`
-- entry-0.js page.js --
// page.js
import("./chunk-a.js");
-- entry-0.css --
/* base.css */
a { color: red }
-- chunk-a.js route.js --
// route.js
console.log();
-- chunk-a.css --
/* base.css */
a { color: red }
/* route.css */
b { color: blue }
`, "page.js imports base.css", "page.js loads route.js", "route.js imports base.css", "route.js imports route.css")
	sheets, err := styles.Cut(p)
	if err != nil {
		fmt.Println(err)
		return
	}
	for rank, s := range sheets.List {
		fmt.Printf("%d %s: %s\n", rank, s.Base, s.Data)
	}
	// Output:
	// 0 page: a{color:red}
	// 1 route: b{color:#00f}
}

func TestCut(t *testing.T) {
	const two = `
-- entry-0.js one.js --
// one.js
console.log();
-- entry-1.js two.js --
// two.js
console.log();
`
	for _, test := range []struct {
		name    string
		archive string
		facts   []string
		want    string // the sheets by rank: base (source): text, and the ranks of each root
	}{
		{"none", two, nil, "one[] two[]"},
		{"what two entries share is apart", two + "-- entry-0.css --\n/* a.css */\na { b: 1 }\n/* b.css */\nb { b: 2 }\n-- entry-1.css --\n/* a.css */\na { b: 1 }\n/* c.css */\nc { b: 3 }\n",
			[]string{"one.js imports a.css", "one.js imports b.css", "two.js imports a.css", "two.js imports c.css"},
			"a (): a{b:1} | one (one.js): b{b:2} | two (two.js): c{b:3} | one[0 1] two[0 2]"},
		{"a file has other text elsewhere", two + "-- entry-0.css --\n/* a.css */\na { b: 1 }\n-- entry-1.css --\n/* a.css */\na { b: 2 }\n",
			[]string{"one.js imports a.css", "two.js imports a.css"}, "one (one.js): a{b:1} | two (two.js): a{b:2} | one[0] two[1]"},
		{"sheets have different names", two + "-- entry-0.css --\n/* x/a.css */\na { b: 1 }\n/* y/a.css */\nb { b: 2 }\n-- entry-1.css --\n/* y/a.css */\nb { b: 2 }\n/* x/a.css */\na { b: 1 }\n",
			[]string{"one.js imports x/a.css", "one.js imports y/a.css", "two.js imports y/a.css", "two.js imports x/a.css"},
			"one (one.js): a{b:1} | a (): b{b:2} | two (two.js): a{b:1} | one[0 1] two[1 2]"},
		{"what stands behind an import() is not brought", two + "-- entry-0.css --\n/* a.css */\na { b: 1 }\n/* c.css */\nc { b: 2 }\n",
			[]string{"one.js imports a.css", "one.js loads c.css"}, "one (one.js): a{b:1} | one[0] two[]"},
		{"programs of one page are linked one after the other", two + "-- entry-0.css --\n/* a.css */\na { b: 1 }\n-- entry-1.css --\n/* a.css */\na { b: 1 }\n/* c.css */\nc { b: 3 }\n",
			[]string{"one.js imports a.css", "two.js imports a.css", "two.js imports c.css", "x.html runs one.js", "x.html runs two.js"},
			"one (one.js): a{b:1} | two (two.js): c{b:3} | one[0] two[1]"},
		{"comments in strings and rules are none", two + "-- entry-0.css --\n/* a.css */\na {\n  b: \"\\\"\\\n/* b.css */\";\n/* b.css */\n}\n/* none */\n/* b.css */\nb { b: 2 }\n-- entry-1.css --\n/* b.css */\nb { b: 2 }\n",
			[]string{"one.js imports a.css", "one.js imports b.css", "two.js imports b.css"},
			"one (one.js): a{b:'\"/* b.css */'} | b (): b{b:2} | one[0 1] two[1]"},
		{"what can only stand first starts a sheet", two + "-- entry-0.css --\n/* a.css */\na { b: 1 }\n/* b.css */\nb { b: 2 }\n",
			[]string{"one.js imports a.css", "one.js imports b.css", "b.css brings https://x/y.css"},
			"one (one.js): a{b:1} | one-b (one.js): @import\"https://x/y.css\";b{b:2} | one[0 1] two[]"},
		{"what a route's sheet brings is the route's", two + "-- entry-0.css --\n/* a.css */\na { b: 1 }\n/* b.css */\nb { b: 2 }\n",
			[]string{"one.js imports a.css", "one.js loads b.css", "b.css brings https://x/y.css"},
			"one (one.js): a{b:1} | one[0] two[]"},
		{"of what comes twice the last decides", two + "-- entry-0.css --\n/* c.css */\nc { b: 3 }\n/* a.css */\na { b: 1 }\n/* b.css */\nb { b: 2 }\n",
			[]string{"one.js imports a.css", "one.js imports b.css", "a.css brings c.css", "b.css brings c.css"},
			"one (one.js): a{b:1}c{b:3}b{b:2} | one[0] two[]"},
		{"what classes are composed of comes before all of them", two + "-- entry-0.css --\n/* a.css */\na { b: 1 }\n/* c.css */\nc { b: 3 }\n/* b.css */\nb { b: 2 }\n",
			[]string{"one.js imports a.css", "one.js imports b.css", "a.css composes c.css", "b.css composes c.css"},
			"one (one.js): c{b:3}a{b:1}b{b:2} | one[0] two[]"},
		{"a block around rules is left out", two + "-- entry-0.css --\n/* a.css */\n@media paintbox-1 {\n  a { b: 1 }\n}\n",
			[]string{"one.js imports a.css"}, "one (one.js): a{b:1} | one[0] two[]"},
		{"an entry that is a style sheet", "-- entry-0.js one.js --\n// one.js\nconsole.log();\n-- entry-1.css theme.css --\n/* theme.css */\na { b: 1 }\n", nil,
			"theme (theme.css): a{b:1} | one[]"},
	} {
		p := programtest.Program(test.archive, test.facts...)
		sheets, err := styles.Cut(p)
		if err != nil {
			t.Fatal(err)
		}
		if got := listed(p, sheets); got != test.want {
			t.Errorf("%s:\ngot  %s\nwant %s", test.name, got, test.want)
		}
	}
}

func listed(p *program.Program, sheets *styles.Sheets) string {
	var list, roots []string
	for i := range sheets.List {
		s := &sheets.List[i]
		list = append(list, fmt.Sprintf("%s (%s): %s", s.Base, s.Source, strings.Join(strings.Fields(string(s.Data)), " ")))
	}
	for r := range p.Roots {
		roots = append(roots, p.Roots[r].Name+fmt.Sprint(sheets.Of(r)))
	}
	return strings.Join(append(list, strings.Join(roots, " ")), " | ")
}

// A route finds what everybody brings that imports it, and no more.
func TestCutLoaded(t *testing.T) {
	const archive = `
-- entry-0.js one.js --
// one.js
import("./chunk-r.js");
-- entry-0.css --
/* a.css */
a { b: 1 }
/* b.css */
b { b: 2 }
-- entry-1.js two.js --
// two.js
import("./chunk-r.js");
-- entry-1.css --
/* a.css */
a { b: 1 }
-- chunk-r.js route.js --
// route.js
import("./chunk-s.js");
-- chunk-r.css --
/* a.css */
a { b: 1 }
/* b.css */
b { b: 2 }
-- chunk-s.js second.js --
// second.js
console.log();
-- chunk-s.css --
/* a.css */
a { b: 1 }
/* b.css */
b { b: 2 }
/* c.css */
c { b: 3 }
`
	facts := []string{"route.js imports a.css", "route.js imports b.css", "second.js imports a.css", "second.js imports b.css", "second.js imports c.css",
		"one.js imports a.css", "one.js imports b.css", "two.js imports a.css", "one.js loads route.js", "two.js loads route.js", "route.js loads second.js"}
	for _, test := range []struct {
		name  string
		facts []string
		want  string
	}{
		{"by routes before it", facts, "a (): a{b:1} | b (): b{b:2} | second (second.js): c{b:3} | one[0 1] two[0] route[1] second[2]"},
		{"nothing where nobody imports it", facts[:8], "a (): a{b:1} | b (): b{b:2} | second (second.js): c{b:3} | one[0 1] two[0] route[0 1] second[0 1 2]"},
		{"by all of several", append([]string{"two.js loads second.js"}, facts...), "a (): a{b:1} | b (): b{b:2} | second (second.js): c{b:3} | one[0 1] two[0] route[1] second[1 2]"},
	} {
		p := programtest.Program(archive, test.facts...)
		sheets, err := styles.Cut(p)
		if err != nil {
			t.Fatal(err)
		}
		if got := listed(p, sheets); got != test.want {
			t.Errorf("%s:\ngot  %s\nwant %s", test.name, got, test.want)
		}
	}
}
