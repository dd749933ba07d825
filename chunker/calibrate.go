package chunker

import (
	"maps"

	"github.com/paintbox-build/paintbox/asset"
)

// maxPlans is how often a program is planned because final sizes are larger
// than estimated. Each time, the estimates of what was too large are corrected
// by what was measured, so the second plan is right unless cutting itself made
// the code larger.
const maxPlans = 5

// Calibration corrects estimated sizes by measured ones: final bytes for each
// estimated byte. The zero Calibration trusts the estimates.
type Calibration struct {
	plans int                // how many plans were measured
	names map[string]float64 // by the name of a group or root: the estimates there are all too low
	units map[int]float64    // by unit: the bytes of import lists that it adds to its file
}

// outlier is how far a file's bytes must be above what is usual in its group,
// so that they say something about that file alone.
const outlier = 1.1

// Calibrate compares the final sizes of a plan's chunks with the estimates. It
// reports whether a chunk is over its limit that a new plan should cut.
func (p *Plan) Calibrate(previous Calibration, sizes []asset.Size) (Calibration, bool) {
	next := Calibration{previous.plans + 1, maps.Clone(previous.names), maps.Clone(previous.units)}
	if previous.plans == 0 {
		next.names, next.units = map[string]float64{}, map[int]float64{}
	}
	usual := p.usual(sizes)
	grown := map[string]float64{}
	over := false
	for i := range p.Chunks {
		c := &p.Chunks[i]
		if sizes[i] <= c.Limit || len(c.outside) < 2 {
			continue
		}
		factor := float64(sizes[i]) / c.size * 1.01
		switch {
		case factor <= 1:
		case factor <= usual[c.base]*outlier:
			grown[c.base] = max(grown[c.base], factor)
			over = true
		default:
			c.spread(float64(sizes[i])*1.01-c.size, next.units)
			over = true
		}
	}
	for name, factor := range grown {
		next.names[name] = next.name(name) * factor
	}
	return next, over && next.plans < maxPlans
}

// usual is the quotient of final and estimated sizes, by the name of a group
// or root.
func (p *Plan) usual(sizes []asset.Size) map[string]float64 {
	estimated, usual := map[string]float64{}, map[string]float64{}
	for i := range p.Chunks {
		c := &p.Chunks[i]
		estimated[c.base] += c.size
		usual[c.base] += float64(sizes[i])
	}
	for name, size := range estimated {
		usual[name] /= max(size, 1)
	}
	return usual
}

func (c Calibration) name(name string) float64 {
	if f, ok := c.names[name]; ok {
		return f
	}
	return 1
}

// spread adds bytes to the estimates of a chunk's units, by how much of other
// chunks they use.
func (c *Chunk) spread(bytes float64, extra map[int]float64) {
	total := 0
	for _, n := range c.outside {
		total += n
	}
	for i, n := range c.outside {
		if total == 0 {
			extra[c.Steps[i].Unit] += bytes / float64(len(c.outside))
			continue
		}
		extra[c.Steps[i].Unit] += bytes * float64(n) / float64(total)
	}
}
