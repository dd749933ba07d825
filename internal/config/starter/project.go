package starter

import "github.com/paintbox-build/paintbox/budgets"

// Options say how a project may be looked at.
type Options struct {
	NoNode bool // programs become notes
	// Taken reads another tool's configuration, in projects that Paintbox builds by it; nil where there is none. A nil
	// function reads none.
	Taken func() (*Taken, error)
}

// Project is what was found in a directory.
type Project struct {
	Tool     string   // what builds it so far: "Vite"; "" for nothing known
	Entries  []string // paths of pages and scripts; nil where the tool's build can only be judged
	Outdir   string   // where the build goes, relative to the project
	Packages bool     // there is a package.json
	Own      bool     // it holds a configuration of Paintbox
	Hints    []string // what to do before the first build
	Sources  []Source // of budgets, in the order of the table
	Taken    *Taken   // nil where no other tool's configuration is read
}

// Taken is what another tool's configuration says, as a build reads it.
type Taken struct {
	File     string         // the configuration
	Tool     string         // whose it is
	Settings map[string]any // by the keys of Paintbox's configuration
	Plugins  string         // the file that exports the plugins; "" for none
	Stays    []string       // what still is read from the file
	Unread   bool           // it could not be read: nothing is known of what it says
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
