package pipeline

import "testing"

func TestCallsRequire(t *testing.T) {
	for text, want := range map[string]bool{
		`var a = require("a")`:                       true,
		"!require ( /* a */ `a` )":                   true,
		`[require('a')]`:                             true,
		`x = {a: require("a")}`:                      true,
		`x = /"/, require("a")`:                      true,
		"`${require('a')}`":                          true,
		`// require("a")`:                            false,
		` /* a = require("a") */`:                    false,
		`x = ' require("a")'`:                        false,
		"x = `\nrequire('a')`":                       false,
		`x = /( require("a"))/`:                      false,
		`a.require("a"); b?. require("b")`:           false,
		`require(a); require(["a"]); myrequire("a")`: false,
	} {
		if got := callsRequire([]byte(text)); got != want {
			t.Errorf("%s: %v, want %v", text, got, want)
		}
	}
}
