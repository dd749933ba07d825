package main

import (
	"cmp"
	"context"
	"errors"
	"io"
	"os"
	"slices"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/internal/cache"
	"github.com/paintbox-build/paintbox/internal/config"
	"github.com/paintbox-build/paintbox/internal/pipeline"
	"github.com/paintbox-build/paintbox/internal/plugin"
	"github.com/paintbox-build/paintbox/internal/report"
)

// buildFlags are the flags of build that are not settings of the configuration.
type buildFlags struct {
	settings    func() []config.Setting
	budget      asset.Size
	emptyOutdir bool
	memory      asset.Size
	judge       judgeFlags
	why         []string
	noNode      bool
	profile     bool
	profiles    profileFlags
	inputs      bool
	watch       watchFlags
}

func (a *app) buildCommand() *cobra.Command {
	var f buildFlags
	cmd := &cobra.Command{
		Example: `  paintbox
  paintbox build src/main.ts --outdir public --no-service-worker
  paintbox build --max-size 200KB --budget 4MB --json > report.json`,
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return []string{"html", "js", "jsx", "ts", "tsx", "mjs", "cjs", "mts", "cts", "css"}, cobra.ShellCompDirectiveFilterFileExt
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := f.watch.check(&f); err != nil {
				return err
			}
			if err := a.limitMemory(f.memory, cmd.Flags().Changed("max-memory")); err != nil {
				return err
			}
			a.asScript()
			build := a.build
			if f.watch.on {
				build = a.watch
			}
			return a.profiled(f.profiles, func() error { return build(cmd, &f, args) })
		},
	}
	f.settings = addSettingFlags(cmd)
	f.judge.add(cmd)
	addWhyFlag(cmd, &f.why)
	flags := cmd.Flags()
	flags.Var(&f.budget, "budget", "`size` that everything published may have together (default 5MB)")
	flags.Lookup("budget").DefValue = "" // it is the configuration's
	flags.BoolVar(&f.emptyOutdir, "empty-outdir", false, "remove files from the output directory that paintbox did not write")
	flags.BoolVar(&f.noNode, "no-node", false, "run no Node: fail where a plugin or a compiler needs it")
	flags.BoolVar(&f.profile, "profile-plugins", false, "print calls and time of each hook of the plugins")
	f.profiles.add(cmd)
	f.watch.add(cmd)
	flags.BoolVar(&f.inputs, "print-inputs", false, "print as JSON what the build has read and looked for, in place of the report")
	f.memory = defaultMemory
	flags.Var(&f.memory, "max-memory", "`size` of memory from which on garbage is collected")
	return cmd
}

// build is the command "build".
func (a *app) build(cmd *cobra.Command, f *buildFlags, entries []string) error {
	req, err := a.request(cmd, f, entries)
	if err = cmp.Or(err, a.onlyInputs(f)); err != nil {
		return err
	}
	node := plugin.Node{Never: f.noNode, Environment: a.environ, Terminal: a.stderr}
	foreign := plugin.NewForeign(cmd.Context(), node)
	defer func() { _ = foreign.Close() }() // a directory of the system's own that stays is no reason to fail
	req.Foreign, req.Makes = foreign.Read, foreign.Makes
	cfg, err := config.Load(req)
	if err != nil {
		a.explain(foreign)
		return err
	}
	j, err := a.judge(&f.judge)
	if err != nil {
		return err
	}
	if err := j.destinations(cfg.Outdir); err != nil {
		return err
	}
	kept := a.cache(cmd.Context(), cfg, false)
	defer kept.Close() // where the build fails: else it was closed, with its warnings
	res, err := a.run(cmd.Context(), cfg, pipeline.Options{Store: store(kept), StoreDir: kept.Dir(), EmptyOutdir: f.emptyOutdir, Version: version(), Program: programID(), Baseline: j.baseline, Foreign: foreign, Node: node, ProfilePlugins: f.profile, Inputs: f.inputs, Environment: a.environment()})
	if res == nil {
		a.explain(foreign)
	}
	if wrong := cfg.Locate(err); len(wrong) > 0 {
		return wrong
	}
	if err != nil && (res == nil || !errors.Is(err, pipeline.ErrBudget)) {
		return buildError{err}
	}
	a.term.warn(slices.Concat(res.Build.Warnings, named(cfg, kept.Close())))
	a.profile(res.Costs)
	j.warned = true
	j.cfg = cfg
	j.warn()
	j.published = "the build was published, but "
	if res.Kept != "" {
		j.kept = cfg.Name(res.Kept)
	}
	if err != nil {
		j.write, j.published = "", "" // nothing was published: the last build still is the one to compare with
	}
	r := a.report(cfg, res, kept)
	var unknown error
	r.Why, unknown = findWhy(&res.Build, f.why)
	err = j.finish(r, cfg.Budgets)
	return cmp.Or(err, a.answer(&r), a.inputs(res.Inputs), unknown)
}

// request is what the flags ask of the configuration.
func (a *app) request(cmd *cobra.Command, f *buildFlags, entries []string) (config.Request, error) {
	req := config.Request{Dir: a.cwd, File: a.config, Settings: f.settings(), Environment: a.environment()}
	if len(entries) > 0 {
		req.Settings = append(req.Settings, config.Setting{Key: "entries", Value: entries})
	}
	if cmd.Flags().Changed("budget") {
		if off := func(s config.Setting) bool { return s.Key == "budgets" && s.Value == false }; slices.ContainsFunc(req.Settings, off) {
			return config.Request{}, usageError("leave one of them out", "--no-budgets and --budget contradict each other")
		}
		req.Total = &f.budget
	}
	return req, nil
}

// explain warns of a configuration for Vite that was not read, where an error
// may follow from that.
func (a *app) explain(foreign *plugin.Foreign) {
	_, warnings := foreign.Messages()
	a.term.warn(warnings)
}

// profile prints what the hooks of plugins have cost.
func (a *app) profile(costs []plugin.Cost) {
	for _, c := range costs {
		_, _ = io.WriteString(a.stderr, line("%10.1f ms %7d calls  %s, %s", c.Time, c.Calls, c.Plugin, c.Hook)) // what cannot be shown is no reason to fail
	}
}

// run builds, and shows how far it is.
func (a *app) run(ctx context.Context, cfg *config.Config, opts pipeline.Options) (*pipeline.Result, error) {
	progress := a.term.progress()
	stop := sync.OnceFunc(progress.stop)
	defer stop()
	defer a.endsSoon(ctx, stop)()
	opts.Progress = progress.update
	return pipeline.Run(ctx, cfg, opts)
}

// endsSoon ends the process where a context has ended, and what runs until stop is
// called does not notice it, such as a read that never returns. The output
// directory is replaced in one step, so nothing of it is half there.
func (a *app) endsSoon(ctx context.Context, before func()) (stop func()) {
	done := make(chan struct{})
	go func() {
		select {
		case <-done:
			return
		case <-ctx.Done():
		}
		select {
		case <-done:
		case <-time.After(patience):
			before()
			a.term.fail(errInterrupted, exitInterrupted)
			os.Exit(exitInterrupted)
		}
	}()
	return func() { close(done) }
}

// report is what is known of a finished build.
func (a *app) report(cfg *config.Config, res *pipeline.Result, kept *cache.Cache) report.Report {
	r := report.Report{
		Version: version(), Outdir: cfg.Name(res.Outdir), Build: res.Build, Verdict: res.Verdict,
		Run: &report.Run{Duration: res.Duration, PeakMemory: res.PeakMemory, Found: res.Found, Unchanged: res.Unchanged, Cache: uses(kept)},
	}
	if cfg.File != "" {
		r.Config = cfg.Name(cfg.File)
	}
	for _, s := range res.Stages {
		r.Run.Stages = append(r.Run.Stages, report.Stage{Name: s.Name, Duration: s.Duration})
	}
	return r
}
