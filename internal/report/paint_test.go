package report

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestFit(t *testing.T) {
	for _, tt := range []struct {
		text  string
		width int
		want  string
	}{
		{"short", 10, "short"},
		{"exactly", 7, "exactly"},
		{"abcdefghij", 5, "ab…ij"},
		{"abcdefghij", 4, "a…ij"},
		{"abcdefghij", 1, "…"},
		{"abcdefghij", 0, ""},
		{"一二三四五六", 7, "一…五六"},
		{"一二三四五六", 6, "一…六"},
	} {
		got := fit(tt.text, tt.width)
		if cells(got) > tt.width {
			t.Errorf("fit(%q, %d) = %q takes %d columns", tt.text, tt.width, got, cells(got))
		}
		if got != tt.want {
			t.Errorf("fit(%q, %d) = %q, want %q", tt.text, tt.width, got, tt.want)
		}
	}
}

func TestCells(t *testing.T) {
	for text, want := range map[string]int{"abc": 3, "é": 1, "e\u0301": 1, "漢字": 4, "한국": 4, "🎨": 2, "█▎…›": 4, "": 0} {
		if got := cells(text); got != want {
			t.Errorf("%q takes %d columns, want %d", text, got, want)
		}
	}
}

func TestBar(t *testing.T) {
	for _, tt := range []struct {
		share float64
		want  string
	}{{0, ""}, {0.0001, "▏"}, {0.5, "████"}, {0.99, "███████▉"}, {1, "████████"}, {7, "████████"}} {
		if got := bar(tt.share, 8); got != tt.want {
			t.Errorf("bar(%v) = %q, want %q", tt.share, got, tt.want)
		}
	}
}

func TestWrap(t *testing.T) {
	got := wrap("it is 243.9 KB of 244 KB, which is much; in 3 ms", 12)
	if diff := cmp.Diff([]string{"it is", "243.9 KB of", "244 KB,", "which is", "much; in", "3 ms"}, got); diff != "" {
		t.Error(diff)
	}
	if got := wrap("", 10); got != nil {
		t.Errorf("nothing wraps to %q", got)
	}
}

func TestPrintable(t *testing.T) {
	for text, want := range map[string]string{"plain é 漢": "plain é 漢", "a\x1b[2Jb": "a\uFFFD[2Jb", "a\nb": "a\uFFFDb", "a\u202Eb": "a\uFFFDb", "bad \xff": "bad \uFFFD"} {
		if got := printable(text); got != want {
			t.Errorf("printable(%q) = %q, want %q", text, got, want)
		}
	}
}
