package budgets

import (
	"errors"

	"github.com/paintbox-build/paintbox/asset"
)

// checker holds what judging one build needs.
type checker struct {
	build    *asset.Build
	baseline *Baseline
	growth   []Growth
	grown    map[string]asset.Size  // by package
	modules  *asset.Reached[string] // made when a result first asks for a chain
	results  []Result
	stated   map[string]int // by what rule a limit of named subjects is stated
	errs     []error
}

func newChecker(b *asset.Build, baseline *Baseline) *checker {
	c := &checker{build: b, baseline: baseline, growth: growth(b, baseline), grown: map[string]asset.Size{}, stated: map[string]int{}}
	for _, g := range c.growth {
		c.grown[g.Package] = g.After - g.Before
	}
	return c
}

// add keeps a result, with the reasons for it where it is worth a look.
func (c *checker) add(r Result, s subject) {
	bad := r.Over > 0 || r.Status == StatusWarn
	if bad || r.Alarm > 0 {
		r.Contributors = c.contributors(s, r.Limit)
	}
	if bad {
		r.Advice = c.advise(r, s)
	}
	c.results = append(c.results, r)
}

func (c *checker) verdict() (Verdict, error) {
	if len(c.errs) > 0 {
		return Verdict{}, errors.Join(c.errs...)
	}
	return Verdict{
		Results:    c.results,
		Compared:   c.baseline != nil,
		Growth:     c.growth,
		Duplicates: duplicates(published(c.build)),
	}, nil
}
