package starter

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/budgets"
)

// finder looks at a directory.
type finder struct {
	ctx      context.Context
	dir      string
	options  Options
	pkg      packageJSON
	project  *Project
	assumed  bool // Outdir is only a default: paths of budgets may correct it
	accepted []budgets.Rule
}

// packageJSON is the part of package.json that tells about tools.
type packageJSON struct {
	Dependencies    map[string]string `json:"dependencies"`
	DevDependencies map[string]string `json:"devDependencies"`

	SizeLimit   []byte `json:"-"` // the keys of tools, as they stand there; nil without
	Bundlesize  []byte `json:"-"`
	Bundlewatch []byte `json:"-"`
}

func (f *finder) exists(name string) bool {
	_, err := os.Stat(f.path(name))
	return name != "" && err == nil
}

func (f *finder) path(name string) string { return filepath.Join(f.dir, filepath.FromSlash(name)) }

// read reads a file of the project; nil where there is none.
func (f *finder) read(name string) ([]byte, error) {
	data, err := os.ReadFile(f.path(name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return data, err
}

// has tells whether the project uses one of these packages.
func (f *finder) has(packages ...string) bool {
	return slices.ContainsFunc(packages, func(name string) bool {
		return f.pkg.Dependencies[name] != "" || f.pkg.DevDependencies[name] != ""
	})
}

// inOutdir turns a glob relative to the project into one relative to the output
// directory. While that is only assumed, the first glob decides: budgets are
// about what a build wrote. It reports false where the glob is about something
// else.
func (f *finder) inOutdir(glob string) (string, bool) {
	glob = strings.TrimPrefix(path.Clean(strings.TrimPrefix(glob, "./")), "/")
	if rest, inside := strings.CutPrefix(glob, f.project.Outdir+"/"); inside && f.project.Outdir != "" {
		return rest, true
	}
	if glob == f.project.Outdir {
		return "**", true
	}
	first, rest, nested := strings.Cut(glob, "/")
	if !f.assumed || !nested || strings.ContainsAny(first, "*?[{") || !f.isOutput(first) {
		return "", false
	}
	f.project.Outdir, f.assumed = first, false
	return rest, true
}

// isOutput tells directories of builds from those of sources.
func (f *finder) isOutput(name string) bool {
	return name != "src" && name != "node_modules" && !f.exists(path.Join(name, "package.json"))
}

func (f *finder) readPackage() error {
	data, err := f.read("package.json")
	if data == nil || err != nil {
		return err
	}
	if err := json.Unmarshal(data, &f.pkg); err != nil {
		return fmt.Errorf("package.json: %w (correct it first)", err)
	}
	var keys map[string]json.RawMessage
	if err := json.Unmarshal(data, &keys); err != nil {
		return fmt.Errorf("package.json: %w (correct it first)", err)
	}
	f.project.Packages, f.project.Own = true, keys["paintbox"] != nil
	f.pkg.SizeLimit, f.pkg.Bundlesize, f.pkg.Bundlewatch = keys["size-limit"], keys["bundlesize"], keys["bundlewatch"]
	return nil
}
