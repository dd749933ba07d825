package preview

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"syscall"
)

// folder is the directory during one request. It follows no symbolic links.
type folder struct{ root *os.Root }

// stat returns nil for what is not there or behind a symbolic link, and an error
// where that cannot be told.
func (d folder) stat(name string) (info fs.FileInfo, err error) {
	if name == "" {
		name = "."
	}
	for i := 0; i <= len(name); i++ {
		if i < len(name) && name[i] != '/' {
			continue
		}
		info, err = d.root.Lstat(name[:i])
		switch {
		case isExhausted(err):
			return nil, err
		case err != nil, info.Mode()&fs.ModeSymlink != 0:
			return nil, nil //nolint:nilerr // it is not there
		}
	}
	return info, nil
}

// file is stat for a file; nil for anything else.
func (d folder) file(name string) (fs.FileInfo, error) {
	info, err := d.stat(name)
	if info == nil || !info.Mode().IsRegular() {
		return nil, err
	}
	return info, nil
}

// names lists the directory that a file is in; nothing where that cannot be read.
func (d folder) names(name string) ([]string, error) {
	entries, err := fs.ReadDir(d.root.FS(), path.Dir(name))
	if isExhausted(err) {
		return nil, err
	}
	names := make([]string, len(entries))
	for i, e := range entries {
		names[i] = e.Name()
	}
	return names, nil
}

// isExhausted tells an error that says nothing about a file: this process, or the
// machine, has as many files open as it may.
func isExhausted(err error) bool {
	return errors.Is(err, syscall.EMFILE) || errors.Is(err, syscall.ENFILE)
}
