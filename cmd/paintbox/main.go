// Paintbox builds frontend applications: it bundles, splits into named chunk
// groups, minifies, compresses, writes a service worker, and fails a build that
// breaks its budget.
//
// This package is the only place that reads flags or the environment, prints,
// or exits. main hands over to run, which tests call as well.
package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
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
		err = errInterrupted
	}
	a.term.fail(err, status)
	return status
}
