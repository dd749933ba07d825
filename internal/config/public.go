package config

import (
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/paintbox-build/paintbox/internal/pathname"
)

// public completes the name of the directory whose files are published as they
// are. It runs before outdir and entries are judged, because a project without
// index.html may have the page there, as Create React App's do.
func (v *validator) public() {
	if v.PublicDir == "" {
		return
	}
	name := path.Clean(filepath.ToSlash(v.PublicDir))
	_, stated := v.origins["publicDir"]
	info, err := os.Stat(v.inside(name))
	outdir := filepath.FromSlash(v.Outdir)
	if !filepath.IsAbs(outdir) {
		outdir = filepath.Join(v.Dir, outdir)
	}
	overlap := pathname.Within(v.inside(name), outdir) || pathname.Within(outdir, v.inside(name))
	switch {
	case !stated && (err != nil || !info.IsDir() || v.inside(name) == filepath.Clean(outdir) && isOutput(outdir)):
		name = ""
	case !stated && overlap:
		v.fail("outdir", `choose another outdir: a build replaces everything in it; or say with "publicDir": false that `+name+` holds nothing to publish`,
			"outdir %q and the public directory %q hold each other", v.Outdir, name)
	case (!pathname.Local(name) || name == ".") && !(v.foreign["publicDir"] && strings.HasPrefix(name, "../") && !pathname.Within(v.inside(name), v.Dir)):
		v.fail("publicDir", `choose a directory of its own inside the project, such as "public"`, "publicDir %q is not inside the project", v.PublicDir)
	case err != nil || !info.IsDir():
		v.fail("publicDir", "create it, correct its name, or turn it off with false", "publicDir %q is not a directory of the project", v.PublicDir)
	case overlap:
		v.fail("publicDir", "choose another outdir: a build replaces everything in it", "publicDir %q and outdir %q hold each other", v.PublicDir, v.Outdir)
	}
	v.PublicDir = name
}

// isOutput reports whether a directory is what a build wrote, or empty: there
// are no sources in it.
func isOutput(dir string) bool {
	if _, err := os.Stat(filepath.Join(dir, ".paintbox", "files.json")); err == nil {
		return true
	}
	list, err := os.ReadDir(dir)
	return err == nil && len(list) == 0
}
