package bundler

import (
	"context"
	"flag"
	"math/rand/v2"
	"path"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler/internal/modulefuzz"
	"github.com/paintbox-build/paintbox/chunker"
)

//nolint:gochecknoglobals // flags of the test
var (
	seed   = flag.Uint64("seed", 0, "check only the random program of this seed (0 means others every time)")
	graphs = flag.Int("graphs", 0, "number of random programs (0 means as many as there is time for)")
)

// paintbox builds a program with the splitter, as the pipeline does.
func paintbox(ctx context.Context, dir string, entries []string, o chunker.Options) (modulefuzz.Output, error) {
	return build(ctx, dir, sources(entries), o)
}

func build(ctx context.Context, dir string, entries []Entry, limits chunker.Options) (modulefuzz.Output, error) {
	return buildWith(ctx, Options{Dir: dir, Base: "./"}, entries, limits)
}

func buildWith(ctx context.Context, o Options, entries []Entry, limits chunker.Options) (modulefuzz.Output, error) {
	out := modulefuzz.Output{Files: map[string][]byte{}, Entries: map[string]string{}}
	b, err := split(ctx, o, entries, limits)
	if err != nil {
		return out, err
	}
	for _, f := range b.Files {
		out.Files[f.Path] = f.Data
	}
	for _, r := range b.Roots {
		if r.Entry {
			out.Entries[r.Source] = r.File
		}
	}
	return out, nil
}

func sources(paths []string) []Entry {
	var entries []Entry
	for _, p := range paths {
		entries = append(entries, Entry{Name: strings.TrimSuffix(path.Base(p), path.Ext(p)), Source: p})
	}
	return entries
}

func split(ctx context.Context, o Options, entries []Entry, limits chunker.Options) (asset.Build, error) {
	linked, err := Link(ctx, o, entries)
	if err != nil {
		return asset.Build{}, err
	}
	var calibration chunker.Calibration
	for again := true; ; {
		plan, err := chunker.New(&linked.Graph, limits, calibration)
		if err != nil {
			return asset.Build{}, err
		}
		b, sizes, err := linked.Assemble(ctx, &plan)
		if err != nil || !again {
			return b, err
		}
		calibration, again = plan.Calibrate(calibration, sizes)
	}
}

// search runs a search, or only the program that -seed names.
func search(t *testing.T, s modulefuzz.Search) modulefuzz.Summary {
	t.Helper()
	switch {
	case *seed != 0:
		s.Seed, s.Graphs = *seed, 1
	case *graphs != 0:
		s.Graphs = *graphs
	}
	sum, err := s.Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("programs from seed %d: %v", s.Seed, sum)
	return sum
}

func randomSeed() uint64 { return rand.Uint64() >> 16 }

// report shrinks a difference, and says whether the linker alone has it too.
func report(t *testing.T, d modulefuzz.Difference) {
	t.Helper()
	h := modulefuzz.Harness{Build: paintbox}
	d, err := h.Shrink(t.Context(), d)
	if err != nil {
		t.Fatal(err)
	}
	linker := modulefuzz.Harness{Build: modulefuzz.Unsplit}
	verdicts, err := linker.Check(t.Context(), []modulefuzz.Graph{d.Graph})
	if err != nil {
		t.Fatal(err)
	}
	also := "agrees"
	if verdicts[0].Difference != nil {
		also = "differs too"
	}
	name := strings.Replace(strings.Split(t.Name(), "/")[0], "Fuzz", "Test", 1)
	t.Errorf("repeat with: go test ./bundler -run %s -seed=%d (unsplit esbuild %s)\n%v", name, d.Graph.Seed, also, d)
}

// Whatever the groups and limits, a build runs as its sources do in Node: one
// series of programs that is the same every time, so that a failure is a change
// of ours, and one of other programs every time.
func TestNativeOrder(t *testing.T) {
	h := modulefuzz.Harness{Build: paintbox}
	for first, programs := range map[uint64]int{1: 240, randomSeed(): 60} {
		sum := search(t, modulefuzz.Search{Harness: h, Seed: first, Graphs: programs})
		ours := sum.Differences
		if first != 1 && *seed == 0 { // in other programs esbuild may be what is wrong
			ours = notOfLinker(t, ours)
		}
		shown := map[modulefuzz.Kind]bool{}
		for _, d := range ours {
			if !shown[d.Kind] {
				shown[d.Kind] = true
				report(t, d)
			}
		}
		if *seed != 0 {
			return
		}
	}
}

// notOfLinker leaves out the programs that esbuild alone, without any splitting,
// builds wrong as well: most of all those in which a module of a package without
// side effects, which reads the time, natively runs before anything of it is used.
// They are logged.
func notOfLinker(t *testing.T, differences []modulefuzz.Difference) []modulefuzz.Difference {
	t.Helper()
	linker := modulefuzz.Harness{Build: modulefuzz.Unsplit}
	return slices.DeleteFunc(differences, func(d modulefuzz.Difference) bool {
		verdicts, err := linker.Check(t.Context(), []modulefuzz.Graph{d.Graph})
		if err != nil {
			t.Fatal(err)
		}
		also := verdicts[0].Difference != nil
		if also {
			t.Logf("seed %d: unsplit esbuild differs from native evaluation, too", d.Graph.Seed)
		}
		return also
	})
}

// FuzzNativeOrder is TestNativeOrder without an end: each input is the seed of
// a batch of programs.
func FuzzNativeOrder(f *testing.F) {
	f.Add(randomSeed())
	f.Fuzz(func(t *testing.T, first uint64) {
		h := modulefuzz.Harness{Build: paintbox}
		sum := search(t, modulefuzz.Search{Harness: h, Seed: first, Graphs: 40})
		if ours := notOfLinker(t, sum.Differences); len(ours) > 0 {
			report(t, ours[0])
		}
	})
}

// With top-level await modules run at the same time, which no bundler keeps
// altogether; but no module starts before one that it imports has ended, and a
// build differs no more often than one by esbuild's own splitting does.
func TestTopLevelAwait(t *testing.T) {
	for first, programs := range map[uint64]int{1: 40, randomSeed(): 40} {
		s := modulefuzz.Search{Harness: modulefuzz.Harness{Build: paintbox, Patience: 5 * time.Second}, Options: modulefuzz.Options{Await: true}, Seed: first, Graphs: programs}
		ours := search(t, s)
		differences := ours.Differences
		if first != 1 && *seed == 0 { // in other programs esbuild may be what is wrong
			differences = notOfLinker(t, differences)
		}
		for _, d := range differences {
			if early := d.Early(); len(early) > 0 {
				t.Errorf("seed %d: %s", d.Graph.Seed, strings.Join(early, ", "))
				report(t, d)
			}
		}
		if first != 1 {
			continue
		}
		s.Harness.Build, s.Graphs = modulefuzz.Splitting, ours.Checked
		theirs := search(t, s)
		if len(ours.Differences) > len(theirs.Differences) {
			t.Errorf("%d programs differ from native evaluation, with esbuild's splitting %d", len(ours.Differences), len(theirs.Differences))
			report(t, ours.Differences[0])
		}
	}
}
