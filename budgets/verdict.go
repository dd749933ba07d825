package budgets

import (
	"slices"

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

// Contributor is something that fills a subject.
type Contributor struct {
	Kind  string     `json:"kind"` // "package", "module" (of the application, or of a package that fills the subject alone) or "file"
	Name  string     `json:"name"`
	Bytes asset.Size `json:"bytes"`           // raw bytes in the subject
	Grown asset.Size `json:"grown,omitempty"` // raw bytes it has grown in the whole build since the baseline; packages only
	Chain []string   `json:"chain,omitempty"` // shortest chain of imports from an entry to it, or to its largest module
}
