package cut

import (
	"slices"
	"strings"
	"testing"
)

// What a statement does with the property default of i, of import("./i.js"), and
// with v, which is that.
func TestFollow(t *testing.T) {
	for text, want := range map[string]string{
		// called, constructed, extended, rendered
		"(0, i.default)(1);":                            "applied",
		"(0, i.default)`x`;":                            "applied",
		"i.default?.();":                                "applied",
		"f(new i.default());":                           "applied",
		"new i.default;":                                "applied",
		"var A = class extends i.default {\n};":         "applied",
		"(0, r.jsx)(i.default, {});":                    "applied",
		"jsxs2(i.default);":                             "applied",
		"React.createElement(i.default, null);":         "applied",
		"v(1);":                                         "applied",
		"import(\"./i.js\").then((m) => m.default(1));": "applied",
		"import(\"./i.js\").then(async (m) => {\n  await f(), m.default(1);\n});":           "applied",
		"import(\"./i.js\").then(function(m) {\n  return new m.default();\n});":             "applied",
		"import(\"./i.js\").then(({ a, default: d }) => d());":                              "applied",
		"import(\"./i.js\").then(({ default: d }) => {\n  f(() => (0, r.jsx)(d, {}));\n});": "applied",
		"var x = (await import(\"./i.js\")).default(1);":                                    "applied",
		"f(new (await import(\"./i.js\")).default());":                                      "applied",
		"async function f() {\n  return (await import(\"./i.js\")).default(1);\n}":          "applied",
		"async function f() {\n  let { default: d } = await import(\"./i.js\");\n  d();\n}": "applied",
		"async function f() {\n  let m = await import(\"./i.js\");\n  m.default();\n}":      "applied",
		"var P = (0, r.lazy)(() => import(\"./i.js\"));":                                    "applied",
		"var P = lazy(() => import(\"./i.js\"));":                                           "applied",
		"function f() {\n  let d = i.default;\n  return () => d();\n}":                      "applied",
		"function f() {\n  let d = i.default, e = d;\n  new e();\n}":                        "applied",
		// as functions are
		"i.default.call(1);":               "applied",
		"v.apply(1, []);":                  "applied",
		"i.default.bind(1)();":             "applied",
		"i.default.prototype.x = 1;":       "applied",
		"var x = {} instanceof i.default;": "applied",
		"(a ? i.default : b)();":           "applied",
		"(a ? b : v)(1);":                  "applied",
		"(i.default || b)();":              "applied",
		"(a && v)();":                      "applied",
		// what a condition chooses
		"(0, r.jsx)(a ? \"b\" : i.default, {});":                                                     "applied",
		"createElement(a ? v : \"b\", null);":                                                        "applied",
		"createElement(a || v, null);":                                                               "applied",
		"function f() {\n  let C = a ? i.default : \"b\";\n  return (0, r.jsx)(C, {});\n}":           "applied",
		"function f() {\n  let C = a ? \"b\" : g(1)[2] ? \"c\" : v;\n  return (0, r.jsx)(C, {});\n}": "applied",
		"function f() {\n  let C = a.b || v;\n  new C();\n}":                                         "applied",
		"function f({ as: C = v, b }) {\n  return (0, r.jsx)(C, {});\n}":                             "applied",
		"var f = ({ as: C = i.default }) => (0, r.jsx)(C, {});":                                      "applied",
		"function f(C = v) {\n  C();\n}":                                                             "applied",
		"Reflect.construct(i.default, []);":                                                          "applied",
		"Reflect.apply(v, 1, []);":                                                                   "applied",
		"var t = a ? i.default : 1;":                                                                 "t",
		"var x = { a: b ? 1 : 2, c: v.d };":                                                          "known",
		"function f() {\n  let C = i.default.default || i.default;\n  new C();\n}":                   "known",
		"function f() {\n  let C = v && v.default ? v.default : v;\n  new C();\n}":                   "known",
		"Reflect.has(v, 1);":                                                                         "",
		"function f() {\n  let C = (a ? v : 1, 2);\n  C();\n}":                                       "",
		"function f() {\n  return a ? v : 1;\n}":                                                     "",
		// handed on
		"f(i.default);":                          "handed",
		"f(1, i.default);":                       "handed",
		"f(1, i.default, 2);":                    "handed",
		"new A(1, v);":                           "handed",
		"a.f(i.default);":                        "handed",
		"(0, r.jsx)(\"p\", { x: i.default });":   "handed",
		"var x = { a: 1, key: i.default };":      "handed",
		"var x = { a, v };":                      "handed",
		"var x = [i.default];":                   "handed",
		"var x = [1, i.default, 2];":             "handed",
		"window.x = i.default;":                  "handed",
		"a[1] = i.default;":                      "handed",
		"var A = class {\n  static f = v;\n};":   "handed",
		"function f() {\n  return i.default;\n}": "handed",
		"var f = () => i.default;":               "handed",
		"import(\"./i.js\").then((m) => ({ default: m.default }));":                   "handed",
		"import(\"./i.js\").then((m) => m.default).then(f);":                          "handed",
		"function f(x) {\n  let d = x;\n  d = i.default, d();\n}":                     "handed",
		"function f() {\n  let d;\n  if (x) d = i.default;\n  else d = g;\n  d();\n}": "handed",
		// known, and nothing of that
		"(0, i.default.call)(1);":                                      "known",
		"i.default.calls(1);":                                          "known",
		"f(i.default.call);":                                           "known",
		"i.default.default(1);":                                        "known",
		"new i.default.default();":                                     "known",
		"new (await import(\"./i.js\")).default.default();":            "known",
		"i.default[x]();":                                              "known",
		"f(i.default.default);":                                        "known",
		"import(\"./i.js\").then((m) => m.default.default(1));":        "known",
		"f(typeof i.default);":                                         "asked",
		"function f() {\n  let { default: d } = i.default;\n  d();\n}": "",
		"(0, i.other)(1);":                                             "",
		"f(i);":                                                        "",
		"console.log(i.default, Object.keys(v));":                      "",
		"if (i.default) f();":                                          "",
		"f(i.default || 1);":                                           "",
		"f(a ? i.default : 1);":                                        "",
		"f({ v: 1 }, a.v, b?.v());":                                    "",
		"var x = { v() {\n} }, y = { default: 1 };":                    "",
		"import(\"./i.js\");":                                          "",
		"window.f = () => import(\"./i.js\");":                         "",
		"import(\"./i.js\").then((m) => m.draw());":                    "",
		"import(\"./j.js\").then((m) => m.default());":                 "",
		"function f() {\n  let d = i.default;\n}\nfunction g(d) {\n  d();\n}": "",
		// given to names of the top level
		"var t = i.default;":                "t",
		"t = v;":                            "t",
		"var t = await import(\"./i.js\");": "space t",
		"var { default: t } = await import(\"./i.js\");": "t",
	} {
		f := scan(text + "\n")
		got := map[string]bool{}
		for si := range f.Statements {
			s := &f.Statements[si]
			held := Held{Spaces: indices(&f, "i"), Values: indices(&f, "v")}
			for _, imp := range s.Dynamic {
				if imp.Path == "./i.js" {
					held.Loads = append(held.Loads, imp)
				}
			}
			uses := f.Follow(s, held, func(name int32) bool { return f.Names[name] == "t" })
			for what, is := range map[string]bool{"applied": uses.Applied, "handed": uses.Handed, "known": uses.Known, "asked": uses.Asked} {
				if is {
					got[what] = true
				}
			}
			for _, name := range uses.Values {
				got[f.Names[name]] = true
			}
			for _, name := range uses.Spaces {
				got["space "+f.Names[name]] = true
			}
		}
		var list []string
		for what := range got {
			list = append(list, what)
		}
		slices.Sort(list)
		if found := strings.Join(list, " "); found != want {
			t.Errorf("%s: %q, want %q", text, found, want)
		}
	}
}

// indices lists a name of a file, where it is one.
func indices(f *File, name string) []int32 {
	if i := slices.Index(f.Names, name); i >= 0 {
		return []int32{int32(i)}
	}
	return nil
}
