package modulefuzz

import (
	"fmt"
	"math/rand/v2"
	"slices"
)

// Generate makes the program that belongs to a seed.
func Generate(seed uint64, o Options) Graph {
	g := &generator{Rand: rand.New(rand.NewPCG(seed, 0x9e3779b97f4a7c15)), await: o.Await, exact: o.Exact}
	g.cycles = pick(g, 0, 0, 0.05, 0.15, 0.4)
	g.lazy = pick(g, 0, 0.1, 0.3, 0.6)
	g.density = 1 + g.IntN(4)
	g.bulk = g.IntN(5)
	g.wide = g.chance(0.5)
	limit := o.MaxModules
	if limit == 0 {
		limit = 20
	}
	g.addModules(3 + g.IntN(limit-2))
	g.connect()
	g.attach()
	g.chooseEntries()
	g.numberCycles()
	g.declare()
	g.addReexports()
	if g.exact {
		g.diamond()
	}
	for _, m := range g.modules {
		g.write(m)
	}
	return g.graph(seed)
}

func (g *generator) addModules(n int) {
	g.addApp(esm)
	for len(g.modules) < n {
		switch r := g.Float64(); {
		case r < 0.58:
			g.addApp(esm)
		case r < 0.66:
			g.addApp(esm).quiet = true
		case r < 0.78:
			g.addApp(cjs)
		case r < 0.82:
			g.addApp(data)
		case r < 0.91:
			g.addLibrary(esm, "false", 1+g.IntN(5))
		case r < 0.94:
			g.addLibrary(cjs, "false", 1)
		case r < 0.97:
			g.addLibrary(esm, "", 1+g.IntN(3))
		default:
			g.addLibrary(cjs, "", 1+g.IntN(2))
		}
	}
}

func (g *generator) addApp(k kind) *module {
	i := len(g.modules)
	dir := pick(g, "", "", "src/", "src/a/", "lib/")
	ext := map[kind]string{esm: pick(g, ".mjs", ".js"), cjs: ".cjs", data: ".json"}[k]
	m := &module{index: i, kind: k, stem: fmt.Sprintf("m%d", i), path: fmt.Sprintf("%sm%d%s", dir, i, ext)}
	m.await = g.await && k == esm && g.chance(0.12)
	g.modules = append(g.modules, m)
	return m
}

func (g *generator) addLibrary(k kind, sideEffects string, n int) {
	name := fmt.Sprintf("%sp%d", pick(g, "", "", "@s/"), len(g.libraries))
	lib := &library{name: name, kind: k, sideEffects: sideEffects}
	g.libraries = append(g.libraries, lib)
	for i := range n {
		file := "index.js"
		if i > 0 {
			file = fmt.Sprintf("x%d.js", i)
		}
		m := &module{index: len(g.modules), kind: k, pkg: lib, quiet: sideEffects == "false"}
		m.stem, m.path = fmt.Sprintf("m%d", m.index), fmt.Sprintf("node_modules/%s/%s", name, file)
		lib.modules = append(lib.modules, m)
		g.modules = append(g.modules, m)
	}
}

// connect chooses each module's imports. Imports of CommonJS modules by
// require() come last, because Node forbids cycles that lead through a require()
// of an ES module.
func (g *generator) connect() {
	for _, m := range g.modules {
		if m.kind == esm {
			g.connectModule(m)
		}
	}
	for _, m := range g.modules {
		if m.kind == cjs {
			g.connectCommonJS(m)
		}
	}
}

func (g *generator) connectModule(m *module) {
	barrel := m.pkg != nil && m.pkg.modules[0] == m
	for range g.IntN(g.density + 1) {
		to := g.modules[g.IntN(len(g.modules))]
		back := to.index <= m.index
		switch {
		case to == m && !g.chance(0.1), back && !g.chance(g.cycles), !importable(m, to):
			continue
		}
		m.addLink(to, false)
	}
	if barrel {
		for _, to := range m.pkg.modules[1:] {
			if g.chance(0.8) {
				m.addLink(to, false)
			}
		}
	}
	for g.chance(g.lazy) && !m.quiet && len(m.lazy) < 3 {
		if to := g.modules[g.IntN(len(g.modules))]; importable(m, to) && to.kind != data {
			m.lazy = append(m.lazy, to)
		}
	}
}

func (g *generator) connectCommonJS(m *module) {
	for range g.IntN(g.density + 1) {
		to := g.modules[g.IntN(len(g.modules))]
		back := to.index <= m.index
		switch {
		case to == m, back && !g.chance(g.cycles), !importable(m, to), to.kind == esm && g.await:
			continue
		case to.reaches(m) && (to.kind == esm || g.entangled(m, to)), m.quiet:
			continue
		}
		m.addLink(to, g.chance(0.15))
	}
	if g.chance(g.lazy) && !m.quiet {
		if to := g.modules[g.IntN(len(g.modules))]; importable(m, to) && to.kind != data {
			m.lazy = append(m.lazy, to)
		}
	}
}

// entangled tells whether an ES module lies on the way from one module to another.
func (g *generator) entangled(m, from *module) bool {
	return slices.ContainsFunc(g.modules, func(e *module) bool {
		return e.kind == esm && from.reaches(e) && e.reaches(m)
	})
}

// attach gives every module an importer of a lower index, so that everything
// can be reached from module 0.
func (g *generator) attach() {
	imported := map[*module]bool{}
	for _, m := range g.modules {
		for _, l := range m.links {
			if l.to.index > m.index {
				imported[l.to] = true
			}
		}
		for _, to := range m.lazy {
			if to.index > m.index {
				imported[to] = true
			}
		}
	}
	for _, m := range g.modules[1:] {
		if imported[m] {
			continue
		}
		var parents []*module
		for _, p := range g.modules[:m.index] {
			if p.kind == esm && !p.quiet && importable(p, m) && !m.reaches(p) {
				parents = append(parents, p)
			}
		}
		if m.pkg != nil && m.pkg.modules[0] != m && !g.chance(0.3) {
			continue
		}
		if len(parents) == 0 {
			g.modules[0].lazy = append(g.modules[0].lazy, m)
			continue
		}
		p := pick(g, parents...)
		if m.kind != data && g.chance(g.lazy/2) {
			p.lazy = append(p.lazy, m)
		} else {
			p.addLink(m, false)
		}
	}
}

func (g *generator) chooseEntries() {
	g.entries = g.modules[:1:1]
	extra := pick(g, 0, 0, 0, 1, 1, 2, 3)
	for range extra {
		m := g.modules[g.IntN(len(g.modules))]
		if m.pkg == nil && m.kind != data && !slices.Contains(g.entries, m) {
			g.entries = append(g.entries, m)
		}
	}
}

// numberCycles gives the modules of one cycle the same number. Static imports
// and require() calls count.
func (g *generator) numberCycles() {
	for _, m := range g.modules {
		m.cycle = m.index
	}
	for i, m := range g.modules {
		g.looped = g.looped || slices.ContainsFunc(m.links, func(l *link) bool { return l.to == m })
		for _, n := range g.modules[:i] {
			if m.reaches(n) && n.reaches(m) {
				m.cycle = n.cycle
				g.looped = true
				break
			}
		}
	}
}
