// Package starter makes the first configuration of a project: what is there to
// build or to judge, and the budgets that other tools hold for it.
//
// Find looks at a directory; Project.Config writes what it found as a
// paintbox.json with comments. Nothing is guessed silently: what a comment does
// not say is as the project's own files have it, and what has no equivalent is
// a comment that says so.
package starter

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/tailscale/hujson"

	"github.com/paintbox-build/paintbox/budgets"
)

// Project is what was found in a directory.
type Project struct {
	Tool     string   // what builds it so far: "Vite"; "" for nothing known
	Entries  []string // paths of pages and scripts; nil where the tool's build can only be judged
	Outdir   string   // where the build goes, relative to the project
	Packages bool     // there is a package.json
	Own      bool     // it holds a configuration of Paintbox
	Hints    []string // what to do before the first build
	Sources  []Source // of budgets, in the order of the table
}

// Source is a place that holds budgets.
type Source struct {
	Name    string // "size-limit in package.json"
	Unit    string // what its sizes are: "kB = 1000"
	Budgets []Budget
	Notes   []string // about what is not taken over
}

// Budget is one budget that was taken over.
type Budget struct {
	Rule budgets.Rule
	Note string // how it differs, "" where it does not
}

// finder looks at a directory.
type finder struct {
	ctx      context.Context
	dir      string
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

// Find looks at a project's directory. Configurations that are programs are run
// by Node, as the tools themselves do; one that cannot be run becomes a note. It
// is an error if there is nothing to build or to judge.
func Find(ctx context.Context, dir string) (*Project, error) {
	f := &finder{ctx: ctx, dir: dir, project: &Project{}}
	if err := f.readPackage(); err != nil {
		return nil, err
	}
	if err := f.tool(); err != nil {
		return nil, err
	}
	for _, source := range sources() {
		f.take(source)
	}
	p := f.project
	if p.Tool == "" && p.Entries == nil && len(p.Sources) == 0 && !f.exists(p.Outdir) {
		return nil, errors.New("found no page, no script and no build here (run it in the project's directory, or name that with --cwd)")
	}
	return p, nil
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

// standard turns JSON with comments, which several tools accept, into JSON.
func standard(data []byte) ([]byte, error) {
	return hujson.Standardize(slices.Clone(data))
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
