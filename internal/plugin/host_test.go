package plugin

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler"
	"github.com/paintbox-build/paintbox/internal/projecttest"
)

// host is a project of one plugin, with a limit that a test can wait for.
func host(t *testing.T, plugin string) (h *Host, dir string) {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	write(t, dir, "p.mjs", plugin)
	write(t, dir, "a.js", "export default 1")
	h = New(Options{Dir: dir, Outdir: filepath.Join(dir, "dist"), Node: Node{Limit: 2 * time.Second}, Plugins: []Source{{Module: "./p.mjs"}}})
	t.Cleanup(func() {
		if err := h.Close(); err != nil {
			t.Error(err)
		}
	})
	return h, dir
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	file := filepath.Join(dir, filepath.FromSlash(name))
	projecttest.Write(t, file, []byte(text))
}

// A hook that never answers, and one that never returns, are each one error.
func TestHang(t *testing.T) {
	tests := []struct{ hook, want string }{
		{`load: () => new Promise(() => {})`, "a.js: plugin x, load: it has not answered for 2 seconds"},
		{`load() { for (;;); }`, "a.js: plugin x, load: it has not returned for 8 seconds"},
	}
	for _, test := range tests {
		h, dir := host(t, "export default [{ name: 'x', "+test.hook+" }]")
		if _, err := h.Configure(t.Context()); err != nil {
			t.Fatal(err)
		}
		h.Begin(t.Context(), nil)
		h.Load(bundler.ModuleID{ID: filepath.Join(dir, "a.js")}, nil)
		h.Load(bundler.ModuleID{ID: filepath.Join(dir, "p.mjs")}, nil)
		_, errs := h.End()
		if got := failureOf(errs[0].File, errs[0].Text); got != test.want {
			t.Errorf("%s: %s, want %s", test.hook, got, test.want)
		}
	}
}

// A hook that computes is waited for, however long it takes, and one that lets
// others run while it does.
func TestBusy(t *testing.T) {
	h, dir := host(t, `const rest = () => new Promise(done => setTimeout(done))
		async function load(id) { for (const end = Date.now() + 3500; Date.now() < end; ) { for (const turn = Date.now() + 50; Date.now() < turn; ); await rest() } return 'export default 2' }
		export default [{ name: 'x', load }]`)
	if _, err := h.Configure(t.Context()); err != nil {
		t.Fatal(err)
	}
	h.Begin(t.Context(), nil)
	l, ok := h.Load(bundler.ModuleID{ID: filepath.Join(dir, "a.js")}, nil)
	if _, errs := h.End(); !ok || string(l.Text) != "export default 2" || len(errs) > 0 {
		t.Errorf("%q, %v", l.Text, errs)
	}
}

func failureOf(file, text string) string { return file + ": " + text }

// An interrupt ends the process, whatever its hooks do.
func TestInterrupt(t *testing.T) {
	h, dir := host(t, "export default [{ name: 'x', load() { for (;;); } }]")
	ctx, stop := context.WithCancel(t.Context())
	if _, err := h.Configure(ctx); err != nil {
		t.Fatal(err)
	}
	h.Begin(ctx, nil)
	time.AfterFunc(100*time.Millisecond, stop)
	began := time.Now()
	h.Load(bundler.ModuleID{ID: filepath.Join(dir, "a.js")}, nil)
	if took := time.Since(began); took > time.Second {
		t.Errorf("took %v", took)
	}
}

// Without plugins, recipes decide whether Node runs: here nothing needs it.
func TestLazy(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "package.json", `{"dependencies": {"vue": "3", "svelte": "5"}}`)
	write(t, dir, "a.js", "")
	write(t, dir, "a.css", "")
	h := New(Options{Dir: dir})
	if _, err := h.Configure(t.Context()); err != nil {
		t.Fatal(err)
	}
	h.Begin(t.Context(), nil)
	for _, name := range []string{"a.js", "a.css", "a.png"} {
		if _, ok := h.Load(bundler.ModuleID{ID: filepath.Join(dir, name)}, nil); ok {
			t.Errorf("%s was taken", name)
		}
	}
	if h.Started() {
		t.Error("Node was started")
	}
}

// Files of a kind whose compiler is not there are one error, which names them
// and the command.
func TestMissing(t *testing.T) {
	dir := t.TempDir()
	h := New(Options{Dir: dir})
	for _, name := range []string{"b.vue", "a.vue", "c.scss"} {
		write(t, dir, name, "")
		if l, ok := h.Load(bundler.ModuleID{ID: filepath.Join(dir, name)}, nil); !ok || l.Loader != "empty" {
			t.Errorf("%s: %v %v", name, l, ok)
		}
	}
	_, errs := h.End()
	var got []string
	for _, e := range errs {
		got = append(got, e.File+": "+e.Text+" ("+e.Note+")")
	}
	want := "c.scss: it needs a compiler that is not installed (npm install --save-dev sass-embedded)\na.vue: it needs a compiler that is not installed, as does b.vue (npm install --save-dev vue)"
	if strings.Join(got, "\n") != want {
		t.Errorf("errors are\n%s\nwant\n%s", strings.Join(got, "\n"), want)
	}
	if h.Started() {
		t.Error("Node was started")
	}
}

// A hook that runs once in a build may wait longer than one that runs for each
// module: for another program.
func TestWaits(t *testing.T) {
	h, _ := host(t, `export default [{ name: 'x', closeBundle: () => new Promise(done => setTimeout(done, 3500)) }]`)
	if _, err := h.Configure(t.Context()); err != nil {
		t.Fatal(err)
	}
	h.Begin(t.Context(), nil)
	if _, err := h.Finish(t.Context(), asset.Build{Files: []asset.File{{Path: "a.js"}}}); err != nil {
		t.Error(err)
	}
}
