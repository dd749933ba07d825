package config

import (
	"cmp"
	"os"
	"path"
	"path/filepath"

	"github.com/paintbox-build/paintbox/internal/lex"
	"github.com/paintbox-build/paintbox/internal/pathname"
)

// ownOutdir is the directory that the project's tool builds into, where scripts that
// deploy it look: of a project of Create React App, and, for what only reads a build,
// the one that a configuration for Vite names.
func (v *validator) ownOutdir() {
	if _, stated := v.origins["outdir"]; stated || v.foreign["outdir"] {
		return
	}
	if v.Package.CreateReactApp() {
		v.Outdir = cmp.Or(v.process["BUILD_PATH"], "build")
	}
	if v.existing {
		v.Outdir = cmp.Or(v.viteOutdir(), v.Outdir)
	}
}

// viteOutdir is the directory that a configuration for Vite names by a string, as far
// as can be seen without running it: what only reads a build does not. It is "" where none does.
func (v *validator) viteOutdir() string {
	for _, name := range viteConfigs() {
		text, err := os.ReadFile(filepath.Join(v.Dir, name))
		if err != nil {
			continue
		}
		found, ok := lex.Find(text, "outDir: $string")
		if !ok {
			return ""
		}
		if root, ok := lex.Find(text, "root: $string"); ok && !filepath.IsAbs(root.Values[0]) {
			return path.Join(root.Values[0], found.Values[0])
		}
		return found.Values[0]
	}
	return ""
}

// outdir makes the path absolute. What the build replaces must not hold what it
// reads; publish checks the same again with the modules that were really read.
func (v *validator) outdir() {
	if v.Outdir == "" {
		v.fail("outdir", `write a directory such as "dist"`, "outdir is empty")
		return
	}
	dir := filepath.FromSlash(v.Outdir)
	if !filepath.IsAbs(dir) {
		dir = filepath.Join(v.Dir, dir)
	}
	dir = filepath.Clean(dir)
	if v.existing {
		v.Outdir = dir
		return
	}
	if pathname.Within(dir, v.Dir) {
		v.fail("outdir", `choose a directory of its own, such as "dist"`, "outdir %q holds the project itself, and a build replaces everything in it", v.Outdir)
		return
	}
	for _, e := range v.Entries {
		if pathname.Within(dir, filepath.Join(v.Dir, filepath.FromSlash(e.Source))) {
			v.fail("outdir", `choose a directory of its own, such as "dist"`, "outdir %q holds the entry %q, and a build replaces everything in it", v.Outdir, e.Source)
			return
		}
	}
	v.Outdir = dir
}
