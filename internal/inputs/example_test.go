package inputs_test

import (
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/paintbox-build/paintbox/internal/inputs"
	"github.com/paintbox-build/paintbox/internal/projecttest"
)

// A script that imports "./shapes" from shapes.js depends on that there is no
// shapes.ts beside it.
func Example() {
	dir, remove := projecttest.Make("-- src/main.js --\nimport \"./shapes\";\n-- src/shapes.js --\nexport {};\n")
	defer remove()
	time.Sleep(50 * time.Millisecond) // what changes while a build runs is no input that is known
	src := filepath.Join(dir, "src")
	build := inputs.Begin(inputs.Project{Dir: dir, Written: []string{filepath.Join(dir, "dist")}})
	build.Take(inputs.Reads{
		Files:   []string{filepath.Join(src, "main.js"), filepath.Join(src, "shapes.js")},
		Lookups: []inputs.Lookup{{Dir: src, Specifier: "./shapes"}},
	})
	list, stamps, err := build.End()
	if err != nil {
		fmt.Println(err)
		return
	}
	changed, _ := list.Changed(dir, stamps)
	fmt.Printf("%q\n", changed)
	if err := os.WriteFile(filepath.Join(src, "shapes.ts"), nil, 0o600); err != nil {
		fmt.Println(err)
	}
	changed, _ = list.Changed(dir, stamps)
	fmt.Printf("%q\n", changed)
	// Output:
	// ""
	// "src"
}
