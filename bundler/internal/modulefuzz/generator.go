package modulefuzz

import "math/rand/v2"

// Options say what programs Generate makes. The zero value makes programs of 3
// to 20 modules without top-level await.
type Options struct {
	MaxModules int  // 20 if 0
	Await      bool // some modules have a top-level await
	Exact      bool // modules look at what esbuild alone does not keep
}

// generator makes one program.
type generator struct {
	*rand.Rand
	modules   []*module
	libraries []*library
	entries   []*module
	ranks     int
	await     bool
	exact     bool
	looped    bool // there are cycles

	// What kind of program this is.
	cycles  float64 // chance that an import points back
	lazy    float64 // chance of a dynamic import
	density int     // imports per module, at most
	bulk    int     // padding statements per module, at most
	wide    bool    // padding is long
}

func (g *generator) chance(p float64) bool { return g.Float64() < p }

func pick[T any](g *generator, choices ...T) T { return choices[g.IntN(len(choices))] }

// after is a random place behind another.
func (g *generator) after(place float64) float64 { return place + g.Float64()*(1-place) }
