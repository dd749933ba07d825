package budgets_test

import (
	"fmt"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/budgets"
)

// A build is judged by two rules: one it keeps, the other it breaks.
func ExampleCheck() {
	build := asset.Build{Files: []asset.File{
		{Path: "assets/main-4KPQ2XWA.js", Name: "assets/main.js", Kind: asset.KindJS, Data: make([]byte, 80_000)},
		{Path: "assets/vendor-M2JRTB6Q.js", Name: "assets/vendor.js", Kind: asset.KindJS, Group: "vendor", Data: make([]byte, 260_000)},
	}}
	total, vendor := 500*asset.KB, 244*asset.KB
	verdict, err := budgets.Check(build, []budgets.Rule{
		{Type: "total", Max: &total},
		{Type: "group", Name: "vendor", Max: &vendor},
	}, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, r := range verdict.Results {
		fmt.Printf("%s: %s of %s, %s\n", r.Subject, r.Actual, r.Max, r.Status)
	}
	fmt.Println("fails:", verdict.Exceeded())
	// Output:
	// total: 340KB of 500KB, ok
	// group vendor: 260KB of 244KB, over
	// fails: true
}
