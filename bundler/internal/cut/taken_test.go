package cut

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func (t Taken) String() string {
	if !t.Known {
		return "any"
	}
	var words []string
	for _, m := range t.Names {
		words = append(words, m.String())
	}
	return strings.Join(words, " ")
}

func (m Member) String() string {
	if m.Called {
		return m.Name + "()"
	}
	return m.Name
}

// loads lists the expressions that load modules, as they stand in a statement.
func loads(s Statement) []Import {
	list := s.Dynamic
	if s.Rare != nil {
		for _, self := range s.Rare.Selves {
			list = append(list, self.Import)
		}
	}
	slices.SortFunc(list, func(a, b Import) int { return a.Start - b.Start })
	return list
}

// What import() gives is known where it is taken apart on the spot, also where a
// module loads itself.
func TestImported(t *testing.T) {
	for text, want := range map[string]string{
		`const { a, b: c } = await import("./x.js");`:                                                                                "a b",
		`const { a, b: c, d = [1] } = await import("./x.js");`:                                                                       "any",
		`const { a, ...rest } = await import("./x.js");`:                                                                             "any",
		`const { a: { b } } = await import("./x.js");`:                                                                               "any",
		`const { größe } = await import("./x.js");`:                                                                                  "größe",
		`const { a = ", b" } = await import("./x.js");`:                                                                              "any",
		`const { a } = await import("./x.js").catch(() => ({}));`:                                                                    "any",
		`var a = 1, { b } = await import("./x.js");`:                                                                                 "b",
		`const { default: a } = await import("./x.js"), b = 1;`:                                                                      "default",
		`x = { a } = await import("./x.js");`:                                                                                        "any",
		`const m = await import("./x.js");`:                                                                                          "any", // other statements see it
		`f = async () => (await import("./x.js")).größe;`:                                                                            "größe",
		`f = async () => (await import("./x.js")).a();`:                                                                              "a()",
		`f = async () => (await import("./x.js")).a?.();`:                                                                            "a()",
		"f = async () => (await import(\"./x.js\")).a`b`;":                                                                           "a()",
		"f = async () => `${(await import(\"./x.js\")).a}`;":                                                                         "a",
		`f = async () => (await import("./x.js"))[a];`:                                                                               "any",
		`f = async () => { return (await import("./x.js")).a; };`:                                                                    "a",
		`f = async () => new K(await import("./x.js")).a;`:                                                                           "any",
		`f = async () => o?.(await import("./x.js")).a;`:                                                                             "any",
		`f = async () => { const b = (await import("./x.js")).a; g((await import("./y.js")).b); };`:                                  "a; b",
		`f = () => import("./x.js").then((m) => m.a(m.b));`:                                                                          "a() b",
		`f = () => import("./x.js").then((m) => ({ m: m.b, "m": "m" }));`:                                                            "b",
		`f = () => import("./x.js").then(async (m) => m.a);`:                                                                         "a",
		`f = () => import("./x.js").then((m) => m.a(m));`:                                                                            "any",
		`f = () => import("./x.js").then((m) => ({ m }));`:                                                                           "any",
		`f = () => import("./x.js").then((m, n) => m.a);`:                                                                            "any",
		`f = () => import("./x.js").then((m) => m.a, (m) => m);`:                                                                     "any",
		`f = () => import("./x.js").then((m) => m.a, (m) => m.b);`:                                                                   "a b",
		`f = () => import("./x.js").then(async ({ a, default: b }) => a(b));`:                                                        "a default",
		`f = () => import("./x.js").then(({ a, ...b }) => a(b));`:                                                                    "any",
		`f = () => import("./x.js").then(g);`:                                                                                        "any",
		`f = () => import("./x.js");`:                                                                                                "any",
		`f = () => import("./x.js", { with: { type: "json" } }).then((m) => m.a);`:                                                   "any",
		`f = async () => { const m = await import("./x.js"); return [m.a, a.m, m.b()]; };`:                                           "a b()",
		`f = async () => { const m = await import("./x.js"); return m.a.b(); };`:                                                     "a",
		`f = async () => { const m = await import("./x.js"); m.a(); m = g; };`:                                                       "any",
		`f = async () => { const m = await import("./x.js"); m.a(); eval("m"); };`:                                                   "any",
		`f = async () => { const [{ a, b: c }, d] = await Promise.all([import("./x.js"), import("./y.js")]); };`:                     "a b; ",
		`f = async () => { const [, d] = await Promise.all([import("./x.js"), import("./y.js")]); d.e(d.f); };`:                      "; e() f",
		`f = async () => { const [a, { b: { c } }] = await Promise.all([import("./x.js"), import("./y.js")]); a; };`:                 "any; b",
		`f = async () => { const [a] = await Promise.all([import("./x.js"), import("./y.js")]); a.b; };`:                             "b; ",
		`f = async () => { const [{ a = "}", b }, m] = await Promise.all([import("./x.js"), import("./y.js")]); m.c; };`:             "any; any",
		`f = async () => { const [...a] = await Promise.all([import("./x.js")]); };`:                                                 "any",
		`f = async () => { const [a, b] = await Promise.all([import("./x.js"), g()]); };`:                                            "any",
		`f = async () => { const m = await import("./x.js"); m.a(); g(async () => { const m = await import("./y.js"); m.b(); }); };`: "a() b(); a() b()",
	} {
		const self = "Promise.resolve().then(() => require_x())"
		for _, text := range []string{text, strings.ReplaceAll(text, `import("./x.js")`, self), strings.NewReplacer(`import("./x.js")`, self, `import("./y.js")`, self).Replace(text)} {
			var list []string
			for _, s := range scan("// x.js\n" + text + "\n").Statements {
				for _, imp := range loads(s) {
					list = append(list, imp.Taken.String())
				}
			}
			if got := strings.Join(list, "; "); got != want {
				t.Errorf("%s takes %q, want %q", text, got, want)
			}
		}
	}
}

// An import() says what it loads, and where what is printed in its place stands.
func TestLoads(t *testing.T) {
	for text, want := range map[string]string{
		`import("./x.js");`: `"./x.js" for import("./x.js"`,
		`f(import("./x.js", { with: { type: "json" } }));`:                  `"./x.js" for import("./x.js"`,
		`import("./gr\u00f6\xdfe \"1\".js");`:                               `"./größe \"1\".js" for import("./gr\u00f6\xdfe \"1\".js"`,
		`import('./x.js');`:                                                 `"./x.js" for import('./x.js'`,
		"import(`./x.js`);":                                                 ``,
		`import(x);`:                                                        ``,
		`x.import("./x.js");`:                                               ``,
		`f(Promise.resolve().then(() => require_x()));`:                     `"" for Promise.resolve().then(() => require_x()`,
		`f(() => require_x());`:                                             `"" for require_x(`,
		`f(() => require_x);`:                                               ``,
		`f(() => require_x(1));`:                                            ``,
		`f(() => x.require_x());`:                                           ``,
		`f(Promise.resolve().then(() => require_x(1)));`:                    ``,
		`f(x.Promise.resolve().then(() => require_x()));`:                   `"" for require_x(`,
		`f(Promise.resolve().then((x) => require_x()));`:                    `"" for require_x(`,
		`f(Promise.resolve(1).then(() => require_x()));`:                    `"" for require_x(`,
		`f(Promise.resolve().catch(() => require_x()));`:                    `"" for require_x(`,
		`f(Promise.reject().then(() => require_x()));`:                      `"" for require_x(`,
		`f(Promise.resolve().then(async () => require_x()));`:               `"" for require_x(`,
		`f(Promise.resolve().then(() => x.require_x(), import("./y.js")));`: `"./y.js" for import("./y.js"`,
	} {
		var list []string
		for _, s := range scan("// x.js\n" + text + "\n").Statements {
			for _, imp := range loads(s) {
				list = append(list, fmt.Sprintf("%q for %s", imp.Path, ("// x.js\n" + text)[imp.Start:imp.End]))
			}
		}
		if got := strings.Join(list, "; "); got != want {
			t.Errorf("%s loads %s, want %s", text, got, want)
		}
	}
}

// What require() gives of an ES module is known in fewer forms; a variable that
// holds it may be seen by other statements.
func TestRequired(t *testing.T) {
	const object = `(init_x(), __toCommonJS(x_exports))`
	for text, want := range map[string]string{
		"var { a, b: c } = " + object + ";":                                       "a b",
		"var { a, ...b } = " + object + ";":                                       "any",
		"var m = " + object + ";":                                                 "m: ",
		"var a = 1, m = " + object + ", b = m;":                                   "m: ", // other statements see b = m
		"var a = [1], { b } = " + object + ";":                                    "b",
		"f = () => {\n  const m = " + object + ";\n  return m.a(m.b);\n};":        "m: a() b",
		"f = () => {\n  var a = g([1]), { b } = " + object + ";\n  return b;\n};": "b",
		"f = () => {\n  return g(), { b: x } = " + object + ";\n};":               "any",
		"f = () => {\n  const y = [1, m = " + object + ", 2];\n};":                "any",
		"f = () => {\n  const y = [1, 2], m = " + object + ";\n  g(m);\n};":       "m: any",
		object + ".a();":            "a()",
		"f(" + object + ");":        "any",
		"init_x(), g(x_exports);":   "",
		"f(eval(" + object + ".a))": "",
	} {
		var list []string
		f := scan(text + "\n")
		for _, s := range f.Statements {
			if s.Rare == nil {
				continue
			}
			for _, q := range s.Rare.Requires {
				word := q.Taken.String()
				if q.Holder >= 0 {
					word = f.Names[q.Holder] + ": " + word
				}
				list = append(list, word)
			}
		}
		if got := strings.Join(list, "; "); got != want {
			t.Errorf("%s takes %q, want %q", text, got, want)
		}
	}
}
