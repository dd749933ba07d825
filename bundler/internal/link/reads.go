package link

import (
	"cmp"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/paintbox-build/paintbox/bundler/internal/settings"
)

// Reads are what a Linker has read and looked for on disk, in all its runs: what
// the linked program depends on.
type Reads struct {
	Files   []string // absolute paths of the files whose content was asked for; some are not there
	Lookups []Lookup // the imports that were resolved
	Dirs    []string // absolute paths of directories all of whose files matter, for import.meta.glob and require.context
}

// Lookup is an import, from a directory.
type Lookup struct{ Dir, Specifier string }

// reads takes down what is read, at first with everything as often as it is asked
// for. It is safe for concurrent use.
type reads struct {
	mu sync.Mutex
	Reads
}

func (r *reads) file(name string) {
	if r == nil { // nobody asks
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.Files = append(r.Files, name)
}

// module notes a module that is to be loaded: a file, or what is called after one.
func (r *reads) module(s *settings.Settings, a api.OnLoadArgs) {
	name := a.Path
	if !filepath.IsAbs(name) {
		name, _, _ = strings.Cut(s.File(name), "\x00")
	}
	r.file(name)
}

func (r *reads) lookup(a api.OnResolveArgs) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.Lookups = append(r.Lookups, Lookup{a.ResolveDir, a.Path})
}

func (r *reads) dir(name string) {
	if r == nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.Dirs = append(r.Dirs, name)
}

// all tells what was read up to now, in order and everything once.
func (r *reads) all() Reads {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.Files, r.Dirs = once(r.Files, strings.Compare), once(r.Dirs, strings.Compare)
	r.Lookups = once(r.Lookups, func(a, b Lookup) int {
		return cmp.Or(strings.Compare(a.Dir, b.Dir), strings.Compare(a.Specifier, b.Specifier))
	})
	return Reads{slices.Clone(r.Files), slices.Clone(r.Lookups), slices.Clone(r.Dirs)}
}

func once[T comparable](list []T, compare func(a, b T) int) []T {
	slices.SortFunc(list, compare)
	return slices.Compact(list)
}
