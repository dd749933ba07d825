package mend

import (
	"cmp"
	"slices"

	"github.com/paintbox-build/paintbox/bundler/internal/cut"
	"github.com/paintbox-build/paintbox/bundler/internal/link"
	"github.com/paintbox-build/paintbox/bundler/internal/program"
)

// NodeNames finds the modules that use a name which only Node.js gives to modules,
// where nothing declares or provides it. What the program gives the global object is
// none. Whether the module asks for its type, or for it as a property of some
// object, is told.
func NodeNames(p *program.Program) []link.NameUse {
	given := map[string]bool{}
	seen, asks := map[moduleName]bool{}, map[moduleName]bool{} // seen tells who uses it anyway
	for i := range p.Files {
		f := &p.Files[i]
		for si := range f.Statements {
			s := &f.Statements[si]
			for _, r := range s.Refs {
				name := f.Names[r.Name]
				if asked := askedOf(f, r); asked != "" && s.Region >= 0 {
					asks[moduleName{p.ModuleOf(f, s), asked}] = true
				}
				switch {
				case f.Symbols[r.Name] >= 0:
				case name == "window" || name == "globalThis" || name == "self" || name == "global":
					if m, rest, ok := f.Chain(r).First(); ok && rest == (cut.Chain{}) && r.Next&cut.NextSet != 0 {
						given[m.Name] = true
					}
				case cut.OfNode(name) && s.Region >= 0:
					if free, ok := s.Free(r.Name); ok {
						use := moduleName{p.ModuleOf(f, s), name}
						seen[use] = seen[use] || free.Anyway
						asks[use] = asks[use] || r.Next&cut.NextAsked != 0
					}
				}
			}
		}
	}
	var uses []link.NameUse
	for u, anyway := range seen {
		if _, provided := p.Settings.Provide[u.name]; !given[u.name] && !provided {
			uses = append(uses, link.NameUse{Module: u.module, Name: u.name, Asks: asks[u], Anyway: anyway})
		}
	}
	slices.SortFunc(uses, func(a, b link.NameUse) int { return cmp.Or(a.Module-b.Module, cmp.Compare(a.Name, b.Name)) })
	return uses
}

// moduleName is a name in a module.
type moduleName struct {
	module int
	name   string
}

// askedOf is the name of Node's that a reference reads as a property, as in
// self.setImmediate ? setImmediate(f) : …; "" where it reads none, or calls it.
func askedOf(f *program.File, r cut.Ref) string {
	m, _, ok := f.Chain(r).First()
	if !ok || r.Next&(cut.NextSet|cut.NextCall) != 0 || !cut.OfNode(m.Name) {
		return ""
	}
	return m.Name
}
