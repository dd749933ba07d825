package asset_test

import (
	"fmt"

	"github.com/paintbox-build/paintbox/asset"
)

// A stage returns a build with what it adds; the one that it was given stays.
func Example() {
	linked := asset.Build{Files: []asset.File{
		{Path: "assets/main-4KPQ2XWA.js", Kind: asset.KindJS, Data: make([]byte, 900), Imports: []string{"assets/vendor-M2JRTB6Q.js"}},
		{Path: "assets/vendor-M2JRTB6Q.js", Kind: asset.KindJS, Data: make([]byte, 42_000)},
	}}
	whole := linked.With(asset.File{Path: "sw.js", Kind: asset.KindJS, Data: make([]byte, 7_000)})
	fmt.Println(len(linked.Files), "files,", linked.Total())
	fmt.Println(len(whole.Files), "files,", whole.Total())
	for _, f := range whole.Reach([]string{"assets/main-4KPQ2XWA.js"}) {
		fmt.Println("main loads", f.Path)
	}
	// Output:
	// 2 files, 42900B
	// 3 files, 49900B
	// main loads assets/main-4KPQ2XWA.js
	// main loads assets/vendor-M2JRTB6Q.js
}
