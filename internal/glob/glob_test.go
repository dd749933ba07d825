package glob

import (
	"strings"
	"testing"
)

func TestMatch(t *testing.T) {
	for _, tt := range []struct {
		pattern, yes, no string // names, separated by spaces
	}{
		{"react", "react", "react-dom @x/react"},
		{"rc-*", "rc-tree rc-", "rc @rc/x rc-a/b"},
		{"@mui/*", "@mui/material", "@mui @mui/x/y"},
		{"*", "react", "@mui/material"},
		{"{react,react-dom}", "react react-dom", "react-is"},
		{"src/excel/**", "src/excel/a.js src/excel/x/y/a.js", "src/excel.js lib/src/excel/a.js"},
		{"src/{excel,sheet}/**", "src/excel/a.js src/sheet/x/a.js", "src/other/a.js src/{excel,sheet}/a.js"},
		{"src/{excel,sheet/{a,b}}/*.js", "src/excel/a.js src/sheet/b/x.js", "src/sheet/c/x.js"},
		{"**/src/excel/**", "src/excel/a.js apps/web/src/excel/a.js", "src/a.js"},
		{"**", "a a/b/c", ""},
		{"**/*.png", "a.png x/y/a.png", "a.jpg"},
		{"a/**/b", "a/b a/x/b a/x/y/b", "ab a/xb"},
		{"a/?.js", "a/b.js", "a/bb.js a//.js"},
		{"a{,-*}.js", "a.js a-2.js", "ab.js"},
		{"*.{js,css}", "a.js a.css", "a.html x/a.js"},
		{"[a-c].js", "a.js c.js", "d.js"},
		{"[^a-c].js", "d.js", "a.js"},
		{"src/routes/[id].tsx", "src/routes/[id].tsx src/routes/i.tsx", "src/routes/x.tsx"},
		{`a\*.js`, "a*.js", "ab.js"},
		{"./src/*.js", "src/a.js", "./src/a.js x/src/a.js"},
		{"/assets/*.js", "assets/a.js", "x/assets/a.js"},
		{"[a", "[a", "a"},
		{"{a", "{a", "a"},
	} {
		for name := range strings.FieldsSeq(tt.yes) {
			if !Match(tt.pattern, name) {
				t.Errorf("%s does not match %s", tt.pattern, name)
			}
		}
		for name := range strings.FieldsSeq(tt.no) {
			if Match(tt.pattern, name) {
				t.Errorf("%s matches %s", tt.pattern, name)
			}
		}
	}
}

func TestValid(t *testing.T) {
	for _, p := range strings.Fields(`react @mui/* ** src/{a,b}/** [a-z] [^a] a\* ./a [...slug] [[...slug]].tsx {a,{b,c}} a,b`) {
		if !Valid(p) {
			t.Errorf("%s is refused", p)
		}
	}
	for _, p := range append(strings.Fields(`[ [a {a a} {a,{b} [] a\ ./ /`), "") {
		if Valid(p) {
			t.Errorf("%q is accepted", p)
		}
	}
}

// FuzzMatch: no pattern is too broken, and every path matches itself.
func FuzzMatch(f *testing.F) {
	f.Add("src/{a,b}/**", "src/a/x.js")
	f.Add("[", "{")
	f.Fuzz(func(t *testing.T, pattern, name string) {
		Match(pattern, name)
		if relative(name) == name && !Match(name, name) {
			t.Errorf("%q does not match itself", name)
		}
	})
}
