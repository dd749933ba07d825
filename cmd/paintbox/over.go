package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/budgets"
	"github.com/paintbox-build/paintbox/internal/pipeline"
	"github.com/paintbox-build/paintbox/internal/report"
)

// shownCulprits is how many of those that fill a budget its error names.
const shownCulprits = 3

// overBudget is the error of broken budgets, one message for each.
type overBudget struct{ messages asset.Messages }

// Error lists the messages.
func (e overBudget) Error() string { return e.messages.Error() }

// Unwrap makes the error one of a budget, and gives its messages.
func (e overBudget) Unwrap() []error { return []error{pipeline.ErrBudget, e.messages} }

// broken says of each budget that is not kept what is over, by how much, what
// fills it and how to go on; of the last where the build is.
func (j *judge) broken(v budgets.Verdict) error {
	var list asset.Messages
	over := v.With(budgets.StatusOver)
	for i, res := range over {
		lines := append([]string{"budget exceeded: " + report.Summary(res)}, report.Culprits(res, shownCulprits)...)
		lines = append(lines, j.remedy(res))
		if i == len(over)-1 && j.kept != "" {
			lines = append(lines, fmt.Sprintf("→ nothing was published; to look at this build: paintbox preview %s", j.kept))
		}
		list = append(list, asset.Message{Text: strings.Join(lines, "\n")})
	}
	return overBudget{list}
}

// remedy is what to write where the budget may be as large as it is.
func (j *judge) remedy(res budgets.Result) string {
	index := slices.IndexFunc(j.cfg.Budgets, func(r budgets.Rule) bool {
		r.Measure = res.Rule.Measure
		return r == res.Rule
	})
	place := j.cfg.SetAt(fmt.Sprintf("budgets[%d].%s", index, res.Limit))
	wanted := fmt.Sprintf("%q", roomier(res.Actual).String())
	if res.Limit == budgets.LimitRequests {
		wanted = fmt.Sprint(int(res.Actual))
	}
	switch {
	case strings.HasPrefix(place, "--"):
		return "→ or allow it with " + place + " " + roomier(res.Actual).String()
	case place != "" && res.Limit == budgets.LimitIncrease:
		return fmt.Sprintf("→ or allow it: a larger %q at %s, or a new baseline", res.Limit, place)
	case place != "":
		return fmt.Sprintf(`→ or allow it: "%s": %s at %s`, res.Limit, wanted, place)
	case res.Rule.Type == "total":
		return "→ or allow it: " + j.line(roomier(res.Actual)) + ", or --budget " + roomier(res.Actual).String() + " for one build"
	}
	return `→ or allow it: "maxSize" of its group, or of "chunks"`
}

// line is what to write into the configuration, in which nobody has stated a budget.
func (j *judge) line(limit asset.Size) string {
	line := fmt.Sprintf(`"budgets": [{ "type": "total", "max": "%s" }, { "type": "chunk" }]`, limit)
	if j.cfg.File == "" {
		return "write { " + line + " } into paintbox.json"
	}
	name := j.cfg.Name(j.cfg.File)
	if strings.HasSuffix(name, "package.json") {
		name = `"paintbox" of ` + name
	}
	return "write " + line + " into " + name
}

// roomier is a size of two figures that leaves a tenth of what is there, of whole
// megabytes where there are any.
func roomier(size asset.Size) asset.Size {
	size += size / 10
	step := asset.Size(1)
	for size/step >= 100 || step < asset.MB && size >= asset.MB {
		step *= 10
	}
	return (size + step - 1) / step * step
}
