package chunker

// What must be evaluated before what, so that a program cannot tell the order
// from the native one:
//
//  1. Effects that keep their place happen, for each root, in native order.
//     Running a lazy module is such an effect the first time.
//  2. A unit is evaluated after everything that it could use has been: what it
//     names in other modules, with all that those names lead to, and with the
//     effects of their modules.
//  3. Within a module, and within modules that import each other in a cycle,
//     the order of the text, or of native evaluation, holds for effects and
//     for what a unit leads to.
//
// A unit that reads nothing when it is evaluated waits for nothing, but for those
// that natively read it too early.

// precedence holds what rules 2 and 3 need to know of a graph.
type precedence struct {
	g        *Graph
	cycle    []int         // by module: its component of static imports
	scc      []int         // by unit: its component of uses
	members  [][]int       // by component of uses, in an order in which uses come first
	effects  [][]int       // by module: the units with effects, in text order
	bindings map[int][]int // by component of static imports: the units that run a lazy module and give its exports to other modules there
}

func newPrecedence(g *Graph) *precedence {
	p := &precedence{g: g}
	modules := components(len(g.Modules), g.staticImports)
	p.cycle = make([]int, len(g.Modules))
	for c, ms := range modules {
		for _, m := range ms {
			p.cycle[m] = c
		}
	}
	p.members = components(len(g.Units), func(u int, visit func(int)) {
		for _, use := range g.Units[u].Uses {
			visit(use.Unit)
		}
	})
	p.scc = make([]int, len(g.Units))
	for c, us := range p.members {
		for _, u := range us {
			p.scc[u] = c
		}
	}
	p.effects = make([][]int, len(g.Modules))
	for m := range g.Modules {
		for _, u := range g.Modules[m].Units {
			if g.Units[u].Effect && g.Units[u].Runs < 0 {
				p.effects[m] = append(p.effects[m], u)
			}
		}
	}
	p.findBindings()
	return p
}

// findBindings finds the units whose lazy modules' exports are used by another
// module of their circle, by their names or by way of a namespace object.
func (p *precedence) findBindings() {
	p.bindings = map[int][]int{}
	found := newSet(len(p.g.Units))
	add := func(u, cycle int) {
		if p.g.Units[u].Runs >= 0 && found.add(u) {
			p.bindings[cycle] = append(p.bindings[cycle], u)
		}
	}
	for u := range p.g.Units {
		m := p.g.Units[u].Module
		for _, use := range p.g.Units[u].Uses {
			used := &p.g.Units[use.Unit]
			if used.Module == m || p.cycle[used.Module] != p.cycle[m] {
				continue
			}
			add(use.Unit, p.cycle[m])
			if used.Early {
				for _, further := range used.Uses {
					if p.g.Units[further.Unit].Module == used.Module {
						add(further.Unit, p.cycle[m])
					}
				}
			}
		}
	}
}

// leaf tells whether evaluating the unit reads nothing.
func (p *precedence) leaf(u int) bool {
	unit := &p.g.Units[u]
	if unit.Hoisted || unit.Early {
		return true
	}
	if unit.Effect || unit.Calls {
		return false
	}
	for _, use := range unit.Uses {
		if !use.Lazy {
			return false
		}
	}
	return true
}

// ordered tells whether rule 1 applies to a unit.
func (p *precedence) ordered(u int) bool {
	unit := &p.g.Units[u]
	return unit.Ordered && (unit.Effect || unit.Runs >= 0)
}

// relation says why one unit is evaluated before or after another.
type relation uint8

const (
	earlier relation = iota // of the same cycle: it comes before, natively and here
	foreign                 // of another module: it is there with all it leads to
	later                   // natively it comes after: until then it reads as undefined
)

// direct calls visit for what is tied to unit u by rules 2 and 3. before tells
// whether a unit comes before u natively; in a cycle that is not certain.
func (p *precedence) direct(u int, before func(v int) bool, visit func(v int, how relation)) {
	if p.leaf(u) {
		for _, use := range p.g.Units[u].Uses {
			if !use.Lazy {
				visit(use.Unit, foreign) // the helper that makes a namespace object
			}
		}
		return
	}
	cycle := p.cycle[p.g.Units[u].Module]
	seen := map[int]bool{u: true}
	queue := []int{u}
	for len(queue) > 0 {
		v := queue[len(queue)-1]
		queue = queue[:len(queue)-1]
		for _, use := range p.g.Units[v].Uses {
			if v == u && use.Lazy && !p.g.Units[u].Effect && !p.g.Units[u].Calls || seen[use.Unit] {
				continue
			}
			seen[use.Unit] = true
			inside := p.cycle[p.g.Units[use.Unit].Module] == cycle
			switch {
			case !inside && before(use.Unit):
				visit(use.Unit, foreign)
			case p.g.Units[use.Unit].Hoisted:
			case p.g.Units[use.Unit].Early:
				visit(use.Unit, earlier)
			case inside && before(use.Unit):
				visit(use.Unit, earlier)
			default:
				visit(use.Unit, later)
			}
			if inside {
				queue = append(queue, use.Unit)
			}
		}
	}
}

// Circles finds the strongly connected components of a graph that is given by
// the successors of each vertex; each component comes after those that it leads
// to.
func Circles(successors [][]int) [][]int {
	return components(len(successors), func(v int, visit func(int)) {
		for _, w := range successors[v] {
			visit(w)
		}
	})
}
