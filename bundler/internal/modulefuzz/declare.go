package modulefuzz

import "fmt"

// declare chooses what each module exports by itself.
func (g *generator) declare() {
	for _, m := range g.modules {
		m.taken = map[string]bool{}
		switch m.kind {
		case esm:
			g.declareModule(m)
		case cjs:
			g.declareCommonJS(m)
		}
	}
}

// words are the names that programs use; few, so that modules' names collide.
// Some are keywords in other places.
func words() []string {
	return []string{"a", "b", "c", "value", "make", "run", "item", "list", "count", "kind", "größe", "exports_", "m1_default", "of", "get", "async", "from"}
}

func (g *generator) freshName(m *module) string {
	all := words()
	name := all[g.IntN(len(all))]
	for i := 2; m.taken[name]; i++ {
		name = fmt.Sprintf("%s%d", all[g.IntN(len(all))], i)
	}
	m.taken[name] = true
	return name
}

func (g *generator) newExport(m *module, s shape) *export {
	g.ranks++
	local := g.freshName(m)
	e := &export{name: local, local: local, shape: s, rank: g.ranks}
	if g.chance(0.2) {
		e.name = local + "_out"
	}
	m.exports = append(m.exports, e)
	return e
}

func (g *generator) declareModule(m *module) {
	n := g.IntN(4)
	if m.quiet {
		n = 1 + g.IntN(4)
		for range g.bulk {
			g.newExport(m, function).padded = true
		}
	}
	for range n {
		switch r := g.Float64(); {
		case r < 0.25:
			g.newExport(m, value)
		case r < 0.35:
			g.newExport(m, object)
		case r < 0.42:
			g.newExport(m, list)
		case r < 0.6:
			g.newExport(m, function)
		case r < 0.75:
			g.newExport(m, effect)
		case r < 0.85:
			g.newExport(m, class)
		default:
			g.newExport(m, counter)
			g.newExport(m, bump)
		}
	}
	if g.chance(0.35) {
		e := g.newExport(m, pick(g, value, value, object, function, effect, class))
		e.name = "default"
	}
}

// declareCommonJS gives the exports of CommonJS modules names that occur once,
// because bundlers settle conflicts between several of them in `export *` at
// run time.
func (g *generator) declareCommonJS(m *module) {
	m.style = pick(g, "exports", "exports", "object", "object", "function", "interop", "reexport")
	if m.style == "reexport" {
		for _, l := range m.links {
			if l.to.kind == cjs && l.to.index > m.index && l.to.cycle != m.cycle && !l.late {
				m.reexport = l.to
				return
			}
		}
		m.style = "exports"
	}
	if m.style == "function" {
		g.ranks++
		m.exports = []*export{{name: "default", local: "main", shape: effect, rank: g.ranks, foreign: true}}
		return
	}
	for i := range 1 + g.IntN(3) {
		g.ranks++
		name := fmt.Sprintf("c%d_%d", m.index, i)
		m.exports = append(m.exports, &export{name: name, local: name, rank: g.ranks, foreign: true, shape: pick(g, value, object, list, function, effect, class, bump)})
	}
}

// addReexports turns some links into re-exports, and takes back those that
// name nothing.
func (g *generator) addReexports() {
	for _, m := range g.modules {
		if m.kind != esm {
			continue
		}
		chance := 0.2
		if m.pkg != nil && m.pkg.modules[0] == m {
			chance = 0.9
		}
		for i, l := range m.links {
			if l.to != m && g.chance(chance) {
				g.addReexport(m, l.to, i)
			}
		}
	}
	for again := true; again; {
		again = false
		for _, m := range g.modules {
			again = m.dropDangling() || again
		}
	}
}

func (g *generator) addReexport(m, to *module, order int) {
	add := func(name, member string, s shape) {
		m.taken[name] = true
		m.exports = append(m.exports, &export{name: name, member: member, shape: s, from: to, order: order})
	}
	r := g.Float64()
	switch {
	case r < 0.4 && to.kind != data && to.reexport == nil && !to.callable():
		add("*", "*", value)
	case r < 0.55:
		add(g.freshName(m), "*", namespace)
	default:
		for _, name := range to.names() {
			if g.chance(0.6) {
				as := name
				if as == "default" || m.taken[as] || m.offers(as) || g.chance(0.2) {
					as = g.freshName(m)
				}
				add(as, name, value)
			}
		}
	}
}

// dropDangling removes re-exports that name nothing and tells if there were any.
func (m *module) dropDangling() bool {
	for i, e := range m.exports {
		if e.from == nil || e.member == "*" {
			continue
		}
		if _, ok := m.resolve(e.name); !ok {
			m.exports = append(m.exports[:i:i], m.exports[i+1:]...)
			return true
		}
	}
	return false
}
