package report

import (
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/budgets"
)

// figure writes an Actual or Over of a result.
func figure(r budgets.Result, n asset.Size) string {
	if r.Limit == budgets.LimitRequests {
		return thousands(int(n))
	}
	return n.Human()
}

// maxText writes the limit of a result.
func maxText(r budgets.Result) string {
	if r.Limit == budgets.LimitRequests {
		return plural(int(r.Max), "file")
	}
	return limitText(r.Max)
}

// measureText names the measure where it is not the usual one.
func measureText(r budgets.Result) string {
	if r.Limit == budgets.LimitRequests || r.Measure == budgets.MeasureRaw {
		return ""
	}
	return " " + string(r.Measure)
}

// verdictText says in one clause how a result came out: "3.8 KB of 3.5 KB, 300
// B over".
func verdictText(r budgets.Result) string {
	switch {
	case r.Status == budgets.StatusNotCompared:
		return "not compared: there is no" + measureText(r) + " baseline for it"
	case r.Limit == budgets.LimitIncrease:
		s := fmt.Sprintf("%s%s over the baseline's %s, %s allowed", signed(r.Actual), measureText(r), r.Base.Human(), limitText(r.Max))
		if r.Actual <= 0 {
			s = fmt.Sprintf("%s%s against the baseline's %s", signed(r.Actual), measureText(r), r.Base.Human())
		}
		if r.Over > 0 {
			s += ", " + figure(r, r.Over) + " too much"
		}
		return s
	}
	s := fmt.Sprintf("%s%s of %s", figure(r, r.Actual), measureText(r), maxText(r))
	switch {
	case r.Over > 0:
		s += ", " + figure(r, r.Over) + " over"
	case r.Status == budgets.StatusWarn && r.Rule.Warn != nil:
		s += ", above the " + limitText(*r.Rule.Warn) + " that warn"
	default:
		s += ", " + percent(r.Actual, r.Max)
	}
	return s
}

// Summary says in one line what a result is about and how it came out: "total
// 3.8 KB of 3.5 KB, 300 B over".
func Summary(r budgets.Result) string { return printable(subject(r)) + " " + verdictText(r) }

// resultID tells a result from all others of a verdict, and is the same from
// build to build: "group excel max", "total maxIncrease brotli", "file
// assets/logo.png max (file assets/*.png)".
func resultID(r budgets.Result) string {
	id := r.Subject + " " + string(r.Limit)
	if r.Measure != budgets.MeasureRaw {
		id += " " + string(r.Measure)
	}
	if rule := r.Rule.Type + " " + r.Rule.Name; r.Rule.Name != "" && rule != r.Subject {
		id += " (" + rule + ")"
	}
	return printable(id)
}

// subject is what people know a result's subject by: files that differ by nothing
// but their hashes, and by a number between builds, are called by their paths.
func subject(r budgets.Result) string {
	kind, name, _ := strings.Cut(r.Subject, " ")
	if plain, numbered := numberedName(name); numbered {
		for _, file := range slices.Backward(r.Files) { // a root's own is the last
			if isNamed(file, plain) {
				return kind + " " + file
			}
		}
	}
	return r.Subject
}

// numberedName parts the number from a name that several files share.
func numberedName(name string) (plain string, numbered bool) {
	plain, number, numbered := strings.Cut(name, " #")
	if _, err := strconv.Atoi(number); err != nil {
		return name, false
	}
	plain, _, _ = strings.Cut(plain, " (")
	return plain, numbered
}

// isNamed tells whether a file has a name, with a hash in it.
func isNamed(file, name string) bool {
	ext := path.Ext(name)
	return path.Ext(file) == ext && strings.HasPrefix(file, strings.TrimSuffix(name, ext))
}

// Culprits are lines about the largest of what fills the subject of a result, and
// about what to do, n of each at most.
func Culprits(r budgets.Result, n int) []string {
	r.Contributors, r.Advice = r.Contributors[:min(n, len(r.Contributors))], r.Advice[:min(n, len(r.Advice))]
	lines := strings.Split(details(r), "\n")[1:]
	for i := len(r.Contributors); i < len(lines); i++ {
		lines[i] = "→ " + lines[i]
	}
	return lines
}

// details is a result in some plain lines: the figures, what fills it, what to
// do.
func details(res budgets.Result) string {
	lines := []string{subject(res) + " " + verdictText(res)}
	if why := because(res); why != "" {
		lines[0] += "; " + why
	}
	for _, c := range res.Contributors {
		line := c.Bytes.Human() + " " + c.Name
		if c.Grown != 0 {
			line += ", " + signed(c.Grown) + " since the baseline"
		}
		if chain := chainText(c); chain != "" {
			line += ", from " + chain
		}
		lines = append(lines, line)
	}
	lines = append(lines, res.Advice...)
	for i := range lines {
		lines[i] = printable(lines[i])
	}
	return strings.Join(lines, "\n")
}

func messageText(m asset.Message) string {
	if m.Note == "" {
		return printable(m.Text)
	}
	return printable(m.Text + " (" + m.Note + ")")
}

// missingText says that there is nothing to compare with.
func missingText(r *Report) string {
	return "not compared: the baseline " + printable(r.Missing) + " does not exist"
}

// notCompared lists what a comparison was asked for and is missing, one line
// each.
func notCompared(r *Report) []string {
	var list []string
	if r.Missing != "" {
		list = append(list, missingText(r))
	}
	for _, res := range r.Verdict.With(budgets.StatusNotCompared) {
		list = append(list, Summary(res))
	}
	return list
}

// because says why a result that is over its limit does not fail the build.
func because(r budgets.Result) string {
	if r.Status != budgets.StatusInfo || len(r.Contributors) == 0 {
		return ""
	}
	uncut := r.Contributors[0] // comes first
	return packageIn(uncut.Name) + " is " + uncut.Bytes.Human() + " by itself and cannot be cut"
}

// packageIn names the package that a module is of, or the module itself.
func packageIn(module string) string {
	_, below, installed := cutLast(module, "node_modules/")
	if !installed {
		return module
	}
	parts := strings.SplitN(below, "/", 3)
	if strings.HasPrefix(below, "@") && len(parts) > 1 {
		return parts[0] + "/" + parts[1]
	}
	return parts[0]
}

// cutLast cuts around the last instance of sep.
func cutLast(s, sep string) (before, after string, found bool) {
	if i := strings.LastIndex(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, "", false
}

// noted lists what is worth a line and needs no change: what no cut can make
// smaller, and the notes of the build.
func noted(r *Report) []string {
	var list []string
	for _, res := range r.Verdict.With(budgets.StatusInfo) {
		list = append(list, Summary(res)+"; "+printable(because(res)))
	}
	for _, m := range r.Build.Notes {
		list = append(list, printable(m.String()))
	}
	return list
}

// chainText writes the chain of imports that leads to a contributor, without
// the contributor itself; the middle of a long one is left out.
func chainText(c budgets.Contributor) string {
	chain := c.Chain
	if n := len(chain); n > 0 && chain[n-1] == c.Name {
		chain = chain[:n-1]
	}
	if len(chain) > 6 {
		chain = append(append(append([]string{}, chain[:3]...), "…"), chain[len(chain)-2:]...)
	}
	return strings.Join(chain, " › ")
}
