package link

import (
	"testing"

	"github.com/evanw/esbuild/pkg/api"
)

func TestClassicJSX(t *testing.T) {
	const classic = "\n/* @jsxRuntime classic */"
	for text, want := range map[string]string{
		"/** @jsx h */ <p/>": classic,
		"/* @jsx h */ <p/>":  classic,
		"// @jsx h\n<p/>":    classic,
		"/*@jsx h*/ <p/>":    classic,
		"/**\n * Shows.\n * @jsx h\n * @jsxFrag F\n */ <p/>": classic,
		"/** @jsx h @jsxFrag F */ <p/>":                      classic,
		"<p>{/* @jsx h */ 1}</p>":                            classic,
		"/** @jsx h */ /** @jsxRuntime classic */ <p/>":      "",
		"/** @jsx h */ /** @jsxRuntime automatic */ <p/>":    "",
		"/** @jsxImportSource x */ /** @jsx h */ <p/>":       "",
		"/** Say @jsx h for another one. */ <p/>":            "",
		"/** @jsx h is understood. */ <p/>":                  "",
		"/** @jsx */ <p/>":                                   "",
		"/** @jsxFrag F */ <p/>":                             "",
		"<p>/* @jsx h */</p>":                                "",
		"'/* @jsx h */'; <p/>":                               "",
	} {
		if got := newSource("a.jsx", text, api.LoaderJSX).classicJSX(); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
	if got := newSource("a.ts", "/** @jsx h */", api.LoaderTS).classicJSX(); got != "" {
		t.Errorf("of a file without JSX: %q", got)
	}
}
