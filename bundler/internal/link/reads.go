package link

import (
	"maps"
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

// reads takes down what is read. It is safe for concurrent use.
type reads struct {
	mu      sync.Mutex
	files   map[string]bool
	lookups map[Lookup]bool
	dirs    map[string]bool
}

func newReads() *reads {
	return &reads{files: map[string]bool{}, lookups: map[Lookup]bool{}, dirs: map[string]bool{}}
}

func (r *reads) file(name string) {
	if r == nil { // nobody asks
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.files[name] = true
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
	r.lookups[Lookup{a.ResolveDir, a.Path}] = true
}

func (r *reads) dir(name string) {
	if r == nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.dirs[name] = true
}

// all tells what was read up to now.
func (r *reads) all() Reads {
	r.mu.Lock()
	defer r.mu.Unlock()
	return Reads{
		Files: slices.Sorted(maps.Keys(r.files)), Dirs: slices.Sorted(maps.Keys(r.dirs)),
		Lookups: slices.SortedFunc(maps.Keys(r.lookups), func(a, b Lookup) int {
			if a.Dir != b.Dir {
				return strings.Compare(a.Dir, b.Dir)
			}
			return strings.Compare(a.Specifier, b.Specifier)
		}),
	}
}
