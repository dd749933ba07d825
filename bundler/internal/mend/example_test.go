package mend_test

import (
	"fmt"

	"github.com/paintbox-build/paintbox/bundler/internal/mend"
	"github.com/paintbox-build/paintbox/bundler/internal/programtest"
)

// A module that reaches a wrapped one only by way of another has to run it.
func ExampleRuns() {
	p := programtest.Program(`
-- entry-0.js page.js --
var __esm = (fn, res) => () => (fn && (res = fn(fn = 0)), res);
// shared.js
var value;
var init_shared = __esm({
  "shared.js"() {
    value = 1;
  }
});
// page.js
console.log(value);
`, "page.js imports shared.js")
	for _, run := range mend.Runs(p) {
		fmt.Println(p.Modules[run.Module].Path, "runs", p.Symbols[run.Wrapper].Name)
	}
	// Output: page.js runs init_shared
}
