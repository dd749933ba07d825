package bundler_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/paintbox-build/paintbox/bundler"
	"github.com/paintbox-build/paintbox/chunker"
)

// A file with a route becomes two scripts.
func Example() {
	dir, err := os.MkdirTemp("", "example")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer func() { _ = os.RemoveAll(dir) }()
	_ = os.WriteFile(filepath.Join(dir, "page.js"), []byte(`import("./route.js").then((m) => m.draw());`), 0o644) // Link would miss it
	_ = os.WriteFile(filepath.Join(dir, "route.js"), []byte(`export const draw = () => console.log("drawn");`), 0o644)
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
