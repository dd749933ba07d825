// Package report writes what a build is and how it was judged.
//
// Write prints a Report in one of the formats of one table: for people (text,
// markdown), for programs (json) and for the places that show results (github,
// junit, sarif). Records makes the files that are published beside a build
// (manifest.json, meta.json, report.json); they hold nothing that differs
// between two builds of the same tree. Load reads a published build back.
package report

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/budgets"
)

// Report is everything a format can show.
type Report struct {
	Version  string            // of Paintbox
	Outdir   string            // the output directory, as the user names it
	Config   string            // the configuration file, relative to the project, which annotations point at; "" without one
	Build    asset.Build       // with compressed siblings, where they are made
	Verdict  budgets.Verdict   // empty where nothing was judged
	Baseline *budgets.Baseline // what Verdict compares with, nil without
	Missing  string            // the baseline that was asked for and is not there, as the user names it; "" where there is none to miss
	Run      *Run              // nil where an existing build was judged
	Why      []Finding         // answers of FindModules, for the formats that programs read; never in published files
}

// Run is what making the build took. It is never part of published files.
type Run struct {
	Duration   time.Duration // of everything
	Stages     []Stage       // in their order
	PeakMemory asset.Size    // most memory held by the process at once, 0 where unknown
}

// Stage is the time that one stage took.
type Stage struct {
	Name     string
	Duration time.Duration
}

// Options say how a format that people read is written. The zero value is
// right for a file.
type Options struct {
	Color bool // with ANSI colours
	Width int  // columns, 80 when 0
	All   bool // list every file, instead of the largest of each group
}

// Format is a way to write a report, as documentation and completion show it.
type Format struct {
	Name string
	Help string
}

// format is a row of the table.
type format struct {
	Format
	write func(io.Writer, *Report, Options) error
}

// formats is the one table of formats, the default first.
func formats() []format {
	return []format{
		{Format{"text", "for the terminal"}, writeText},
		{Format{"json", "everything, in a documented schema"}, writeJSON},
		{Format{"markdown", "for a comment on a pull request"}, writeMarkdown},
		{Format{"github", "annotations of a GitHub workflow"}, writeGitHub},
		{Format{"junit", "JUnit XML, one test for every budget"}, writeJUnit},
		{Format{"sarif", "SARIF 2.1.0, for code scanning"}, writeSARIF},
	}
}

// Formats lists the formats, the default first.
func Formats() []Format {
	rows := formats()
	list := make([]Format, len(rows))
	for i, f := range rows {
		list[i] = f.Format
	}
	return list
}

// Write writes the report in the named format. An unknown name is an error that
// lists the known ones.
func Write(w io.Writer, name string, r Report, o Options) error {
	rows := formats()
	i := slices.IndexFunc(rows, func(f format) bool { return f.Name == name })
	if i < 0 {
		names := make([]string, len(rows))
		for i, f := range rows {
			names[i] = f.Name
		}
		return fmt.Errorf("unknown report format %q (one of %s)", name, strings.Join(names, ", "))
	}
	if err := rows[i].write(w, &r, o); err != nil {
		return fmt.Errorf("report %s: %w", name, err)
	}
	return nil
}

// Dir is the directory of the records, inside the output directory.
const Dir = ".paintbox"

// Records makes the files that describe the build to other programs:
// manifest.json in Vite's shape, meta.json in esbuild's, report.json in ours.
// They depend on the build and its verdict alone: Run, Outdir and Why do not
// enter them, so that the same tree gives the same bytes.
func Records(r Report) ([]asset.File, error) {
	r.Run, r.Outdir, r.Why = nil, "", nil
	var files []asset.File
	for _, record := range []struct {
		name string
		make func(*Report) any
	}{
		{"manifest.json", viteManifest},
		{"meta.json", metafile},
		{"report.json", func(r *Report) any { return document(r) }},
	} {
		data, err := encode(record.make(&r))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", record.name, err)
		}
		p := Dir + "/" + record.name
		files = append(files, asset.File{Path: p, Name: p, Kind: asset.KindOther, Data: data})
	}
	return files, nil
}
