package projecttest_test

import (
	"fmt"
	"io/fs"
	"os"

	"github.com/paintbox-build/paintbox/internal/projecttest"
)

// A project of two files is there until it is removed.
func ExampleMake() {
	dir, remove := projecttest.Make(`
-- index.html --
<script type="module" src="/src/main.js"></script>
-- src/main.js --
document.title = "Rooms";
`)
	files, err := fs.Glob(os.DirFS(dir), "*/*.js")
	fmt.Println(files, err)
	remove()
	_, err = os.Stat(dir)
	fmt.Println(os.IsNotExist(err))
	// Output:
	// [src/main.js] <nil>
	// true
}
