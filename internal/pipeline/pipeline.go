// Package pipeline is the one place that knows the order of a build's stages.
package pipeline

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"time"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/budgets"
	"github.com/paintbox-build/paintbox/bundler"
	"github.com/paintbox-build/paintbox/chunker"
	"github.com/paintbox-build/paintbox/internal/compress"
	"github.com/paintbox-build/paintbox/internal/config"
	"github.com/paintbox-build/paintbox/internal/dotenv"
	"github.com/paintbox-build/paintbox/internal/plugin"
	"github.com/paintbox-build/paintbox/internal/publish"
	"github.com/paintbox-build/paintbox/internal/report"
)

// ErrBudget is the error of a build that is over a budget; nothing of it is
// published.
var ErrBudget = errors.New("budget exceeded")

// Options are what a caller says beside the configuration.
type Options struct {
	// EmptyOutdir allows to remove files from the output directory that Paintbox did not write.
	EmptyOutdir bool
	// Version is the tool's own, for the records that the build leaves.
	Version string
	// Baseline is the sizes of an earlier build, which budgets on growth compare with; nil where there is none.
	Baseline *budgets.Baseline
	// Environment is that of the process, by name.
	Environment map[string]string
	// Progress is called when a stage starts or gets on; total is 0 where it is not known. It may be nil, and
	// is called from several goroutines.
	Progress func(stage string, done, total int)
	// ProfilePlugins asks for Result.Costs.
	ProfilePlugins bool
	// Foreign is the project's configuration for Vite; nil where it is not read.
	Foreign *plugin.Foreign
	// Node says how Node may run, which plugins and compilers of other languages need.
	Node plugin.Node
}

// Stage is the time that one stage took.
type Stage struct {
	Name     string
	Duration time.Duration
}

// Result is a finished build.
type Result struct {
	Build      asset.Build
	Verdict    budgets.Verdict
	Stages     []Stage
	PeakMemory asset.Size // of the process, in bytes; 0 where the system does not tell
	Outdir     string     // absolute
	Duration   time.Duration
	Costs      []plugin.Cost // of the plugins' hooks, where Options ask for them
}

// runner carries a build from stage to stage.
type runner struct {
	cfg    *config.Config
	opts   Options
	stages []Stage
	since  time.Time
	files  *dotenv.Environment // what the project's .env files say
	env    bundler.Environment

	plugins *plugin.Host // nil until they are started
	changes plugin.Changes
}

// Run builds and publishes. When a budget is exceeded it returns the Result, and
// an error that is ErrBudget.
func Run(ctx context.Context, cfg *config.Config, opts Options) (*Result, error) {
	began := time.Now()
	r := &runner{cfg: cfg, opts: opts}
	defer r.closePlugins()
	target := publish.Options{Project: cfg.Dir, Sources: cfg.Entries.Sources(), Empty: opts.EmptyOutdir}
	if cfg.PublicDir != "" {
		target.Sources = append(slices.Clone(target.Sources), cfg.PublicDir)
	}
	note, err := r.checkTarget(&target)
	if err != nil {
		return nil, err
	}
	build, err := r.build(ctx)
	if err != nil {
		return nil, err
	}
	r.start("compress")
	build, err = compress.All(ctx, build, cfg.Compress, func(done, total int) { r.progress("compress", done, total) })
	if err != nil {
		return nil, err
	}
	build.Notes = append(build.Notes, note...)
	r.costOfLimits(&build)
	r.start("check")
	verdict, err := budgets.Check(build, cfg.Budgets, opts.Baseline)
	if err != nil {
		return nil, err
	}
	result := &Result{Build: build, Verdict: verdict, Outdir: cfg.Outdir, Costs: r.costs(ctx)}
	if !verdict.Exceeded() {
		r.start("publish")
		err = r.publish(ctx, result, target)
	} else {
		err = ErrBudget
	}
	r.start("")
	result.Stages, result.PeakMemory, result.Duration = r.stages, peakMemory(), time.Since(began)
	if err != nil && !errors.Is(err, ErrBudget) {
		return nil, err
	}
	return result, err
}

// build makes the files of a deployment, as they are before they are compressed:
// it reads, links, plans, assembles and renders.
func (r *runner) build(ctx context.Context) (build asset.Build, err error) {
	r.start("read")
	if err := r.startPlugins(ctx); err != nil {
		return build, err
	}
	site, err := r.read(ctx)
	if err != nil {
		return build, err
	}
	r.start("link")
	program, err := bundler.Link(ctx, r.bundling(), site.entries)
	if err = site.with(err); err != nil {
		return build, err
	}
	runtime.GC() // the linker's trees are garbage now: reuse their memory instead of asking for more
	if build, err = r.split(ctx, program); err != nil {
		return build, err
	}
	build.Warnings = slices.Concat(site.warnings, build.Warnings, r.unmatched(program))
	build = r.noteEnvironment(build)
	r.start("render")
	if build, err = r.render(ctx, site, build); err != nil {
		return build, err
	}
	return r.notices(build)
}

// render adds what is not bundled: pages, public files, what plugins emit, and
// the service worker, which knows all of them.
func (r *runner) render(ctx context.Context, s *site, build asset.Build) (asset.Build, error) {
	build, err := s.render(build)
	if err != nil {
		return build, err
	}
	if build, err = r.finishPages(ctx, build); err != nil {
		return build, err
	}
	if build, err = s.addPublic(build); err != nil {
		return build, err
	}
	if build, err = r.plugins.Finish(ctx, build); err != nil {
		return build, err
	}
	return r.serviceWorker(build)
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

// unmatched warns of groups that hold nothing.
func (r *runner) unmatched(program *bundler.Program) []asset.Message {
	var warnings []asset.Message
	for _, i := range chunker.Unmatched(&program.Graph, r.cfg.Chunks) {
		warnings = append(warnings, asset.Message{
			Text: fmt.Sprintf("chunks.groups: group %q matches no module", r.cfg.Chunks.Groups[i].Name),
			Key:  fmt.Sprintf("chunks.groups[%d]", i),
			Note: "check the spelling of its packages and files, or remove it",
		})
	}
	return warnings
}

// publish replaces the output directory.
func (r *runner) publish(ctx context.Context, result *Result, target publish.Options) error {
	records, err := report.Records(report.Report{Version: r.opts.Version, Build: result.Build, Verdict: result.Verdict, Baseline: r.opts.Baseline})
	if err != nil {
		return err
	}
	return publish.Write(ctx, r.cfg.Outdir, result.Build.With(records...), target)
}
