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
	Joined   []string // by unit: why it shares a file with another group's code, or is loaded in vain; "" where neither is so
	needs    []set    // by root: units
}

// Needs tells whether a root needs a unit, by a name that is used or an effect
// that native evaluation runs.
func (r *Reasons) Needs(root, unit int) bool { return r.needs[root].has(unit) }

// Explain finds the reasons for a plan.
func Explain(g *Graph, o Options, p *Plan) Reasons {
	r := Reasons{Group: make([]string, len(g.Modules)), Rule: make([]string, len(g.Modules)), Deferred: make([]string, len(g.Units)), Joined: make([]string, len(g.Units))}
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
			if s.Mode != Call {
				r.Joined[s.Unit] = r.joined(g, &c, s.Unit)
			}
		}
	}
	return r
}

// ownFile starts what the cost model says; see fileCost.
const ownFile = "by the cost model, a file of its own would cost 3.2 KB of compressed bytes for each visit"

// joined says by which reckoning a unit is in a chunk that is not of its group, or
// that roots load which do not need it.
func (r *Reasons) joined(g *Graph, c *Chunk, u int) string {
	own := r.Group[g.Units[u].Module]
	switch group := c.Group; {
	case g.Modules[g.Units[u].Module].Path == RuntimePath, g.Units[u].Runs >= 0:
	case group != "" && group != sharedName && own != group, own != "" && own != group:
		return ownFile + ", more than loading it again with other code does"
	}
	for _, root := range c.Roots {
		if !r.Needs(root, u) {
			return ownFile + " that needs it, more than the others load in vain"
		}
	}
	return ""
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
