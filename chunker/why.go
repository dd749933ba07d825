package chunker

import (
	"fmt"
	"slices"
)

// Reasons say why the code of a program is where a plan puts it.
type Reasons struct {
	Group    []string // by module: the group that takes it, "" for none
	Rule     []string // by module: the key and pattern by which it does
	Deferred []string // by unit: why it is deferred; "" where it is not
	needs    []set    // by root: units
}

// Needs tells whether a root needs a unit, by a name that is used or an effect
// that native evaluation runs.
func (r *Reasons) Needs(root, unit int) bool { return r.needs[root].has(unit) }

// Explain finds the reasons for a plan.
func Explain(g *Graph, o Options, p *Plan) Reasons {
	r := Reasons{Group: make([]string, len(g.Modules)), Rule: make([]string, len(g.Modules)), Deferred: make([]string, len(g.Units))}
	groups := o.groups()
	for m := range g.Modules {
		if i := groupOf(groups, &g.Modules[m]); i >= 0 {
			r.Group[m], r.Rule[m] = groups[i].Name, groups[i].rule(&g.Modules[m])
		}
	}
	for root := range g.Roots {
		r.needs = append(r.needs, neededUnits(g, root))
	}
	for _, c := range p.Chunks {
		for _, s := range c.Steps {
			if s.Mode == Defer {
				r.Deferred[s.Unit] = p.cause(g, s.Unit)
			}
		}
	}
	return r
}

// cause says why a unit is deferred: by a repair of its own, or because it has
// to be evaluated after another one.
func (p *Plan) cause(g *Graph, u int) string {
	name := func(r Repair) string { return g.Modules[g.Roots[r.Root].Module].Path }
	if i := slices.IndexFunc(p.Repairs, func(r Repair) bool { return r.Unit == u }); i >= 0 {
		return fmt.Sprintf("otherwise %s when %s starts", p.Repairs[i].Cause, name(p.Repairs[i]))
	}
	if len(p.Repairs) == 1 {
		return "it has to be evaluated after " + g.Modules[g.Units[p.Repairs[0].Unit].Module].Path + ", which is deferred"
	}
	return "it has to be evaluated after other code that is deferred"
}
