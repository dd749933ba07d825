package pipeline

import (
	"io/fs"
	"maps"
	"slices"
	"sync"
)

// seen takes down the files of the project that a build reads beside those of its
// programs. The zero value is ready, and nil takes down nothing; it is safe for
// concurrent use.
type seen struct {
	mu    sync.Mutex
	files map[string]bool // absolute paths
}

func (s *seen) add(file string) {
	if s == nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.files == nil {
		s.files = map[string]bool{}
	}
	s.files[file] = true
}

// all lists the files.
func (s *seen) all() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Sorted(maps.Keys(s.files))
}

// seenFS tells which files of a directory are read.
type seenFS struct {
	fs.FS
	note func(name string)
}

// ReadFile reads a file.
func (f seenFS) ReadFile(name string) ([]byte, error) {
	f.note(name)
	return fs.ReadFile(f.FS, name)
}
