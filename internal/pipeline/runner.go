package pipeline

import (
	"time"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/budgets"
	"github.com/paintbox-build/paintbox/bundler"
	"github.com/paintbox-build/paintbox/internal/compress"
	"github.com/paintbox-build/paintbox/internal/config"
	"github.com/paintbox-build/paintbox/internal/dotenv"
	"github.com/paintbox-build/paintbox/internal/plugin"
)

// Options are what a caller says beside the configuration.
type Options struct {
	// EmptyOutdir allows to remove files from the output directory that Paintbox did not write.
	EmptyOutdir bool
	// Version is the tool's own, for the records that the build leaves.
	Version string
	// Program names the program that builds, so that no other one's builds are taken for its own.
	Program string
	// Baseline is the sizes of an earlier build, which budgets on growth compare with; nil where there is none.
	Baseline *budgets.Baseline
	// Environment is that of the process, by name.
	Environment map[string]string
	// Progress is called when a stage starts or gets on; total is 0 where it is not known. It may be nil, and
	// is called from several goroutines.
	Progress func(stage string, done, total int)
	// Store keeps what builds made; nil keeps nothing.
	Store compress.Store
	// StoreDir is the directory that it writes to, absolute; "" for none.
	StoreDir string
	// Inputs asks for Result.Inputs.
	Inputs bool
	// Session goes on from the build before; nil where this is the only one. It keeps no whole builds.
	Session *Session
	// ProfilePlugins asks for Result.Costs.
	ProfilePlugins bool
	// Foreign is the project's configuration for Vite; nil where it is not read.
	Foreign *plugin.Foreign
	// Node says how Node may run, which plugins and compilers of other languages need.
	Node plugin.Node
}

// namedPage is a page of the project that a program names, as in
// location = "game.html".
type namedPage struct {
	source string // its path in the project
	output string // where the program asks for it
	by     string // the first that names it
}

// Stage is the time that one stage took.
type Stage struct {
	Name     string
	Duration time.Duration
}

// runner carries a build from stage to stage.
type runner struct {
	cfg    *config.Config
	opts   Options
	stages []Stage
	since  time.Time
	files  *dotenv.Environment // what the project's .env files say
	env    bundler.Environment
	named  []namedPage // the pages that programs name, as far as they are linked

	plugins *plugin.Host // nil until they are started
	changes plugin.Changes
	seen    seen         // what was read beside
	whole   *whole       // nil where builds are not kept
	records []asset.File // what is said of the build beside it
	mapped  struct {     // what import maps of pages say
		alias    map[string]string
		external []string
	}
}

// start ends the stage before and starts the one named; "" only ends.
func (r *runner) start(stage string) {
	now := time.Now()
	if n := len(r.stages); n > 0 {
		r.stages[n-1].Duration += now.Sub(r.since)
	}
	r.since = now
	if stage == "" {
		return
	}
	r.stages = append(r.stages, Stage{Name: stage})
	r.progress(stage, 0, 0)
}

func (r *runner) progress(stage string, done, total int) {
	if r.opts.Progress != nil {
		r.opts.Progress(stage, done, total)
	}
}
