package programtest_test

import (
	"fmt"

	"github.com/paintbox-build/paintbox/bundler/internal/programtest"
)

// A page and a route of it, as the linker would print them.
func ExampleProgram() {
	p := programtest.Program(`
-- entry-0.js page.js --
// page.js
import("./chunk-a.js").then((m) => m.draw());
-- chunk-a.js route.js --
// route.js
function draw() {
}
export {
  draw
};
`, "page.js loads route.js", "route.js has no side effects")
	for _, r := range p.Roots {
		fmt.Println(r.Name, r.Starts(), p.Modules[r.Module].SideEffects)
	}
	// Output:
	// page true true
	// route false false
}
