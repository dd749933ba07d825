package unit_test

import (
	"fmt"

	"github.com/paintbox-build/paintbox/bundler/internal/programtest"
	"github.com/paintbox-build/paintbox/bundler/internal/unit"
)

// What changes a variable stays with it; all else can go to other files.
func Example() {
	p := programtest.Program(`
-- entry-0.js page.js --
// page.js
var count = 0;
function add() {
  count++;
}
var list = [() => add];
`)
	groups := unit.Group(p)
	p.Replace(unit.Aliases(p, groups))
	set := unit.Describe(p, groups)
	for _, id := range set.Graph.Modules[p.ModuleNamed("page.js")].Units {
		fmt.Println("statements:", len(set.Units[id].Statements), "uses:", set.Graph.Units[id].Uses)
	}
	// Output:
	// statements: 2 uses: []
	// statements: 1 uses: [{0 true}]
}
