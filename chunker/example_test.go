package chunker_test

import (
	"fmt"

	"github.com/paintbox-build/paintbox/chunker"
)

// A page draws with d3, and loads a route that does so as well: what both need
// is planned once, in a file of its group.
func ExampleNew() {
	const page, route, d3 = 0, 1, 2
	graph := chunker.Graph{
		Modules: []chunker.Module{
			page:  {Path: "page.js", SideEffects: true, Imports: []chunker.Import{{Module: d3}}, Units: []int{page}},
			route: {Path: "route.js", SideEffects: true, Imports: []chunker.Import{{Module: d3}}, Units: []int{route}},
			d3:    {Path: "node_modules/d3/index.js", Package: "d3", Units: []int{d3}},
		},
		Units: []chunker.Unit{
			page:  {Module: page, Size: 30_000, Effect: true, Runs: -1, Uses: []chunker.Use{{Unit: d3}}, Dynamic: []int{1}},
			route: {Module: route, Size: 40_000, Effect: true, Runs: -1, Uses: []chunker.Use{{Unit: d3}}},
			d3:    {Module: d3, Size: 90_000, Hoisted: true, Runs: -1},
		},
		Roots: []chunker.Root{{Module: page, Name: "page", Entry: true}, {Module: route, Name: "route"}},
	}
	plan, err := chunker.New(&graph, chunker.Options{Groups: []chunker.Group{{Name: "charts", Packages: []string{"d3*"}}}}, chunker.Calibration{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, c := range plan.Chunks {
		fmt.Printf("%s:", c.Name)
		for _, s := range c.Steps {
			fmt.Printf(" %s", graph.Modules[graph.Units[s.Unit].Module].Path)
		}
		for _, i := range c.Imports {
			fmt.Printf(", imports %s", plan.Chunks[i].Name)
		}
		fmt.Println()
	}
	// Output:
	// charts-d3: node_modules/d3/index.js
	// page: page.js, imports charts-d3
	// route: route.js, imports charts-d3
}
