package cut

import (
	"slices"
	"testing"
)

// A name of the platform may be given a value wherever it is not only read.
func TestProvided(t *testing.T) {
	for text, want := range map[string]bool{
		// only read
		"var a = b.fetch, c = 1;": false,
		"f(b.fetch, 1);":          false,
		"var a = typeof fetch == \"function\" ? fetch : b;": false,
		"x[b.fetch] = 1;":                false,
		"b.fetch.c = 1;":                 false,
		"delete b.fetch.c;":              false,
		"var a = [() => b.fetch];":       false,
		"class A {\n  fetch() {\n  }\n}": false,
		"class A {\n  fetch = 1;\n}":     false,
		"f(\"to fetch\");":               false,
		// or not
		"b.fetch = 1;":                    true,
		"b.c.fetch ||= 1;":                true,
		"fetch = a;":                      true,
		"b.fetch++;":                      true,
		"--b.fetch;":                      true,
		"delete b.c.fetch;":               true,
		"delete f().fetch;":               true,
		"[b.fetch, c] = d;":               true,
		"[b.fetch] = d;":                  true,
		"({ a: b.fetch } = d);":           true,
		"({ a: fetch, c } = d);":          true,
		"for (b.fetch of d) ;":            true,
		"for (b.fetch in d) ;":            true,
		"f(b, { fetch: 1 });":             true,
		"f(b, { fetch });":                true,
		"f(b, { fetch() {\n} });":         true,
		"f(b, { get fetch() {\n  } });":   true,
		"f(b, { async fetch() {\n  } });": true,
		"b[\"fetch\"] = 1;":               true,
		"f(b, \"fetch\");":                true,
	} {
		f := scan("// a.js\n" + text + "\n")
		if got := slices.Contains(f.Provided, "fetch"); got != want {
			t.Errorf("%s: %t", text, got)
		}
	}
}
