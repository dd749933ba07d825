// Package pathname tells of files what messages and checks want to know by their
// names alone: what messages call one, how one is seen from a directory, whether a
// directory holds one, and what an error about one says beside its name.
package pathname

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// Of is what messages call a file: its path relative to the project with
// slashes, where it is inside; its own path elsewhere.
func Of(project, file string) string {
	if rel, err := filepath.Rel(project, file); err == nil && filepath.IsLocal(rel) {
		return filepath.ToSlash(rel)
	}
	return file
}

// From is a file's path as seen from a directory, with slashes. It may lead out of
// that, and is the file's own where no path leads there.
func From(dir, file string) string {
	if rel, err := filepath.Rel(dir, file); err == nil {
		file = rel
	}
	return filepath.ToSlash(file)
}

// Within tells whether a file is a directory or inside it. It does not follow
// links.
func Within(dir, file string) bool {
	rel, err := filepath.Rel(dir, file)
	return err == nil && filepath.IsLocal(rel)
}

// Local tells whether a slash-separated path stays inside the directory that it is
// relative to.
func Local(name string) bool { return filepath.IsLocal(filepath.FromSlash(name)) }

// Reason is a file error without the operation and the path, which the message
// around it names already.
func Reason(err error) error {
	if pe, ok := errors.AsType[*fs.PathError](err); ok {
		return pe.Err
	}
	if le, ok := errors.AsType[*os.LinkError](err); ok {
		return le.Err
	}
	return err
}
