package pipeline

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/internal/config"
	"github.com/paintbox-build/paintbox/internal/publish"
)

// keptDir is where a build that is over a budget can be looked at: among what
// tools keep in node_modules, which nobody publishes or commits. It is "" in a
// project without that directory.
func keptDir(cfg *config.Config) string {
	modules := filepath.Join(cfg.Dir, "node_modules")
	if info, err := os.Stat(modules); err != nil || !info.IsDir() {
		return ""
	}
	return filepath.Join(modules, ".cache", "paintbox", "over-budget")
}

// keepOver writes a build that is over a budget to where it can be looked at, and says
// where in the Result. The output directory stays as it was.
func (r *runner) keepOver(ctx context.Context, result *Result) error {
	dir := keptDir(r.cfg)
	if dir == "" {
		return ErrBudget
	}
	err := os.MkdirAll(filepath.Dir(dir), 0o755)
	if err == nil {
		err = r.publish(ctx, result, dir, publish.Options{Project: filepath.Dir(dir)})
	}
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case err != nil:
		result.Build.Warnings = append(slices.Clone(result.Build.Warnings), asset.Message{Text: "the build that is over its budget cannot be kept: " + err.Error()})
	default:
		result.Kept = dir
	}
	return ErrBudget
}

// forget removes what an earlier build has kept: this one is within its budgets.
func (r *runner) forget() error {
	dir := keptDir(r.cfg)
	if dir == "" {
		return nil
	}
	if _, err := os.Lstat(dir); errors.Is(err, os.ErrNotExist) {
		return nil
	}
	return os.RemoveAll(dir)
}
