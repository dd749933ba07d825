// Package pipeline is the one place that knows the order of a build's stages.
// That order is this file; no other one of the package uses it. What a build
// carries from stage to stage is in runner.go, and what was read for it in site.go.
package pipeline

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/budgets"
	"github.com/paintbox-build/paintbox/bundler"
	"github.com/paintbox-build/paintbox/chunker"
	"github.com/paintbox-build/paintbox/internal/compress"
	"github.com/paintbox-build/paintbox/internal/config"
	"github.com/paintbox-build/paintbox/internal/plugin"
	"github.com/paintbox-build/paintbox/internal/publish"
	"github.com/paintbox-build/paintbox/internal/report"
)

// ErrBudget is the error of a build that is over a budget; nothing of it is
// published, and Result.Kept says where it can be looked at.
var ErrBudget = errors.New("budget exceeded")

// Result is a finished build.
type Result struct {
	Build      asset.Build
	Verdict    budgets.Verdict
	Stages     []Stage
	PeakMemory asset.Size // of the process, in bytes; 0 where the system does not tell
	Outdir     string     // absolute
	Found      bool       // nothing changed since an earlier build, which was kept and is this one
	Unchanged  bool       // the output directory held the build already
	Kept       string     // the directory, absolute, of a build that is over a budget; "" where it is not kept
	Duration   time.Duration
	Inputs     *Inputs       // where Options ask for them
	Costs      []plugin.Cost // of the plugins' hooks, where Options ask for them
}

// Run builds and publishes. When a budget is exceeded it returns the Result, and
// an error that is ErrBudget.
func Run(ctx context.Context, cfg *config.Config, opts Options) (*Result, error) {
	began := time.Now()
	r := &runner{cfg: cfg, opts: opts}
	defer r.end()
	target := publish.Options{Project: cfg.Dir, Sources: cfg.Entries.Sources(), Empty: opts.EmptyOutdir}
	if cfg.PublicDir != "" {
		target.Sources = append(slices.Clone(target.Sources), cfg.PublicDir)
	}
	note, err := r.checkTarget(&target)
	if err != nil {
		return nil, err
	}
	build, err := r.made(ctx)
	if err != nil {
		return nil, err
	}
	build.Notes = append(slices.Clip(build.Notes), note...)
	r.start("check")
	verdict, err := budgets.Check(build, cfg.Budgets, opts.Baseline)
	if err != nil {
		return nil, err
	}
	result := &Result{Build: build, Verdict: verdict, Outdir: cfg.Outdir, Found: r.whole.found(), Costs: r.costs(ctx)}
	if err := r.record(result, note == nil); err != nil {
		return nil, err
	}
	if result.Inputs, err = r.inputs(); err != nil {
		return nil, err
	}
	r.start("publish")
	if verdict.Exceeded() {
		err = r.keepOver(ctx, result)
	} else {
		err = errors.Join(r.replace(ctx, result, target), r.forget())
	}
	r.start("")
	result.Stages, result.PeakMemory, result.Duration = r.stages, peakMemory(), time.Since(began)
	if err != nil && !errors.Is(err, ErrBudget) {
		return nil, err
	}
	return result, err
}

// made is the build as it is judged and published: the one that was kept where
// nothing changed since, else a new one.
func (r *runner) made(ctx context.Context) (build asset.Build, err error) {
	r.start("read")
	if err := r.startPlugins(ctx); err != nil {
		return build, err
	}
	r.whole, err = r.newWhole()
	if _, wrong := errors.AsType[asset.Messages](err); err != nil && !wrong {
		return build, err // what is wrong with .env files is said with the rest
	}
	if r.whole != nil {
		r.whole.find()
	}
	if r.whole.found() {
		return r.whole.kept.Build, nil
	}
	return r.make(ctx)
}

// make makes all files of a deployment, with their compressed siblings.
func (r *runner) make(ctx context.Context) (asset.Build, error) {
	build, err := r.build(ctx)
	if err != nil {
		return build, err
	}
	if err := r.needFiles(&build); err != nil {
		return build, err
	}
	r.start("compress")
	r.keepFiles(build)
	build, err = compress.All(ctx, build, r.cfg.Compress, r.opts.Store, func(done, total int) { r.progress("compress", done, total) })
	if err != nil {
		return build, err
	}
	build = withoutSiblings(build)
	r.costOfLimits(&build)
	return build, nil
}

// build makes the files of a deployment, as they are before they are compressed:
// it reads, links, plans, assembles, renders, collects and completes.
func (r *runner) build(ctx context.Context) (build asset.Build, err error) {
	site, program, build, err := r.program(ctx)
	if err != nil {
		return build, err
	}
	build.Warnings = slices.Concat(site.warnings, build.Warnings, r.unmatched(program), copies(build))
	build.Notes = append(site.notes, build.Notes...)
	build = r.noteEnvironment(build)
	r.start("render")
	if build, err = r.render(ctx, site, build); err != nil {
		return build, err
	}
	r.start("collect")
	build = site.addMentioned(build)
	r.start("complete")
	if build, err = r.complete(ctx, site, build); err != nil {
		return build, err
	}
	return r.notices(build)
}

// program reads what the entries lead to, links it and writes its chunks; again as
// long as programs name pages that are not known.
func (r *runner) program(ctx context.Context) (*site, *bundler.Program, asset.Build, error) {
	for {
		site, err := r.read(ctx)
		if err != nil {
			return nil, nil, asset.Build{}, err
		}
		r.start("link")
		program, err := r.linked(ctx, site.entries)
		if err = site.with(err); err != nil {
			return nil, nil, asset.Build{}, err
		}
		r.took(program.Reads)
		runtime.GC() // the linker's trees are garbage now: reuse their memory instead of asking for more
		build, err := r.split(ctx, program)
		if err != nil {
			return nil, nil, asset.Build{}, err
		}
		more := site.namedPages(build)
		if len(more) == 0 || !site.follows() {
			site.warnNamed(more)
			return site, program, build, nil
		}
		r.named = append(r.named, more...)
		r.start("read")
	}
}

// render adds the pages. It reads nothing from disk; plugins may, which change pages.
func (r *runner) render(ctx context.Context, s *site, build asset.Build) (asset.Build, error) {
	build, err := s.render(build)
	if err != nil {
		return build, err
	}
	return r.finishPages(ctx, build)
}

// complete adds what is not bundled beside pages: public files, what plugins
// emit, and the service worker, which knows all of them.
func (r *runner) complete(ctx context.Context, s *site, build asset.Build) (asset.Build, error) {
	build, err := s.addPublic(build)
	if err != nil {
		return build, err
	}
	if build, err = r.plugins.Finish(ctx, build); err != nil {
		return build, err
	}
	build.Warnings = append(build.Warnings, s.unmade(&build)...)
	if build, err = r.integrity(build); err != nil {
		return build, err
	}
	return r.serviceWorker(build)
}

// unmatched warns of groups that hold nothing.
func (r *runner) unmatched(program *bundler.Program) []asset.Message {
	var warnings []asset.Message
	for _, i := range chunker.Unmatched(&program.Graph, r.cfg.Chunks) {
		warnings = append(warnings, asset.Message{
			Text: fmt.Sprintf("group %q matches no module", r.cfg.Chunks.Groups[i].Name),
			Key:  fmt.Sprintf("chunks.groups[%d]", i),
			Note: "check the spelling of its packages and files, or remove it",
		})
	}
	return warnings
}

// needFiles is an error where nothing of the build comes from its entries: such a
// build would replace a good one by nothing.
func (r *runner) needFiles(build *asset.Build) error {
	made := func(f asset.File) bool {
		return !f.Public && !f.Notice && f.Kind != asset.KindMap && (r.cfg.ServiceWorker == nil || f.Path != workerFile(r.cfg))
	}
	if slices.ContainsFunc(build.Files, made) {
		return nil
	}
	return asset.Messages{{Text: "the entries lead to no file, so that the last output stays: " + strings.Join(r.cfg.Entries.Sources(), ", "), Key: "entries",
		Note: "name files that hold something; where these do, this is a defect of Paintbox, please report it"}}
}

// record makes what is said of a build beside it, and keeps both where nothing of
// them is about this run alone.
func (r *runner) record(result *Result, alike bool) (err error) {
	if alike && r.whole.found() {
		r.records = r.whole.kept.Records
		return nil
	}
	r.records, err = report.Records(report.Report{Version: r.opts.Version, Build: result.Build, Verdict: result.Verdict, Baseline: r.opts.Baseline})
	if err == nil && r.whole != nil && !r.whole.found() && (alike || r.opts.Inputs) {
		r.start("keep")
		r.keep(result.Build, alike)
	}
	return err
}

// replace replaces the output directory, unless the build was found and is there
// already.
func (r *runner) replace(ctx context.Context, result *Result, target publish.Options) error {
	if r.whole.found() && publish.Holds(r.cfg.Outdir, result.Build.With(r.records...), target) {
		result.Unchanged = true
		return nil
	}
	return r.publish(ctx, result, r.cfg.Outdir, target)
}

// publish replaces a directory, that of the output or of a build that is kept.
func (r *runner) publish(ctx context.Context, result *Result, dir string, target publish.Options) error {
	return publish.Write(ctx, dir, result.Build.With(r.records...), target)
}
