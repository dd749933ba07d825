package budgets

import (
	"fmt"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
)

// Status is the outcome of one limit for one subject.
type Status string

// The outcomes, from good to bad.
const (
	StatusOK          Status = "ok"
	StatusNotCompared Status = "not compared" // there is no baseline for it: neither a pass nor a failure
	StatusInfo        Status = "info"         // above its own limit, which no cut can meet: nothing to do
	StatusWarn        Status = "warn"         // above warn
	StatusOver        Status = "over"         // above its limit
)

// Limit names the key of a Rule that a Result is about.
type Limit string

// The limits a rule can set.
const (
	LimitMax      Limit = "max"
	LimitRequests Limit = "maxRequests"
	LimitIncrease Limit = "maxIncrease"
)

// Result is the outcome of one limit of one rule for one subject. Actual, Max
// and Over are bytes by Measure, except where Limit is LimitRequests: there
// they are numbers of files. Where it is LimitIncrease they are growths over
// the baseline's size Base, and Actual may be negative.
type Result struct {
	Rule    Rule       `json:"rule"`
	Subject string     `json:"subject"`         // what is judged, without content hashes: "total", "group excel", "chunk assets/vendor.js"
	Files   []string   `json:"files,omitempty"` // paths of its files; nil for total and public
	Limit   Limit      `json:"limit"`
	Measure Measure    `json:"measure"`
	Actual  asset.Size `json:"actual"`
	Max     asset.Size `json:"max"`
	Over    asset.Size `json:"over"` // by how much Actual is above Max, 0 where it is not
	Base    asset.Size `json:"base,omitempty"`
	Status  Status     `json:"status"`
	Alarm   int        `json:"alarm,omitempty"` // the highest of 70, 85 and 92 percent of Max that Actual has reached, 0 below

	// What fills the subject, for results that are not ok or raise an alarm.
	Contributors []Contributor `json:"contributors,omitempty"`
	Advice       []string      `json:"advice,omitempty"` // what to do about it, most helpful first
}

// Verdict is the outcome of all rules.
type Verdict struct {
	Results    []Result    `json:"results"`              // in the order of the rules, then of subjects by name
	Compared   bool        `json:"compared"`             // there was a baseline
	Growth     []Growth    `json:"growth,omitempty"`     // packages whose size differs from the baseline, most grown first
	Duplicates []Duplicate `json:"duplicates,omitempty"` // packages that are in the build more than once, most wasteful first
}

// Exceeded reports whether a budget is broken, which fails the build.
func (v Verdict) Exceeded() bool {
	return slices.ContainsFunc(v.Results, func(r Result) bool { return r.Status == StatusOver })
}

// With lists the results of a status.
func (v Verdict) With(s Status) []Result {
	return slices.DeleteFunc(slices.Clone(v.Results), func(r Result) bool { return r.Status != s })
}

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

// ownLimits reports whether the rule judges chunks by limits of their own.
func (r Rule) ownLimits() bool {
	return r.Type == "chunk" && r.Max == nil && r.MaxRequests == nil && r.MaxIncrease == nil
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
