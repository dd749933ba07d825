package publish

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"golang.org/x/sync/errgroup"

	"github.com/paintbox-build/paintbox/asset"
)

// Holds tells whether a directory is as Write would leave it: it has every file of
// the build as it is, the record, and nothing else.
func Holds(dir string, build asset.Build, opts Options) bool {
	t, err := newTarget(dir, opts)
	if err != nil {
		return false
	}
	outputs, err := list(build.Files)
	if err != nil {
		return false
	}
	there := 0
	err = filepath.WalkDir(t.dir, func(_ string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			there++
		}
		return err
	})
	if err != nil || there != len(outputs) {
		return false
	}
	var group errgroup.Group
	group.SetLimit(2 * runtime.GOMAXPROCS(0))
	for _, o := range outputs {
		group.Go(func() error {
			data, err := os.ReadFile(filepath.Join(t.dir, filepath.FromSlash(o.path)))
			if err == nil && !bytes.Equal(data, o.data) {
				err = fs.ErrInvalid
			}
			return err
		})
	}
	return group.Wait() == nil
}
