package modulefuzz

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

func (g *generator) write(m *module) {
	switch m.kind {
	case esm:
		g.writeModule(m)
	case cjs:
		g.writeCommonJS(m)
	case data:
		m.put(0, fmt.Sprintf(`{ "k": %d, "name": %q, "nested": { "list": [1, 2] } }`, m.index, m.stem))
	}
	slices.SortStableFunc(m.body, func(a, b placed) int { return cmp.Compare(a.place, b.place) })
}

func (g *generator) writeModule(m *module) {
	imports := g.writeLinks(m)
	m.hidden = map[*export]bool{}
	for i, e := range m.exports {
		if e.name == "default" && g.chance(0.6) {
			m.hidden[e] = true
		} else if e.from == nil {
			if e.place = g.Float64(); e.shape == bump {
				e.place = m.exports[i-1].place // its counter's
			}
			m.scope = append(m.scope, binding{origin: origin{shape: e.shape, rank: e.rank}, expr: e.local, own: true, place: e.place})
		}
	}
	for _, e := range m.exports {
		if e.from == nil {
			g.writeExport(m, e)
		}
	}
	if !m.quiet {
		g.writeEffects(m)
	}
	// Later imports are hoisted just the same, in the order of the text.
	place := -1.0
	for i, s := range imports {
		if g.chance(0.15) {
			place = g.after(max(place, 0))
		}
		m.body = append(m.body, placed{s, place + float64(i)*1e-9})
	}
}

// writeEffects makes a module log.
func (g *generator) writeEffects(m *module) {
	m.put(-0.5, fmt.Sprintf("log(%q, \"start\");", m.stem))
	m.put(2, fmt.Sprintf("log(%q, \"end\");", m.stem))
	for _, b := range m.scope {
		for range g.IntN(3) {
			u, place := g.use(b, 0), g.Float64()
			if b.own && (u.changes || g.chance(0.7)) {
				u.safe, place = b.shape != function && b.shape != class && b.shape != effect, g.after(b.place)
			}
			m.put(place, g.logged(m, u))
		}
		if s := g.change(m, b); s != "" && !b.own && g.chance(0.2) {
			m.put(g.Float64(), s)
		}
	}
	for range g.IntN(g.bulk + 1) {
		g.writeFiller(m)
	}
	for _, to := range m.lazy {
		g.writeLazy(m, to)
		if g.exact && g.chance(0.4) {
			g.writeExactLazy(m, to)
		}
	}
	if g.exact {
		g.writeExact(m)
	}
	if m.await && g.chance(0.9) {
		for range 1 + g.IntN(2) {
			m.put(g.Float64(), fmt.Sprintf("await tick(%d);", g.IntN(4)))
		}
	}
	if len(m.scope) > 0 && g.chance(0.7) {
		var lines []string
		for range 1 + g.IntN(3) {
			b := pick(g, m.scope...)
			b.safe = true
			lines = append(lines, g.logged(m, g.use(b, 0)))
		}
		m.put(g.Float64(), "probe(() => {\n  "+strings.Join(lines, "\n  ")+"\n});")
	}
}

// writeLazy makes a dynamic import that the driver starts once all static
// imports are done.
func (g *generator) writeLazy(m, to *module) {
	if m.kind == cjs && to.kind == cjs && to.interop() {
		return
	}
	load := fmt.Sprintf("import(%q)", m.specifier(to))
	id := m.nextLog()
	names := to.names()
	var text string
	switch r := g.Float64(); {
	case r < 0.35 || len(names) == 0:
		text = fmt.Sprintf("later(%q, () => %s);", id, load)
	case r < 0.5:
		text = fmt.Sprintf("function load%d() { return %s; }\nlater(%q, load%d);", m.logs, load, id, m.logs)
	case r < 0.7:
		text = fmt.Sprintf("later(%q, async () => { const { %s: x } = await %s; return [x]; });", id, pick(g, names...), load)
	case r < 0.78:
		text = fmt.Sprintf("later(%q, () => %s.then((ns) => ns.%s));", id, load, pick(g, names...))
	case r < 0.82:
		text = fmt.Sprintf("later(%q, () => %s.then(({ %s: x }) => [x]));", id, load, pick(g, names...))
	case r < 0.86:
		text = fmt.Sprintf("later(%q, async () => [(await %s).%s]);", id, load, pick(g, names...))
	case r < 0.9:
		text = fmt.Sprintf("later(%q, async () => { const [{ %s: x }, ns] = await Promise.all([%s, %s]); return [x, ns.%s]; });", id, pick(g, names...), load, load, pick(g, names...))
	default:
		text = fmt.Sprintf("later(%q, async () => { const ns = await %s; return [ns.%s, %s]; });", id, load, pick(g, names...), g.read(m, 0, true).expr)
	}
	m.put(g.Float64(), text, to.path)
}

// graph collects what was written.
func (g *generator) graph(seed uint64) Graph {
	p := Graph{Seed: seed, Config: g.config()}
	if len(p.Config.Groups) == 0 && seed%2 == 1 {
		p.Config.Groups = nil // the default groups, which share files
	}
	p.Files = append(p.Files, File{"package.json", []Stmt{{Text: `{ "type": "module" }`}}})
	for _, lib := range g.libraries {
		text := fmt.Sprintf("{ \"name\": %q, \"version\": \"1.0.0\"", lib.name)
		if lib.kind == esm {
			text += `, "type": "module"`
		}
		if lib.sideEffects != "" {
			text += `, "sideEffects": ` + lib.sideEffects
		}
		text += `, "exports": { ".": "./index.js", "./*": "./*" } }`
		p.Files = append(p.Files, File{"node_modules/" + lib.name + "/package.json", []Stmt{{Text: text}}})
	}
	for _, m := range g.modules {
		f := File{Path: m.path}
		for _, s := range m.body {
			f.Stmts = append(f.Stmts, s.Stmt)
		}
		p.Files = append(p.Files, f)
	}
	for _, m := range g.entries {
		p.Entries = append(p.Entries, m.path)
	}
	slices.SortFunc(p.Files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	return p
}
