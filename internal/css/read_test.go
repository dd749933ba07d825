package css

import (
	"fmt"
	"strings"
	"testing"
)

func TestReadHead(t *testing.T) {
	for text, want := range map[string]string{
		`@import "a";`: `[ | | ]`,
		`@import "a" layer(b.c) supports(d: e) screen and (f);`:      `[b.c | (d: e) | screen and (f)]`,
		`@import url( 'a' ) layer print;`:                            `[anonymous | | print]`,
		`@import "a" supports(not (d: e));`:                          `[ | not (d: e) | ]`,
		`@import "a" supports(--d: e);`:                              `[ | (--d: e) | ]`,
		`@import "a" supports(selector(:has(b)))`:                    `[ | selector(:has(b)) | ]`,
		`@layer a, b; @layer c;@import "d";@layer e;`:                `layers @layer a, b;@layer c; [ | | ] declared @layer e;`,
		`@layer a, b; @layer c { d { e: f } }`:                       `declared @layer a, b;@layer c{}`,
		`@import "a"; b { c: d } @import "e";`:                       `[ | | ] late`,
		`@import "a"; @layer b; @import "c";`:                        `[ | | ] late declared @layer b;`,
		`b { c: d } @import "e";`:                                    `late`,
		`@foo; @import "a"; @charset "b"; @import "c";`:              `[ | | ] [ | | ]`,
		`@import "a" { }`:                                            ``,
		`@import;`:                                                   ``,
		`@namespace a "b"; @import "c";`:                             `late namespace`,
		`@media a { @layer b { c { d: e } @layer f { } } g { } }`:    `declared @media a{@layer b{@layer f{}}}`,
		`@layer { @layer a { } } b { @layer c { d: e } } @layer f{}`: `declared @layer c{}@layer f{}`,
		`/* @import "a"; */ <!-- @import "b"; -->`:                   `[ | | ]`,
	} {
		head := Read(text, "@media x", true).Head
		var list []string
		if head.Layers != "" {
			list = append(list, "layers "+head.Layers)
		}
		for _, imp := range head.Imports {
			name := imp.Layer
			if imp.Layered && name == "" {
				name = "anonymous"
			}
			list = append(list, strings.Join(strings.Fields(fmt.Sprintf("[%s | %s | %s]", name, imp.Supports, imp.Media)), " "))
		}
		for range head.Late {
			list = append(list, "late")
		}
		if head.Namespace {
			list = append(list, "namespace")
		}
		if head.Declared != "" {
			list = append(list, "declared "+head.Declared)
		}
		if got := strings.Join(list, " "); got != want {
			t.Errorf("%s:\n got %s\nwant %s", text, got, want)
		}
	}
}

func TestRead(t *testing.T) {
	for text, want := range map[string]string{
		`a{b:image-set("p.svg" 1x,"q.svg" type("image/svg+xml"))}`: `a{b:image-set(url("p.svg") 1x,url("q.svg") type("image/svg+xml"))}`,
		`a{b:-webkit-image-set('p.svg' 1x)}`:                       `a{b:-webkit-image-set(url('p.svg') 1x)}`,
		`a{b:image-set(url(a) 1x);content:"image-set("}`:           `a{b:image-set(url(a) 1x);content:"image-set("}`,
		`a{b:image-set(linear-gradient(red,blue) 1x, "c" 2x)}`:     `a{b:image-set(linear-gradient(red,blue) 1x, url("c") 2x)}`,
		`a{b:c("d")}`:                     `a{b:c("d")}`,
		`a{b:src("d") src(var(--e))}`:     `a{b:s-c(url("d")) src(var(--e))}`,
		`a{width:calc(1px - 3px)}`:        `a{width:c-lc(1px - 3px)}`,
		`a{width:calc(100% - 3px)}`:       `a{width:calc(100% - 3px)}`,
		`a{width:calc(-1 * var(--b))}`:    `a{width:calc(-1 * var(--b))}`,
		`a{z-index:calc(7 / 2)}`:          `a{z-index:c-lc(7 / 2)}`,
		`a{width:calc(7px / 2)}`:          `a{width:calc(7px / 2)}`,
		`a{b:OKLCH(1 2 3) color(x y)}`:    `a{b:okl-h(1 2 3) col-r(x y)}`,
		`a{b:linear-gradient(lab(1 2 3))`: `a{b:linear-gradient(l-b(1 2 3))`,
	} {
		want, _ = strings.CutSuffix("@media x{"+want, "\n")
		got, ok := strings.CutSuffix(Read(text, "@media x", true).Text, "\n}\n")
		if !strings.HasPrefix(got, want) || !ok {
			t.Errorf("%s:\n got %s\nwant %s", text, got, want)
		}
	}
	for text, want := range map[string]string{
		"@layer a;\n@import 'b' layer(c);\nd{}": "         \n@import 'b'         ;\n@media x{d{}\n}\n",
		`a{} @import "b";`:                      "@media x{a{}             \n}\n",
		`@charset "utf-8";a{`:                   "@charset \"utf-8\";@media x{a{}\n}\n",
		`a{}}b{}`:                               "a{}}b{}",
		`a{}/*`:                                 "a{}/*",
		` /* a */ `:                             " /* a */ ",
		"\ufeffa{}":                             "@media x{a{}\n}\n",
	} {
		if got := Read(text, "@media x", true).Text; got != want {
			t.Errorf("%s:\n got %q\nwant %q", text, got, want)
		}
	}
	if got := Read("a{b:lab(1 2 3)}", "", false).Text; !strings.Contains(got, "lab(") {
		t.Errorf("colors are not left: %s", got)
	}
}

func TestFinish(t *testing.T) {
	for text, want := range map[string]string{
		"a{b:okl-h(1 2 3),l-b(1 2 3)}":    "a{b:oklch(1 2 3),lab(1 2 3)}",
		"a{b:s-c(url(./d.svg))}":          `a{b:src("./d.svg")}`,
		`a{b:s-c(url("./d e.svg"))}`:      `a{b:src("./d e.svg")}`,
		`a{content:"l-b(";b:calc-l-b(1)}`: `a{content:"l-b(";b:calc-l-b(1)}`,
		`a{content:"é"}`:                  `@charset "UTF-8";a{content:"é"}`,
		`@charset "UTF-8";a{content:"é"}`: `@charset "UTF-8";a{content:"é"}`,
	} {
		if got, _ := Finish(text); got != want {
			t.Errorf("%s:\n got %s\nwant %s", text, got, want)
		}
	}
}

func TestWithin(t *testing.T) {
	for _, test := range []struct {
		outer, inner Condition
		want         string
	}{
		{Condition{}, Condition{Media: "print"}, `@import "x" print;`},
		{Condition{Layered: true, Layer: "a"}, Condition{Layered: true, Layer: "b", Supports: "(c: d)"}, `@import "x" layer(a.b) supports((c: d));`},
		{Condition{Supports: "(a: b)", Media: "print"}, Condition{Supports: "not (c: d)"}, `@import "x" supports(((a: b)) and (not (c: d))) print;`},
		{Condition{Media: "print"}, Condition{Media: "screen"}, ""},
		{Condition{Layered: true}, Condition{Layered: true, Layer: "a"}, ""},
	} {
		got := ""
		if joined, ok := test.inner.Within(test.outer); ok {
			got = strings.TrimSpace(joined.Rule("x"))
		}
		if got != test.want {
			t.Errorf("%v within %v:\n got %s\nwant %s", test.inner, test.outer, got, test.want)
		}
	}
}
