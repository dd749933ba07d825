package shake_test

import (
	"fmt"

	"github.com/paintbox-build/paintbox/bundler/internal/programtest"
	"github.com/paintbox-build/paintbox/bundler/internal/shake"
)

// A route exports what its imports take, and what else it declares goes.
func Example() {
	p := programtest.Program(`
-- entry-0.js page.js --
// page.js
const { draw } = await import("./chunk-a.js");
draw();
-- chunk-a.js route.js --
// route.js
function draw() {
}
function print() {
}
export {
  draw,
  print
};
`)
	p.Limit(shake.Routes(p))
	fmt.Println(p.Roots[1].Exports[0].Name, len(p.Roots[1].Exports))
	for file, statements := range shake.Unused(p) {
		for _, si := range statements {
			s := p.Files[file].Statements[si]
			fmt.Printf("unused: %s\n", p.Files[file].Source[s.Start:s.End])
		}
	}
	// Output:
	// draw 1
	// unused: function print() {
	// }
}
