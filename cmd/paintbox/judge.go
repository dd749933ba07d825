package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/budgets"
	"github.com/paintbox-build/paintbox/internal/config"
	"github.com/paintbox-build/paintbox/internal/report"
)

// judgeFlags are the flags of the commands that judge a build.
type judgeFlags struct {
	baseline      string
	require       bool
	writeBaseline string
	reporters     []string
}

func (f *judgeFlags) add(cmd *cobra.Command) {
	var names []string
	for _, format := range report.Formats() {
		names = append(names, format.Name)
	}
	flags := cmd.Flags()
	flags.StringVar(&f.baseline, "baseline", "", "compare with the sizes in `file`, which --write-baseline wrote")
	flags.BoolVar(&f.require, "require-baseline", false, "fail when the baseline does not exist, instead of comparing nothing")
	flags.StringVar(&f.writeBaseline, "write-baseline", "", "write the sizes of this build to `file`")
	flags.StringArrayVar(&f.reporters, "reporter", nil, "report as `name[=file]`: "+strings.Join(names, ", ")+"; may be repeated")
	completeFiles(flags, []string{"json"}, "baseline", "write-baseline")
	if err := cmd.RegisterFlagCompletionFunc("reporter", completeReporter); err != nil {
		panic(err) // the flag was added just now
	}
}

// judge is what the flags ask for, checked before any work is done.
type judge struct {
	app       *app
	baseline  *budgets.Baseline // nil for none
	missing   string            // the baseline that was asked for and does not exist
	write     string            // where the new one goes, "" for nowhere
	outputs   []output
	published string // starts the message where writing fails after a build: "the build was published, but "
	cfg       *config.Config
	kept      string // the directory of a build that is over a budget; "" for none
	warned    bool   // the build's warnings are on standard error already
}

// output is a report that goes to a file, or to standard output.
type output struct {
	format string
	file   string // "" for standard output
}

func (a *app) judge(f *judgeFlags) (*judge, error) {
	j := &judge{app: a, write: a.path(f.writeBaseline)}
	if err := j.read(f); err != nil {
		return nil, err
	}
	for _, text := range f.reporters {
		o, err := a.output(text)
		if err != nil {
			return nil, err
		}
		j.outputs = append(j.outputs, o)
	}
	return j, j.standardOutput()
}

// read reads the baseline. That it does not exist is an outcome, not an error,
// unless it is required: the first build has none.
func (j *judge) read(f *judgeFlags) error {
	if f.baseline == "" {
		if f.require {
			return usageError("name it with --baseline", "--require-baseline without a baseline")
		}
		return nil
	}
	data, err := readUpTo(j.app.path(f.baseline), int64(budgets.MaxBaseline)+1)
	switch {
	case errors.Is(err, fs.ErrNotExist) && !f.require:
		j.missing = f.baseline
		return nil
	case errors.Is(err, fs.ErrNotExist):
		return usageError("write one with --write-baseline "+f.baseline+", or leave out --require-baseline", "no baseline %s", f.baseline)
	case err != nil:
		return fmt.Errorf("cannot read the baseline: %w", err)
	}
	b, err := budgets.ParseBaseline(data)
	if err != nil {
		return fmt.Errorf("%s: %w", f.baseline, err)
	}
	j.baseline = &b
	return nil
}

// readUpTo reads a file, and of a larger one so many bytes.
func readUpTo(name string, most int64) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	data, err := io.ReadAll(io.LimitReader(f, most))
	return data, errors.Join(err, f.Close())
}

// output reads a value of --reporter.
func (a *app) output(text string) (output, error) {
	name, file, isFile := strings.Cut(text, "=")
	var names []string
	for _, format := range report.Formats() {
		names = append(names, format.Name)
	}
	switch {
	case !slices.Contains(names, name):
		note := "one of " + strings.Join(names, ", ")
		if near := asset.Nearest(name, names); near != "" {
			note = fmt.Sprintf("did you mean %q?", near)
		}
		return output{}, usageError(note, "unknown reporter %q", name)
	case isFile && file == "":
		return output{}, usageError("write --reporter "+name+"=report.txt, or leave out the =", "--reporter %s names no file", text)
	}
	return output{name, a.path(file)}, nil
}

// standardOutput decides what goes to standard output: what was asked for, else
// the text. Annotations of GitHub are lines among others; every other format
// stands alone.
func (j *judge) standardOutput() error {
	var alone []string
	annotations := false
	for _, o := range j.outputs {
		switch {
		case o.file != "":
		case o.format == "github":
			annotations = true
		default:
			alone = append(alone, o.format)
		}
	}
	if j.app.json && !slices.Contains(alone, "json") {
		alone = append(alone, "json")
		j.outputs = append(j.outputs, output{format: "json"})
	}
	if len(alone) > 1 || annotations && len(alone) > 0 && alone[0] != "text" {
		if annotations {
			alone = append(alone, "github")
		}
		return usageError("give all but one a file: --reporter "+alone[0]+"=FILE", "reports in several formats on standard output: %s", strings.Join(alone, ", "))
	}
	if len(alone) == 0 && !j.app.quiet {
		j.outputs = append([]output{{format: "text"}}, j.outputs...)
	}
	return nil
}

// warn says what is missing, where reports may not be read.
func (j *judge) warn() {
	if j.missing != "" {
		j.app.term.warn([]asset.Message{{Text: "the baseline " + j.missing + " does not exist: nothing is compared", Note: "write it with --write-baseline " + j.missing}})
	}
}

// finish writes the reports and the baseline, and returns the error of a build
// that is over a budget.
func (j *judge) finish(r report.Report, rules []budgets.Rule) error {
	r.Baseline, r.Missing = j.baseline, j.missing
	for _, o := range j.outputs {
		if err := j.report(o, r); err != nil {
			return buildError{fmt.Errorf("%sthe report cannot be written: %w", j.published, err)}
		}
	}
	if j.app.quiet {
		j.app.term.warn(closeBudgets(r.Verdict, j.cfg.DefaultLimits()))
	}
	if j.write != "" {
		if err := writeOut(j.write, budgets.NewBaseline(r.Build, rules).Marshal()); err != nil {
			return buildError{fmt.Errorf("%sthe baseline cannot be written: %w", j.published, err)}
		}
	}
	if r.Verdict.Exceeded() {
		return buildError{j.broken(r.Verdict)}
	}
	return nil
}

// report writes one report. A GitHub workflow gets the Markdown report as its
// summary, too.
func (j *judge) report(o output, r report.Report) error {
	a := j.app
	if summary, ok := a.env("GITHUB_STEP_SUMMARY"); ok && summary != "" && o.format == "github" {
		if err := appendReport(summary, r); err != nil {
			return err
		}
	}
	var text strings.Builder
	var options report.Options
	if o.file == "" {
		options = report.Options{Color: a.term.out.color, Width: a.term.out.width}
		a.term.reported = a.term.reported || o.format == "json"
	}
	if o.file == "" && o.format == "text" && j.warned {
		r.Build.Warnings = nil
	}
	if o.format == "github" || o.format == "sarif" {
		r = a.inRepository(r)
	}
	if err := report.Write(&text, o.format, r, options); err != nil {
		return err
	}
	if o.file != "" {
		return writeOut(o.file, []byte(text.String()))
	}
	_, err := a.term.out.Write([]byte(text.String()))
	return err
}

// inRepository names files as GitHub does, from the repository's directory on:
// the project may be in one below.
func (a *app) inRepository(r report.Report) report.Report {
	root, ok := a.env("GITHUB_WORKSPACE")
	dir, err := filepath.Abs(a.cwd)
	if !ok || root == "" || err != nil {
		return r
	}
	below, err := filepath.Rel(root, dir)
	if err != nil || below == "." || !filepath.IsLocal(below) {
		return r
	}
	prefixed := func(name string) string {
		if name == "" || filepath.IsAbs(name) {
			return name
		}
		return path.Join(filepath.ToSlash(below), name)
	}
	r.Config = prefixed(r.Config)
	r.Build.Warnings = slices.Clone(r.Build.Warnings)
	for i, m := range r.Build.Warnings {
		r.Build.Warnings[i].File = prefixed(m.File)
	}
	return r
}

func appendReport(file string, r report.Report) error {
	f, err := os.OpenFile(file, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	return errors.Join(report.Write(f, "markdown", r, report.Options{}), f.Close())
}

// closeBudgets are the warnings about budgets, which stand in the report where
// there is one. That a module which cannot be cut is above a limit that nobody
// stated is for the report only: every build would say it, and nothing follows.
func closeBudgets(v budgets.Verdict, defaults bool) []asset.Message {
	var list []asset.Message
	results := v.With(budgets.StatusWarn)
	if !defaults {
		results = append(results, v.With(budgets.StatusInfo)...)
	}
	for _, res := range results {
		list = append(list, asset.Message{Text: "budget: " + report.Summary(res)})
	}
	return list
}
