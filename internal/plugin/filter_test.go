package plugin

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
		re, ok := translate(s.source, s.flags)
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

// What Go has no expression for is for the host to decide.
func TestTranslateOpen(t *testing.T) {
	for _, s := range []struct{ source, flags string }{{`(?=a)b`, ""}, {`(?<!a)b`, ""}, {`(a)\1`, ""}, {`a`, "u"}, {`a`, "v"}, {`a`, "y"}, {`\p{L}`, ""}, {`[]`, ""}} {
		if _, ok := translate(s.source, s.flags); ok {
			t.Errorf("/%s/%s is translated", s.source, s.flags)
		}
	}
}

func TestFilter(t *testing.T) {
	file := "file"
	rollup := func(id, code *listDescription) hookDescription {
		return hookDescription{Filter: &filterDescription{ID: id, Code: code}}
	}
	include := func(list ...patternDescription) *listDescription { return &listDescription{Include: list} }
	tests := []struct {
		name string
		hook hookDescription
		of   subject
		want bool
	}{
		{"no filter", hookDescription{}, subject{id: "/a.js"}, true},
		{"id", rollup(include(patternDescription{Source: `\.vue$`}), nil), subject{id: "/a.vue"}, true},
		{"other id", rollup(include(patternDescription{Source: `\.vue$`}), nil), subject{id: "/a.js"}, false},
		{"excluded", rollup(&listDescription{Exclude: []patternDescription{{Source: `node_modules`}}}, nil), subject{id: "/node_modules/a.js"}, false},
		{"open include", rollup(include(patternDescription{Source: `(?=a)b`}), nil), subject{id: "/a.js"}, true},
		{"open exclude", rollup(&listDescription{Exclude: []patternDescription{{Source: `(?=a)b`}}}, nil), subject{id: "/a.js"}, true},
		{"code unknown", rollup(nil, include(patternDescription{Text: "ORDER"})), subject{id: "/a.js"}, true},
		{"code", rollup(nil, include(patternDescription{Text: "ORDER"})), subject{id: "/a.js", text: []byte("x ORDER")}, true},
		{"other code", rollup(nil, include(patternDescription{Text: "ORDER"})), subject{id: "/a.js", text: []byte("x")}, false},
		{"nothing included", rollup(include(), nil), subject{id: "/a.js"}, false},
		{"esbuild, query apart", hookDescription{Any: []patternDescription{{Source: `\.js$`}}}, subject{id: "/a.js?x"}, true},
		{"esbuild, file", hookDescription{Any: []patternDescription{{Source: `.`, Namespace: &file}}}, subject{id: "/a.js"}, true},
		{"esbuild, namespace", hookDescription{Any: []patternDescription{{Source: `.`, Namespace: &file}}}, subject{id: "/a.js", namespace: "x"}, false},
		{"esbuild, nothing registered", hookDescription{Any: []patternDescription{}}, subject{id: "/a.js"}, false},
	}
	for _, test := range tests {
		described := test.hook
		if test.name == "nothing included" {
			described.Filter.ID.Include = []patternDescription{}
		}
		if got := newFilter(described).passes(test.of); got != test.want {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
	}
}
