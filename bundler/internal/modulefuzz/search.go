package modulefuzz

import (
	"context"
	"fmt"
	"time"
)

// batch is how many programs go to one Node process, which keeps every module
// that it has loaded.
const batch = 40

// Search checks the programs of successive seeds.
type Search struct {
	Harness Harness
	Options Options
	Seed    uint64        // of the first program
	Graphs  int           // how many programs; 0 means no limit
	Time    time.Duration // no batch starts later than this; 0 means no limit
	Enough  int           // stop at that many differences; 0 means no limit
}

// Summary is what a search has found.
type Summary struct {
	Checked     int
	Tainted     int // programs of which only a part of the logs could be compared
	Invalid     []Verdict
	Differences []Difference
}

// Run searches until a limit is reached. It returns what was found so far with
// any error.
func (s Search) Run(ctx context.Context) (Summary, error) {
	var sum Summary
	start := time.Now()
	for ctx.Err() == nil {
		n := batch
		if s.Graphs > 0 {
			n = min(n, s.Graphs-sum.Checked)
		}
		late := s.Time > 0 && time.Since(start) > s.Time
		if n == 0 || late || s.Enough > 0 && len(sum.Differences) >= s.Enough {
			return sum, nil
		}
		graphs := make([]Graph, n)
		for i := range graphs {
			graphs[i] = Generate(s.Seed+uint64(sum.Checked+i), s.Options)
		}
		verdicts, err := s.Harness.Check(ctx, graphs)
		if err != nil {
			return sum, err
		}
		for _, v := range verdicts {
			sum.add(v)
		}
	}
	return sum, ctx.Err()
}

func (s *Summary) add(v Verdict) {
	s.Checked++
	switch {
	case v.Invalid != nil:
		s.Invalid = append(s.Invalid, v)
	case v.Difference != nil:
		s.Differences = append(s.Differences, *v.Difference)
	}
	if v.Tainted {
		s.Tainted++
	}
}

// String counts what was found, by kind.
func (s Summary) String() string {
	kinds := map[Kind]int{}
	for _, d := range s.Differences {
		kinds[d.Kind]++
	}
	return fmt.Sprintf("%d of %d programs differ %v, %d invalid, %d compared in part", len(s.Differences), s.Checked, kinds, len(s.Invalid), s.Tainted)
}
