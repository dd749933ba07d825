package watch_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/paintbox-build/paintbox/internal/projecttest"
	"github.com/paintbox-build/paintbox/internal/watch"
)

// A source is saved.
func Example() {
	dir, remove := projecttest.Make("-- src/main.js --\n")
	defer remove()
	source := filepath.Join(dir, "src", "main.js")
	w := watch.New(watch.Options{Root: dir, Skip: []string{filepath.Join(dir, "dist")}})
	defer w.Close()
	w.Watch(watch.Set{Files: []string{source}})
	if err := os.WriteFile(source, []byte("saved"), 0o600); err != nil {
		fmt.Println(err)
	}
	changed := w.Wait(context.Background())
	fmt.Println(len(changed), filepath.Base(changed[0]))
	// Output: 1 main.js
}
