package report

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/paintbox-build/paintbox/budgets"
)

// annotationLimit is how many annotations of one level GitHub shows for a step;
// what is beyond it disappears without a trace.
const annotationLimit = 10

// annotation is one workflow command.
type annotation struct {
	file         string
	line, column int
	title        string
	text         string
}

// writeGitHub writes workflow commands: an error for each exceeded budget, a
// warning for each that needs a look, then the build's own warnings, and notices
// of what is not compared. Where there
// are more than GitHub shows, the last one sums up the rest.
func writeGitHub(w io.Writer, r *Report, _ Options) error {
	var errors, warnings []annotation
	for _, res := range r.Verdict.With(budgets.StatusOver) {
		errors = append(errors, annotate(r, res, "Budget exceeded"))
	}
	for _, res := range r.Verdict.With(budgets.StatusWarn) {
		warnings = append(warnings, annotate(r, res, "Budget"))
	}
	for _, m := range r.Build.Warnings {
		warnings = append(warnings, annotation{m.File, m.Line, m.Column, "Paintbox", messageText(m)})
	}
	var notices []annotation
	for _, line := range notCompared(r) {
		notices = append(notices, annotation{file: r.Config, title: "Budget not compared", text: line})
	}
	var out strings.Builder
	for _, level := range []struct {
		name string
		list []annotation
	}{{"error", errors}, {"warning", warnings}, {"notice", notices}} {
		for _, a := range summed(level.list) {
			out.WriteString(a.command(level.name))
		}
	}
	_, err := io.WriteString(w, out.String())
	return err
}

func annotate(r *Report, res budgets.Result, what string) annotation {
	return annotation{file: r.Config, title: what + ": " + subject(res), text: details(res)}
}

// summed keeps as many annotations as GitHub shows.
func summed(list []annotation) []annotation {
	if len(list) <= annotationLimit {
		return list
	}
	rest := list[annotationLimit-1:]
	lines := make([]string, len(rest))
	for i, a := range rest {
		lines[i], _, _ = strings.Cut(a.text, "\n")
	}
	last := annotation{file: rest[0].file, title: fmt.Sprintf("Paintbox: %d more", len(rest)), text: strings.Join(lines, "\n")}
	return append(list[:annotationLimit-1:annotationLimit-1], last)
}

// command writes the annotation in the syntax of workflow commands.
func (a annotation) command(level string) string {
	var props []string
	add := func(key, value string) {
		if value != "" && value != "0" {
			props = append(props, key+"="+escapeProperty(value))
		}
	}
	add("file", printable(a.file))
	add("line", strconv.Itoa(a.line))
	add("col", strconv.Itoa(a.column))
	add("title", printable(a.title))
	return "::" + level + " " + strings.Join(props, ",") + "::" + escapeText(a.text) + "\n"
}

func escapeText(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(s)
}

func escapeProperty(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C").Replace(s)
}
