package pathname_test

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/paintbox-build/paintbox/internal/pathname"
)

// An error about a file names it once, as people know it.
func Example() {
	project := filepath.FromSlash("/project")
	for _, name := range []string{"/project/src/page.js", "/project-2/page.js"} {
		file := filepath.FromSlash(name)
		_, err := os.Open(file)
		fmt.Printf("%s: %v (inside: %v, from there %s)\n", pathname.Of(project, file), pathname.Reason(err), pathname.Within(project, file), pathname.From(project, file))
	}
	// Output:
	// src/page.js: no such file or directory (inside: true, from there src/page.js)
	// /project-2/page.js: no such file or directory (inside: false, from there ../project-2/page.js)
}
