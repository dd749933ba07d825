package emit

import (
	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler/internal/program"
	"github.com/paintbox-build/paintbox/bundler/internal/sourcemap"
	"github.com/paintbox-build/paintbox/bundler/internal/styles"
	"github.com/paintbox-build/paintbox/bundler/internal/unit"
	"github.com/paintbox-build/paintbox/chunker"
)

// Emitter writes the plans of one program.
type Emitter struct {
	p        *program.Program
	units    *unit.Set
	styles   *styles.Sheets
	warnings []asset.Message
	minified map[textKey]minified // the chunks of the plan before
	reached  *asset.Reached[int]  // modules from entries; nil until asked for
}

// New makes an emitter. The warnings are those that the build gets.
func New(p *program.Program, units *unit.Set, sheets *styles.Sheets, warnings []asset.Message) *Emitter {
	return &Emitter{p: p, units: units, styles: sheets, warnings: warnings}
}

// chunkText is a chunk on its way to a file.
type chunkText struct {
	placeholder string // the file's name until its hash is known
	source      string
	imports     []int
	dynamic     []int // roots
	assets      []string
	code        []byte // minified
	trace       *sourcemap.Trace
	sourcemap   []byte
	file        string // final path
}

// assembler writes the chunks of one plan.
type assembler struct {
	*Emitter
	plan    *chunker.Plan
	chunkOf []int // by unit
	chunks  []chunkText
	exports []map[string]string // by chunk: exported name by unique name
	hashed  []bool              // by chunk: it names others by their final names
	left    []bool              // by module: code of it, or the file itself, is in the output
	noted   bool                // there are notices that the scripts of entries name
}
