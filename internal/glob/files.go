package glob

import (
	"errors"
	"io/fs"
	"path"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
)

// Files lists the files below a directory that match a pattern, sorted: those
// that Match says. Directories of installed packages are passed over, but where
// the pattern names them. A pattern that is not Valid, or whose directory is not
// there, matches none; an error is one of reading.
func Files(dir fs.FS, pattern string) ([]string, error) {
	if !Valid(pattern) {
		return nil, nil
	}
	pattern = relative(pattern)
	if info, err := fs.Stat(dir, pattern); err == nil && info.Mode().IsRegular() {
		return []string{pattern}, nil
	}
	if !strings.ContainsAny(pattern, `*?[{\`) {
		return nil, nil
	}
	root, _ := doublestar.SplitPattern(pattern)
	if root = path.Clean(root); !fs.ValidPath(root) {
		return nil, nil
	}
	var files []string
	err := fs.WalkDir(dir, root, func(name string, d fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist) && name == root:
			return nil
		case err != nil:
			return err
		case d.IsDir() && name != root && d.Name() == installed && !strings.Contains(pattern, installed):
			return fs.SkipDir
		case !d.IsDir() && Match(pattern, name):
			files = append(files, name)
		}
		return nil
	})
	return files, err
}

// installed is the name of a directory of installed packages.
const installed = "node_modules"
