package glob

import (
	"encoding/json"
	"math/rand/v2"
	"os/exec"
	"strings"
	"testing"
)

// matched is what an expression has to say.
type matched struct {
	Pattern, Source, Name string
	Want                  bool
}

// Expressions match, in JavaScript, what Match does: for a table, and for random
// patterns and names of few characters.
func TestExpression(t *testing.T) {
	var all []matched
	add := func(pattern string, names ...string) {
		source, ok := Expression(pattern)
		if !ok {
			t.Errorf("%s has no expression", pattern)
		}
		for _, name := range append(names, relative(pattern)) {
			all = append(all, matched{pattern, source, name, Match(pattern, name)})
		}
	}
	names := strings.Fields("api api/ api/x auth/ admin/ Admin/ bdmin/ x1y/ x/y a a/b a/b/c ab a.js a+js b-c ] - ^ a,b /")
	for _, pattern := range strings.Fields(`/api/ /{api,auth}/ /[a-z]dmin/ /x?y/ a/** **/b ** a/**/c a* *.js [!a] [^a] [a-] [-a] [\]] [z-a] [a-c]* a\*b {a,b-}{c,} {a/{b,x}/c,**} \{a a+js a.js [^-] {**,x}/b /a/`) {
		add(pattern, names...)
	}
	random := rand.New(rand.NewPCG(12, 2))
	pick := func(from ...string) string { return from[random.IntN(len(from))] }
	for range 4000 {
		var pattern, name []string
		for range 1 + random.IntN(3) {
			pattern = append(pattern, pick("**", pick("a", "b", "?", "[ab]", "[^a]", "{a,b}", "{a,{b,ab}}", `\a`)+pick("", "a", "*", ".", "[a-b]", "{ab,b}")))
			name = append(name, pick("a", "b", "ab", "c")+pick("", "a", "b", "."))
		}
		add(strings.Join(pattern, "/"), strings.Join(name, "/"))
	}
	text, err := json.Marshal(all)
	if err != nil {
		t.Fatal(err)
	}
	node := exec.CommandContext(t.Context(), "node", "-e", `
let text = "", n = 0;
process.stdin.on("data", d => text += d).on("end", () => {
  for (const m of JSON.parse(text)) {
    if (m.Want) n++;
    if (new RegExp("^(?:" + m.Source + ")$").test(m.Name) !== m.Want) console.log(JSON.stringify(m));
  }
  console.log(n);
});`)
	node.Stdin = strings.NewReader(string(text))
	out, err := node.CombinedOutput()
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	if err != nil || len(lines) > 1 {
		t.Errorf("%d differences: %v\n%s", len(lines)-1, err, strings.Join(lines[:min(len(lines), 12)], "\n"))
	}
	t.Logf("%d comparisons, %s of them match", len(all), lines[len(lines)-1])
}

func TestNoExpression(t *testing.T) {
	for _, pattern := range []string{"[a", "{a", "a}", "", `a\`, strings.Repeat("{a,b}", 9)} {
		if source, ok := Expression(pattern); ok {
			t.Errorf("%s is %s", pattern, source)
		}
	}
}
