package cut

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/evanw/esbuild/pkg/api"
)

// A reference knows the properties that are read of it.
func TestChain(t *testing.T) {
	for text, want := range map[string]string{
		"f(a.b.c());":         "f(): a: b c()",
		"f(a.b`c`, a?.b);":    "f(): a: b() a:",
		"f(a.b?.(), a.#c.d);": "f(): a: b() a:",
		"f(`${a.b}`, a);":     "f(): a: b a:",
		"f(a[b].c, { a });":   "f(): a: b: a:",
		"f(a(), 1);":          "f(): a()1:",
		"f(a.b(), 1);":        "f(): a: b()",
	} {
		f := scan(text + "\n")
		var words []string
		for _, r := range f.Statements[0].Refs {
			word := f.Names[r.Name]
			if r.Chain == 0 && r.Next&NextCall != 0 {
				word += "()"
			}
			if r.Next&NextNode != 0 {
				word += "1"
			}
			words = append(words, word+":")
			for m, rest, ok := f.Chain(r).First(); ok; m, rest, ok = rest.First() {
				words = append(words, m.String())
			}
		}
		if got := strings.Join(words, " "); got != want {
			t.Errorf("%s reads %q, want %q", text, got, want)
		}
	}
}

// What stands before a name, and statements that may have variables of their own.
func TestControl(t *testing.T) {
	for text, want := range map[string]string{
		"f(\"key\" in i);":                "searched",
		"for (const key in i) f(key);":    "searched control",
		"if (i) throw f;":                 "control throws",
		"var i = () => {\n  throw f;\n};": "",
		"{\n  let a = i;\n}":              "control",
		"try {\n  f(i);\n} catch {\n}":    "control",
		"f(i);":                           "",
	} {
		f := scan(text + "\n")
		s := &f.Statements[0]
		var got []string
		for _, r := range s.Refs {
			if f.Names[r.Name] == "i" && r.Next&NextSearched != 0 {
				got = append(got, "searched")
			}
		}
		if s.Control {
			got = append(got, "control")
		}
		if s.Throws {
			got = append(got, "throws")
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

// A name whose type is asked for is told from others.
func TestAsked(t *testing.T) {
	for text, want := range map[string]bool{
		"typeof i;":                        true,
		"f(typeof i.key);":                 true,
		"x = typeof i < \"u\" ? i : null;": true,
		"typeof x.i, typeof (1, i);":       false,
		"f(i);":                            false,
	} {
		f := scan(text + "\n")
		got := false
		for _, r := range f.Statements[0].Refs {
			got = got || f.Names[r.Name] == "i" && r.Next&NextAsked != 0
		}
		if got != want {
			t.Errorf("%s: %v, want %v", text, got, want)
		}
	}
}

// What a CommonJS module does with its exports, in the forms in which compilers
// write it.
func TestExports(t *testing.T) {
	for text, want := range map[string]Exports{
		`Object.defineProperty(exports, "__esModule", { value: !0 }), exports.default = f;`:             {ESModule: true, Default: true},
		`exports.__esModule = !0; Object.defineProperty(exports, "default", { get: f });`:               {ESModule: true, Default: true},
		`__export(x, { default: () => y }); module.exports = __toCommonJS(x); d({}, "__esModule", {});`: {ESModule: true, Default: true},
		`module2.exports = require_other();`:                                                            {Passes: []int32{5}},
		`module2.exports = require_other().x;`:                                                          {Whole: true},
		`d(exports, "__esModule", {}); exports.default = f; module.exports = exports.default;`:          {ESModule: true, Default: true, Whole: true},
		`switch (exports.x) { default: f(); } x.__esModule ? 1 : { default: x }; a.module.exports = 1;`: {},
		`module.exports = function() {};`:                                                               {Whole: true},
	} {
		f := scan("// a.js\nvar require_a = __commonJS({\n  \"a.js\"(exports, module) {\n    " + text + "\n  }\n});\n")
		if got := f.Statements[0].Rare.Exports; !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %+v, want %+v", text, got, want)
		}
	}
}

// What a declaration declares, where that stands, and what its value is.
func TestDeclaration(t *testing.T) {
	other := []string{"nothing", "name", "bare", "pattern", "class"}
	values := []string{"other", "function", "class", "derived", "call", "primitive", "name", "empty"}
	for text, want := range map[string]string{
		"var a;":                                  "bare 4 other",
		"var a = b;":                              "name 4 name",
		"let a = -1.5;":                           "name 4 primitive",
		"const a = \"b\";":                        "name 6 primitive",
		"var a = void 0;":                         "name 4 primitive",
		"var a = !0;":                             "name 4 primitive",
		"var a = !b;":                             "name 4 other",
		"var a = 1 + 2;":                          "name 4 other",
		"var a = {};":                             "name 4 empty",
		"var a = { b };":                          "name 4 other",
		"var { a } = b;":                          "pattern 4 other",
		"var [a] = b;":                            "pattern 4 other",
		"var a = function* () {\n};":              "name 4 function",
		"var a = async function b() {\n};":        "name 4 function",
		"var a = async (b, c) => b;":              "name 4 function",
		"var a = async;":                          "name 4 name",
		"var a = (b = 1) => b;":                   "name 4 other",
		"var a = (b, c);":                         "name 4 other",
		"var a = class {\n};":                     "name 4 class",
		"var a = class b {\n  c() {\n  }\n};":     "name 4 class",
		"var a = class extends b {\n};":           "name 4 derived",
		"var a = class {\n  get b() {\n  }\n};":   "name 4 derived",
		"var a = class {\n  get = 1;\n};":         "name 4 class",
		"class a {\n}":                            "class 6 class",
		"class a extends b {\n}":                  "class 6 derived",
		"var a = /* @__PURE__ */ (0, b.memo)(c);": "name 4 call",
		"var a = b.forwardRef(c);":                "name 4 call",
		"var a = b.other(c);":                     "name 4 other",
		"a = b;":                                  "nothing 0 other",
		"a();":                                    "nothing 0 other",
	} {
		s := scan(text + "\n").Statements[0]
		if got := fmt.Sprint(other[s.Declares], " ", s.Target, " ", values[s.Value]); got != want {
			t.Errorf("%s is %s, want %s", text, got, want)
		}
	}
	if s := scan("var a = 1, { b } = c;\n").Statements[1]; s.Declares != DeclaresPattern || s.Target != 11 || s.Start != 11 {
		t.Errorf("a declarator after a comma: %+v", s)
	}
}

func TestClause(t *testing.T) {
	for text, want := range map[string]string{
		`import "./a.js";`:                               `{./a.js [] false false }`,
		`import a, { b as c, d } from "./a.js";`:         `{./a.js [{default a} {b c} {d d}] false false }`,
		`import * as a from './a.js';`:                   `{./a.js [{* a}] false false }`,
		`import { "a b" as c } from "a" with { b: "c" }`: `{a [{"a b" c}] false false }`,
		"export {\n  a,\n  b as default\n};":             `{ [{a a} {default b}] false false }`,
		`export { a as "b c" } from "./a.js";`:           `{./a.js [{"b c" a}] false false }`,
		`export * from "./a.js";`:                        `{./a.js [] true false }`,
		`export default require_a();`:                    `{ [] false true require_a}`,
		`export default a;`:                              `{ [] false true a}`,
		`export default a + b;`:                          `{ [] false true }`,
	} {
		s := scan(text + "\n").Statements[0]
		if got := fmt.Sprint(s.Clause()); got != want {
			t.Errorf("%s says %s, want %s", text, got, want)
		}
	}
}

func TestGetters(t *testing.T) {
	source := "__export(a_exports, {\n  b: () => b2,\n  \"c d\": () => c.d,\n  default: () => e\n});\n"
	f := scan(source)
	s := &f.Statements[0]
	var got []string
	for _, r := range s.Refs {
		if g, ok := s.Getter(r); ok {
			got = append(got, fmt.Sprintf("%s %v %q", g.Key, g.Whole, source[g.Lines.Start:g.Lines.End]))
		}
	}
	want := []string{`b true "  b: () => b2,\n"`, `c d false ""`, `default true "  default: () => e\n"`}
	if !slices.Equal(got, want) {
		t.Errorf("getters %q, want %q", got, want)
	}
}

func TestRare(t *testing.T) {
	for text, want := range map[string]string{
		"var require_a = __commonJS({\n  \"a.js\"(exports) {\n  }\n});": `"a.js"`,
		"var init_a = __esm({\n  async \"a.js\"() {\n  }\n});":          `"a.js" async`,
		"var a = b({ c: 1 });": ``,
		"var f = () => Promise.resolve().then(() => require_a());":   `Promise.resolve().then(() => require_a()`,
		"var f = () => Promise.resolve().then(() => require_a(1));":  ``,
		"var f = () => Promise.resolve().then(() => a.require_a());": ``,
	} {
		s := scan(text + "\n").Statements[0]
		got := ""
		if s.Rare != nil {
			got = text[s.Rare.Path.Start:s.Rare.Path.End]
			if s.Rare.Async {
				got += " async"
			}
			for _, self := range s.Rare.Selves {
				got += text[self.Start:self.End]
			}
		}
		if got != want {
			t.Errorf("%s has %q, want %q", text, got, want)
		}
	}
}

// Strings that may name files are noted with their places and values.
func TestRelative(t *testing.T) {
	for text, want := range map[string]string{
		`var a = "./b.svg";`:                               `8 "./b.svg" ./b.svg`,
		`var a = './b"c".svg';`:                            `8 './b"c".svg' ./b"c".svg`,
		`var a = "./gr\xF6\xDFe.svg";`:                     `8 "./gr\xF6\xDFe.svg" ./größe.svg`,
		`var a = ["./b", () => "./c"];`:                    `9 "./b" ./b; 22 "./c" ./c`,
		`var a = b({ "./c": "../d", e: ".f", g: "h./" });`: `12 "./c" ./c`,
		`import { a } from "./b.js";`:                      ``,
		`import "./b.js" with { type: "./c" };`:            ``,
		`export * from "./b.js";`:                          ``,
		`import("./b.js");`:                                ``,
		`import("./b.js", "./c");`:                         `17 "./c" ./c`,
		"var a = `./b`, c = /\"./d\"/;":                    ``,
		"var a = 1, b = \"./c\";":                          `15 "./c" ./c`,
		"var require_a = __commonJS({\n  \"./a\"(b, c) {\n    c.exports = \"./d\";\n  }\n});": `31 "./a" ./a; 61 "./d" ./d`,
	} {
		var list []string
		for _, s := range scan(text + "\n").Statements {
			if s.Rare == nil {
				continue
			}
			for _, l := range s.Rare.Relative {
				list = append(list, fmt.Sprint(l.Start, " ", text[l.Start:l.End], " ", l.Value))
			}
		}
		if got := strings.Join(list, "; "); got != want {
			t.Errorf("%s holds %s, want %s", text, got, want)
		}
	}
}

func TestWords(t *testing.T) {
	for text, want := range map[string]string{
		"a(typeof module);":                             "commonjs",
		"a(() => (exports) => b);":                      "commonjs",
		"a({ module: 1, exports() {\n} }, \"module\");": "",
		"var require_a = __commonJS({\n  \"a\"(exports, module) {\n    module;\n  }\n});": "",
		"a(b, 1);":                     "",
		"a(b.c);":                      "dots",
		"a(\"b.c\", 1);":               "dots",
		"a(1.5);":                      "dots",
		"a(...b);":                     "dots",
		"a({ this: \"this\" });":       "this",
		"a(() => (b) => this);":        "this",
		"a(function() {\n  this;\n});": "this",
	} {
		s := scan(text + "\n").Statements[0]
		var words []string
		if s.Dots {
			words = append(words, "dots")
		}
		if s.AnyThis {
			words = append(words, "this")
		}
		if s.CommonJS {
			words = append(words, "commonjs")
		}
		if got := strings.Join(words, " "); got != want {
			t.Errorf("%s has %q, want %q", text, got, want)
		}
	}
}

// BenchmarkScan works on real libraries as the linker prints them.
func BenchmarkScan(b *testing.B) {
	for _, name := range []string{"exceljs", "lodash", "react-dom", "xlsx"} {
		file, err := filepath.Abs(filepath.Join("../../../testdata/libraries/src", name+".js"))
		if err != nil {
			b.Fatal(err)
		}
		if _, err := os.Stat(file); err != nil {
			b.Fatal(err)
		}
		result := api.Build(api.BuildOptions{EntryPoints: []string{file}, Bundle: true, Format: api.FormatESModule, Platform: api.PlatformNode, MinifySyntax: true,
			Charset: api.CharsetUTF8, LegalComments: api.LegalCommentsNone, LogLevel: api.LogLevelSilent, Outdir: b.TempDir()})
		if len(result.Errors) > 0 {
			b.Fatal(result.Errors[0].Text)
		}
		code := result.OutputFiles[0].Contents
		b.Run("library="+name, func(b *testing.B) {
			b.SetBytes(int64(len(code)))
			b.ReportAllocs()
			for b.Loop() {
				if f := Scan(code, func(text string) bool { return strings.HasSuffix(text, "js") }); len(f.Statements) == 0 {
					b.Fatal("no statements")
				}
			}
		})
	}
}
