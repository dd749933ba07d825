package lex

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// read splits a text as a reader would to whom a slash starts a regular
// expression at the start and after a punctuator, and a brace after ${ closes a
// template.
func read(text string, comments bool) []string {
	l := Lexer{Text: []byte(text), Comments: comments}
	var list []string
	last, template := Semicolon, false
	for {
		t := l.Next()
		switch {
		case t.Kind == Slash && last.Punctuation():
			t = l.RegExp(t)
		case t.Kind == Backquote, t.Kind == BraceClose && template:
			t = l.Template(t)
			template = t.Kind == TemplateOpen
		case t.Kind == End:
			return list
		}
		word := text[t.Start:t.End]
		switch {
		case t.Kind == Invalid:
			word = "bad " + word
		case t.Newline:
			word = "\n" + word
		}
		list = append(list, word)
		last = t.Kind
	}
}

func TestNext(t *testing.T) {
	for text, want := range map[string]string{
		"a.b?.c?.5:d":                  "a . b ?. c ? .5 : d",
		"1..a 1.5.b 0x1fn 1e-5 1_0 .5": "1. . a 1.5 . b 0x1fn 1e-5 1_0 .5",
		"a=>b==c===d!=e!==!f":          "a => b == c === d != e !== ! f",
		"a+++b---c+=-d**=e":            "a ++ + b -- - c += - d **= e",
		"a>>>=b>>c<<=d<=e>=f":          "a >>>= b >> c <<= d <= e >= f",
		"a&&=b||c??=d??e|f&g^~h":       "a &&= b || c ??= d ?? e | f & g ^ ~ h",
		"a/b/=/[/]\\//g/=c":            "a / b /= /[/]\\//g /= c",
		"[...a,{b}]":                   "[ ... a , { b } ]",
		"'\\'\"' \"\\\"'\"":            "'\\'\"' \"\\\"'\"",
		"`a` `\\`${b}c${d}`":           "`a` `\\`${ b }c${ d }`",
		"größe #a \\u0061b \\u{61}":    "größe #a \\u0061b \\u{61}",
		"a\u00a0b\u2028c":              "a b \nc",
		"a /* b */ c // d\ne":          "a c \ne",
		"a /* \n */ b":                 "a \nb",
		"\"a":                          "bad \"a",
		"1a":                           "bad 1 a",
		"/* a":                         "bad /* a",
		"@":                            "bad @",
	} {
		if got := strings.Join(read(text, false), " "); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
	if got, want := read("#!a\n/* b */ c // d", true), []string{"bad #", "!", "a", "\n/* b */", "c", "// d"}; !slices.Equal(got, want) {
		t.Errorf("with comments %q, want %q", got, want)
	}
}

func TestKinds(t *testing.T) {
	l := Lexer{Text: []byte("#!/bin/node\nawait \\u0061wait += && == < a")}
	l.Hashbang()
	var got []Kind
	for k := l.Next(); k.Kind != End; k = l.Next() {
		got = append(got, k.Kind)
	}
	if want := []Kind{Await, Ident, Change, Choice, Compare, Binary, Ident}; !slices.Equal(got, want) {
		t.Errorf("kinds %v, want %v", got, want)
	}
}

// Every text ends, its tokens are in order, and none is empty.
func FuzzNext(f *testing.F) {
	for _, seed := range []string{"a/b/c", "`${", "\\u{", "/[", "1e", "\"\\", "#", "\xff", "/*", "?.5"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, comments := range []bool{false, true} {
			l := Lexer{Text: []byte(text), Comments: comments}
			end := int32(0)
			for {
				k := l.Next()
				switch k.Kind {
				case Slash:
					k = l.RegExp(k)
				case Backquote:
					k = l.Template(k)
				case End:
					return
				}
				if k.Start < end || k.End <= k.Start || int(k.End) > len(text) {
					t.Fatal(fmt.Sprint(k, " after ", end))
				}
				end = k.End
			}
		}
	})
}
