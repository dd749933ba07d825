package modulefuzz

import (
	"context"
	"errors"
	"flag"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"

	"github.com/evanw/esbuild/pkg/api"
	"github.com/paintbox-build/paintbox/chunker"
)

var (
	seed   = flag.Uint64("seed", 0, "check this program only")
	shrink = flag.Int("shrink", 3, "number of differences to shrink and show")
	graphs = flag.Int("graphs", 150, "number of programs")
)

// esbuild builds with esbuild alone, each entry by itself or with splitting.
func esbuild(splitting bool) Builder {
	return func(_ context.Context, dir string, entries []string, _ chunker.Options) (Output, error) {
		out := Output{Files: map[string][]byte{}, Entries: map[string]string{}}
		groups := [][]string{entries}
		if !splitting {
			groups = nil
			for _, e := range entries {
				groups = append(groups, []string{e})
			}
		}
		for _, group := range groups {
			if err := bundle(dir, group, splitting, out); err != nil {
				return Output{}, err
			}
		}
		return out, nil
	}
}

func bundle(dir string, entries []string, splitting bool, out Output) error {
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
	return nil
}

func check(t *testing.T, h *Harness, o Options) (differences []Difference, total int) {
	t.Helper()
	first, n := rand.Uint64()>>16, *graphs
	if *seed != 0 {
		first, n = *seed, 1
	}
	t.Logf("-seed=%d -graphs=%d", first, n)
	kinds, taint := map[Kind]int{}, 0
	for n > 0 {
		var batch []Graph
		for ; n > 0 && len(batch) < 50; n-- {
			batch = append(batch, Generate(first, o))
			first++
		}
		verdicts, err := h.Check(t.Context(), batch)
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range verdicts {
			total++
			if v.Invalid != nil {
				t.Errorf("%v\n%s", v.Invalid, v.Graph)
			}
			if v.Tainted {
				taint++
			}
			if v.Difference != nil {
				kinds[v.Difference.Kind]++
				differences = append(differences, *v.Difference)
			}
		}
	}
	t.Logf("%d of %d programs differ: %v; %d tainted", len(differences), total, kinds, taint)
	return differences, total
}

func TestUnsplit(t *testing.T) {
	h := &Harness{Build: esbuild(false)}
	differences, _ := check(t, h, Options{})
	for i, d := range differences {
		if i >= *shrink {
			break
		}
		d, err := h.Shrink(t.Context(), d)
		t.Errorf("%v\n%v", d, err)
	}
}

func TestSplitting(t *testing.T) {
	check(t, &Harness{Build: esbuild(true)}, Options{})
}
