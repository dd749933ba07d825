// Package projecttest makes projects of a few lines of text, for tests and
// examples of what reads directories.
package projecttest

import (
	"os"
	"path/filepath"

	"github.com/rogpeppe/go-internal/txtar"
)

// Make writes the files of a txtar archive into a directory of their own. The
// caller calls remove when done with it. Make panics where that fails.
func Make(archive string) (dir string, remove func()) {
	made, err := os.MkdirTemp("", "project")
	if err != nil {
		panic(err)
	}
	dir, err = filepath.EvalSymlinks(made) // as a build names it
	if err != nil {
		panic(err)
	}
	if err := txtar.Write(txtar.Parse([]byte(archive)), dir); err != nil {
		panic(err)
	}
	return dir, func() {
		if err := os.RemoveAll(dir); err != nil {
			panic(err)
		}
	}
}
