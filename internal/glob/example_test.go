package glob_test

import (
	"fmt"

	"github.com/paintbox-build/paintbox/internal/glob"
)

// One language names files and packages, and a path always matches itself.
func ExampleMatch() {
	for _, c := range [][2]string{
		{"src/{excel,sheet}/**", "src/sheet/cells/format.ts"},
		{"@mui/*", "@mui/material"},
		{"*.js", "src/main.js"},
		{"src/routes/[id].tsx", "src/routes/[id].tsx"},
	} {
		fmt.Println(c[0], c[1], glob.Match(c[0], c[1]))
	}
	// Output:
	// src/{excel,sheet}/** src/sheet/cells/format.ts true
	// @mui/* @mui/material true
	// *.js src/main.js false
	// src/routes/[id].tsx src/routes/[id].tsx true
}
