package link

import (
	"testing"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/paintbox-build/paintbox/bundler/internal/settings"
)

func TestStatedJSX(t *testing.T) {
	type said = settings.StatedJSX
	for _, test := range []struct {
		name         string
		stated, file said
		text, want   string
	}{
		{name: "nothing stated", file: said{Way: "classic"}, text: "<p/>"},
		{name: "nothing in tsconfig.json", stated: said{Way: "automatic", Import: "a"}, text: "<p/>"},
		{name: "the same", stated: said{Way: "classic", Factory: "h"}, file: said{Way: "classic", Factory: "h"}, text: "<p/>"},
		{name: "another way", stated: said{Way: "automatic"}, file: said{Way: "classic", Factory: "h"}, text: "<p/>", want: "\n/* @jsxRuntime automatic */"},
		{name: "another package", stated: said{Import: "a"}, file: said{Way: "automatic", Import: "b"}, text: "<p/>", want: "\n/* @jsxImportSource a */"},
		{name: "a package that classic JSX has not", stated: said{Import: "a"}, file: said{Way: "classic", Import: "b"}, text: "<p/>"},
		{name: "other functions", stated: said{Factory: "h", Fragment: "F"}, file: said{Factory: "k", Fragment: "G"}, text: "<p/>", want: "\n/* @jsx h */\n/* @jsxFrag F */"},
		{name: "functions that a runtime has not", stated: said{Factory: "h"}, file: said{Way: "automatic", Factory: "k"}, text: "<p/>"},
		{name: "a comment names the function", stated: said{Way: "automatic"}, file: said{Way: "classic"}, text: "/* @jsx h */ <p/>"},
		{name: "a comment names the way", stated: said{Way: "automatic"}, file: said{Way: "classic"}, text: "/* @jsxRuntime classic */ <p/>"},
		{name: "a comment names the package", stated: said{Way: "automatic", Import: "a"}, file: said{Way: "classic", Import: "b"}, text: "/* @jsxImportSource c */ <p/>", want: "\n/* @jsxRuntime automatic */"},
	} {
		s := newSource("src/a.tsx", test.text, api.LoaderTSX)
		got := statedJSX(settings.JSX{Stated: test.stated}, s, func(string) said { return test.file })
		if got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
	for _, s := range []*source{newSource("src/a.ts", "1", api.LoaderTS), newSource("node_modules/a/a.jsx", "<p/>", api.LoaderJSX)} {
		got := statedJSX(settings.JSX{Stated: said{Way: "automatic"}}, s, func(string) said { return said{Way: "classic"} })
		if got != "" {
			t.Errorf("%s: %q", s.file, got)
		}
	}
}
