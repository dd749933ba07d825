package config

import (
	"errors"
	"io/fs"
	"path/filepath"
)

// localPath reports whether a slash-separated path stays inside its directory.
func localPath(p string) bool { return filepath.IsLocal(filepath.FromSlash(p)) }

// within reports whether p is dir or inside it, by their names.
func within(dir, p string) bool {
	rel, err := filepath.Rel(dir, p)
	return err == nil && (rel == "." || filepath.IsLocal(rel))
}

// relativeName is the path that messages use: relative to the project, with
// slashes, when it is inside.
func relativeName(dir, file string) string {
	if rel, err := filepath.Rel(dir, file); err == nil && filepath.IsLocal(rel) {
		return filepath.ToSlash(rel)
	}
	return file
}

// reason drops the operation and path from a file error, which the message
// around it names already.
func reason(err error) error {
	if pe, ok := errors.AsType[*fs.PathError](err); ok {
		return pe.Err
	}
	return err
}
