package plugin

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// foreign reads a configuration, with a limit that a test can wait for.
func foreign(t *testing.T, text string) (f *Foreign, settings map[string]any) {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	write(t, dir, "vite.config.mjs", text)
	f = NewForeign(t.Context(), Node{Limit: 2 * time.Second})
	t.Cleanup(func() {
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	})
	_, settings = f.Read(dir, "production")
	left, err := filepath.Glob(filepath.Join(dir, ".paintbox*"))
	if err != nil || len(left) > 0 {
		t.Errorf("it leaves %v (%v)", left, err)
	}
	return f, settings
}

// A configuration that never ends is one warning, and no process stays.
func TestForeignHang(t *testing.T) {
	tests := []struct{ config, want string }{
		{`export default new Promise(() => {})`, "it is not read: it has not "},
		{`export default { plugins: [new Promise(() => {})] }`, "it is not read: it has not "}, // ended, or returned where the machine is busy
		{`for (;;);`, "it is not read: it has not returned for 8 seconds"},
	}
	for _, test := range tests {
		f, settings := foreign(t, test.config)
		_, warnings := f.Messages()
		if len(warnings) != 1 || !strings.HasPrefix(warnings[0].Text, test.want) || f.Known() || settings != nil {
			t.Errorf("%s: %v", test.config, warnings)
		}
	}
}

// Plugins that a recipe, or Paintbox itself, stands in for do not run.
func TestForeignStandsBack(t *testing.T) {
	f, settings := foreign(t, `export default {
		base: '', envPrefix: ['A_', ''], assetsInclude: ['**/*.glb'], publicDir: 'gone', build: { outDir: 'out' },
		plugins: ['vite-tsconfig-paths', 'vite:vue', 'vite:react-refresh', 'own'].map(name => ({ name })),
	}`)
	want := map[string]any{"base": "./", "outdir": "out", "publicDir": false}
	for key, value := range want {
		if settings[key] != value {
			t.Errorf("%s is %v, want %v", key, settings[key], value)
		}
	}
	h := New(Options{Dir: f.dir, Outdir: filepath.Join(f.dir, "dist"), Node: Node{Limit: 2 * time.Second}, Foreign: f})
	if _, err := h.Configure(t.Context()); err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, name := range h.running.Load().answer.Plugins {
		if strings.HasPrefix(name, "v") || name == "own" {
			names = append(names, name)
		}
	}
	if slices.Sort(names); !slices.Equal(names, []string{"own", "vite:vue"}) { // vue is not installed here
		t.Errorf("these run: %v", names)
	}
}
