package lex

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// TestReader: what a slash, a brace and a backquote are, is told by what stands
// before them.
func TestReader(t *testing.T) {
	for text, want := range map[string]string{
		"a/b/c":                 "a / b / c",
		"a=/b/.c":               "a = /b/ . c",
		"(a)/b/c":               "( a ) / b / c",
		"if(a)/b/.c(d)":         "if ( a ) /b/ . c ( d )",
		"a.if(b)/c/d":           "a . if ( b ) / c / d",
		"return/a/":             "return /a/",
		"a.return/b/c":          "a . return / b / c",
		"a++/b/c":               "a ++ / b / c",
		"a\n++/b/.c":            "a ++ / b / . c",
		"[]/a/b":                "[ ] / a / b",
		"x={}/a/b":              "x = { } / a / b",
		"if(x){}/a/.b":          "if ( x ) { } /a/ . b",
		"`a${b}c`/d/e":          "`a${ b }c` / d / e",
		"`a${{b:`c`}}d`":        "`a${ { b : `c` } }d`",
		"`${/}/}`/a":            "`${ /}/ }` / a",
		"/[/\"]/.b":             "/[/\"]/ . b",
		"<p>it's</p>\nimport a": "< p > it ' s < / p > import a",
		"<p>a</p>\nimport b":    "< p > a < / p > import b",
		"import'a';export*from'b';for(c of'd')return'e'": "import 'a' ; export * from 'b' ; for ( c of 'd' ) return 'e'",
		"#!/usr/bin/env node\na":                         "a",
		"} ) ] `a":                                       "} ) ] `a",
		"typeof/a/ in b":                                 "typeof /a/ in b",
		"this/a/b":                                       "this / a / b",
		"x?.5:/a/":                                       "x ? .5 : /a/",
		"function f(){}/a/.b":                            "function f ( ) { } /a/ . b",
		"for(;;)/a/.b;while(x)/c/.d;(y)/e/f":             "for ( ; ; ) /a/ . b ; while ( x ) /c/ . d ; ( y ) / e / f",
	} {
		var got []string
		r := NewReader([]byte(text), false)
		for k := r.Next(); k.Kind != End; k = r.Next() {
			got = append(got, text[k.Start:k.End])
		}
		if got := strings.Join(got, " "); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}

// TestElements: what stands between tags is text, up to what stands in braces.
func TestElements(t *testing.T) {
	for text, want := range map[string]string{
		"a=<b>it's</b>/c/d":                          "a = < b > it's < / b > / c / d",
		"a=<b c='\\' d=\"'\n\">`x</b>;'e'":           "a = < b c = '\\' d = \"'\n\" > `x < / b > ; 'e'",
		"<>// a{/b/}c</>":                            "< > // a { /b/ } c < / >",
		"return <a.b-c {...d} e={'f'} g=<h/> />/i/j": "return < a . b - c { ... d } e = { 'f' } g = < h / > / > / i / j",
		"x=<a>b{<c>d</c>}e<f/>g</a>+`h`":             "x = < a > b { < c > d < / c > } e < f / > g < / a > + `h`",
		"x=<A<B<C>> d/>;y":                           "x = < A < B < C > > d / > ; y",
		"f=<T,>(a:T)=>'b'":                           "f = < T , > ( a : T ) => 'b'",
		"type F=<T>(a:T)=>'b'":                       "type F = < T > ( a : T ) => 'b'",
		"f=<T extends U>(a)=>'b'":                    "f = < T extends U > ( a ) => 'b'",
		"a<b>(c);d<e;'f'":                            "a < b > ( c ) ; d < e ; 'f'",
		"if(a<b)'c'":                                 "if ( a < b ) 'c'",
		"<a>=b</a>":                                  "< a > =b < / a >",
		"(<a\n// <\n>b</a>)":                         "( < a > b < / a > )",
		"x=<a>":                                      "x = < a >",
	} {
		var got []string
		r := NewElementReader([]byte(text), false)
		for k := r.Next(); k.Kind != End; k = r.Next() {
			got = append(got, text[k.Start:k.End])
		}
		if got := strings.Join(got, " "); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}

func TestReaderGivesComments(t *testing.T) {
	text := "a/*b*/ /c/d // e"
	var got []string
	r := NewReader([]byte(text), true)
	for k := r.Next(); k.Kind != End; k = r.Next() {
		got = append(got, text[k.Start:k.End])
	}
	if want := []string{"a", "/*b*/", "/", "c", "/", "d", "// e"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestInside(t *testing.T) {
	text := "a(b,[c]`${d}`)e"
	r := NewReader([]byte(text), false)
	got := ""
	for k := r.Next(); k.Kind != End; k = r.Next() {
		if k.Kind == Ident {
			got += fmt.Sprint(" ", text[k.Start:k.End], r.Inside())
		}
	}
	if want := " a-1 b1 c4 d7 e-1"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestFind(t *testing.T) {
	for text, want := range map[string]string{
		`outDir: 'a'`:                                      "[a]",
		"outDir /* b */ :\n`c`":                            "[c]",
		`"outDir: 'a'"; x = { outDir: "d" }`:               "[d]",
		`// outDir: 'a'`:                                   "",
		`/outDir:'a'/`:                                     "",
		"outDir: `a${b}`":                                  "",
		"`${{ outDir: 'e' }}`":                             "[e]",
		`myoutDir: 'a', outDir2: 'b'`:                      "",
		`path: resolve(__dirname, 'f'), more`:              "[f]",
		`path: path.resolve(__dirname, 'f')`:               "",
		`outDir: "\x61\u0062\u{63}\n\"\'\z\` + "\n" + `d"`: "[abc\n\"'zd]",
	} {
		got := ""
		if found, ok := Find([]byte(text), "outDir: $string", "path: resolve(__dirname, $string)"); ok {
			got = fmt.Sprint(found.Values)
		}
		if got != want {
			t.Errorf("%s: found %q, want %q", text, got, want)
		}
	}
}

// TestFindAll finds what overlaps, and strings by their values.
func TestFindAll(t *testing.T) {
	text := "f('a')('b'); f(`a`); f('c', 'a')"
	var got []string
	for found := range FindAll([]byte(text), "f($string)", `("a")`, `('b')`, "$string)") {
		got = append(got, fmt.Sprintf("%d%v%s", found.Phrase, found.Values, text[max(0, found.End-4):found.End]))
	}
	if want := []string{"0[a]'a')", "1[]'a')", "3[a]'a')", "2[]'b')", "3[b]'b')", "0[a]`a`)", "1[]`a`)", "3[a]`a`)", "3[a]'a')"}; !slices.Equal(got, want) {
		t.Errorf("%q\nwant %q", got, want)
	}
	for range FindAll([]byte(text), "f") {
		break // a loop that is left does not go on
	}
}

// Every text ends, and its tokens are in order.
func FuzzReader(f *testing.F) {
	for _, seed := range []string{"a/b/c", "`${`${", "}}`", "</p>", "if(/)/", "'", "`${a}`/b/", "<a b='c'>d{e}</a>", "<", "</>", "<a<b>/"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, r := range []*Reader{NewReader([]byte(text), true), NewElementReader([]byte(text), true)} {
			end := int32(0)
			for k := r.Next(); k.Kind != End; k = r.Next() {
				if k.Start < end || k.End <= k.Start || k.Kind == Backquote || int(k.End) > len(text) {
					t.Fatal(k, " after ", end)
				}
				end = k.End
				Value([]byte(text[k.Start:k.End]))
			}
		}
	})
}
