package pipeline

import (
	"cmp"
	"path/filepath"
	"strings"
	"time"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler"
	"github.com/paintbox-build/paintbox/internal/flat"
	"github.com/paintbox-build/paintbox/internal/inputs"
)

// Ways are the kinds of what a Store holds by which builds are found.
func Ways() []string { return []string{"index", "newest", "inputs", "stamps"} }

// Local are those kinds that are about this machine.
func Local() []string { return []string{"index", "stamps"} }

// Latest are those of which what other machines have written counts, and nothing that
// is kept here.
func Latest() []string { return []string{"newest"} }

// Inputs are what a build has read and looked for.
type Inputs struct {
	List     []inputs.Input // by path
	Complete bool           // Node did not run: what plugins read is not known
}

// newWhole makes it; nil where builds are not kept.
func (r *runner) newWhole() (*whole, error) {
	foreign := len(r.cfg.Plugins.Sources()) > 0 || r.opts.Foreign.Known()
	keeps := r.opts.Store != nil && r.opts.Session == nil && !r.opts.ProfilePlugins && !foreign
	if !keeps && !r.opts.Inputs {
		return nil, nil
	}
	if err := r.environment(); err != nil {
		return nil, err
	}
	w := &whole{store: r.opts.Store, keeps: keeps, asked: r.asked(), began: time.Now(), project: inputs.Project{Dir: r.cfg.Dir, Written: []string{r.cfg.Outdir}, Maps: r.cfg.Sourcemap != "none"}}
	if r.opts.StoreDir != "" {
		w.project.Written = append(w.project.Written, r.opts.StoreDir)
	}
	if strings.HasPrefix(r.cfg.PublicDir, "../") {
		w.project.Trees = append(w.project.Trees, filepath.Join(r.cfg.Dir, filepath.FromSlash(r.cfg.PublicDir)))
	}
	return w, nil
}

// asked names all that a build and its records depend on beside files.
func (r *runner) asked() string {
	c := *r.cfg
	c.Dir, c.File, c.Outdir, c.Cache = "", c.Name(c.File), c.Name(c.Outdir), nil
	notes, warnings := r.opts.Foreign.Messages()
	key := flat.Append(nil, c)
	for _, v := range []any{r.opts.Version, r.opts.Program, r.opts.Baseline, r.env, *r.files, r.changes, r.plugins.Recipes(), notes, warnings, r.provides()} {
		key = flat.Append(key, v)
	}
	return hashOf(key)
}

// took has the reads of a program taken down while the build goes on.
func (r *runner) took(reads bundler.Reads) {
	if s := r.opts.Session; s != nil {
		s.took(reads)
	}
	if r.whole == nil || !r.keeps() && !r.opts.Inputs {
		return
	}
	taken := inputs.Reads{Trees: reads.Dirs, Files: reads.Files}
	for _, l := range reads.Lookups {
		taken.Lookups = append(taken.Lookups, inputs.Lookup(l))
	}
	r.whole.take(taken)
}

// keeps tells whether the build may be kept, as far as that is known.
func (r *runner) keeps() bool { return r.whole.keeps && !r.plugins.Started() }

// keepFiles keeps the files of a build while they are compressed.
func (r *runner) keepFiles(build asset.Build) {
	if r.whole != nil && r.keeps() {
		r.whole.files(build)
	}
}

// keep keeps the build that was made, unless something in it is about this run alone.
func (r *runner) keep(build asset.Build, alike bool) {
	w := r.whole
	w.keeps = r.keeps() && alike && r.asked() == w.asked // .env files are read again by the build
	if !w.keeps && !r.opts.Inputs {
		return
	}
	last := inputs.Reads{Files: append(r.seen.all(), r.settings()...)}
	for _, to := range r.bundling().Alias {
		last.Lookups = append(last.Lookups, inputs.Lookup{Dir: r.cfg.Dir, Specifier: to})
	}
	w.keep(build, r.records, last)
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
