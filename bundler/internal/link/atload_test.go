package link

import (
	"slices"
	"testing"

	"github.com/evanw/esbuild/pkg/api"
)

// TestRequiresAtLoad: a call counts where it runs in any case.
func TestRequiresAtLoad(t *testing.T) {
	for text, want := range map[string]bool{
		`var a = require("fs")`:                                      true,
		"require(/* the file system */ `fs`)":                        true,
		"#!/usr/bin/env node\nvar { b } = require('fs')":             true,
		`x = { a: require("fs") }`:                                   true,
		"`${b}${require(\"fs\")}`":                                   true,
		"x = /[/\"]/; require('fs')":                                 true,
		"if (a) b()\nrequire('fs')":                                  true,
		"if (a) { b() } /\"/.test(c); require('fs')":                 true,
		`a ? b : c; require("fs")`:                                   true,
		`require("\x66s")`:                                           true,
		`require("path")`:                                            false,
		`a.require("fs"); b?.require("fs")`:                          false,
		`// require("fs")`:                                           false,
		`"require('fs')"; x = /require("fs")/`:                       false,
		"`require(\"fs\")`":                                          false,
		"`${a ? b : require(\"fs\")}`":                               false,
		"`${() => { require(\"fs\") }}`":                             false,
		`function f() { require("fs") }`:                             false,
		`f = () => require("fs")`:                                    false,
		`if (a) require("fs")`:                                       false,
		`a && require("fs")`:                                         false,
		`try { require("fs") } catch {}`:                             false,
		`class A { b() { return a / 2 / require("fs") } }`:           false,
		"x = { f() { return `${`}`}` }, g() { require('fs') } }":     false,
		`var isNode = typeof process < "u"; isNode || require("fs")`: false,
	} {
		if got := slices.Contains(readTokens([]byte(text), api.LoaderJSX).requiredAtLoad(), "fs"); got != want {
			t.Errorf("%s: %v, want %v", text, got, want)
		}
	}
}
