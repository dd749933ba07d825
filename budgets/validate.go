package budgets

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/internal/glob"
)

// wrong is a mistake in the rule at index i; key is the JSON key at fault, "" for
// the rule as a whole.
func wrong(i int, key, text string) error {
	rule := fmt.Sprintf("budgets[%d]", i)
	if key != "" {
		rule += "." + key
	}
	return &asset.SettingError{Key: rule, Text: text}
}

// Validate reports every mistake that can be seen without a build, each as a
// *asset.SettingError, joined.
func Validate(rules []Rule) error {
	var errs []error
	for i, r := range rules {
		fail := func(key, format string, args ...any) {
			errs = append(errs, wrong(i, key, fmt.Sprintf(format, args...)))
		}
		r.checkNames(fail)
		r.checkLimits(fail)
		for j, earlier := range rules[:i] {
			if key, both := r.setsSame(earlier); both {
				fail(key, "contradicts budgets[%d], which limits the same (keep one of them)", j)
				break
			}
		}
	}
	return errors.Join(errs...)
}

type failure func(key, format string, args ...any)

// checkNames checks what the rule is about.
func (r Rule) checkNames(fail failure) {
	var names []string
	for _, k := range Kinds() {
		names = append(names, k.Name)
	}
	kind, ok := findKind(r.Type)
	switch {
	case r.Type == "":
		fail("type", "is missing (one of %s)", strings.Join(names, ", "))
	case !ok:
		fail("type", "unknown kind of budget %q (%s)", r.Type, suggest(r.Type, names))
	case kind.Named == "" && r.Name != "":
		fail("name", "a %s budget takes no name (leave it out, or choose another type)", r.Type)
	case r.Name != "" && !glob.Valid(r.Name):
		fail("name", "bad pattern %q (close its brackets and braces)", r.Name)
	case r.Type == "type":
		r.checkType(fail)
	}
	if r.Each && r.Type != "group" {
		fail("each", "is for groups only (leave it out; \"file\" and \"chunk\" judge each file anyway)")
	}
	switch {
	case r.Files == "":
	case r.Type != "group":
		fail("files", "is for groups only (use \"name\" for the files of a %s budget)", r.Type)
	case r.Name == "":
		fail("files", "needs a name for the group (add \"name\")")
	case !glob.Valid(r.Files):
		fail("files", "bad pattern %q (close its brackets and braces)", r.Files)
	}
	if r.Measure != "" && !slices.Contains(Measures(), r.Measure) {
		measures := make([]string, 0, 3)
		for _, m := range Measures() {
			measures = append(measures, string(m))
		}
		fail("measure", "unknown measure %q (%s)", r.Measure, suggest(string(r.Measure), measures))
	}
}

func (r Rule) checkType(fail failure) {
	var names []string
	for _, k := range asset.Kinds() {
		if k != asset.KindMap {
			names = append(names, string(k))
		}
	}
	if !slices.ContainsFunc(names, func(n string) bool { return r.named(n) }) {
		fail("name", "unknown type %q (%s)", r.Name, suggest(r.Name, names))
	}
}

// checkLimits checks the figures.
func (r Rule) checkLimits(fail failure) {
	if r.Max == nil && r.MaxRequests == nil && r.MaxIncrease == nil {
		switch {
		case r.Warn != nil:
			fail("warn", "needs a max above it (add \"max\")")
		case r.Type != "chunk":
			fail("", "sets no limit (add \"max\", \"maxRequests\" or \"maxIncrease\")")
		case r.Measure != "" && r.Measure != MeasureRaw:
			fail("measure", "a chunk's own limit is in raw bytes (add \"max\", or leave out \"measure\")")
		}
	}
	if r.Max != nil && *r.Max <= 0 {
		fail("max", "must be above zero (such as \"244KB\")")
	}
	if r.Warn != nil && *r.Warn <= 0 {
		fail("warn", "must be above zero (such as \"200KB\")")
	}
	if r.Warn != nil && r.Max != nil && *r.Warn > *r.Max {
		fail("warn", "%s is above max %s, which fails first (lower warn or raise max)", *r.Warn, *r.Max)
	}
	if r.MaxRequests != nil && *r.MaxRequests <= 0 {
		fail("maxRequests", "must be above zero (a number of files such as 10)")
	}
	if r.MaxIncrease != nil && r.MaxIncrease.invalid() {
		fail("maxIncrease", "must not be negative (such as \"2KB\" or \"5%%\")")
	}
	if r.IncreaseFloor != nil && *r.IncreaseFloor < 0 {
		fail("increaseFloor", "must not be negative (such as \"256B\")")
	}
	if r.IncreaseFloor != nil && (r.MaxIncrease == nil || r.MaxIncrease.Percent == nil) {
		fail("increaseFloor", "goes with a percentage (write maxIncrease as \"5%%\", or leave the floor out)")
	}
}

func (i Increase) invalid() bool {
	return i.Bytes < 0 || i.Percent != nil && !(*i.Percent >= 0)
}

// setsSame reports whether two rules set the same limit for the same thing, and
// which; only one of the two can be meant.
func (r Rule) setsSame(other Rule) (key string, both bool) {
	about := func(r Rule) Rule {
		return Rule{Type: r.Type, Name: r.Name, Files: r.Files, Each: r.Each, Measure: cmp.Or(r.Measure, MeasureRaw)}
	}
	if about(r) != about(other) {
		return "", false
	}
	switch {
	case r.Max != nil && other.Max != nil:
		return "max", true
	case r.MaxRequests != nil && other.MaxRequests != nil:
		return "maxRequests", true
	case r.MaxIncrease != nil && other.MaxIncrease != nil:
		return "maxIncrease", true
	}
	return "", r.ownLimits() && other.ownLimits()
}

// suggest ends an error about an unknown name.
func suggest(word string, names []string) string {
	if n := asset.Nearest(word, names); n != "" {
		return fmt.Sprintf("did you mean %q?", n)
	}
	return "one of " + strings.Join(names, ", ")
}
