package cut

import (
	"slices"
	"strings"
	"testing"

	"github.com/evanw/esbuild/pkg/api"
)

func scan(source string) File {
	return Scan([]byte(source), func(text string) bool { return strings.HasSuffix(text, ".js") })
}

// describe prints a statement: its text, "!" for an effect, "await", what it
// declares, assigns (=x), uses, and uses lazily (x?), and what operators make
// primitive values of (#x).
func describe(f File, s Statement) string {
	text := strings.TrimSpace(s.Prefix + " " + string(f.Source[s.Start:s.End]) + s.Suffix)
	var words []string
	if s.Effect {
		words = append(words, "!")
	}
	if s.Await {
		words = append(words, "await")
	}
	for _, r := range s.Refs {
		name := f.Names[r.Name]
		switch {
		case r.Flags&RefDeclared != 0:
			name = "+" + name
		case r.Flags&RefAssigned != 0:
			name = "=" + name
		}
		if r.Flags&RefLazy != 0 {
			name += "?"
		}
		words = append(words, name)
	}
	for _, name := range s.Coerced {
		words = append(words, "#"+f.Names[name])
	}
	return text + " // " + strings.Join(words, " ")
}

func TestScan(t *testing.T) {
	for _, test := range []struct {
		source string
		want   []string
	}{
		{"var a = 1, b = a;", []string{"var a = 1; // +a", "var b = a; // +b a"}},
		{"a();", []string{"a(); // ! a"}},
		{"var a = /* @__PURE__ */ b(c);", []string{"var a = /* @__PURE__ */ b(c); // +a b c"}},
		{"function f(x) {\n  return g(x);\n}\nf();", []string{"function f(x) {\n  return g(x);\n} // +f x? g? x?", "f(); // ! f"}},
		{"var f = (x) => x + a;", []string{"var f = (x) => x + a; // +f x? x? a?"}},
		{"var f = async (x) => {\n  await x;\n};", []string{"var f = async (x) => {\n  await x;\n}; // +f x? x?"}},
		{"await a;", []string{"await a; // ! await a"}},
		{"var { a, b: c, ...d } = e;", []string{"var { a, b: c, ...d } = e; // ! +a +c +d e"}},
		{"({ a, b: c } = e);", []string{"({ a, b: c } = e); // ! =a =c e"}},
		{"[f(a, class {\n  get v() {\n    return b;\n  }\n}).v, c[d], e, { k: g(() => h)[i] }, (j)] = [];", []string{"[f(a, class {\n  get v() {\n    return b;\n  }\n}).v, c[d], e, { k: g(() => h)[i] }, (j)] = []; // ! f a b? c d =e g h? i =j"}},
		{"a[b] = c;", []string{"a[b] = c; // ! a b c"}},
		{"f.displayName = \"f\";", []string{"f.displayName = \"f\"; // f"}},
		{"f.prototype.a = b();", []string{"f.prototype.a = b(); // ! f b"}},
		{"f.name = \"f\";", []string{"f.name = \"f\"; // ! f"}},
		{"var a = (0, b.memo)(c), d = b.memo(c).e;", []string{"var a = (0, b.memo)(c); // +a b c", "var d = b.memo(c).e; // ! +d b c"}},
		{"(function(b) {\n  b[b.A = 0] = \"A\", b.B = \"c\";\n})(a || (a = {}));", []string{"(function(b) {\n  b[b.A = 0] = \"A\", b.B = \"c\";\n})(a || (a = {})); // b? b? b? b? a =a"}},
		{"(function(b) {\n  b.B = c();\n})(a || (a = {}));", []string{"(function(b) {\n  b.B = c();\n})(a || (a = {})); // ! b? b? c? a =a"}},
		{"a += 1;", []string{"a += 1; // ! =a"}},
		{"a++;", []string{"a++; // ! =a"}},
		{"f(++a);", []string{"f(++a); // ! f =a"}},
		{"var f = () => [++a(b).c, --d.e, ++g[0]];", []string{"var f = () => [++a(b).c, --d.e, ++g[0]]; // +f a? b? d? g?"}},
		{"var C = class {\n  static a = b;\n  c = d;\n  e() {\n    return f;\n  }\n};", []string{"var C = class {\n  static a = b;\n  c = d;\n  e() {\n    return f;\n  }\n}; // +C b d? f?"}},
		{"var o = { a: b, c, [d]: 1, e() {\n  return f;\n} };", []string{"var o = { a: b, c, [d]: 1, e() {\n  return f;\n} }; // +o b c d f? #d"}},
		{"function f() {\n  for (; a; ) /[}\\]]/.test(b);\n  if (a) / 1;/.test(c);\n}\ng();", []string{"function f() {\n  for (; a; ) /[}\\]]/.test(b);\n  if (a) / 1;/.test(c);\n} // +f a? b? a? c?", "g(); // ! g"}},
		{"run: for (let x of [1]) {\n  break run;\n}", []string{"run: for (let x of [1]) {\n  break run;\n}; // ! x"}},
		{"function f() {\n  return [a];\n}\nof.b = 1;", []string{"function f() {\n  return [a];\n} // +f a?", "of.b = 1; // of"}},
		{"if (a in b || [c] in d)\n  e();", []string{"if (a in b || [c] in d)\n  e(); // ! a b c d e"}},
		{"for (a of b)\n  for ([c] of d)\n    for (e in f)\n      ;", []string{"for (a of b)\n  for ([c] of d)\n    for (e in f)\n      ; // ! =a b =c d =e f"}},
		{"var a = b + 1, c = -b * 2;", []string{"var a = b + 1; // +a b #b", "var c = -b * 2; // +c b #b #b"}},
		{"var a = b.c + 1, d = f(b) | 0, e = 2 / Math.PI - 1;", []string{"var a = b.c + 1; // ! +a b", "var d = f(b) | 0; // ! +d f b", "var e = 2 / Math.PI - 1; // +e Math"}},
		{"var a = b === c && d || !e, f = b == c, g = b > c;", []string{"var a = b === c && d || !e; // +a b c d e", "var f = b == c; // +f b c #b #c", "var g = b > c; // +g b c #b #c"}},
		{"var f = (x) => x + a, g = typeof a + \"\";", []string{"var f = (x) => x + a; // +f x? x? a?", "var g = typeof a + \"\"; // +g a #a"}},
		{"var a = b ? c : d;", []string{"var a = b ? c : d; // +a b c d"}},
		{"var a = `x${b}`;", []string{"var a = `x${b}`; // ! +a b"}},
		{"var a = /[/]a/.b;", []string{"var a = /[/]a/.b; // ! +a"}},
		{"if (a) {\n  b();\n} else\n  c();\nd();", []string{"if (a) {\n  b();\n} else\n  c(); // ! a b c", "d(); // ! d"}},
		{"try {\n  a();\n} catch {\n}\nb();", []string{"try {\n  a();\n} catch {\n}; // ! a", "b(); // ! b"}},
	} {
		f := scan(test.source)
		var got []string
		for _, s := range f.Statements {
			got = append(got, describe(f, s))
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s\ngot  %q\nwant %q", test.source, got, test.want)
		}
	}
}

func TestScanRegions(t *testing.T) {
	f := scan("var a = 1;\n// one.js\nvar b = `\n// two.js\n`;\n// two.js\nimport(\"./x.js\");\n")
	if want := []string{"one.js", "two.js"}; !slices.Equal(f.Regions, want) {
		t.Fatalf("regions %q, want %q", f.Regions, want)
	}
	var regions []int
	for _, s := range f.Statements {
		regions = append(regions, s.Region)
	}
	if want := []int{-1, 0, 1}; !slices.Equal(regions, want) {
		t.Errorf("statements in regions %v, want %v", regions, want)
	}
	last := f.Statements[2]
	if len(last.Dynamic) != 1 || string(f.Source[last.Dynamic[0].Arg:last.Dynamic[0].End]) != `"./x.js"` {
		t.Errorf("import() expressions: %+v", last.Dynamic)
	}
}

// A function may be called as a method of its module; only its own this counts.
func TestThis(t *testing.T) {
	for source, want := range map[string]bool{
		"function f() { return this.a; }":                                      true,
		"function f() { return () => this; }":                                  true,
		"var f = function(a = this.b) {};":                                     true,
		"var f = () => { return g(function() { return this; }); };":            true, // which it may return
		"function f() { return { get a() { return this.b; } }; }":              false,
		"function f() { return function() { return this; }; }":                 false,
		"class C { a = this; static { this.b = 1; } c() { return this; } }":    false,
		"function f() { return a.this; }":                                      false,
		"var f = () => { if (a) { return 1; } else { return { this: 2 }; } };": false,
	} {
		if got := scan(source + "\n").Statements[0].This; got != want {
			t.Errorf("%s reads this: %v, want %v", source, got, want)
		}
	}
}

// Statements of what esbuild prints, with every top-level name renamed, make a
// program that means the same: it parses, has no other free names than before,
// and renaming back gives the original.
func FuzzScan(f *testing.F) {
	for _, seed := range []string{
		"const { a, b: [c = 1] } = x; let d = `${a}${c}`; export { d }",
		"class A { static #p = 1; static { f(A) } get g() { return { A } } } function f({ A: B } = { A }) { return B }",
		"let i = 0; run: for (const x of [i]) { if (x) break run; else continue run } ({ i } = { i: 2 }); i++",
		"async function* g() { yield* await h?.(/[/]}/g, 1 / i) } const h = async x => ({ g })",
		"switch (a) { case b: c: for (;;) break c; default: } var a, b; try { a = 1 } catch { } finally { b ||= a }",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, source string) {
		printed, ok := bundled(source)
		if !ok {
			return
		}
		file := scan(printed)
		declared := map[int32]bool{}
		for _, s := range file.Statements {
			for _, r := range s.Refs {
				declared[r.Name] = declared[r.Name] || r.Flags&RefDeclared != 0 && s.Form != FormImport && s.Form != FormExport
			}
		}
		renamed := rename(file, declared, func(name string) string { return name + "$renamed" })
		missed := map[string]string{}
		for id := range declared {
			if declared[id] {
				missed[file.Names[id]] = "paintbox_missed"
			}
		}
		again, ok := transformed(renamed, missed)
		if !ok || strings.Contains(again, "paintbox_missed") {
			t.Fatalf("misses uses, or does not parse:\n%s\nof:\n%s", again, printed)
		}
		got, _ := transformed(strings.ReplaceAll(again, "$renamed", ""), nil)
		want, _ := transformed(rename(file, declared, func(name string) string { return name }), nil)
		if got != want {
			t.Fatalf("got:\n%s\nwant:\n%s\nof:\n%s", got, want, printed)
		}
	})
}

// rename prints all statements but imports and exports under new names.
func rename(f File, declared map[int32]bool, name func(string) string) string {
	var out strings.Builder
	for _, s := range f.Statements {
		if s.Form == FormImport || s.Form == FormExport {
			continue
		}
		out.WriteString(s.Prefix + " ")
		start := s.Start
		for _, r := range s.Refs {
			if !declared[r.Name] {
				continue
			}
			old := f.Names[r.Name]
			out.Write(f.Source[start:r.Pos])
			if r.Flags&RefShorthand != 0 {
				out.WriteString(old + ": ")
			}
			out.WriteString(name(old))
			start = int(r.Pos) + len(old)
		}
		out.Write(f.Source[start:s.End])
		out.WriteString(s.Suffix + "\n")
	}
	return out.String()
}

// bundled prints a source as the linker does.
func bundled(source string) (string, bool) {
	result := api.Build(api.BuildOptions{Stdin: &api.StdinOptions{Contents: source, Sourcefile: "m.js"}, Bundle: true, Format: api.FormatESModule,
		MinifySyntax: true, TreeShaking: api.TreeShakingFalse, Charset: api.CharsetUTF8, LogLevel: api.LogLevelSilent, Target: api.ES2022, LegalComments: api.LegalCommentsNone,
		External: []string{"*"}})
	if len(result.Errors) > 0 || len(result.OutputFiles) != 1 {
		return "", false
	}
	return string(result.OutputFiles[0].Contents), true
}

func transformed(code string, define map[string]string) (string, bool) {
	result := api.Transform(code, api.TransformOptions{Format: api.FormatESModule, Charset: api.CharsetUTF8, LogLevel: api.LogLevelSilent, Define: define})
	return string(result.Code), len(result.Errors) == 0
}
