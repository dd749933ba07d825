// Package projecttest makes projects of a few lines of text, for tests and
// examples of what reads directories.
package projecttest

import (
	"os"
	"path/filepath"
	"testing"

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

// Write writes a file of a test, with the directories that it is in.
func Write(t testing.TB, file string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, data, 0o644); err != nil {
		t.Fatal(err)
	}
}
