package chunker

import (
	"maps"

	"github.com/paintbox-build/paintbox/asset"
)

// Calibration corrects estimated sizes by measured ones: final bytes for each
// estimated byte. The zero Calibration trusts the estimates.
type Calibration struct {
	names map[string]float64 // by the name of a group or root: the estimates there are all too low
	units map[int]float64    // by unit: the bytes of import lists that it adds to its file
}

// outlier is how far a file's bytes must be above what is usual in its group,
// so that they say something about that file alone.
const outlier = 1.1

// Calibrate compares the final sizes of a plan's chunks with the estimates. It
// reports whether a chunk is over its limit that a new plan would cut.
func (p *Plan) Calibrate(previous Calibration, sizes []asset.Size) (Calibration, bool) {
	next := Calibration{maps.Clone(previous.names), maps.Clone(previous.units)}
	if next.names == nil {
		next = Calibration{map[string]float64{}, map[int]float64{}}
	}
	usual := p.usual(sizes)
	grown := map[string]float64{}
	over := false
	for i := range p.Chunks {
		c := &p.Chunks[i]
		if sizes[i] <= c.Limit || c.size == 0 || len(c.Steps) < 2 {
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
	return next, over
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
	for i, s := range c.Steps {
		if total == 0 {
			extra[s.Unit] += bytes / float64(len(c.Steps))
			continue
		}
		extra[s.Unit] += bytes * float64(c.outside[i]) / float64(total)
	}
}
