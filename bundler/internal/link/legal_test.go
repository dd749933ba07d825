package link

import (
	"strings"
	"testing"

	"github.com/evanw/esbuild/pkg/api"
	"github.com/google/go-cmp/cmp"
)

func TestLegalComments(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"/*! a */ x /*! b */", "/*! a */|/*! b */"},
		{"/** @license a */\n// @preserve b\n//! c\n/* d */", "/** @license a */|// @preserve b|//! c"},
		{"/*! a */ /*! a */", "/*! a */"},
		{`"/*! a */" + '/*! a */'`, ""},
		{"`/*! a */ ${ {x: `${1} /*! a */`} /*! b */ } /*! a */`", "/*! b */"},
		{"x = /\\/*! a */; /*! b */", "/*! b */"},
		{"x = a / b /*! c */ / d", "/*! c */"},
		{"(a) / 1; '*/'; glob('**/*!(x)'); /*! b */", "/*! b */"},
		{"const e = <p>don't {/*! a */}</p>\n/*! b */", "/*! a */|/*! b */"}, // JSX
		{"/*! never closed", ""},
	} {
		if got := strings.Join(newSource("", test.text, api.LoaderJSX).legal(), "|"); got != test.want {
			t.Errorf("%s: %q, want %q", test.text, got, test.want)
		}
		split := newSource("", test.text, api.LoaderJSX)
		split.tokens()
		if got := strings.Join(split.legal(), "|"); got != test.want {
			t.Errorf("%s, which was split: %q, want %q", test.text, got, test.want)
		}
	}
}

func TestLegalCommentsOfSheets(t *testing.T) {
	text := "/*! a */ a { content: \"/*! b */\"; background: url(//!c) } /* @license\n d */ \\/*! e */"
	want := []string{"/*! a */", "/* @license\n d */"}
	if diff := cmp.Diff(want, legalOfSheet([]byte(text))); diff != "" {
		t.Error(diff)
	}
}
