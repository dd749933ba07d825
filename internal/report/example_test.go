package report_test

import (
	"fmt"
	"os"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/budgets"
	"github.com/paintbox-build/paintbox/internal/report"
)

// One build, judged once, is told to people and to the service that runs it.
func ExampleWrite() {
	build := asset.Build{Files: []asset.File{
		{Path: "assets/main-4KPQ2XWA.js", Name: "assets/main.js", Kind: asset.KindJS, Data: make([]byte, 80_000)},
	}}
	limit := 70 * asset.KB
	verdict, err := budgets.Check(build, []budgets.Rule{{Type: "total", Max: &limit}}, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, format := range []string{"text", "github"} {
		fmt.Println("---", format)
		if err := report.Write(os.Stdout, format, report.Report{Outdir: "dist", Config: "paintbox.json", Build: build, Verdict: verdict}, report.Options{}); err != nil {
			fmt.Println(err)
		}
	}
	// Output:
	// --- text
	// paintbox  1 file in dist
	//
	//                                   raw      gzip    brotli          limit
	// other
	//   assets/main-4KPQ2XWA.js     80.0 KB         –         –
	// total                         80.0 KB         –         –  ████████ 115%
	//
	// ✗ total 80.0 KB of 70 KB, 10.0 KB over
	//      80.0 KB  assets/main.js
	//
	// 1 budget exceeded
	// --- github
	// ::error file=paintbox.json,title=Budget exceeded%3A total::total 80.0 KB of 70 KB, 10.0 KB over%0A80.0 KB assets/main.js
}
