package budgets

import (
	"errors"

	"github.com/paintbox-build/paintbox/asset"
)

// checker holds what judging one build needs.
type checker struct {
	build    *asset.Build
	baseline *Baseline
	results  []Result
	errs     []error
}

func newChecker(b *asset.Build, baseline *Baseline) *checker {
	return &checker{build: b, baseline: baseline}
}

func (c *checker) add(r Result, s subject) {
	c.results = append(c.results, r)
}

func (c *checker) verdict() (Verdict, error) {
	if len(c.errs) > 0 {
		return Verdict{}, errors.Join(c.errs...)
	}
	return Verdict{Results: c.results, Compared: c.baseline != nil}, nil
}
