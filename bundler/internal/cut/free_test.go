package cut

import "testing"

// Names that no function of a statement declares are told from others, with whether a
// condition stands before their use.
func TestFree(t *testing.T) {
	for text, want := range map[string]string{
		// whatever is asked before
		"process.from(a);":                                                            "anyway",
		"function f() {\n  return process(a);\n}":                                     "anyway",
		"exports.f = function() {\n  return g(process, 1);\n};":                       "anyway",
		"if (process.is(a)) f();":                                                     "anyway",
		"if (get(process, \"env\") === 1) {\n  f();\n}":                               "anyway",
		"function g() {\n  if (a) {\n    f();\n  }\n  process.from(b);\n}":            "anyway",
		"function g() {\n  var c = a ? 1 : 2, d = process.from(c);\n}":                "anyway",
		"f(a && b, process);":                                                         "anyway",
		"for (; ; ) {\n  process();\n}":                                               "anyway",
		"f(`${a ? b : c}${process}`);":                                                "anyway",
		"return_(a ? new Blob([a]) : process.from(a));":                               "asks",
		"if (a) {\n  process.from(b);\n}":                                             "asks",
		"if (a) f();\nelse if (process.is(a)) f();":                                   "asks",
		"if (a) process();":                                                           "asks",
		"try {\n  f = process;\n} catch {\n}":                                         "asks",
		"try {\n  f();\n} catch {\n  process();\n}":                                   "asks",
		"a && process.is(a);":                                                         "asks",
		"f(function() {\n  return a && process.is(a);\n});":                           "asks",
		"var f = a ? function() {\n  process();\n} : null;":                           "asks",
		"switch (a) {\n  case 1:\n    process();\n}":                                  "asks",
		"e.x ? process(t) : setTimeout(t, 0);":                                        "asks",
		"a = b ?? process;":                                                           "asks",
		"y.from(a, { process: 1 }, b.process);":                                       "",
		"function f() {\n  var process = g();\n  return process(a);\n}":               "",
		"function f() {\n  if (a) {\n    var process = 1;\n  }\n  return process;\n}": "",
		"function f() {\n  if (a) {\n    let process = 1;\n  }\n  return process;\n}": "anyway",
		"function f() {\n  let b = a ? c : process;\n}":                               "asks",
		"function f() {\n  let b = [1, c], process = 1;\n  process();\n}":             "",
		"function f() {\n  let { a, b: process } = c;\n  process();\n}":               "",
		"function f() {\n  let [, ...process] = c;\n  process();\n}":                  "",
		"function f() {\n  let { a = process } = c;\n}":                               "anyway",
		"function f() {\n  function process() {\n  }\n  process();\n}":                "",
		"function f() {\n  class process {\n  }\n  new process();\n}":                 "",
		"function f(a, process) {\n  return process;\n}":                              "",
		"function f(a, { b: [process] }) {\n  return process;\n}":                     "",
		"function f(a = process) {\n}":                                                "anyway",
		"f((process) => process.x, 1);":                                               "",
		"f((process) => process.x, process);":                                         "anyway",
		"f((process) => {\n  process();\n});":                                         "",
		"f(async ({ process }, b) => process);":                                       "",
		"var f = { a(process) {\n  process();\n} };":                                  "",
		"var r = w({ \"a.js\"(exports) {\n  var process = q(); process(); } });":      "",
		"var r = w({ \"a.js\"(exports) {\n  process(); } });":                         "anyway",
		"try {\n} catch (process) {\n  f(process);\n}":                                "",
		"for (let process of a) {\n  f(process);\n}":                                  "",
		"for (var i = 0, process = a; i < process; i++) f(process);":                  "",
	} {
		f := scan(text + "\n")
		got := ""
		for si := range f.Statements {
			for name := range f.Names {
				if free, ok := f.Statements[si].Free(int32(name)); ok && f.Names[name] == "process" {
					got = map[bool]string{true: "anyway", false: "asks"}[free.Anyway]
				}
			}
		}
		if got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}
