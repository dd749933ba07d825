package chunker

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/paintbox-build/paintbox/asset"
)

// library makes a program of one root and many modules of one group, each with
// a few units.
func library(modules int) *Graph {
	r := rand.New(rand.NewPCG(1, 2))
	g := &Graph{Roots: []Root{{Name: "main", Entry: true}}}
	for m := range modules {
		mod := Module{Path: fmt.Sprintf("node_modules/p%d/m%d.js", m/25, m), Package: fmt.Sprintf("p%d", m/25), SideEffects: true}
		for range 1 + r.IntN(6) {
			mod.Units = append(mod.Units, len(g.Units))
			g.Units = append(g.Units, Unit{Module: m, Size: 200 + r.IntN(2000), Runs: -1, Effect: true, Ordered: true})
		}
		if m > 0 {
			g.Modules[0].Imports = append(g.Modules[0].Imports, Import{Module: m})
		}
		g.Modules = append(g.Modules, mod)
	}
	return g
}

// files lists the units of each file.
func files(t *testing.T, g *Graph, o Options) [][]Step {
	t.Helper()
	plan, err := New(g, o, Calibration{})
	if err != nil {
		t.Fatal(err)
	}
	var list [][]Step
	for i := range plan.Chunks {
		if c := &plan.Chunks[i]; c.size > float64(c.Limit) {
			t.Fatalf("%s has %v bytes of %v", c.Name, c.size, c.Limit)
		} else if c.Group != "" {
			list = append(list, c.Steps)
		}
	}
	return list
}

// Code of one group that the same roots need is in no more than one file more
// than its bytes make necessary.
func TestFewFiles(t *testing.T) {
	for _, modules := range []int{1, 40, 200, 400, 1000, 2000, 3500} {
		g := library(modules)
		total := 0
		for _, u := range g.Units {
			total += u.Size
		}
		most := int(math.Ceil(float64(total)/float64(DefaultMaxSize))) + 1
		if n := len(files(t, g, Options{})); n > most {
			t.Errorf("%d bytes are in %d files, want at most %d", total, n, most)
		}
	}
}

// A module that grows leaves the cuts elsewhere where they are.
func TestCutsStay(t *testing.T) {
	g := library(500)
	before := files(t, g, Options{})
	changed := 0
	for m := 0; m < len(g.Modules); m += 5 {
		unit := &g.Units[g.Modules[m].Units[0]]
		unit.Size += 1000
		after := files(t, g, Options{})
		unit.Size -= 1000
		for _, f := range after {
			if !slices.ContainsFunc(before, func(b []Step) bool { return slices.Equal(b, f) }) {
				changed++
			}
		}
	}
	average := float64(changed) / float64(len(g.Modules)/5)
	t.Logf("%d files; a module that grows by 1000 bytes changes the contents of %.2f others on average", len(before), average)
	if average > 0.5 {
		t.Error("cuts move too often")
	}
}

// A file over its limit is cut anew once it was measured: where a whole group
// is larger than estimated, all of it, and where one file has long lists of
// imports, that file alone.
func TestCalibrate(t *testing.T) {
	g := library(400)
	last := len(g.Modules) - 1
	barrel := g.Modules[last].Units[0]
	for u := range barrel {
		g.Units[barrel].Uses = append(g.Units[barrel].Uses, Use{Unit: u})
	}
	for name, measure := range map[string]func(*Chunk, int) float64{
		"all are larger": func(_ *Chunk, bytes int) float64 { return 1.3 * float64(bytes) },
		"one is larger":  func(c *Chunk, bytes int) float64 { return float64(bytes + 100*slices.Max(c.outside)) },
	} {
		t.Run(name, func(t *testing.T) {
			var calibration Calibration
			for n, again := 1, true; again; n++ {
				plan, err := New(g, Options{MaxSize: 100_000}, calibration)
				if err != nil {
					t.Fatal(err)
				}
				sizes := make([]asset.Size, len(plan.Chunks))
				total, over := 0.0, false
				for i := range plan.Chunks {
					c, bytes := &plan.Chunks[i], 0
					for _, s := range c.Steps {
						bytes += g.Units[s.Unit].Size
					}
					if len(c.outside) > 0 {
						sizes[i] = asset.Size(measure(c, bytes))
					}
					total += float64(sizes[i])
					over = over || sizes[i] > c.Limit && len(c.outside) > 1
				}
				calibration, again = plan.Calibrate(calibration, sizes)
				if again != over || n > maxPlans {
					t.Fatalf("plan %d: again is %v, over the limit is %v", n, again, over)
				}
				if most := int(math.Ceil(total/100_000)) + 2; !again && len(plan.Chunks) > most { // one of them the root's
					t.Errorf("%v bytes are in %d files, want at most %d", total, len(plan.Chunks), most)
				}
			}
		})
	}
}

// Units that a chunk only calls are not its own: it cannot give them away.
func TestCalibrateCalls(t *testing.T) {
	p := Plan{Chunks: []Chunk{{Limit: 100, size: 50, outside: []int{1}, Steps: []Step{{0, Place}, {1, Call}, {2, Call}}}}}
	if next, again := p.Calibrate(Calibration{}, []asset.Size{500}); again || len(next.units) > 0 {
		t.Errorf("a chunk of one unit is planned again, with %v", next)
	}
}
