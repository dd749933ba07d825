package publish_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/internal/projecttest"
	"github.com/paintbox-build/paintbox/internal/publish"
)

// The second build takes the place of the first, of which nothing remains. A
// directory with other files is not replaced.
func ExampleWrite() {
	dir, remove := projecttest.Make("-- src/main.js --\n")
	defer remove()
	dist := filepath.Join(dir, "dist")
	for _, name := range []string{"first.js", "second.js"} {
		build := asset.Build{Files: []asset.File{{Path: name, Data: []byte("start()")}}}
		if err := publish.Write(context.Background(), dist, build, publish.Options{Project: dir}); err != nil {
			fmt.Println(err)
		}
		files, err := fs.Glob(os.DirFS(dist), "*.js")
		fmt.Println(files, err)
	}
	_, refused := errors.AsType[*publish.RefusedError](publish.Check(filepath.Join(dir, "src"), publish.Options{Project: dir}))
	fmt.Println("src is refused:", refused)
	// Output:
	// [first.js] <nil>
	// [second.js] <nil>
	// src is refused: true
}
