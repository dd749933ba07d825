package budgets

import (
	"errors"
	"fmt"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
)

// Check judges the build by every rule. The baseline may be nil: limits that
// need one are then not compared. Rules that make no sense (see Validate) or
// match nothing in this build are errors, each an *asset.SettingError, joined; the
// Verdict is then empty.
//
// A chunk that is over its own limit because it holds one piece of code that
// cannot be cut is worth a line, with the module: no limit makes it smaller. It fails the
// build where a rule says so: a "chunk" rule with a max, or a "group" rule.
func Check(build asset.Build, rules []Rule, baseline *Baseline) (Verdict, error) {
	if err := Validate(rules); err != nil {
		return Verdict{}, err
	}
	c := newChecker(&build, baseline)
	for i, r := range rules {
		c.rule(i, r)
	}
	return c.verdict()
}

// checker holds what judging one build needs.
type checker struct {
	build    *asset.Build
	baseline *Baseline
	growth   []Growth
	culprits *culprits
	results  []Result
	stated   map[string]int // by what rule a limit of named subjects is stated
	errs     []error
}

func newChecker(b *asset.Build, baseline *Baseline) *checker {
	c := &checker{build: b, baseline: baseline, stated: map[string]int{}}
	if baseline != nil {
		c.growth = growth(baseline.packages(), packageBytes(b))
	}
	c.culprits = newCulprits(b, baseline != nil, c.growth)
	return c
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

// rule judges everything the rule is about.
func (c *checker) rule(i int, r Rule) {
	kind, _ := findKind(r.Type)
	subjects := kind.subjects(c.build, r)
	if len(subjects) == 0 && !r.ownLimits() {
		c.errs = append(c.errs, c.nothing(i, kind, r))
		return
	}
	if r.Measure == "" {
		r.Measure = MeasureRaw
	}
	if first, twice := c.statedBefore(i, r, subjects); twice {
		c.errs = append(c.errs, wrong(i, "max", fmt.Sprintf("contradicts budgets[%d], which limits the same, %s (keep one of them)", first, subjects[0].key())))
		return
	}
	for _, s := range subjects {
		if r.Max != nil {
			c.add(c.sized(r, s, *r.Max))
		} else if r.ownLimits() && s.own > 0 {
			c.add(c.ownLimit(r, s))
		}
		if r.MaxRequests != nil {
			n, limit := asset.Size(len(s.files)), asset.Size(*r.MaxRequests)
			c.add(judged(r, s, LimitRequests, n, limit), s)
		}
		if r.MaxIncrease != nil {
			c.add(c.increase(r, s))
		}
	}
}

// add keeps a result, with the reasons for it where it is worth a look.
func (c *checker) add(r Result, s subject) {
	bad := r.Over > 0 || r.Status == StatusWarn
	if bad || r.Alarm > 0 {
		r.Contributors = c.culprits.of(s, r.Limit)
	}
	if bad {
		r.Advice = advise(r, s)
	}
	c.results = append(c.results, r)
}

// statedBefore finds an earlier rule with another max for the same subjects,
// which names them in another way: by a path with and without its directory.
// Patterns, and rules for all of a kind, are meant to overlap.
func (c *checker) statedBefore(i int, r Rule, subjects []subject) (first int, twice bool) {
	if r.Max == nil || r.Name == "" || strings.ContainsAny(r.Name, "*?{") {
		return 0, false
	}
	about := fmt.Sprint(r.Measure, r.Each)
	for _, s := range subjects {
		about += "\n" + s.key()
	}
	if first, twice = c.stated[about]; !twice {
		c.stated[about] = i
	}
	return first, twice
}

// judged compares a figure with its limit.
func judged(r Rule, s subject, l Limit, actual, limit asset.Size) Result {
	res := Result{Rule: r, Subject: s.key(), Limit: l, Measure: r.Measure, Actual: actual, Max: limit, Status: StatusOK}
	if s.kind != "total" && s.kind != "public" {
		for _, f := range s.files {
			res.Files = append(res.Files, f.Path)
		}
	}
	if actual > limit {
		res.Over, res.Status = actual-limit, StatusOver
	}
	return res
}

// sized judges a subject's size by a limit that the rule states.
func (c *checker) sized(r Rule, s subject, limit asset.Size) (Result, subject) {
	res := judged(r, s, LimitMax, s.size(r.Measure), limit)
	if res.Status == StatusOK && r.Warn != nil && res.Actual > *r.Warn {
		res.Status = StatusWarn
	}
	for _, percent := range []int{70, 85, 92} {
		if res.Actual*100 >= limit*asset.Size(percent) {
			res.Alarm = percent
		}
	}
	return res, s
}

// ownLimit judges a chunk by its own limit. There is no alarm close to it:
// chunks are filled up to their limit on purpose.
func (c *checker) ownLimit(r Rule, s subject) (Result, subject) {
	res := judged(r, s, LimitMax, s.size(MeasureRaw), s.own)
	if res.Status == StatusOver && len(uncut(s)) > 0 {
		res.Status = StatusInfo
	}
	return res, s
}

// nothing says that a rule matches nothing, and what it could have matched.
func (c *checker) nothing(i int, k kind, r Rule) error {
	if r.Files != "" {
		return wrong(i, "files", "matches nothing: no file of this build is "+r.Files+" (correct the pattern)")
	}
	var names []string
	if r.Name != "" {
		for _, s := range k.subjects(c.build, Rule{Type: r.Type}) {
			names = append(names, s.name)
		}
	}
	switch {
	case len(names) == 0 && r.Type == "group":
		return wrong(i, "", "matches nothing: this build has no group (give it \"files\" such as \"assets/vendor-*.js\", or remove the budget)")
	case len(names) == 0:
		return wrong(i, "", "matches nothing: this build has no "+k.Name+" (remove the budget)")
	case asset.Nearest(r.Name, names) == "" && len(names) > 8:
		names = append(names[:8:8], "…")
	}
	return wrong(i, "name", "matches nothing: no "+k.Name+" is called "+r.Name+" ("+suggest(r.Name, names)+")")
}

// increase judges a subject's growth over the baseline.
func (c *checker) increase(r Rule, s subject) (Result, subject) {
	if s.kind == "total" && c.baseline != nil && c.baseline.CountsAll() {
		s.files = published(c.build)
	}
	actual := s.size(r.Measure)
	base, known := Sizes{}, false
	if c.baseline != nil {
		base, known = c.baseline.Sizes[s.baselineKey()]
		known = known && c.baseline.comparable(r.Measure, c.build)
	}
	if !known {
		res := judged(r, s, LimitIncrease, 0, 0)
		res.Status = StatusNotCompared
		return res, s
	}
	floor := defaultFloor
	if r.IncreaseFloor != nil {
		floor = *r.IncreaseFloor
	}
	before := base.By(r.Measure)
	res := judged(r, s, LimitIncrease, actual-before, r.MaxIncrease.allowed(before, floor))
	res.Base = before
	return res, s
}
