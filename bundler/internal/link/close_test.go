package link_test

import (
	"context"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler/internal/link"
	"github.com/paintbox-build/paintbox/bundler/internal/settings"
)

// resolver is plugins that keep what they are given to resolve with.
type resolver struct {
	resolve func(settings.Import) settings.Resolved
}

func (r *resolver) Begin(_ context.Context, resolve func(settings.Import) settings.Resolved) {
	r.resolve = resolve
}
func (*resolver) Resolve(settings.Import) (settings.Resolved, bool) {
	return settings.Resolved{}, false
}
func (*resolver) Wants(settings.ModuleID) bool { return false }
func (*resolver) Load(settings.ModuleID, any) (settings.Loaded, bool) {
	return settings.Loaded{}, false
}
func (*resolver) Settle() bool                           { return false }
func (*resolver) End() (warnings, errors asset.Messages) { return nil, nil }

// Whoever resolves imports after the linker is closed does not keep what it
// parsed.
func TestResolveAfterClose(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{
		"page.js": `import { a0 } from "./big.js"; console.log(a0);`, "beside.js": "",
		"big.js": strings.Repeat("{ let x = [f(1, 2, 3), g({ a: b.c.d, e: (f) => f + 1 })]; h(x) }\n", 15_000) + "export const a0 = 1;",
	})
	plugins := &resolver{}
	s, err := settings.Settle(settings.Options{Dir: dir, Plugins: plugins})
	if err != nil {
		t.Fatal(err)
	}
	before := live()
	l, err := link.New(s, []settings.Entry{{Name: "page", Source: "page.js"}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := l.Run(t.Context(), link.Requirements{}); err != nil {
		t.Fatal(err)
	}
	linked := live() - before
	l.Close()
	closed := live() - before
	for deadline := time.Now().Add(20 * time.Second); closed > linked/4 && time.Now().Before(deadline); closed = live() - before {
		time.Sleep(50 * time.Millisecond) // esbuild's goroutines end a moment later than its call
	}
	if closed > linked/4 {
		t.Errorf("%d MB are held after the link, and %d of them once the linker is closed", linked>>20, closed>>20)
	}
	found := plugins.resolve(settings.Import{Specifier: "./beside.js", Importer: settings.ModuleID{ID: filepath.Join(dir, "page.js")}, Dir: dir, Way: string(link.WayStatement)})
	if want := filepath.ToSlash(filepath.Join(dir, "beside.js")); found.Failed || found.Module.ID != want {
		t.Errorf("resolved to %+v, want %s", found, want)
	}
}

// live is the memory that is in use.
func live() int64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}
