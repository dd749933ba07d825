package link

import (
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/paintbox-build/paintbox/bundler/internal/settings"
	"github.com/paintbox-build/paintbox/internal/pathname"
)

// plugged remembers what modules of plugins are called. It is safe for
// concurrent use.
type plugged struct {
	dir string

	mu  sync.Mutex
	ids map[string]settings.ModuleID // by the linker's path
}

func newPlugged(dir string) *plugged {
	return &plugged{dir: dir, ids: map[string]settings.ModuleID{}}
}

// place tells where the linker has a module of plugins: a file with a suffix,
// or a name that holds no path of this machine.
func (p *plugged) place(m settings.ModuleID) (name, suffix string, kind Kind) {
	if file, suffix := cutQuery(m.ID); m.Namespace == "" && filepath.IsAbs(file) && there(file) {
		return filepath.FromSlash(file), suffix, Source
	}
	kind, name = Plugged, m.ID
	if rest, ok := strings.CutPrefix(name, "\x00"); ok {
		kind, name = Virtual, rest
	}
	if m.Namespace != "" {
		name = m.Namespace + ":" + name
	}
	name = strings.ReplaceAll(strings.ReplaceAll(name, filepath.ToSlash(p.dir)+"/", "./"), "\x00", "")
	p.mu.Lock()
	defer p.mu.Unlock()
	p.ids[name] = m
	return name, "", kind
}

// there tells whether a path is one of a file: ids may begin with a slash and
// name nothing on disk.
func there(file string) bool {
	_, err := os.Stat(filepath.FromSlash(file))
	return err == nil
}

// of tells what plugins call a module of the linker.
func (p *plugged) of(namespace, name, suffix string) settings.ModuleID {
	switch Kind(namespace) {
	case Plugged, Virtual:
		p.mu.Lock()
		defer p.mu.Unlock()
		return p.ids[name]
	case Page:
		page, _ := cutSuffix(name)
		return settings.ModuleID{ID: filepath.ToSlash(filepath.Join(p.dir, filepath.FromSlash(page)))}
	}
	if strings.HasPrefix(namespace, made) {
		return settings.ModuleID{ID: name, Namespace: namespace}
	}
	return settings.ModuleID{ID: filepath.ToSlash(name) + suffix}
}

// cutQuery parts the id of a file before its query.
func cutQuery(id string) (file, query string) {
	if i := strings.IndexByte(id, '?'); i >= 0 {
		return id[:i], id[i:]
	}
	return id, ""
}

// name is what the linker calls a module in the metafile and in messages.
func (p *plugged) name(a api.OnLoadArgs) string {
	if a.Namespace != "file" {
		return a.Namespace + ":" + a.Path
	}
	return pathname.From(p.dir, a.Path) + a.Suffix
}
