package notice_test

import (
	"fmt"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/internal/notice"
	"github.com/paintbox-build/paintbox/internal/projecttest"
)

// A build holds code of a package, whose license the project does not allow.
func ExampleRead() {
	dir, remove := projecttest.Make(`
-- node_modules/plotter/package.json --
{"name": "plotter", "version": "2.1.0", "license": "GPL-3.0-only"}
-- node_modules/plotter/index.js --
export const plot = () => {};
`)
	defer remove()
	build := asset.Build{Inputs: []asset.Input{
		{Path: "node_modules/plotter/index.js", File: dir + "/node_modules/plotter/index.js", Package: "plotter", Published: true},
	}}
	notices := notice.Read(&build, dir)
	for _, p := range notices.Packages {
		fmt.Println(p.String(), p.License)
	}
	for _, m := range notices.Check(notice.Options{Allow: []string{"MIT", "ISC"}}, nil) {
		fmt.Println(m.Text)
	}
	// Output:
	// plotter 2.1.0 GPL-3.0-only
	// plotter 2.1.0 has the license GPL-3.0-only, which "licenses.allow" does not list: node_modules/plotter/index.js
}
