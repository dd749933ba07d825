package asset

import "slices"

// Step is a module of a chain of imports.
type Step struct {
	Module string
	By     string // how the one before leads to it, as in Placement; "" for the first
}

// ShortestChain lists the steps from an entry to one of some modules, by the
// placements of a build: to the first of those that the fewest lead to. A module
// that has no placement is a chain of its own.
func ShortestChain(placements map[string]*Placement, modules []string) []Step {
	var shortest []Step
	for _, module := range modules {
		chain := chainTo(placements, module)
		if shortest == nil || len(chain) < len(shortest) {
			shortest = chain
		}
	}
	return shortest
}

// chainTo follows importers, each of which is nearer to an entry.
func chainTo(placements map[string]*Placement, module string) []Step {
	var chain []Step
	for module != "" && len(chain) <= len(placements) {
		step := Step{Module: module}
		module = ""
		if p := placements[step.Module]; p != nil && p.Importer != "" {
			step.By, module = p.By, p.Importer
		}
		chain = append(chain, step)
	}
	slices.Reverse(chain)
	return chain
}

// PlacementsByModule lists the placements of a build by their modules.
func PlacementsByModule(list []Placement) map[string]*Placement {
	index := make(map[string]*Placement, len(list))
	for i := range list {
		index[list[i].Module] = &list[i]
	}
	return index
}
