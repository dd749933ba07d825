package sourcemap

import (
	"encoding/json"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
)

// text makes lines of words with characters of one, two and four bytes, and all
// ends of lines.
func text(r *rand.Rand, words int) string {
	var s strings.Builder
	for range words {
		s.WriteString([]string{"word", "é", "𝒳y", "(", ");", "\n", "\r\n", "\u2028", " ", "\t$1", "\r"}[r.IntN(11)])
	}
	return s.String()
}

// Parts of a text lead to where they were copied from, character by character.
func TestSplice(t *testing.T) {
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 1))
		var content, changed strings.Builder
		var spans []Span
		for range 1 + r.IntN(6) {
			content.WriteString(text(r, r.IntN(5)))
			changed.WriteString(text(r, r.IntN(5)))
			part := "x" + text(r, r.IntN(12)) + "x"
			spans = append(spans, Span{At: changed.Len(), From: content.Len(), Len: len(part)})
			content.WriteString(part)
			changed.WriteString(part)
		}
		data, err := Splice(changed.String(), "a.js", content.String(), spans)
		if err != nil {
			t.Fatal(err)
		}
		m, err := Parse(data, []byte(changed.String()))
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range spans {
			for _, at := range []int{0, s.Len - 1} { // the words at both ends
				p, ok := m.At(s.At + at)
				got := NewText([]byte(content.String())).Offset(int(p.Line), int(p.Column))
				if want := s.From + at; !ok || got > want || strings.ContainsAny(content.String()[got:want], " \n\r;()") {
					t.Fatalf("seed %d: %d in %q leads to %d in %q, want %d", seed, s.At+at, changed.String(), got, content.String(), want)
				}
			}
		}
	}
}

// Two steps in one: what was copied twice leads to the source, what was added
// leads nowhere, and renamed identifiers have the name that the source has.
func TestCompose(t *testing.T) {
	const source = "let total = price * count;\nshow(total);\n"
	first, err := Splice("let sum = price * count;\nshow(sum);\n", "../a.js", source, []Span{{At: 0, From: 0, Len: 4}, {At: 4, From: 4}, {At: 7, From: 9, Len: 15}, {At: 22, From: 24, Len: 8}, {At: 30, From: 32}, {At: 33, From: 37, Len: 3}})
	if err != nil {
		t.Fatal(err)
	}
	m, err := Parse(first, []byte("let sum = price * count;\nshow(sum);\n"))
	if err != nil {
		t.Fatal(err)
	}
	var trace Trace
	trace.Copy(7, 4, m, 25)    // show
	trace.Replace(12, 5, m, 4) // sum$1
	// "import show(sum$1);" became "f(a)": both names are others.
	final := `{"version":3,"sources":["x"],"names":["show","sum$1"],"mappings":"AAAOA,EAAKC,CAAK"}`
	data, err := Compose([]byte(final), []byte("import show(sum$1);"), &trace, Edits{}, func(name string) string { return "../" + name })
	if err != nil {
		t.Fatal(err)
	}
	var got file
	if err := json.Unmarshal(data, &got); err != nil {
		t.Fatal(err)
	}
	var segments []segment
	if err := eachSegment(got.Mappings, func(s segment) { segments = append(segments, s) }); err != nil {
		t.Fatal(err)
	}
	want := []segment{{column: 0, fromLine: 1, name: 0}, {column: 2, fromColumn: 4, name: 1}, {column: 3, source: -1, name: -1}}
	if diff := cmp.Diff(want, segments, cmp.AllowUnexported(segment{})); diff != "" {
		t.Errorf("%s: %s", got.Mappings, diff)
	}
	if diff := cmp.Diff([]string{"show", "total"}, got.Names); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"../../a.js"}, got.Sources); diff != "" {
		t.Error(diff)
	}
}

// Mappings move with the text between edits.
func TestMover(t *testing.T) {
	before := "let größe=a;f(größe,b)\n`😀`;g(a,b)\nh(a)"
	after := "let xy=a;f(x,bcd)\n`😀`;g(a,b:c)\nh(a)"
	edits := Edits{Text: []byte(before)}
	for _, e := range []struct {
		at, word, by string
	}{{"größe=", "größe", "xy"}, {"größe,", "größe", "x"}, {"b)\n`", "b", "bcd"}, {")\nh", "", ":c"}} {
		edits.List = append(edits.List, Edit{strings.Index(before, e.at), len(e.word), len(e.by)})
	}
	m := newMover(edits)
	lines, moved := strings.Split(before, "\n"), strings.Split(after, "\n")
	for line, tokens := range [][]string{{"=a", "f(", ",b", ")"}, {"`;", "g(", ")"}, {"h", "a"}} {
		for _, token := range tokens {
			column := func(line, token string) int { return len(utf16.Encode([]rune(line[:strings.LastIndex(line, token)]))) }
			if got, want := m.column(line, column(lines[line], token)), column(moved[line], token); got != want {
				t.Errorf("line %d: %s is at %d, want %d", line, token, got, want)
			}
		}
	}
}

// Numbers of every size are read as they were written.
func TestVLQ(t *testing.T) {
	for _, n := range []int{0, 1, -1, 15, 16, -16, 511, 512, -1 << 20, 1<<30 - 1} {
		var got []segment
		if err := eachSegment(string(appendVLQ(nil, n)), func(s segment) { got = append(got, s) }); err != nil || len(got) != 1 || got[0].column != n {
			t.Errorf("%d is read as %v: %v", n, got, err)
		}
	}
	for _, broken := range []string{"!", "AA", "AAA", "g", "AAAAAA", "ggggggggggA"} {
		if err := eachSegment(broken, func(segment) {}); err == nil {
			t.Errorf("no error for %q", broken)
		}
	}
}
