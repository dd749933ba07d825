package plugin

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/paintbox-build/paintbox/bundler"
)

// The compiled code of a large script is kept, and used for exactly its text: a
// change that leaves its length, and a file that is damaged, change nothing but
// what is kept.
func TestKeepsCode(t *testing.T) {
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"node_modules/big", "src"} {
		if err := os.MkdirAll(filepath.Join(dir, name), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	padding := "// " + strings.Repeat("x", 1<<15) + "\n"
	big := func(word string) {
		write(t, dir, "node_modules/big/index.js", padding+`const path = require("node:path")
exports.word = async () => "`+word+` " + require("./small.js") + " " + await require("./lazy.js")() + " " + path.basename(__filename) + " " + require.resolve("./small.js").endsWith("small.js") + " " + (this === exports)`)
	}
	write(t, dir, "node_modules/big/small.js", `module.exports = "small"`)
	write(t, dir, "node_modules/big/lazy.js", padding+`module.exports = async () => (await import("./module.mjs")).default`)
	write(t, dir, "node_modules/big/module.mjs", `export default "module"`)
	write(t, dir, "src/a.js", "")
	write(t, dir, "p.cjs", `module.exports = [{ name: "x", load: async () => "export default '" + await require("big").word() + "'" }]`)

	built := func() string {
		h := New(Options{Dir: dir, Outdir: filepath.Join(dir, "dist"), Plugins: []Source{{Module: "./p.cjs"}}})
		if _, err := h.Configure(t.Context()); err != nil {
			t.Fatal(err)
		}
		h.Begin(t.Context(), nil)
		l, _ := h.Load(bundler.ModuleID{ID: filepath.Join(dir, "src", "a.js")}, nil)
		if _, errs := h.End(); len(errs) > 0 {
			t.Fatal(errs)
		}
		if err := h.Close(); err != nil {
			t.Fatal(err)
		}
		return string(l.Text)
	}
	kept := func() (file string, info os.FileInfo) {
		files, err := filepath.Glob(filepath.Join(dir, "node_modules/.cache/paintbox/code/*"))
		if err != nil || len(files) != 1 {
			t.Fatalf("kept are %v, %v", files, err)
		}
		info, err = os.Stat(files[0])
		if err != nil {
			t.Fatal(err)
		}
		return files[0], info
	}
	want := func(word string) {
		t.Helper()
		if got, want := built(), "export default '"+word+" small module index.js true true'"; got != want {
			t.Errorf("%s\nwant %s", got, want)
		}
	}

	big("one")
	want("one")
	file, first := kept()
	want("one")
	if _, again := kept(); !os.SameFile(first, again) || !again.ModTime().Equal(first.ModTime()) {
		t.Error("it is written again although nothing changed")
	}
	big("two")
	want("two")
	_, second := kept()
	if os.SameFile(first, second) {
		t.Error("it is not written although the script changed")
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, append(data[:40:40], "nonsense"...), 0o600); err != nil {
		t.Fatal(err)
	}
	want("two")
	if _, mended := kept(); mended.Size() < 100 {
		t.Error("what was damaged is kept")
	}
}
