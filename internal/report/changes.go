package report

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/budgets"
)

// change is something whose size differs from the baseline.
type change struct {
	subject       string // key of the baseline: "group excel"
	before, now   budgets.Sizes
	by            budgets.Measure // that both builds were measured in, closest to what visitors load
	added, remove bool
}

// delta is the difference in the bytes that visitors load.
func (c change) delta() asset.Size { return c.now.By(c.by) - c.before.By(c.by) }

func (c change) rawDelta() asset.Size { return c.now.Raw - c.before.Raw }

// changes compares the build with the baseline, the largest change first.
func changes(r *Report) []change {
	if r.Baseline == nil {
		return nil
	}
	var rules []budgets.Rule
	for _, res := range r.Verdict.Results {
		rules = append(rules, res.Rule)
	}
	before, now := r.Baseline.Sizes, r.Baseline.Like(r.Build, rules)
	by := comparedBy(r)
	keys := maps.Clone(before)
	maps.Copy(keys, now)
	var list []change
	for key := range keys {
		b, was := before[key]
		n, is := now[key]
		if c := (change{key, b, n, by, !was, !is}); c.delta() != 0 || c.rawDelta() != 0 {
			list = append(list, c)
		}
	}
	size := func(c change) asset.Size { return max(c.delta(), -c.delta()) }
	slices.SortFunc(list, func(x, y change) int {
		return cmp.Or(cmp.Compare(size(y), size(x)), cmp.Compare(max(y.rawDelta(), -y.rawDelta()), max(x.rawDelta(), -x.rawDelta())), cmp.Compare(x.subject, y.subject))
	})
	return list
}

// comparedBy is the measure in which changes are shown.
func comparedBy(r *Report) budgets.Measure {
	if r.Baseline == nil {
		return transferred(budgets.Measured(&r.Build), nil)
	}
	return transferred(budgets.Measured(&r.Build), r.Baseline.Measures)
}

// of keeps the changes of subjects of the given kinds.
func of(list []change, kinds ...string) []change {
	return slices.DeleteFunc(slices.Clone(list), func(c change) bool {
		kind, _, _ := strings.Cut(c.subject, " ")
		return !slices.Contains(kinds, kind)
	})
}
