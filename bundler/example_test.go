package bundler_test

import (
	"context"
	"fmt"

	"github.com/paintbox-build/paintbox/bundler"
	"github.com/paintbox-build/paintbox/chunker"
	"github.com/paintbox-build/paintbox/internal/projecttest"
)

// A file with a route becomes two scripts.
func Example() {
	dir, remove := projecttest.Make(`
-- page.js --
import("./route.js").then((m) => m.draw());
-- route.js --
export const draw = () => console.log("drawn");
`)
	defer remove()
	ctx := context.Background()
	program, err := bundler.Link(ctx, bundler.Options{Dir: dir}, []bundler.Entry{{Name: "page", Source: "page.js"}})
	if err != nil {
		fmt.Println(err)
		return
	}
	plan, err := chunker.New(&program.Graph, chunker.Options{MinSize: 1}, chunker.Calibration{})
	if err != nil {
		fmt.Println(err)
		return
	}
	build, _, err := program.Assemble(ctx, &plan)
	for _, f := range build.Files {
		fmt.Println(f.Name)
	}
	fmt.Println(err)
	// Output:
	// assets/page.js
	// assets/route.js
	// <nil>
}
