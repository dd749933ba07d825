package link

import (
	"strings"
	"testing"

	"github.com/evanw/esbuild/pkg/api"
)

// What is known of an argument, with * for the rest.
func TestRequest(t *testing.T) {
	for source, want := range map[string]string{
		"import(`./a/${x}.js`)":                       "./a/*.js",
		"import(`./a/${x}${y}/b`, { with: {} })":      "./a/*/b",
		"import('./a/' + x + \".js\")":                "./a/*.js",
		"import('./a/' + f(x, ')')['+'] + '.js')":     "./a/*.js",
		"import('./a/' + (y ? 'b' : 'c'))":            "./a/*",
		"import('./a' + ('/' + x))":                   "./a/*",
		"import('./a/'.concat(x, '/b', y).concat(z))": "*",
		"import('./a/'.concat(x, '/b'))":              "./a/*/b",
		"import('./a/' + 'b.js')":                     "./a/b.js",
		"import(`./a/${`${x}-${'b'}`}.js`)":           "./a/*-b.js",
		"import(`./\\u{61}/${x}`)":                    "./a/*",
		"import('./a/' + x as string)":                "./a/*",
		"import('./a/' + -x)":                         "./a/*",
		"import('./a/' + await x)":                    "./a/*",
		"import('./a/' + x++ + 'b')":                  "./a/*b",
		"import(x)":                                   "*",
		"import('./a/'.slice(1))":                     "*",
		"import('./a/' + x || './b')":                 "none",
		"import(x ? './a' : './b')":                   "none",
		"import('./a/' - x)":                          "none",
		"import('./a/' +)":                            "none",
		"import('./a/' + x":                           "none",
		"import(`./a/${x":                             "none",
	} {
		s := readTokens([]byte(source), api.LoaderTS)
		got := "none"
		if end := s.argumentEnd(2); end >= 0 {
			if r, ok := s.request(2, end); ok {
				got = strings.Join(r.parts, "*")
			}
		}
		if got != want {
			t.Errorf("%s: %s, want %s", source, got, want)
		}
	}
}

// Whether a text is one that a request may be.
func TestRequestTakes(t *testing.T) {
	for text, want := range map[string]bool{"a/b.js": true, "a/.js": true, "a/b/c.js": true, "a/b.ts": false, "b/a/.js": false, "a.js": false} {
		if got := takes([]string{"a/", ".js"}, text); got != want {
			t.Errorf("%s: %t", text, got)
		}
	}
	if takes([]string{"a", "b", "ba"}, "aba") || !takes([]string{"a", "b", "ba"}, "abba") || takes([]string{"a"}, "ab") {
		t.Error("known parts stand in each other")
	}
}

// Which words a declaration around them hides.
func TestShadowed(t *testing.T) {
	for source, want := range map[string]string{
		"require(1)":                                   "no",
		"const require = f; require(1)":                "yes",
		"function f(require) { require(1) }":           "yes",
		"function f(a, require) {} require(1)":         "no",
		"g((require) => require(1))":                   "yes",
		"g((require) => 0); require(1)":                "no",
		"g(require => require(1))":                     "yes",
		"{ let require = 0 } require(1)":               "no",
		"if (require) { require(1) }":                  "no",
		"import require from 'x'; f(() => require(1))": "yes",
		"function require(x) {} require(1)":            "yes",
	} {
		s := readTokens([]byte(source), api.LoaderJS)
		got := "none"
		for i := range s.list {
			if s.is(i, "require") && string(s.text(i+2)) == "1" {
				got = map[bool]string{true: "yes", false: "no"}[s.shadowed(i, nil)]
			}
		}
		if got != want {
			t.Errorf("%s: %s, want %s", source, got, want)
		}
	}
}
