package link

import "testing"

// A use that no condition stands before is told from others.
func TestUsesAnyway(t *testing.T) {
	for text, want := range map[string]bool{
		"x.from(a);":                                      true,
		"function f() {\n  return x(a);\n}":               true,
		"exports.f = function() {\n  return g(x, 1);\n};": true,
		"if (x.is(a)) f();":                               true,
		"if (get(x, \"env\") === 1) {\n  f();\n}":         true,
		"if (a) {\n  f();\n}\nx.from(b);":                 true,
		"var c = a ? 1 : 2, d = x.from(c);":               true,
		"f(a && b, x);":                                   true,
		"for (; ; ) {\n  x();\n}":                         true,
		"return_(a ? new Blob([a]) : x.from(a));":         false,
		"if (a) {\n  x.from(b);\n}":                       false,
		"if (a) f();\nelse if (x.is(a)) f();":             false,
		"if (a) x();":                                     false,
		"try {\n  f = x;\n} catch {\n}":                   false,
		"try {\n  f();\n} catch {\n  x();\n}":             false,
		"a && x.is(a);":                                   false,
		"var f = a ? function() {\n  x();\n} : null;":     false,
		"switch (a) {\n  case 1:\n    x();\n}":            false,
		"e.x ? x(t) : setTimeout(t, 0);":                  false,
		"a = b ?? x;":                                     false,
		"y.from(a);":                                      false,
	} {
		if got := usesAnyway([]byte(text+"\n"), "x"); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}
