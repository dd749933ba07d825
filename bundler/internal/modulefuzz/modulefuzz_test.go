package modulefuzz

import (
	"math/rand/v2"
	"testing"
)

// search checks some programs with another seed each time.
func search(t *testing.T, build Builder, graphs int) Summary {
	t.Helper()
	s := Search{Harness: Harness{Build: build}, Seed: rand.Uint64() >> 16, Graphs: graphs}
	sum, err := s.Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("seed %d: %v", s.Seed, sum)
	for _, v := range sum.Invalid {
		t.Errorf("the generator made a program that fails: %v\n%s", v.Invalid, v.Graph)
	}
	return sum
}

// What esbuild makes of one entry keeps the order of evaluation, so a harness
// that finds differences there is wrong. It does forget to initialize a module
// that is imported both directly and, through a module without side effects,
// indirectly; that is rare.
func TestUnsplitAgrees(t *testing.T) {
	if sum := search(t, Unsplit, 200); len(sum.Differences) > 4 {
		t.Errorf("%d differences, the first: %v", len(sum.Differences), sum.Differences[0])
	}
}

// esbuild's splitting does not keep the order, so a harness that finds nothing
// there sees nothing.
func TestSplittingDiffers(t *testing.T) {
	if sum := search(t, Splitting, 100); len(sum.Differences) < 10 {
		t.Errorf("only %d differences", len(sum.Differences))
	}
}

func TestGenerateIsDeterministic(t *testing.T) {
	for seed := range uint64(50) {
		if a, b := Generate(seed, Options{}).String(), Generate(seed, Options{}).String(); a != b {
			t.Fatalf("seed %d gives two programs:\n%s\n%s", seed, a, b)
		}
	}
}

func TestShrink(t *testing.T) {
	h := Harness{Build: Splitting}
	sum, err := Search{Harness: h, Graphs: 400, Enough: 1}.Run(t.Context())
	if err != nil || len(sum.Differences) == 0 {
		t.Fatal(sum, err)
	}
	d := sum.Differences[0]
	small, err := h.Shrink(t.Context(), d)
	if err != nil {
		t.Fatal(err)
	}
	if small.Kind != d.Kind || size(small.Graph) >= size(d.Graph) {
		t.Errorf("%d statements and files, %d before shrinking: %v", size(small.Graph), size(d.Graph), small)
	}
}

func TestSameLine(t *testing.T) {
	for _, c := range []struct {
		native, built string
		same          bool
	}{
		{"m1.1 3", "m1.1 3", true},
		{"m1.1 3", "m1.1 4", false},
		{"m1.1 TDZ", "m1.1 undefined", true},
		{"m1.1 TDZ", "m1.2 undefined", false},
		{"m1.1 {a:TDZ,b:(2)}", "m1.1 {a:5,b:(2)}", true},
		{"m1.1 {a:TDZ,b:(2)}", "m1.1 {a:5,b:(3)}", false},
	} {
		if same := sameLine(c.native, c.built); same != c.same {
			t.Errorf("%q and %q: same is %v", c.native, c.built, same)
		}
	}
}

func TestResolveFollowsTheLanguage(t *testing.T) {
	a, b := &module{path: "a"}, &module{path: "b"}
	both := &module{path: "both"}
	a.exports = []*export{{name: "x", shape: value}, {name: "y", shape: list}}
	b.exports = []*export{{name: "x", shape: object}, {name: "default", shape: value}}
	both.exports = []*export{{name: "*", from: a}, {name: "*", from: b}, {name: "z", from: b, member: "default"}}
	if names := both.names(); len(names) != 2 || names[0] != "y" || names[1] != "z" {
		t.Errorf("a name that two modules export, and a default, came through export *: %v", names)
	}
	a.exports = append(a.exports, &export{name: "*", from: both})
	if o, ok := both.resolve("y"); !ok || o.shape != list {
		t.Errorf("y is lost in a cycle: %v %v", o, ok)
	}
}
