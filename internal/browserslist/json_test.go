package browserslist

import "testing"

func TestAsJSON(t *testing.T) {
	for text, want := range map[string]string{
		`module.exports={A:{a:1,2:.5,b:-.25},"c":[.1,null]};`: `{"A":{"a":1,"2":0.5,"b":-0.25},"c":[0.1,null]}`,
		`module.exports = { $a : "x,{b:.5" }`:                 `{"$a":"x,{b:.5"}`,
		`module.exports={a:'say "b:"'}`:                       `{"a":"say \"b:\""}`,
		`{a:/* b:.1 */.2}`:                                    `{"a":0.2}`,
	} {
		if got := string(asJSON([]byte(text))); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}
