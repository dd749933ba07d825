package asset

import (
	"slices"
	"testing"
)

func TestReach(t *testing.T) {
	next := map[string][]string{"a": {"b", "c"}, "b": {"d"}, "c": {"e", "b"}, "d": {"a", "f"}, "e": {"f"}, "x": {"f", "a"}}
	step := func(n string) []string { return next[n] }
	r := Reach([]string{"a", "a"}, step)
	if got, want := r.Nodes(), []string{"a", "b", "c", "d", "e", "f"}; !slices.Equal(got, want) {
		t.Errorf("nodes: got %v, want %v", got, want)
	}
	for node, want := range map[string][]string{"a": {"a"}, "f": {"a", "b", "d", "f"}, "e": {"a", "c", "e"}, "x": nil} {
		if got := r.Chain(node); !slices.Equal(got, want) {
			t.Errorf("chain of %s: got %v, want %v", node, got, want)
		}
		before, ok := r.Before(node)
		if len(want) > 1 != ok || ok && before != want[len(want)-2] {
			t.Errorf("before %s: got %q, %v", node, before, ok)
		}
		if r.Has(node) != (want != nil) {
			t.Errorf("has %s: %v", node, r.Has(node))
		}
	}
	if got := Reach([]string{"a", "x"}, step).Chain("f"); !slices.Equal(got, []string{"x", "f"}) {
		t.Errorf("the nearest start does not win: %v", got)
	}
	if r := Reach(nil, step); r.Nodes() != nil || r.Has("a") || r.Has("") || r.Chain("") != nil {
		t.Errorf("nothing leads to %v", r.Nodes())
	}
}

func TestEvaluationOrder(t *testing.T) {
	imports := map[int][]int{1: {2, 3}, 2: {4}, 3: {4, 1}, 4: {3}, 5: {1}}
	got := EvaluationOrder([]int{1, 5, 1}, func(n int) []int { return imports[n] })
	if want := []int{3, 4, 2, 1, 5}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestBuildReach(t *testing.T) {
	b := Build{}.With(File{Path: "a.js", Imports: []string{"b.js", "gone.js"}, Dynamic: []string{"c.js"}}, File{Path: "b.js"}, File{Path: "c.js", Dynamic: []string{"a.js"}}, File{Path: "d.js"})
	var got []string
	for _, f := range b.Reach([]string{"a.js"}) {
		got = append(got, f.Path)
	}
	if want := []string{"a.js", "b.js", "c.js"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
