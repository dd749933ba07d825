package css

import (
	"slices"
	"strings"
	"testing"
)

func TestUnknown(t *testing.T) {
	for text, want := range map[string]string{
		"@tailwind base;\n.a { @apply p-4; font-size: rem(20px) }":                                                                  "@tailwind @apply rem()",
		"@media (max-width: $small) { a { color: red } }":                                                                           "$small",
		"@use 'a'; .b { @include c; width: math.div(1px, 2) }":                                                                      "@use @include",
		"a { width: calc(100% - #{$x}); &-b { color: darken(red, 1%) } &__c {} }":                                                   "#{…} $x &-b darken() &__c",
		"@red: red; a { color: fade(@red, 10%) }":                                                                                   "@red fade() @red",
		"@theme { --x: 1 } a { margin: --spacing(4); color: theme(colors.red) }":                                                    "@theme --spacing() theme()",
		"@custom-media --s (width < 1px); @include;":                                                                                "@custom-media @include",
		"@function double($x) { @return $x }":                                                                                       "@function $x @return $x",
		"@function --spacing(--n) { result: calc(var(--n) * 1px) } a { margin: --spacing(2) }":                                      "",
		"a { width: rem(10px, 3px); filter: saturate(50%); b: em() }":                                                               "",
		"a { color: saturate(red, 10%) }":                                                                                           "saturate()",
		"a { content: '@apply $x theme(a)'; background: url(a$b@c.png) } /* @tailwind */":                                           "",
		"a[href$=x] { b: c } & > d {} &:hover {} & b {} &.c {} &#d {}":                                                              "",
		"@charset 'utf-8'; @import 'a' layer(x) supports(b) screen; @namespace url(x);":                                             "",
		"@layer a, b; @container (width > 1px) { @media print { } } @property --x { syntax: '*' }":                                  "",
		"@scope (.a) to (.b) { :scope { } } @starting-style { a {} } @view-transition { navigation: auto }":                         "",
		"@position-try --a { } @font-palette-values --b { } @counter-style c { } @-webkit-keyframes d { } @-moz-document url() { }": "",
		"@page :first { @top-left-corner { content: 'x' } @bottom-right { } } @font-feature-values F { @styleset { a: 1 } }":        "",
		"@MEDIA print { } @Font-Face { }":                                                                                           "",
		"a { width: if(media(print): 1px; else: 2px); x: round(up, 1px, 2px) mod(3, 2) sibling-index() light-dark(red, blue) }":     "",
	} {
		var got []string
		for _, f := range Unknown(text) {
			got = append(got, f.What)
			if !strings.HasPrefix(text[f.Offset:], f.What[:1]) && f.What != "math.div()" {
				t.Errorf("%s: %s is not at %d", text, f.What, f.Offset)
			}
		}
		if g := strings.Join(got, " "); g != want && !(slices.Contains(got, "math.div()") && strings.HasPrefix(g, want)) {
			t.Errorf("%s:\n got %s\nwant %s", text, g, want)
		}
	}
}

// FuzzLexed: tokens are the whole of a sheet, and reading it does not fail.
func FuzzLexed(f *testing.F) {
	f.Add(`a{b:image-set(url(a) 1x)}`)
	f.Add("a{b:'\n\x00}/*")
	f.Add(`@layer a;@import "b" layer(c) supports(d:e) print;@namespace f "g";h{}@import "i";`)
	f.Fuzz(func(t *testing.T, text string) {
		Unknown(text)
		Read(text, "@media x", true)
		Finish(text)
		var all strings.Builder
		for _, token := range lexed(text) {
			all.WriteString(token.text)
		}
		if all.String() != text {
			t.Errorf("%q was read as %q", text, all.String())
		}
	})
}
