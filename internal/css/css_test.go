package css

import (
	"strings"
	"testing"
)

func TestUnknown(t *testing.T) {
	for text, want := range map[string]string{
		"@tailwind base;\n.a { @apply p-4; font-size: rem(20px) }":                                                                                                    "@tailwind @apply rem()",
		"@media (max-width: $small) { a { color: red } }":                                                                                                             "$small",
		"@use 'a'; .b { @include c; width: math.div(1px, 2) }":                                                                                                        "@use @include math.div()",
		"a { width: calc(100% - #{$x}); &-b { color: darken(red, 1%) } &__c {} }":                                                                                     "#{…} $x &-b darken() &__c",
		"@red: red; a { color: fade(@red, 10%) }":                                                                                                                     "@red fade() @red",
		"@theme { --x: 1 } a { margin: --spacing(4); color: theme(colors.red) }":                                                                                      "@theme --spacing() theme()",
		"@custom-media --s (width < 1px); @include;":                                                                                                                  "@custom-media @include",
		"@function double($x) { @return $x }":                                                                                                                         "@function $x @return $x",
		"@function --spacing(--n) { result: calc(var(--n) * 1px) } a { margin: --spacing(2) }":                                                                        "",
		"a { width: rem(10px, 3px); filter: saturate(50%); b: em() }":                                                                                                 "em()",
		"a { color: saturate(red, 10%) }":                                                                                                                             "saturate()",
		"a { content: '@apply $x theme(a)'; background: url(a$b@c.png) } /* @tailwind */":                                                                             "",
		"a[href$=x] { b: c } & > d {} &:hover {} & b {} &.c {} &#d {}":                                                                                                "",
		"@charset 'utf-8'; @import 'a' layer(x) supports(b) screen; @namespace url(x);":                                                                               "",
		"@layer a, b; @container (width > 1px) { @media print { } } @property --x { syntax: '*' }":                                                                    "",
		"@scope (.a) to (.b) { :scope { } } @starting-style { a {} } @view-transition { navigation: auto }":                                                           "",
		"@position-try --a { } @font-palette-values --b { } @counter-style c { } @-webkit-keyframes d { } @-moz-document url() { }":                                   "",
		"@page :first { @top-left-corner { content: 'x' } @bottom-right { } } @font-feature-values F { @styleset { a: 1 } }":                                          "",
		"@MEDIA print { } @Font-Face { }":                                                                                                                             "",
		"a { width: if(media(print): 1px; else: 2px); x: round(up, 1px, 2px) mod(3, 2) sibling-index() light-dark(red, blue) }":                                       "",
		"a { a: map.get($m, 'x'); b: palette.get(x) rems(2) toRem(3) fluid() wobble(2px); c: theme-color('x') space(2) unit(2) }":                                     "map.get() $m palette.get() rems() toRem() fluid() wobble() theme-color() space() unit()",
		"a { a: $(brand); b: resolve('a.png') inline('a.svg'); c: v-bind(x); d: calc(1px + spacing(4)) }":                                                             "$(…) resolve() inline() v-bind() spacing()",
		"@media (min-width: unit(2)) { .mixin(); } @media not(print) { }":                                                                                             "unit() mixin()",
		"a { --x: odd(1); --y: rem(2px) } :root{--z: odd(1)}":                                                                                                         "odd()? rem() odd()?",
		"a { b: WOBBLE(2px) Calc(1px) -moz-odd(1) --own(2) }":                                                                                                         "WOBBLE()",
		"a:odd(b) > c::part(d):is(e) { &:odd(f) { g: h } } @supports (a: odd(b)) { } @import 'a' supports(b: odd(c));":                                                "",
		"a { filter: progid:DXImageTransform.Microsoft.gradient(enabled=false); zoom: expression(this.a.b('x'), f(2)) }":                                              "",
		"a { filter: alpha(opacity=50); background: -webkit-gradient(linear, from(red), color-stop(1, red), to(blue)) }":                                              "",
		"a { b: if(style(--a: 1) or supports(c: d): e; else: wobble(f)); g: h }":                                                                                      "wobble()",
		"@font-face { src: url('a') format('b') tech(c), local(d) } @counter-style e { symbols: symbols('f') }":                                                       "",
		"a { b: ~\"calc(1px)\" ~'x'; c: 1px !default; d: red ! global; e: red !important; f: red!ie }":                                                                `~"calc(1px)" ~'x' !default !global`,
		"a { b: 10px * 2; c: $x + 1px; d: (3px - 1px); e: 50% % 2; f: calc(1px * 2 + (3px - 1px)); g: 1 / 2 }":                                                        "* $x + - %",
		"a { *zoom: 1; grid-area: 1 / 2 / span 3; g: [a - b] 1fr; src: U+26, U+4??; font: 1px/2 a; m: -1px +2px; content: '~' '*' }":                                  "",
		"a { --b: 1px * 2; --c: ~'x' !default; margin: calc(var(--b) * 2) 1px - 2px } @media (width > 1px) and (min-width: 2px) { }":                                  "-",
		"a ~ b, a > b, a + b, *, a:not(*), c|*, *|* { } a { ~ b { } + c { } > d { } & * { } }":                                                                        "",
		":global(.a) b { } c :global { } d:local(.e) { } f { composes: g } :export { h: i } a:hover:first-child { }":                                                  ":global :global :local composes :export",
		".a :deep(.b) { } .c ::v-deep d { } e >>> f { } g /deep/ h { } .i { :slotted(j) { } } k::v-deep(.l) { } ::part(deep) { } ::slotted(m) { } n::slotted(.o) { }": ":deep ::v-deep >>> /deep/ :slotted ::v-deep",
		"a { color: global; b: deep; transition: composes 1s } .global .deep #local { }":                                                                              "",
	} {
		var got []string
		for _, f := range Unknown(text) {
			got = append(got, f.What+map[bool]string{true: "?"}[f.Rule])
			if !strings.HasPrefix(text[f.Offset:], f.What[:1]) {
				t.Errorf("%s: %s is not at %d", text, f.What, f.Offset)
			}
		}
		if g := strings.Join(got, " "); g != want {
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
