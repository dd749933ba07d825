package chunker

import (
	"slices"
	"strings"
	"testing"
)

// grouped is an application of one entry: modules of packages or its own, each of
// one unit, of which the entry, the last, uses all. A module is "path size", with
// "after path" where it uses another at once.
func grouped(modules ...string) *Graph {
	g := &Graph{}
	units := map[string]int{}
	for i, text := range modules {
		words := strings.Fields(text)
		m := Module{Path: words[0], Units: []int{i}}
		if name, _, ok := strings.Cut(words[0], "/"); ok && name != "src" {
			m.Package = name
		}
		size := 0
		for _, digit := range words[1] {
			size = size*10 + int(digit-'0')
		}
		u := Unit{Module: i, Size: size, Runs: -1, Calls: true}
		for _, used := range words[2:] {
			if used != "after" {
				u.Uses = append(u.Uses, Use{Unit: units[used]})
			}
		}
		units[words[0]] = i
		g.Modules, g.Units = append(g.Modules, m), append(g.Units, u)
	}
	last := len(g.Units) - 1
	for u := range last {
		g.Units[last].Uses = append(g.Units[last].Uses, Use{Unit: u})
	}
	g.Units[last].Effect, g.Units[last].Ordered, g.Modules[last].SideEffects = true, true, true
	g.Roots = []Root{{Module: last, Name: "main", Entry: true, Uses: []int{last}}}
	return g
}

// contents lists the modules of each file.
func contents(t *testing.T, g *Graph, o Options) []string {
	t.Helper()
	plan, err := New(g, o, Calibration{})
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for i := range plan.Chunks {
		var modules []string
		for _, s := range plan.Chunks[i].Steps {
			modules = append(modules, g.Modules[g.Units[s.Unit].Module].Path)
		}
		slices.Sort(modules)
		list = append(list, strings.Join(modules, " "))
	}
	slices.Sort(list)
	return list
}

// Runs that the same roots load share a file where one is small, in the order that
// they wait for each other.
func TestPack(t *testing.T) {
	own := []Group{{Name: "a", Packages: []string{"a"}}, {Name: "b", Packages: []string{"b"}}}
	for _, test := range []struct {
		name    string
		o       Options
		modules []string
		want    string
	}{
		{"a small part of a group joins the project's code", Options{}, []string{"react/a.js 1900", "src/main.js 500"}, "react/a.js src/main.js"},
		{"and another group before that", Options{}, []string{"react/a.js 1900", "b/b.js 90000", "src/main.js 500"}, "b/b.js react/a.js, src/main.js"},
		{"not what is large", Options{}, []string{"react/a.js 90000", "src/main.js 500"}, "react/a.js, src/main.js"},
		{"nor two that are", Options{}, []string{"react/a.js 40000", "b/b.js 40000", "src/main.js 40000"}, "b/b.js, react/a.js, src/main.js"},
		{"nor over a limit", Options{MaxSize: 91_000}, []string{"react/a.js 1900", "b/b.js 90000", "src/main.js 90000"}, "b/b.js, react/a.js, src/main.js"},
		{"nor what the groups of a configuration take", Options{Groups: own}, []string{"a/a.js 900", "b/b.js 900", "src/main.js 500"}, "a/a.js, b/b.js, src/main.js"},
		{"nor where files are not to be merged", Options{MinSize: 1}, []string{"react/a.js 1900", "src/main.js 500"}, "react/a.js, src/main.js"},
		{"the project's code does not join what groups use", Options{}, []string{"react/a.js 1900", "b/b.js 90000 after react/a.js", "src/main.js 500"}, "b/b.js react/a.js, src/main.js"},
		{"not two runs of a bucket, where one waits for another between them", Options{}, []string{"react/a.js 30000", "b/b.js 90000 after react/a.js", "react/c.js 30000 after b/b.js", "src/main.js 30000"}, "b/b.js, react/a.js, react/c.js, src/main.js"},
		{"nor where it is small, which joins that", Options{}, []string{"react/a.js 30000", "b/b.js 90000 after react/a.js", "react/c.js 9000 after b/b.js", "src/main.js 30000"}, "b/b.js react/c.js, react/a.js, src/main.js"},
	} {
		if got := strings.Join(contents(t, grouped(test.modules...), test.o), ", "); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
}

// A large unit ends no file early: what does not wait for it comes before it.
func TestCutFew(t *testing.T) {
	for _, test := range []struct {
		name    string
		modules []string
		want    string
	}{
		{"late", []string{"b/a.js 40000", "b/large.js 210000", "b/c.js 40000", "src/main.js 30000"}, "b/a.js b/c.js, b/large.js, src/main.js"},
		{"early", []string{"b/a.js 40000", "b/large.js 210000", "b/c.js 40000 after b/large.js", "b/d.js 40000", "src/main.js 30000"}, "b/a.js b/c.js b/d.js, b/large.js, src/main.js"},
		{"neither", []string{"b/a.js 40000", "b/large.js 210000 after b/a.js", "b/c.js 40000 after b/large.js", "src/main.js 30000"}, "b/a.js, b/c.js, b/large.js, src/main.js"},
	} {
		if got := strings.Join(contents(t, grouped(test.modules...), Options{}), ", "); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
}

// Effects that only sense what others change keep their places among these, and not
// among each other.
func TestSenses(t *testing.T) {
	// Of two roots in other orders of a and b, one sees both before the change, and one after it.
	g := build(t, "x y", "a: ; a!", "b: ; b!", "set: ; set!", "x: a b set; x! a b", "y: set b a; y! a b")
	for _, u := range []int{0, 1} {
		g.Units[u].Senses = true
	}
	plan, err := New(g, Options{Groups: []Group{{Name: "a", Files: []string{"a", "b"}}}}, Calibration{})
	if err != nil {
		t.Fatal(err)
	}
	pl := newPlanner(g, Options{}, Calibration{})
	var edges []string
	pl.chains(0, func(before, after int) {
		edges = append(edges, g.Modules[g.Units[before].Module].Path+"-"+g.Modules[g.Units[after].Module].Path)
	})
	if got := strings.Join(edges, " "); got != "a-set b-set set-x" {
		t.Errorf("the order of x is %s", got)
	}
	edges = nil
	pl.chains(1, func(before, after int) {
		edges = append(edges, g.Modules[g.Units[before].Module].Path+"-"+g.Modules[g.Units[after].Module].Path)
	})
	if got := strings.Join(edges, " "); got != "set-b set-a b-y a-y" {
		t.Errorf("the order of y is %s", got)
	}
	if len(plan.Repairs) == 0 {
		t.Error("what is read before and after a change needs no repair")
	}
}
