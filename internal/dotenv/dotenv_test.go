package dotenv

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestRead: each value is what dotenv 17 and dotenv-expand 12 for npm give.
func TestRead(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"A=1", "1"},
		{" A = 1 ", "1"},
		{"export A=1", "1"},
		{"A: 1", "1"},
		{"A=", ""},
		{"A=a b", "a b"},
		{"A=1\r\nB=2\r\n", "1"},
		{"A=1\rB=2", "1"},
		{"\uFEFFA=1", "1"},
		{"# A=0\n\nA=1", "1"},
		{"A=1\nA=2", "2"},
		{"A=a=b==", "a=b=="},
		{"A=a#b", "a"},
		{"A=a # b", "a"},
		{`A="a # b" # c`, "a # b"},
		{`A='a # b'`, "a # b"},
		{"A=`'a' \"b\"`", `'a' "b"`},
		{`A="a\nb\tc"`, "a\nb\\tc"},
		{`A='a\nb'`, `a\nb`},
		{`A=a\nb`, `a\nb`},
		{"A=\"a\nb # c\nd\"\nB=2", "a\nb # c\nd"},
		{"A=' a '", " a "},
		{`A="a\"b"`, `a\"b`},
		{`A="a\"`, `a\`},
		{`A="a" b`, `"a" b`},
		{`A={"a": "b"}`, `{"a": "b"}`},
		{"A=it's", "it's"},
		{"B=2\nA=$B", "2"},
		{"B=2\nA=x${B}y$B-", "x2y2-"},
		{"A=$B\nB=2", "2"},
		{"A=$NOWHERE.", "."},
		{"A=${NOWHERE:-x}", "x"},
		{"A=${NOWHERE-x}", "x"},
		{"A=${NOWHERE:-${HOME}}", "/home/me"},
		{"A=${EMPTY:-x}${EMPTY-y}", "xy"},
		{"A=${HOME:+x}${EMPTY:+y}", "x"},
		{"A=${HOME:-x}", "/home/me"},
		{`A=\$HOME`, "$HOME"},
		{`A='$HOME'`, "/home/me"},
		{"A=$1 5$", "$1 5$"},
		{"A=$A", ""},
		{"A=${A:-x}", "x"},
		{"HOME=/elsewhere\nA=$HOME", "/home/me"},
		{"A=${", "${"},
	} {
		read, warnings, failed := parse(".env", tt.text)
		if warnings != nil || failed != nil {
			t.Errorf("%q: %v %v", tt.text, warnings, failed)
		}
		if got := expandAll(read, map[string]string{"HOME": "/home/me", "EMPTY": ""})["A"]; got != tt.want {
			t.Errorf("%q: got %q, want %q", tt.text, got, tt.want)
		}
	}
}

// TestCircle: values that name each other come to an end.
func TestCircle(t *testing.T) {
	for _, text := range []string{"A=x$B\nB=y$A", "A=$X"} {
		read, _, _ := parse(".env", text)
		if got := expandAll(read, map[string]string{"X": "a$Y", "Y": "b$X"}); len(got) != len(read.names) {
			t.Errorf("%s: %v", text, got)
		}
	}
}

func TestOrder(t *testing.T) {
	dir := t.TempDir()
	for i, name := range Names("production") {
		var text strings.Builder
		for j := i; j < 4; j++ {
			text.WriteString("VITE_" + string(rune('A'+j)) + "=" + name + "\n")
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text.String()+"SECRET=1\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	env, err := Read(Request{Dir: dir, Mode: "production", Prefixes: []string{"VITE_"}, Process: map[string]string{"VITE_D": "process", "VITE_E": "", "OTHER": "1"}})
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"VITE_A": ".env", "VITE_B": ".env.local", "VITE_C": ".env.production", "VITE_D": "process", "VITE_E": ""}
	if diff := cmp.Diff(want, env.Values); diff != "" {
		t.Error(diff)
	}
	if len(env.Files) != 4 || env.Files[3].Path != ".env.production.local" || env.Files[3].Bytes == 0 {
		t.Errorf("%+v", env.Files)
	}
}

// FuzzRead: any text ends, and a name without the prefix never comes out.
func FuzzRead(f *testing.F) {
	for _, text := range []string{"A=1", "A=\"\n", "B=$A\nA=${B:-${A}}", "VITE_A='x'\n", "\x00", "export : ="} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		read, _, failed := parse(".env", text)
		if failed != nil {
			return
		}
		expanded := expandAll(read, map[string]string{"A": "$B", "B": "$A"})
		if len(expanded) != len(read.names) {
			t.Errorf("%d names, %d values", len(read.names), len(expanded))
		}
	})
}
