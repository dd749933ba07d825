package rename

import (
	"bytes"
	"strings"
	"testing"

	"github.com/evanw/esbuild/pkg/api"
)

// The oracle is esbuild: it gives programs that differ in the names of
// variables alone the same names.

// minify gives what Nested is made for. It reports false for what is no module.
func minify(source string) (string, bool) {
	return transform(source, api.TransformOptions{MinifyWhitespace: true, MinifyIdentifiers: true, MinifySyntax: true})
}

// normalize gives all variables new names and changes nothing else but white
// space.
func normalize(code string) (string, bool) {
	return transform(code, api.TransformOptions{MinifyWhitespace: true, MinifyIdentifiers: true})
}

func transform(source string, o api.TransformOptions) (string, bool) {
	o.Loader, o.Format, o.LegalComments, o.LogLevel = api.LoaderJS, api.FormatESModule, api.LegalCommentsNone, api.LogLevelSilent
	result := api.Transform(source, o)
	return string(result.Code), len(result.Errors) == 0
}

// same tells whether two programs differ in the names of variables alone.
//
// The order in which esbuild gives names depends on how often each character
// occurs in the source. A first line, the same for both programs, that has a
// different number of each character makes it the same order. How much of it
// is needed depends on the programs; the result is right with any.
func same(t *testing.T, a, b string, edits int) bool {
	t.Helper()
	a, b = withoutHashbang(a), withoutHashbang(b)
	for _, n := range []int{1 + edits/8, 100 + edits/2, 1000 + 4*edits} {
		var line strings.Builder
		line.WriteString("#!")
		for i := range len(rest) {
			line.WriteString(strings.Repeat(rest[i:i+1], n*(len(rest)-i)))
		}
		line.WriteString("\n")
		x, ok := normalize(line.String() + a)
		y, okToo := normalize(line.String() + b)
		if !ok || !okToo {
			t.Error("not a module", ok, okToo)
			return false
		}
		if x == y {
			return true
		}
	}
	return false
}

func withoutHashbang(code string) string {
	if strings.HasPrefix(code, "#!") {
		_, code, _ = strings.Cut(code, "\n")
	}
	return code
}

// checkNested renames a module and checks that it stays the same but for
// names. It gives the new code and the number of edits.
func checkNested(t *testing.T, code string) (string, int) {
	t.Helper()
	before := []byte(code)
	out, edits := Nested(before)
	if string(before) != code {
		t.Error("the code is overwritten")
	}
	if edits == nil {
		if string(out) != code {
			t.Error("the code is changed without edits")
		}
		return code, 0
	}
	checkEdits(t, before, out, edits)
	if !same(t, code, string(out), len(edits)) {
		if len(code) < 4000 {
			t.Errorf("another program:\n%s\n%s", code, out)
		} else {
			t.Error("another program")
		}
	}
	return string(out), len(edits)
}

// checkEdits: the edits account for all that has changed.
func checkEdits(t *testing.T, before, after []byte, edits []Edit) {
	t.Helper()
	from, to := 0, 0
	for _, e := range edits {
		if e.Pos < from || e.Pos+e.Old > len(before) {
			t.Fatalf("edit %+v after offset %d", e, from)
		}
		kept := e.Pos - from
		if to+kept+e.New > len(after) || !bytes.Equal(before[from:e.Pos], after[to:to+kept]) {
			t.Fatalf("the text before edit %+v is changed", e)
		}
		from, to = e.Pos+e.Old, to+kept+e.New
	}
	if !bytes.Equal(before[from:], after[to:]) {
		t.Fatal("the text after the edits is changed")
	}
}
