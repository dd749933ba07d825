package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/paintbox-build/paintbox/internal/cache"
	"github.com/paintbox-build/paintbox/internal/config"
	"github.com/paintbox-build/paintbox/internal/pipeline"
	"github.com/paintbox-build/paintbox/internal/plugin"
	"github.com/paintbox-build/paintbox/internal/preview"
	"github.com/paintbox-build/paintbox/internal/watch"
)

// watchFlags are the flags of builds that follow changes.
type watchFlags struct {
	on      bool
	poll    bool
	command string
}

func (f *watchFlags) add(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.BoolVar(&f.on, "watch", false, "build again when a file changes, without compressing, worker and budgets")
	flags.BoolVar(&f.poll, "poll", false, "with --watch: look for changes, where the system does not tell of them, as in some containers")
	flags.StringVar(&f.command, "on-rebuild", "", "with --watch: `command` of the shell to run after each build; one that still runs is ended first")
}

// check says what contradicts what.
func (f *watchFlags) check(b *buildFlags) error {
	switch {
	case !f.on && (f.poll || f.command != ""):
		return usageError("add --watch, or leave it out", "--poll and --on-rebuild are about --watch")
	case f.on && (b.inputs || b.profile || len(b.why) > 0):
		return usageError("leave one of them out", "--watch prints no report, so that --print-inputs, --profile-plugins and --why do not go with it")
	}
	return nil
}

// watching is a build that follows changes.
type watching struct {
	a       *app
	flags   *buildFlags
	request config.Request
	session pipeline.Session
	cfg     *config.Config // nil until it could be read
	foreign *plugin.Foreign
	kept    *cache.Cache // with the configuration
	watcher *watch.Watcher
	skips   []string      // directories that the watcher skips
	command *exec.Cmd     // what runs since the last build; nil for nothing
	live    *preview.Live // the pages that are told; nil for none
}

// watch builds, and again whenever something changes that a build has read, until it
// is interrupted.
func (a *app) watch(cmd *cobra.Command, f *buildFlags, entries []string) error {
	req, err := a.request(cmd, f, entries)
	if err != nil {
		return err
	}
	quicker(&req)
	w := &watching{a: a, flags: f, request: req}
	defer w.close()
	if err := w.configure(cmd.Context()); err != nil {
		return err // nothing was built yet: it is as without --watch
	}
	return w.follow(cmd.Context(), func() {})
}

// quicker leaves out of builds what takes long, unless somebody asks for it.
func quicker(req *config.Request) {
	for _, key := range []string{"compress", "serviceWorker", "budgets"} {
		if !slices.ContainsFunc(req.Settings, func(s config.Setting) bool { return s.Key == key }) {
			req.Settings = append(req.Settings, config.Setting{Flag: "--watch", Key: key, Value: false})
		}
	}
}

// follow builds, and again whenever something changes. It says when it has built for
// the first time.
func (w *watching) follow(ctx context.Context, built func()) error {
	dir, outdir, file := w.cfg.Dir, w.cfg.Outdir, w.cfg.File
	configures := func(path string) bool { return path == file || configures(path) }
	for changed := []string(nil); ctx.Err() == nil; {
		w.look(dir)
		fine := w.build(ctx, changed)
		if fine {
			built()
		}
		if w.live != nil && w.cfg != nil && w.cfg.Outdir != outdir {
			return usageError("start preview --watch again", "the output directory is another one now")
		}
		read := w.session.Read()
		w.watcher.Watch(watch.Set{Files: read.Files, Trees: read.Trees, All: !fine || read.Plugins, Also: configures})
		changed = w.watcher.Wait(ctx)
		if w.foreign.Known() || slices.ContainsFunc(changed, configures) {
			w.forget()
		}
	}
	return nil // it was interrupted, as it ends
}

// look has the project watched, again where other directories are to be skipped.
func (w *watching) look(dir string) {
	skips := w.skips
	if w.cfg != nil {
		skips = []string{w.cfg.Outdir}
		if kept := w.kept.Dir(); kept != "" {
			skips = append(skips, kept)
		}
	}
	if w.watcher != nil && slices.Equal(skips, w.skips) {
		return
	}
	if w.watcher != nil {
		_ = w.watcher.Close() // another one follows
	}
	o := watch.Options{Root: dir, Skip: skips}
	if w.flags.watch.poll {
		o.Every = 500 * time.Millisecond
	}
	w.skips, w.watcher = skips, watch.New(o)
}

// configure reads the configuration.
func (w *watching) configure(ctx context.Context) error {
	node := plugin.Node{Never: w.flags.noNode, Environment: w.a.environ, Terminal: w.a.stderr}
	foreign := plugin.NewForeign(ctx, node)
	w.request.Foreign, w.request.Makes = foreign.Read, foreign.Makes
	cfg, err := config.Load(w.request)
	if err != nil {
		w.a.explain(foreign)
		_ = foreign.Close() // what stays in a directory of the system's own is no reason to fail
		return err
	}
	w.cfg, w.foreign, w.kept = cfg, foreign, w.a.cache(ctx, cfg, true)
	return nil
}

// forget has the configuration read again.
func (w *watching) forget() {
	w.session.Close()
	_ = w.kept.Close() // what it warns of is about builds that are to be fast
	if w.foreign != nil {
		_ = w.foreign.Close() // as above
	}
	w.cfg, w.foreign = nil, nil
}

func (w *watching) close() {
	w.end()
	w.forget()
	if w.watcher != nil {
		_ = w.watcher.Close() // the process ends
	}
}

// configures tells whether a file may say how to build.
func configures(path string) bool {
	name := filepath.Base(path)
	for _, tool := range []string{"webpack.", "rspack.", "rsbuild.", "craco.", "config-overrides."} {
		if strings.HasPrefix(name, tool) {
			return true
		}
	}
	return path == watch.Unknown || name == "package.json" || strings.Contains(name, ".config.") || strings.HasPrefix(name, ".env") || strings.HasPrefix(name, "tsconfig") || strings.HasPrefix(name, "jsconfig") ||
		strings.HasPrefix(name, "paintbox.") || strings.Contains(name, "browserslist") || strings.HasPrefix(name, ".postcssrc") || strings.HasPrefix(name, ".babelrc") || name == "node_modules"
}

// build builds once, says how that went, and tells whether it did.
func (w *watching) build(ctx context.Context, changed []string) bool {
	began := time.Now()
	result, err := w.run(ctx)
	if ctx.Err() != nil {
		return false
	}
	if err != nil {
		if w.cfg != nil {
			if wrong := w.cfg.Locate(err); len(wrong) > 0 {
				err = wrong
			}
		}
		messages := messagesOf(err)
		w.a.term.wrong(messages)
		if w.live != nil {
			w.live.Failed(textsOf(messages))
		}
		w.say(w.tell(event{Event: "failed", Milliseconds: time.Since(began).Milliseconds(), Errors: failureMessages(messages)}))
		return false
	}
	e := event{Event: "built", Milliseconds: time.Since(began).Milliseconds(), Files: len(result.Build.Files), Outdir: w.cfg.Name(result.Outdir)}
	for _, path := range changed {
		if path != watch.Unknown {
			e.Changed = append(e.Changed, w.cfg.Name(path))
		}
	}
	w.a.term.warn(result.Build.Warnings)
	if w.live != nil {
		w.live.Built(w.sheets(&result.Build))
	}
	w.say(w.tell(e))
	w.say(w.start(ctx))
	return true
}

// say prints an error that is none of the build.
func (w *watching) say(err error) {
	if err != nil {
		w.a.term.wrong(messagesOf(err))
	}
}

func (w *watching) run(ctx context.Context) (*pipeline.Result, error) {
	if w.cfg == nil {
		if err := w.configure(ctx); err != nil {
			return nil, err
		}
	}
	a, kept := w.a, w.kept
	result, err := a.run(ctx, w.cfg, pipeline.Options{Session: &w.session, Store: store(kept), StoreDir: kept.Dir(), EmptyOutdir: w.flags.emptyOutdir, Version: version(), Program: programID(), Foreign: w.foreign,
		Node: plugin.Node{Never: w.flags.noNode, Environment: a.environ, Terminal: a.stderr}, Environment: a.environment()})
	return result, err
}

// event is what is told of a build, with --json as one line.
type event struct {
	Event        string           `json:"event"` // "built" or "failed"
	Milliseconds int64            `json:"milliseconds"`
	Files        int              `json:"files,omitempty"`
	Outdir       string           `json:"outdir,omitempty"`
	Changed      []string         `json:"changed,omitempty"` // relative to the project
	Errors       []failureMessage `json:"errors,omitempty"`
}

// tell tells programs of a build, or people.
func (w *watching) tell(e event) error {
	switch {
	case w.a.json:
		return json.NewEncoder(w.a.stdout).Encode(e)
	case w.a.quiet:
		return nil
	case e.Event == "failed":
		_, err := io.WriteString(w.a.stdout, "failed, what was built before stays; waiting for changes\n")
		return err
	}
	why := ""
	switch n := len(e.Changed); {
	case n == 1:
		why = ", " + e.Changed[0] + " changed"
	case n > 1:
		why = fmt.Sprintf(", %s and %d more changed", e.Changed[0], n-1)
	}
	_, err := io.WriteString(w.a.stdout, line("built in %.2f s, %d files in %s%s", float64(e.Milliseconds)/1000, e.Files, e.Outdir, why))
	return err
}

// start runs the command that follows a build.
func (w *watching) start(ctx context.Context) error {
	w.end()
	if w.flags.watch.command == "" {
		return nil
	}
	shell, flag := "sh", "-c"
	if runtime.GOOS == "windows" {
		shell, flag = "cmd", "/c"
	}
	w.command = exec.CommandContext(ctx, shell, flag, w.flags.watch.command)
	w.command.Dir, w.command.Stdout, w.command.Stderr, w.command.Env = w.cfg.Dir, w.a.stdout, w.a.stderr, w.a.environ
	w.command.WaitDelay = time.Second
	asGroup(w.command)
	return w.command.Start()
}

// end ends what the last build has started.
func (w *watching) end() {
	if w.command != nil && w.command.Process != nil {
		_ = w.command.Cancel() // it may have ended
		_ = w.command.Wait()   // as it ended
	}
	w.command = nil
}
