package link

import (
	"archive/zip"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
)

// Yarn's Plug'n'Play leaves packages in the archives that it downloaded, and
// tells instances of one package apart by directories that do not exist. The
// linker reads both as if they were directories; Archives does the same for
// what is read beside it.

// Archives reads files that may be in archives, which it keeps open until Close.
// The zero value is ready; it is safe for concurrent use.
type Archives struct {
	reads *reads // what is read is taken down there; nil for no one

	mu   sync.Mutex
	open map[string]*zip.ReadCloser // by path; nil for what is none
}

// Close closes the archives that are open.
func (a *Archives) Close() {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, archive := range a.open {
		if archive != nil {
			_ = archive.Close() // it was only read
		}
	}
	a.open = nil
}

// ReadFile reads a file by its absolute path.
func (a *Archives) ReadFile(name string) ([]byte, error) {
	name = realPath(name)
	a.reads.file(name)
	data, err := os.ReadFile(name)
	if err == nil {
		return data, nil
	}
	f, ok := a.find(name)
	if !ok {
		return nil, err
	}
	defer f.Close() //nolint:errcheck // it was only read
	return io.ReadAll(f)
}

// IsFile tells whether there is a file at an absolute path.
func (a *Archives) IsFile(name string) bool {
	name = realPath(name)
	if info, err := os.Stat(name); err == nil {
		return info.Mode().IsRegular()
	}
	f, ok := a.find(name)
	if !ok {
		return false
	}
	defer f.Close() //nolint:errcheck // it was only read
	info, err := f.Stat()
	return err == nil && info.Mode().IsRegular()
}

// find opens a file of an archive.
func (a *Archives) find(name string) (fs.File, bool) {
	slashed := filepath.ToSlash(name)
	i := strings.Index(slashed, ".zip/")
	if i < 0 {
		return nil, false
	}
	archive := a.archive(name[:i+len(".zip")])
	if archive == nil {
		return nil, false
	}
	f, err := archive.Open(slashed[i+len(".zip/"):])
	return f, err == nil
}

func (a *Archives) archive(name string) *zip.ReadCloser {
	a.mu.Lock()
	defer a.mu.Unlock()
	if archive, ok := a.open[name]; ok {
		return archive
	}
	archive, err := zip.OpenReader(name)
	if errors.Is(err, zip.ErrInsecurePath) {
		err = nil // nothing is unpacked
	}
	if err != nil {
		archive = nil
	}
	if a.open == nil {
		a.open = map[string]*zip.ReadCloser{}
	}
	a.open[name] = archive
	return archive
}

// virtualMark is in the paths of such instances.
const virtualMark = "/__virtual__/"

// realPath is where a file is that Yarn gives a path with __virtual__/ID/N: N
// directories above the one that holds __virtual__.
func realPath(name string) string {
	slashed := filepath.ToSlash(name)
	before, after, ok := strings.Cut(slashed, virtualMark)
	if !ok {
		return name
	}
	_, after, _ = strings.Cut(after, "/") // the instance
	count, rest, _ := strings.Cut(after, "/")
	n, err := strconv.Atoi(count)
	if err != nil || n < 0 {
		return name
	}
	for range n {
		before = filepath.ToSlash(filepath.Dir(filepath.FromSlash(before)))
	}
	return filepath.Join(filepath.FromSlash(before), filepath.FromSlash(rest))
}
