package bundler

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler/internal/modulefuzz"
	"github.com/paintbox-build/paintbox/chunker"
)

// echo is plugins that make every second module anew, by its name, as it is on
// disk with a comment ahead, and resolve what those import.
type echo struct {
	mu      sync.Mutex
	resolve func(Import) Resolved
	made    int
}

func (e *echo) Begin(_ context.Context, resolve func(Import) Resolved) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.resolve = resolve
}

func (e *echo) Wants(m ModuleID) bool {
	return m.Namespace == "" && len(filepath.Base(m.ID))%2 == 0 && strings.HasSuffix(m.ID, "js")
}

func (e *echo) Resolve(i Import) (Resolved, bool) {
	if !e.Wants(i.Importer) {
		return Resolved{}, false
	}
	r := e.resolve(i)
	return r, !r.Failed
}

func (e *echo) Load(m ModuleID, _ any) (Loaded, bool) {
	if !e.Wants(m) {
		return Loaded{}, false
	}
	text, err := os.ReadFile(m.ID)
	if err != nil {
		return Loaded{}, false
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	e.made++
	return Loaded{Text: append([]byte("/* made */"), text...), Loader: "js"}, true
}

func (e *echo) Settle() bool { return false }

func (e *echo) End() (warnings, errors asset.Messages) { return nil, nil }

// What plugins make runs as it does in Node, too, whatever the groups and limits.
func TestNativeOrderOfPlugins(t *testing.T) {
	made := 0
	h := modulefuzz.Harness{Build: func(ctx context.Context, dir string, entries []string, o chunker.Options) (modulefuzz.Output, error) {
		plugins := &echo{}
		out, err := buildWith(ctx, Options{Dir: dir, Base: "./", Plugins: plugins}, sources(entries), o)
		made += plugins.made
		return out, err
	}}
	sum := search(t, modulefuzz.Search{Harness: h, Seed: 5, Graphs: 60})
	for _, d := range sum.Differences {
		report(t, d)
	}
	if made < 100 {
		t.Errorf("plugins made %d modules", made)
	}
}
