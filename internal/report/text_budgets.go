package report

import (
	"fmt"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/budgets"
	"github.com/paintbox-build/paintbox/internal/ansi"
)

// verdict lists the budgets: one line for what passes, the reasons for what
// does not, and the outcome last.
func (p *page) verdict(r *Report) {
	v := &r.Verdict
	var bad []budgets.Result
	for _, lot := range lots(v.Results) {
		if line := lotText(lot); line != "" {
			p.item(p.In(ansi.Green, "✓"), line)
		}
	}
	for _, line := range notCompared(r) {
		p.item(p.In(ansi.Yellow, "?"), line)
	}
	for _, r := range v.Results {
		switch r.Status {
		case budgets.StatusWarn, budgets.StatusOver:
			bad = append(bad, r)
		case budgets.StatusOK, budgets.StatusNotCompared, budgets.StatusInfo:
		}
	}
	for _, over := range []bool{false, true} {
		for _, r := range bad {
			if over == (r.Status == budgets.StatusOver) {
				p.broken(r)
			}
		}
	}
	if v.Exceeded() {
		n := len(v.With(budgets.StatusOver))
		p.line()
		p.line(p.In(ansi.Bold+";"+ansi.Red, plural(n, "budget")+" exceeded"))
	}
}

// lots gathers the results that one rule's limit gave.
func lots(results []budgets.Result) [][]budgets.Result {
	type key struct {
		rule  budgets.Rule
		limit budgets.Limit
	}
	index := map[key]int{}
	var list [][]budgets.Result
	for _, r := range results {
		k := key{r.Rule, r.Limit}
		i, ok := index[k]
		if !ok {
			i = len(list)
			index[k] = i
			list = append(list, nil)
		}
		list[i] = append(list[i], r)
	}
	return list
}

// lotText sums up those results of a lot that passed: one by itself, several by
// their number and the one closest to its limit. It is "" where none passed.
func lotText(lot []budgets.Result) string {
	passed := 0
	limits := map[asset.Size]bool{}
	closest := budgets.Result{}
	for _, r := range lot {
		if r.Status != budgets.StatusOK {
			continue
		}
		if passed == 0 || share(r) > share(closest) {
			closest = r
		}
		passed++
		limits[r.Max] = true
	}
	switch passed {
	case 0:
		return ""
	case 1:
		return Summary(closest)
	}
	kind, name, _ := strings.Cut(subject(closest), " ")
	within := "within " + maxText(closest)
	if len(limits) > 1 {
		within = "within their limits"
	}
	return fmt.Sprintf("%s %s, closest %s %s", plural(passed, kind), within, printable(name), verdictText(closest))
}

func share(r budgets.Result) float64 {
	return float64(r.Actual) / float64(max(r.Max, 1))
}

// broken writes a result that is over its limit: by how much, what fills it and
// what to do.
func (p *page) broken(r budgets.Result) {
	mark, look := "✗", ansi.Red
	if r.Status != budgets.StatusOver {
		mark, look = "!", ansi.Yellow
	}
	p.item(p.In(look, mark), Summary(r))
	for _, c := range r.Contributors {
		p.contributor(c)
	}
	for _, advice := range r.Advice {
		for i, line := range wrap(printable(advice), p.width-6) {
			arrow := "  "
			if i == 0 {
				arrow = "→ "
			}
			p.line("    ", arrow, line)
		}
	}
}

// contributor writes one line, and a second one for the chain of imports.
func (p *page) contributor(c budgets.Contributor) {
	name := printable(c.Name)
	if c.Grown != 0 {
		name += " (" + signed(c.Grown) + " since the baseline)"
	}
	p.line("  ", p.In(ansi.Bold, right(c.Bytes.Human(), sizeColumn)), "  ", fit(name, p.width-sizeColumn-4))
	if chain := chainText(c); chain != "" {
		for _, line := range wrap("from "+printable(chain), p.width-sizeColumn-4) {
			p.line(strings.Repeat(" ", sizeColumn+4), p.In(ansi.Dim, line))
		}
	}
}
