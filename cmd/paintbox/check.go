package main

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/budgets"
	"github.com/paintbox-build/paintbox/internal/coding"
	"github.com/paintbox-build/paintbox/internal/config"
	"github.com/paintbox-build/paintbox/internal/inspect"
	"github.com/paintbox-build/paintbox/internal/report"
)

// defaultChunkLimit is what chunks of other tools are judged by, where the
// configuration does not say.
const defaultChunkLimit = 244 * asset.KB

func (a *app) checkCommand() *cobra.Command {
	var f judgeFlags
	cmd := &cobra.Command{
		Use:   "check [directory]",
		Short: "Judge a build by its budgets, without building",
		Long: `Judge a build that is there already by the budgets of the configuration: one of
Paintbox, or a directory that Vite, Next, Angular, webpack or any other tool
wrote. Without a directory it is the configuration's output directory.

A baseline that does not exist is no failure: what it would be compared with is
reported as not compared, on every report and on standard error, and the exit
status is that of the other budgets. --require-baseline makes it exit status 2.

Exit status: 0 within budget, 1 a report or baseline cannot be written, 2 usage
or configuration wrong or no build, 3 budget exceeded, 130 interrupted (SIGINT or SIGTERM).`,
		Example: `  paintbox check
  paintbox check out --baseline sizes.json --reporter markdown=comment.md
  paintbox check dist --write-baseline sizes.json`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 1 {
				return usageError("paintbox check dist", "check takes one directory")
			}
			return nil
		},
		ValidArgsFunction: completeDirectory,
		RunE:              func(cmd *cobra.Command, args []string) error { return a.check(cmd.Context(), &f, args) },
	}
	f.add(cmd)
	return cmd
}

// check is the command "check".
func (a *app) check(ctx context.Context, f *judgeFlags, args []string) error {
	cfg, err := config.Load(config.Request{Dir: a.cwd, File: a.config, Existing: true, Environment: a.environment()})
	if err != nil {
		return err
	}
	j, err := a.judge(f)
	if err != nil {
		return err
	}
	dir, name := cfg.Outdir, cfg.Name(cfg.Outdir)
	if len(args) == 1 {
		dir, name = a.path(args[0]), args[0]
	}
	published := ""
	if _, err := os.Stat(filepath.Join(dir, report.Dir)); err == nil {
		published = dir
	}
	if err := j.destinations(published); err != nil {
		return err
	}
	build, err := a.inspect(ctx, cfg, dir, name)
	if err != nil {
		return err
	}
	verdict, err := budgets.Check(build, cfg.Budgets, j.baseline)
	if wrong := cfg.Locate(err); len(wrong) > 0 {
		return wrong
	}
	if err != nil {
		return err
	}
	j.cfg = cfg
	j.warn()
	r := report.Report{Version: version(), Outdir: name, Build: build, Verdict: verdict}
	if cfg.File != "" {
		r.Config = cfg.Name(cfg.File)
	}
	return j.finish(r, cfg.Budgets)
}

// measures lists what files are measured in besides raw.
func measures(rules []budgets.Rule) []budgets.Measure {
	var list []budgets.Measure
	for _, c := range coding.Table() {
		m := budgets.Measure(c.Name)
		if c.Quick || slices.ContainsFunc(rules, func(r budgets.Rule) bool { return r.Measure == m }) {
			list = append(list, m)
		}
	}
	return list
}

// inspect reads the directory. Quick codings are always shown; what takes longer
// is measured where a budget asks for it.
func (a *app) inspect(ctx context.Context, cfg *config.Config, dir, name string) (asset.Build, error) {
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return asset.Build{}, usageError("build first, or name the directory that a build wrote", "no directory %s", name)
	}
	opts := inspect.Options{ChunkLimit: cfg.Chunks.MaxSize, Measures: measures(cfg.Budgets)}
	if opts.ChunkLimit == 0 {
		opts.ChunkLimit = defaultChunkLimit
	}
	opts.Above = above(dir)
	progress := a.term.progress()
	opts.Progress = func(done, total int) { progress.update("compress", done, total) }
	build, err := inspect.Read(ctx, os.DirFS(dir), opts)
	progress.stop()
	if err != nil {
		err = fmt.Errorf("%s: %w", name, err)
	}
	if ctx.Err() != nil {
		return build, buildError{err}
	}
	return build, err
}

// above is the directory beside whose browser/ Angular leaves statistics; nil for
// any other.
func above(dir string) fs.FS {
	if filepath.Base(dir) != "browser" {
		return nil
	}
	return os.DirFS(filepath.Dir(dir))
}
