package inspect_test

import (
	"context"
	"fmt"
	"testing/fstest"

	"github.com/paintbox-build/paintbox/internal/inspect"
)

// What another tool built is read as if it were ours: the page is an entry with
// what it loads, and the target of the import() a route.
func ExampleRead() {
	dist := fstest.MapFS{
		"index.html":                {Data: []byte(`<!doctype html><script type="module" src="/assets/index-DiwrgTda.js"></script>`)},
		"assets/index-DiwrgTda.js":  {Data: []byte(`import{a}from"./vendor-BO3oxwPv.js";a();import("./plan-CkP0xVwG.js");`)},
		"assets/vendor-BO3oxwPv.js": {Data: []byte(`export const a=()=>{};`)},
		"assets/plan-CkP0xVwG.js":   {Data: []byte(`import{a}from"./vendor-BO3oxwPv.js";a();`)},
	}
	build, err := inspect.Read(context.Background(), dist, inspect.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, r := range build.Roots {
		fmt.Println(r.Name, "entry:", r.Entry, r.Scripts)
	}
	fmt.Println(build.Files[0].Path, "is", build.Files[0].Name)
	// Output:
	// index entry: true [assets/vendor-BO3oxwPv.js assets/index-DiwrgTda.js]
	// plan entry: false [assets/plan-CkP0xVwG.js]
	// assets/index-DiwrgTda.js is assets/index.js
}
