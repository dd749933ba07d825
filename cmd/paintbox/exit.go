package main

import (
	"context"
	"errors"
	"fmt"
	"time"

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

// patience is how long an interrupted build may take to end.
const patience = 1500 * time.Millisecond

// errInterrupted is what an interrupted build ends with.
var errInterrupted = errors.New("interrupted (nothing was published)")

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
