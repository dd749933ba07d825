// Paintbox builds frontend applications: it bundles, splits into named chunk
// groups, minifies, compresses, writes a service worker, and fails a build that
// breaks its budget.
//
// This package is the only place that reads flags or the environment, prints,
// or exits. main hands over to run, which tests call as well.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"

	"github.com/paintbox-build/paintbox/internal/pipeline"
	"github.com/paintbox-build/paintbox/internal/publish"
)

// The exit statuses.
const (
	exitDone        = 0
	exitFailed      = 1   // the build failed
	exitUsage       = 2   // flags or configuration are wrong
	exitBudget      = 3   // a budget is exceeded
	exitInterrupted = 130 // as a shell reports an interrupt
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	go func() {
		<-ctx.Done()
		stop() // the second interrupt ends the process at once
	}()
	ignoreFileSizeSignal()
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr, os.LookupEnv, os.Environ()))
}

// run is the whole program: it returns the exit status. The environment comes
// as a function for what the program itself wants to know, and as a list of
// NAME=value for what sources may see.
func run(ctx context.Context, args []string, stdout, stderr io.Writer, env func(string) (string, bool), environ []string) (status int) {
	a := &app{stdout: stdout, stderr: stderr, env: env, environ: environ}
	a.term = newTerminal(a, args)
	defer func() {
		if p := recover(); p != nil {
			a.term.internalError(p, debug.Stack())
			status = exitFailed
		}
	}()
	root := a.root()
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return exitDone
	}
	status = statusOf(ctx, err)
	if status == exitInterrupted {
		err = errors.New("interrupted (nothing was published)")
	}
	a.term.fail(err, status)
	return status
}

// app is what every command shares.
type app struct {
	stdout, stderr io.Writer
	env            func(string) (string, bool)
	environ        []string
	term           *terminal

	config string // --config
	cwd    string // --cwd
	json   bool   // --json, known before the flags are parsed
	quiet  bool   // --quiet
}

// buildError is an error of the work itself. Every other error that a command
// returns is about its flags or arguments.
type buildError struct{ error }

// Unwrap returns the error itself.
func (e buildError) Unwrap() error { return e.error }

func statusOf(ctx context.Context, err error) int {
	_, building := errors.AsType[buildError](err)
	_, refused := errors.AsType[*publish.RefusedError](err)
	switch {
	case !building || refused:
		return exitUsage
	case ctx.Err() != nil:
		return exitInterrupted
	case errors.Is(err, pipeline.ErrBudget):
		return exitBudget
	}
	return exitFailed
}

// usageError makes an error about a flag or an argument.
func usageError(note, format string, args ...any) error {
	text := fmt.Sprintf(format, args...)
	if note != "" {
		text += " (" + note + ")"
	}
	return errors.New(text)
}
