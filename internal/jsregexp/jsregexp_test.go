package jsregexp

import (
	"encoding/json"
	"os/exec"
	"testing"
)

// An expression that Go takes decides as JavaScript's does.
func TestTranslate(t *testing.T) {
	sources := []struct{ source, flags string }{
		{`\.vue$`, ""}, {`\.[cm]?[jt]sx?(?:$|\?)`, ""}, {`^\/src\/.*\.svg\?react$`, ""}, {`[?&]vue\b`, ""}, {`\.MDX?$`, "i"}, {`a.b`, ""}, {`a.b`, "s"},
		{`^x$`, "m"}, {`\sx`, ""}, {`[\s/]x`, ""}, {`\Sx`, ""}, {`[^]x`, ""}, {`[[]`, ""}, {`[a\-c]`, ""}, {`\u0041`, ""}, {`\x41`, ""}, {`^\0virtual:`, ""}, {`(?<name>a)b`, ""},
		{`a{2}`, ""}, {`\bicons\/`, "g"}, {`~icons\/`, ""}, {`\.(css|less)`, ""}, {`[\w.]+@`, ""}, {`^[^.]`, ""},
	}
	texts := []string{"", "/src/a.vue", "/src/a.vue?vue&type=style&lang.css", "/src/a.tsx", "/src/b.mjs?x", "/src/x.svg?react", "a.MdX", "a\nb", "a\u2028b", "a\rb", "axb", "y\nx\nz", "\u00a0x", "\ufeffx", " x", "/x",
		"[", "b", "-", "A", "\x00virtual:a", "aab", "~icons/mdi/x", "x.less", "a.b@", "é"}
	type question struct{ Source, Flags, Text string }
	var questions []question
	var got []bool
	for _, s := range sources {
		re, ok := Translate(s.source, s.flags)
		if !ok {
			t.Errorf("/%s/%s is not translated", s.source, s.flags)
			continue
		}
		for _, text := range texts {
			questions = append(questions, question{s.source, s.flags, text})
			got = append(got, re.MatchString(text))
		}
	}
	asked, err := json.Marshal(questions)
	if err != nil {
		t.Fatal(err)
	}
	script := `console.log(JSON.stringify(JSON.parse(process.argv[1]).map(q => new RegExp(q.Source, q.Flags).test(q.Text))))`
	out, err := exec.CommandContext(t.Context(), "node", "-e", script, string(asked)).Output()
	if err != nil {
		t.Fatal(err)
	}
	var want []bool
	if err := json.Unmarshal(out, &want); err != nil {
		t.Fatal(err)
	}
	for i, q := range questions {
		if got[i] != want[i] {
			t.Errorf("/%s/%s of %q: %v, in JavaScript %v", q.Source, q.Flags, q.Text, got[i], want[i])
		}
	}
}

// What Go has no expression for is not translated.
func TestTranslateOpen(t *testing.T) {
	for _, s := range []struct{ source, flags string }{{`(?=a)b`, ""}, {`(?<!a)b`, ""}, {`(a)\1`, ""}, {`a`, "u"}, {`a`, "v"}, {`a`, "y"}, {`\p{L}`, ""}, {`[]`, ""}} {
		if _, ok := Translate(s.source, s.flags); ok {
			t.Errorf("/%s/%s is translated", s.source, s.flags)
		}
	}
}
