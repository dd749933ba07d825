package mend

import (
	"cmp"
	"slices"

	"github.com/paintbox-build/paintbox/bundler/internal/cut"
	"github.com/paintbox-build/paintbox/bundler/internal/link"
	"github.com/paintbox-build/paintbox/bundler/internal/program"
)

// NodeNames finds the modules that seem to use such a name where nothing declares
// it: in the linker's output, it may still be that of a function's own variable.
// What the program gives the global object is none. Whether the module asks for
// its type, or for it as a property of some object, is told.
func NodeNames(p *program.Program) []link.NameUse {
	given := map[string]bool{}
	seen, asks := map[link.NameUse]bool{}, map[link.NameUse]bool{}
	for i := range p.Files {
		f := &p.Files[i]
		for si := range f.Statements {
			s := &f.Statements[si]
			for _, r := range s.Refs {
				name := f.Names[r.Name]
				if asked := askedOf(f, r); asked != "" && s.Region >= 0 {
					asks[link.NameUse{Module: p.ModuleOf(f, s), Name: asked}] = true
				}
				switch {
				case f.Symbols[r.Name] >= 0:
				case name == "window" || name == "globalThis" || name == "self" || name == "global":
					if m, rest, ok := f.Chain(r).First(); ok && rest == (cut.Chain{}) && r.Next&cut.NextSet != 0 {
						given[m.Name] = true
					}
				case isNodeName(name) && s.Region >= 0:
					use := link.NameUse{Module: p.ModuleOf(f, s), Name: name}
					seen[use] = true
					asks[use] = asks[use] || r.Next&cut.NextAsked != 0
				}
			}
		}
	}
	var uses []link.NameUse
	for u := range seen {
		if !given[u.Name] {
			uses = append(uses, link.NameUse{Module: u.Module, Name: u.Name, Asks: asks[u]})
		}
	}
	slices.SortFunc(uses, func(a, b link.NameUse) int { return cmp.Or(a.Module-b.Module, cmp.Compare(a.Name, b.Name)) })
	return uses
}

// askedOf is the name of Node's that a reference reads as a property, as in
// self.setImmediate ? setImmediate(f) : …; "" where it reads none, or calls it.
func askedOf(f *program.File, r cut.Ref) string {
	m, _, ok := f.Chain(r).First()
	if !ok || r.Next&(cut.NextSet|cut.NextCall) != 0 || !isNodeName(m.Name) {
		return ""
	}
	return m.Name
}

// isNodeName tells the names that browsers do not have. Of process, what is left
// is no process.env, which is defined.
func isNodeName(name string) bool {
	switch name {
	case "Buffer", "process", "__dirname", "__filename", "setImmediate", "clearImmediate":
		return true
	}
	return false
}
