package modulefuzz

import (
	"context"
	"errors"
	"path/filepath"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
	"github.com/paintbox-build/paintbox/chunker"
)

// Unsplit builds each entry by itself with esbuild alone: the measure of what
// the linker keeps.
func Unsplit(ctx context.Context, dir string, entries []string, _ chunker.Options) (Output, error) {
	out := Output{Files: map[string][]byte{}, Entries: map[string]string{}}
	for _, e := range entries {
		if err := bundle(ctx, dir, []string{e}, false, out); err != nil {
			return Output{}, err
		}
	}
	return out, nil
}

// Splitting builds all entries with esbuild's own splitting.
func Splitting(ctx context.Context, dir string, entries []string, _ chunker.Options) (Output, error) {
	out := Output{Files: map[string][]byte{}, Entries: map[string]string{}}
	return out, bundle(ctx, dir, entries, true, out)
}

func bundle(ctx context.Context, dir string, entries []string, splitting bool, out Output) error {
	o := api.BuildOptions{
		AbsWorkingDir: dir, Bundle: true, Format: api.FormatESModule, Splitting: splitting,
		Outdir: "out", Outbase: ".", LogLevel: api.LogLevelSilent, Target: api.ES2022,
	}
	for _, e := range entries {
		name := strings.TrimSuffix(e, filepath.Ext(e))
		o.EntryPointsAdvanced = append(o.EntryPointsAdvanced, api.EntryPoint{InputPath: e, OutputPath: name})
		out.Entries[e] = name + ".js"
	}
	result := api.Build(o)
	for _, m := range result.Errors {
		return errors.New(m.Text)
	}
	for _, f := range result.OutputFiles {
		rel, err := filepath.Rel(filepath.Join(dir, "out"), f.Path)
		if err != nil {
			return err
		}
		out.Files[filepath.ToSlash(rel)] = f.Contents
	}
	return ctx.Err()
}
