package js

import (
	"os/exec"
	"testing"
)

// The value of a literal is what JavaScript takes it for.
func TestUnquote(t *testing.T) {
	script := ""
	for text, want := range map[string]string{
		`name`:                       `name`,
		`größe`:                      `größe`,
		`"./x.js"`:                   `./x.js`,
		`'./x.js'`:                   `./x.js`,
		`""`:                         ``,
		`'a "b"'`:                    `a "b"`,
		`"a 'b' \"c\""`:              `a 'b' "c"`,
		`"\xdf\u00df\u{df}ß"`:        `ßßßß`,
		`"\ud83d\ude00\u{1f600}😀"`:   `😀😀😀`,
		`"\b\f\n\r\t\v\0\q\\"`:       "\b\f\n\r\t\v\x00q\\",
		"\"a\\\nb\\\r\nc\\\u2028d\"": "abcd",
	} {
		if got := Unquote(text); got != want {
			t.Errorf("%s is %q, want %q", text, got, want)
		}
		if text[0] != '"' && text[0] != '\'' {
			continue
		}
		script += "if (eval(" + Quote(text) + ") !== " + Quote(want) + ") throw " + Quote(text) + ";\n"
	}
	if out, err := exec.CommandContext(t.Context(), "node", "-e", script).CombinedOutput(); err != nil {
		t.Errorf("Node.js takes one for another value: %s", out)
	}
	for text, want := range map[string]string{`"\ud83d"`: "\ufffd", `"\xz0"`: "\ufffd", `"\u{1"`: "\ufffd", `"\u12"`: "\ufffd", `"`: `"`} {
		if got := Unquote(text); got != want {
			t.Errorf("%s is %q, want %q", text, got, want)
		}
	}
}
