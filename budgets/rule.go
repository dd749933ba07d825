// Package budgets judges a build against rules and against a baseline: pure
// functions over asset.Build, no I/O.
//
// Check is the way in: it takes the rules in their order and returns a Verdict
// with one Result for every subject a rule applies to (the whole build, one
// chunk, one group, …) and every limit the rule sets. Defaults holds the rules
// of a project that sets none. The kinds of rules are the rows of one table
// (kinds.go), the measures raw bytes and those of the codings (internal/coding).
//
// What cannot be judged is an error and never a pass: a rule that matches
// nothing, an unknown kind, a limit of zero, limits that contradict each other.
package budgets

import (
	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/internal/coding"
)

// Rule is one budget. It names what it limits (Type and Name), how that is
// measured (Measure), and at least one limit (Max, MaxRequests, MaxIncrease);
// only a "chunk" rule may leave the limits out, which judges every chunk by its
// own. An absent limit is nil, so that a limit of zero is an error instead of
// no limit.
type Rule struct {
	// What is limited: "total" (everything published), "file" (any one file),
	// "chunk" (any one chunk), "group" (all files of a chunk group), "entry"
	// (what an entry loads before it can run), "route" (what a dynamic import
	// adds), "type" (all files of one type) or "precache" (what the service
	// worker stores when it is installed).
	Type string `json:"type"`

	// Which ones: a file's path, a chunk's, group's, entry's or route's name,
	// or a file type; a glob such as "assets/*.png" applies the budget to
	// each of its matches. Without a name it applies to every one of the type.
	Name string `json:"name,omitempty"`

	// The group's files, as a glob such as "assets/vendor-*.js", in the build
	// of a tool that has no groups; the name is then the group's. Only for
	// type "group".
	Files string `json:"files,omitempty"`

	// Judge every file of the group by itself instead of all together. Only
	// for type "group".
	Each bool `json:"each,omitempty"`

	// What is counted: "raw" (minified bytes, the default), or a coding such
	// as "gzip" (bytes of the compressed siblings; a file that has none is
	// served as it is and counts raw).
	Measure Measure `json:"measure,omitempty"`

	// The size above which the build fails.
	Max *asset.Size `json:"max,omitempty"`

	// The size above which the report warns; at most max.
	Warn *asset.Size `json:"warn,omitempty"`

	// The number of files above which the build fails.
	MaxRequests *int `json:"maxRequests,omitempty"`

	// How much the size may grow over the baseline: a size such as "2KB", or
	// a percentage such as "5%".
	MaxIncrease *Increase `json:"maxIncrease,omitempty"`

	// The growth that never fails, whatever the percentage: it keeps the
	// noise of compression out of small subjects. 256B by default; only
	// beside a percentage.
	IncreaseFloor *asset.Size `json:"increaseFloor,omitempty"`
}

// Measure says which bytes of a file are counted: MeasureRaw, or those of the
// content coding of that name.
type Measure string

// MeasureRaw counts the uncompressed bytes; the zero value means the same.
const MeasureRaw Measure = "raw"

// Measures lists every measure once, the default first.
func Measures() []Measure {
	list := []Measure{MeasureRaw}
	for _, c := range coding.Table() {
		list = append(list, Measure(c.Name))
	}
	return list
}

// Of is the number of bytes that a visitor who is served in this encoding
// loads for the file: a file without a sibling is served raw.
func (m Measure) Of(f *asset.File) asset.Size {
	if data := f.Encodings[string(m)]; data != nil {
		return asset.Size(len(data))
	}
	return asset.Size(len(f.Data))
}

// Defaults are the rules of a project that states none: 5MB in total, and
// every chunk within chunkLimit. A chunkLimit of 0 judges every chunk by its
// own limit (asset.File.Limit), which is what a build of ours wants: the limit
// of its group where there is one. Builds of other tools know no such limits.
func Defaults(chunkLimit asset.Size) []Rule {
	chunk := Rule{Type: "chunk"}
	if chunkLimit > 0 {
		chunk.Max = &chunkLimit
	}
	return []Rule{{Type: "total", Max: new(5 * asset.MB)}, chunk}
}

// ownLimits reports whether the rule judges chunks by limits of their own.
func (r Rule) ownLimits() bool {
	return r.Type == "chunk" && r.Max == nil && r.MaxRequests == nil && r.MaxIncrease == nil
}
