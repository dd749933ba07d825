package pipeline

import (
	"cmp"
	"path/filepath"
	"strings"
	"time"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/internal/flat"
	"github.com/paintbox-build/paintbox/internal/inputs"
)

// Ways are the kinds of what a Store holds by which builds are found.
func Ways() []string { return []string{"index", "inputs", "stamps"} }

// Inputs are what a build has read and looked for.
type Inputs struct {
	List     []inputs.Input // by path
	Complete bool           // Node did not run: what plugins read is not known
}

// newWhole makes it; nil where builds are not kept.
func (r *runner) newWhole() (*whole, error) {
	foreign := len(r.cfg.Plugins.Sources()) > 0 || r.opts.Foreign.Known()
	keeps := r.opts.Store != nil && !r.opts.ProfilePlugins && !foreign
	if !keeps && !r.opts.Inputs {
		return nil, nil
	}
	if err := r.environment(); err != nil {
		return nil, err
	}
	w := &whole{store: r.opts.Store, keeps: keeps, asked: r.asked(), began: time.Now(), wanted: inputs.Wanted{Dir: r.cfg.Dir, Written: []string{r.cfg.Outdir}, Maps: r.cfg.Sourcemap != "none"}}
	if r.opts.StoreDir != "" {
		w.wanted.Written = append(w.wanted.Written, r.opts.StoreDir)
	}
	if strings.HasPrefix(r.cfg.PublicDir, "../") {
		w.wanted.Trees = append(w.wanted.Trees, filepath.Join(r.cfg.Dir, filepath.FromSlash(r.cfg.PublicDir)))
	}
	return w, nil
}

// asked names all that a build and its records depend on beside files.
func (r *runner) asked() string {
	c := *r.cfg
	c.Dir, c.File, c.Outdir = "", c.Name(c.File), c.Name(c.Outdir)
	notes, warnings := r.opts.Foreign.Messages()
	key := flat.Append(nil, c)
	for _, v := range []any{r.opts.Version, r.opts.Program, r.opts.Baseline, r.env, *r.files, r.changes, r.plugins.Recipes(), notes, warnings, r.provides()} {
		key = flat.Append(key, v)
	}
	return hashOf(key)
}

// keep keeps the build that was made, unless something in it is about this run alone.
func (r *runner) keep(build asset.Build, alike bool) {
	w := r.whole
	for _, r := range r.reads {
		w.wanted.Trees = append(w.wanted.Trees, r.Dirs...)
		w.wanted.Files = append(w.wanted.Files, r.Files...)
		for _, l := range r.Lookups {
			w.wanted.Lookups = append(w.wanted.Lookups, inputs.Lookup(l))
		}
	}
	for _, to := range r.bundling().Alias {
		w.wanted.Lookups = append(w.wanted.Lookups, inputs.Lookup{Dir: w.wanted.Dir, Specifier: to})
	}
	w.wanted.Files = append(append(w.wanted.Files, r.seen.all()...), r.settings()...)
	w.keeps = w.keeps && alike && !r.plugins.Started() && r.asked() == w.asked // .env files are read again by the build
	w.keep(build, r.records)
}

// settings are the files that the configuration and the environment were read from,
// and those that may say which browsers a project is for.
func (r *runner) settings() []string {
	var files []string
	if r.cfg.File != "" {
		files = append(files, r.cfg.File)
	}
	for _, f := range r.files.Files {
		files = append(files, filepath.Join(cmp.Or(r.opts.Foreign.EnvDir(), r.cfg.Dir), filepath.FromSlash(f.Path)))
	}
	for _, name := range []string{"package.json", ".browserslistrc", "browserslist"} {
		files = append(files, filepath.Join(r.cfg.Dir, name))
	}
	return files
}

// inputs are what the build depended on, as far as it is known; nil where nobody asks.
func (r *runner) inputs() (*Inputs, error) {
	switch w := r.whole; {
	case w == nil || !r.opts.Inputs:
		return nil, nil
	case w.failed != nil:
		return nil, w.failed
	default:
		return &Inputs{List: w.list.Inputs(), Complete: !r.plugins.Started()}, nil
	}
}
