package chunker

import (
	"fmt"
	"testing"

	"github.com/paintbox-build/paintbox/asset"
)

// routed is an application of so many lazy routes of so many bytes each, which
// share an entry of 100 KB, and a helper that all routes but the first use.
func routed(routes, size, helper int) *Graph {
	g := &Graph{
		Modules: []Module{{Path: "main.js", SideEffects: true, Units: []int{0}}, {Path: "helper.js", Units: []int{1}}},
		Units:   []Unit{{Module: 0, Size: 100_000, Effect: true, Ordered: true, Runs: -1}, {Module: 1, Size: helper, Runs: -1, Hoisted: true}},
		Roots:   []Root{{Module: 0, Name: "main", Entry: true}},
	}
	for i := range routes {
		u := len(g.Units)
		unit := Unit{Module: len(g.Modules), Size: size, Runs: -1, Hoisted: true}
		if i > 0 {
			unit.Uses = []Use{{Unit: 1, Lazy: true}}
		}
		g.Units[0].Dynamic = append(g.Units[0].Dynamic, len(g.Roots))
		g.Roots = append(g.Roots, Root{Module: len(g.Modules), Name: fmt.Sprintf("route%d", i), Uses: []int{u}})
		g.Modules = append(g.Modules, Module{Path: fmt.Sprintf("route%d.js", i), Units: []int{u}})
		g.Units = append(g.Units, unit)
	}
	return g
}

// firstVisit is the number of bytes that the first root loads.
func firstVisit(t *testing.T, g *Graph, o Options) int {
	t.Helper()
	plan, err := New(g, o, Calibration{})
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, c := range plan.Roots[0].Chunks {
		for _, s := range plan.Chunks[c].Steps {
			if s.Mode != Call {
				n += g.Units[s.Unit].Size
			}
		}
	}
	return n
}

// Pieces of lazy routes are a part of the first visit where that pays, and only
// there; many of them do not add up.
func TestFirstVisit(t *testing.T) {
	for _, test := range []struct {
		name                 string
		routes, size, helper int
		want                 int // bytes beyond the entry's own
	}{
		{"34 small routes stay lazy", 34, 900, 3_000, 3_000}, // all but one of them need the helper
		{"routes have files anyway", 2, 100, 0, 0},
		{"what most of them need", 10, 700, 12_000, 12_000},
		{"as small as two files are worth", 4, 700, 19_000, 19_000},
		{"no smaller than a file", 4, 700, 20_000, 0},
		{"what one of them needs", 2, 700, 1_000, 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			g := routed(test.routes, test.size, test.helper)
			if got := firstVisit(t, g, Options{}) - 100_000; got != test.want {
				t.Errorf("%d bytes of lazy routes in the first visit, want %d", got, test.want)
			}
		})
	}
}

// However many routes there are, and however small, a first visit loads no more
// in vain than stated.
func TestFirstVisitIsBounded(t *testing.T) {
	for routes := 1; routes <= 120; routes += 7 {
		for size := 10; size <= 8_000; size = size*3/2 + 1 {
			g := routed(routes, size, 2*size)
			if got := firstVisit(t, g, Options{}) - 100_000; asset.Size(got) > DefaultMinSize {
				t.Errorf("%d routes of %d bytes: %d bytes of them in the first visit", routes, size, got)
			}
		}
	}
}

// That holds for helpers, too, each of which all routes but one need.
func TestHelpersOfRoutesAreBounded(t *testing.T) {
	const routes, size = 10, 8_000
	g := routed(routes, 400, 0)
	for i := range routes {
		u := len(g.Units)
		g.Units = append(g.Units, Unit{Module: len(g.Modules), Size: size, Runs: -1, Hoisted: true})
		g.Modules = append(g.Modules, Module{Path: fmt.Sprintf("shared%d.js", i), Units: []int{u}})
		for r := range routes {
			if route := 2 + r; r != i {
				g.Units[route].Uses = append(g.Units[route].Uses, Use{Unit: u, Lazy: true})
			}
		}
	}
	// what nine of ten visits need counts half
	if got := firstVisit(t, g, Options{}) - 100_000; got == 0 || asset.Size(got) > 2*DefaultMinSize {
		t.Errorf("%d bytes of %d in the first visit", got, routes*(size+400))
	}
}
