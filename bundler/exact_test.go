package bundler

import (
	"context"
	"fmt"
	"testing"

	"github.com/paintbox-build/paintbox/bundler/internal/modulefuzz"
	"github.com/paintbox-build/paintbox/chunker"
)

// Programs that look at namespace objects, assign to constants, ask for names of
// CommonJS and have syntax that the target lacks do what they natively do.
func TestExactPrograms(t *testing.T) {
	for year, programs := range map[int]int{2018: 20, 2020: 20, 2021: 20, 2022: 40} {
		build := func(ctx context.Context, dir string, entries []string, o chunker.Options) (modulefuzz.Output, error) {
			return buildWith(ctx, Options{Dir: dir, Base: "./", Target: fmt.Sprintf("es%d", year)}, sources(entries), o)
		}
		h := modulefuzz.Harness{Build: build}
		shown := map[modulefuzz.Kind]bool{}
		for _, d := range search(t, modulefuzz.Search{Harness: h, Options: modulefuzz.Options{Exact: true}, Seed: randomSeed(), Graphs: programs}).Differences {
			if !shown[d.Kind] {
				shown[d.Kind] = true
				small, err := h.Shrink(t.Context(), d)
				if err != nil {
					t.Fatal(err)
				}
				t.Errorf("for es%d, seed %d: %v", year, d.Graph.Seed, small)
			}
		}
	}
}
