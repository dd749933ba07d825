package starter

import "github.com/paintbox-build/paintbox/budgets"

// Project is what was found in a directory.
type Project struct {
	Tool     string   // what builds it so far: "Vite"; "" for nothing known
	Entries  []string // paths of pages and scripts; nil where the tool's build can only be judged
	Outdir   string   // where the build goes, relative to the project
	Packages bool     // there is a package.json
	Own      bool     // it holds a configuration of Paintbox
	Hints    []string // what to do before the first build
	Sources  []Source // of budgets, in the order of the table
}

// Source is a place that holds budgets.
type Source struct {
	Name    string // "size-limit in package.json"
	Unit    string // what its sizes are: "kB = 1000"
	Budgets []Budget
	Notes   []string // about what is not taken over
}

// Budget is one budget that was taken over.
type Budget struct {
	Rule budgets.Rule
	Note string // how it differs, "" where it does not
}
