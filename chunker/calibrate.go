package chunker

import (
	"maps"

	"github.com/paintbox-build/paintbox/asset"
)

// Calibration corrects estimated sizes by measured ones: final bytes for each
// estimated byte, by the name of a group or root. The nil Calibration trusts
// the estimates.
type Calibration map[string]float64

// Calibrate compares the final sizes of a plan's chunks with the estimates. It
// reports whether a chunk is over its limit that a new plan would cut.
func (p *Plan) Calibrate(previous Calibration, sizes []asset.Size) (Calibration, bool) {
	next := maps.Clone(previous)
	if next == nil {
		next = Calibration{}
	}
	over := false
	for i := range p.Chunks {
		c := &p.Chunks[i]
		if sizes[i] <= c.Limit || c.size == 0 || len(c.Steps) < 2 {
			continue
		}
		if factor := float64(sizes[i]) / c.size * 1.01; factor > next.factor(c.base) {
			next[c.base] = factor
			over = true
		}
	}
	return next, over
}

func (c Calibration) factor(name string) float64 {
	if f, ok := c[name]; ok {
		return f
	}
	return 1
}
