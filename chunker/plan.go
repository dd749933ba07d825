package chunker

import "github.com/paintbox-build/paintbox/asset"

// Plan is a division of a program into chunks.
type Plan struct {
	Chunks  []Chunk // in an order of evaluation
	Roots   []RootPlan
	Repairs []Repair
}

// Chunk is the plan of a file.
type Chunk struct {
	Name    string
	Group   string     // "" outside every group
	Limit   asset.Size // of its final bytes
	Steps   []Step     // in the order of evaluation
	Imports []int      // the chunks it imports, in the order of evaluation
	Root    int        // the root that starts with this chunk, -1 for none
	Roots   []int      // the roots that load it
	bucket  int
	base    string  // the name without a number
	size    float64 // estimate of its final bytes
	outside []int   // by unit that the chunk holds: how many units of other chunks it uses
}

// Step is one unit's part in a chunk.
type Step struct {
	Unit int
	Mode Mode
}

// Mode says how a unit takes part in a chunk.
type Mode uint8

// The modes of a step.
const (
	Place Mode = iota // the unit's code stands here and is evaluated with the chunk
	Defer             // the unit's code stands here as a function
	Call              // that function, which may be in another chunk, is called here
)

// RootPlan says what a root loads.
type RootPlan struct {
	Chunk  int
	Chunks []int // what is loaded before it can run and is not certainly there, in order of evaluation, Chunk last
}

// Repair records that a unit had to be deferred to keep the order.
type Repair struct {
	Unit  int
	Root  int // the root whose order would have differed
	Cause string
}
