package styles

import (
	"fmt"
	"strings"
	"testing"
)

func TestCascade(t *testing.T) {
	tests := []struct {
		name   string
		own    string // by root, parted by spaces: the pieces it brings
		loaded string // likewise: what is there before
		want   string // runs: pieces:roots
	}{
		{"one root", "abc", "-", "abc:0"},
		{"what two share is apart", "ab acd ace", "- - -", "a:012 b:0 c:12 d:1 e:2"},
		{"pieces of one set of roots stay together", "acb adb", "- -", "a:01 c:0 d:1 b:01"},
		{"and are found where they are not next to each other", "xy zxy", "- -", "z:1 xy:01"},
		{"what is loaded comes before", "x b a", "- a -", "x:0 a:2 b:1"},
		{"a contradiction repeats a piece", "ab ba", "- -", "a:0 b:01 a:1"},
		{"where the order suits others it is kept", "abc bca abc", "- - -", "a:02 bc:012 a:1"},
		{"roots that wait for each other", "a b", "b a", "a:0 b:1"},
	}
	for _, test := range tests {
		loaded := make([]map[int]bool, 0, 3)
		for _, list := range pieceLists(test.loaded) {
			loaded = append(loaded, map[int]bool{})
			for _, piece := range list {
				loaded[len(loaded)-1][piece] = true
			}
		}
		var got []string
		for _, r := range cascade(pieceLists(test.own), loaded) {
			text := ""
			for _, piece := range r.pieces {
				text += string(rune(piece))
			}
			got = append(got, text+":"+strings.Trim(strings.ReplaceAll(fmt.Sprint(r.roots), " ", ""), "[]"))
		}
		if strings.Join(got, " ") != test.want {
			t.Errorf("%s: got %s, want %s", test.name, got, test.want)
		}
	}
}

// pieceLists reads lists of letters.
func pieceLists(text string) [][]int {
	var lists [][]int
	for word := range strings.FieldsSeq(text) {
		var list []int
		for _, letter := range strings.Trim(word, "-") {
			list = append(list, int(letter))
		}
		lists = append(lists, list)
	}
	return lists
}
