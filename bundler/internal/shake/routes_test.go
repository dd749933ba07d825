package shake

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/paintbox-build/paintbox/bundler/internal/cut"
	"github.com/paintbox-build/paintbox/bundler/internal/program"
)

// What an import() wants is known where it is taken apart on the spot.
func TestWantedNames(t *testing.T) {
	for text, want := range map[string]string{
		`const { a, b: c, d = [1] } = await import("./x.js");`:                                                                       "any", // a default may be anything
		`const { a, b: c } = await import("./x.js");`:                                                                                "a b",
		`const { a, ...rest } = await import("./x.js");`:                                                                             "any",
		`const { a: { b } } = await import("./x.js");`:                                                                               "any",
		`const { größe } = await import("./x.js");`:                                                                                  "größe",
		`x = { a } = await import("./x.js");`:                                                                                        "any",
		`f = async () => (await import("./x.js")).größe;`:                                                                            "größe",
		`f = async () => (await import("./x.js"))[a];`:                                                                               "any",
		`f = () => import("./x.js").then((m) => m.a(m.b));`:                                                                          "a b",
		`f = () => import("./x.js").then((m) => m.a(m));`:                                                                            "any",
		`f = () => import("./x.js").then((m) => ({ ...m }));`:                                                                        "any",
		`f = () => import("./x.js").then(async ({ a, default: b }) => a(b));`:                                                        "a default",
		`f = () => import("./x.js").then((m, n) => m.a);`:                                                                            "any",
		`f = () => import("./x.js").then(g);`:                                                                                        "any",
		`f = () => import("./x.js");`:                                                                                                "any",
		`f = async () => { const m = await import("./x.js"); return [m.a, a.m, m.b()]; };`:                                           "a b",
		`f = async () => { const m = await import("./x.js"); return m; };`:                                                           "any",
		`f = async () => { const g = () => m, m = await import("./x.js"); m.a; };`:                                                   "any",
		`const m = await import("./x.js"); `:                                                                                         "any", // other statements see it
		`const [{ a, b: c }, d] = await Promise.all([import("./x.js"), g()]);`:                                                       "any",
		`f = async () => { const [{ a, b: c }, d] = await Promise.all([import("./x.js"), import("./y.js")]); };`:                     "a b; ",
		`f = async () => { const [, d] = await Promise.all([import("./x.js"), import("./y.js")]); d.e(d.f); };`:                      "; e f",
		`f = async () => { const [a, { b: { c } }] = await Promise.all([import("./x.js"), import("./y.js")]); a; };`:                 "any; b",
		`f = async () => { const [...a] = await Promise.all([import("./x.js")]); };`:                                                 "any",
		`f = async () => { const a = await import("./x.js"); return a.b; };`:                                                         "b",
		`f = [() => import("./x.js").then((m) => ({ default: m.A })), () => import("./y.js").then((m) => ({ default: m.B }))];`:      "A B; A B",
		`f = [() => import("./x.js").then((m) => m.A), (m) => m];`:                                                                   "any",
		`f = async () => { const m = await import("./x.js"); m.a(); g(async () => { const m = await import("./y.js"); m.b(); }); };`: "a b; a b",
		`f = async () => Object.keys(await import("./x.js")).length;`:                                                                "any",
		`f = async () => new K(await import("./x.js")).a;`:                                                                           "any",
		`f = async () => o?.f(await import("./x.js")).a;`:                                                                            "any",
		`f = async () => o["f"](await import("./x.js")).a;`:                                                                          "any",
		`f = async () => { return (await import("./x.js")).a; };`:                                                                    "a",
		`f = async () => { const b = (await import("./x.js")).a; g((await import("./y.js")).b); };`:                                  "a; b",
		`f = async () => { const [{ a = "}", b }, m] = await Promise.all([import("./x.js"), import("./y.js")]); m.c; };`:             "any; any",
		`f = async () => { const { a = ", b" } = await import("./x.js"); };`:                                                         "any",
		`const { a } = await import("./x.js").catch(() => ({}));`:                                                                    "any",
	} {
		f := program.File{File: cut.Scan([]byte("// x.js\n"+text+"\n"), func(string) bool { return true })}
		var list []string
		for i := range f.Statements {
			s := &f.Statements[i]
			for _, imp := range s.Dynamic {
				names, ok := importReader{}.wantedNames(&f, s, imp)
				text := strings.Join(slices.Sorted(maps.Keys(names)), " ")
				if !ok {
					text = "any"
				}
				list = append(list, text)
			}
		}
		if got := strings.Join(list, "; "); got != want {
			t.Errorf("%s wants %s, not %s", text, got, want)
		}
	}
}
