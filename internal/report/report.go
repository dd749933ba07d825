// Package report writes what a build is and how it was judged.
//
// Write prints a Report in one of the formats of one table: for people (text,
// markdown), for programs (json) and for the places that show results (github,
// junit, sarif). Records makes the files that are published beside a build
// (manifest.json, meta.json, report.json); they hold nothing that differs
// between two builds of the same tree. Load reads a published build back.
package report

import (
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
	Found      bool          // nothing changed since an earlier build: that one was published again
	Unchanged  bool          // the output directory held it already
	Cache      []CacheUse    // what earlier builds had kept, by kind; empty where nothing is kept
}

// CacheUse says what kept results of one kind did for a build.
type CacheUse struct {
	Kind   string
	Hits   int
	Memory int // of the hits, those that the process had in memory
	Shared int // of the hits, those that came from a server
	Misses int
	Bytes  asset.Size    // of the results that were used
	Saved  time.Duration // what making them had taken
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

// Dir is the directory of the records, inside the output directory.
const Dir = ".paintbox"
