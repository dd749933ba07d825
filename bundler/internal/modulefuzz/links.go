package modulefuzz

import (
	"fmt"
	"slices"
	"strings"
)

// writeLinks makes a module's import and re-export statements in the order of
// its links, and fills its scope with what they import.
func (g *generator) writeLinks(m *module) []Stmt {
	var stmts []Stmt
	for i, l := range m.links {
		again := g.reexports(m, i)
		if len(again) == 0 || g.chance(0.4) {
			again = append(again, g.imports(m, l.to)...)
		}
		for j, text := range again {
			if l.to.kind == data {
				text += ` with { type: "json" }`
			}
			again[j] = text + ";"
			stmts = append(stmts, Stmt{again[j], []string{l.to.path}})
		}
	}
	return stmts
}

// reexports makes the re-export statements that belong to a link.
func (g *generator) reexports(m *module, link int) []string {
	var all, named []string
	var from string
	for _, e := range m.exports {
		if e.from == nil || e.order != link {
			continue
		}
		from = m.specifier(e.from)
		switch {
		case e.name == "*":
			all = append(all, fmt.Sprintf("export * from %q", from))
		case e.member == "*":
			all = append(all, fmt.Sprintf("export * as %s from %q", e.name, from))
		default:
			named = append(named, rename(e.member, e.name))
		}
	}
	if len(named) > 0 {
		all = append(all, fmt.Sprintf("export { %s } from %q", strings.Join(named, ", "), from))
	}
	return all
}

func rename(name, as string) string {
	if name == as {
		return name
	}
	return name + " as " + as
}

// imports makes import statements for one link.
func (g *generator) imports(m, to *module) []string {
	from := m.specifier(to)
	names := to.names()
	r := g.Float64()
	if len(names) == 0 || r < 0.12 {
		return []string{fmt.Sprintf("import %q", from)}
	}
	var clause []string
	if slices.Contains(names, "default") && g.chance(0.5) {
		clause = append(clause, g.bind(m, to, "default"))
	}
	switch {
	case r < 0.35:
		local := g.freshName(m)
		m.scope = append(m.scope, g.bound(origin{shape: namespace, of: to}, local, to.cycle != m.cycle))
		clause = append(clause, "* as "+local)
	case len(clause) == 0 || g.chance(0.5):
		var named []string
		for range 1 + g.IntN(3) {
			name := pick(g, names...)
			named = append(named, rename(name, g.bind(m, to, name)))
		}
		clause = append(clause, "{ "+strings.Join(named, ", ")+" }")
	}
	if g.chance(0.1) {
		// The same import written as import and export apart.
		return []string{fmt.Sprintf("import %s from %q", strings.Join(clause, ", "), from), fmt.Sprintf("import %q", from)}
	}
	return []string{fmt.Sprintf("import %s from %q", strings.Join(clause, ", "), from)}
}

// bind adds an imported name to a module's scope and returns what it is called there.
func (g *generator) bind(m, to *module, name string) string {
	o, _ := to.resolve(name)
	local := name
	if local == "default" || m.taken[local] {
		local = g.freshName(m)
	}
	m.taken[local] = true
	m.scope = append(m.scope, g.bound(o, local, to.cycle != m.cycle))
	return local
}
