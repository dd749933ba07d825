package program_test

import (
	"fmt"

	"github.com/paintbox-build/paintbox/bundler/internal/program"
	"github.com/paintbox-build/paintbox/bundler/internal/programtest"
)

// A name means the same symbol in every file that imports it.
func Example() {
	p := programtest.Program(`
-- chunk-a.js --
// shared.js
var value = 1;
export {
  value
};
-- entry-0.js page.js --
import {
  value
} from "./chunk-a.js";
// page.js
console.log(value);
`)
	page := &p.Files[p.Roots[0].File]
	for _, name := range []string{"value", "console"} {
		if sym := page.Symbols[page.ID(name)]; sym != program.None {
			fmt.Println(name, "is declared in", p.Files[p.Symbols[sym].File].Name)
		} else {
			fmt.Println(name, "is no name of the program")
		}
	}
	// Output:
	// value is declared in chunk-a.js
	// console is no name of the program
}
