package publish

import (
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
)

// The message names what is in the way: the directory itself, or the one that
// holds it.
func TestObstacle(t *testing.T) {
	project := t.TempDir()
	for obstacle, failed := range map[string]string{
		"out/dist": filepath.Join(project, "out", "dist", newInfix+"x"),
		"out":      filepath.Join(project, "out", ".dist"+newInfix+"x"),
	} {
		target := target{Options: Options{Project: project}, name: "out/dist", dir: filepath.Join(project, "out", "dist")}
		err := target.unwritable(&fs.PathError{Op: "mkdir", Path: failed, Err: fs.ErrPermission})
		if want := "make " + obstacle + " writable"; !strings.Contains(err.Error(), want) {
			t.Errorf("%v; want %q", err, want)
		}
	}
}
