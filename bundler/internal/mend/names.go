package mend

import (
	"cmp"
	"slices"

	"github.com/paintbox-build/paintbox/bundler/internal/cut"
	"github.com/paintbox-build/paintbox/bundler/internal/program"
)

// NameUse is a module that uses a name which only Node.js gives to modules.
type NameUse struct {
	Module int
	Name   string
}

// NodeNames finds the modules that seem to use such a name where nothing declares
// it: in the linker's output, it may still be that of a function's own variable.
// What the program gives the global object is none, nor one whose type the module
// asks for.
func NodeNames(p *program.Program) []NameUse {
	given := map[string]bool{}
	seen := map[NameUse]bool{} // with whether it asks
	for i := range p.Files {
		f := &p.Files[i]
		for si := range f.Statements {
			s := &f.Statements[si]
			for _, r := range s.Refs {
				name := f.Names[r.Name]
				switch {
				case f.Symbols[r.Name] >= 0:
				case name == "window" || name == "globalThis" || name == "self" || name == "global":
					if m, _, ok := f.Chain(r).First(); ok {
						given[m.Name] = true
					}
				case isNodeName(name) && s.Region >= 0:
					use := NameUse{p.ModuleOf(f, s), name}
					seen[use] = seen[use] || r.Next&cut.NextAsked != 0
				}
			}
		}
	}
	var uses []NameUse
	for u, asks := range seen {
		if !asks && !given[u.Name] {
			uses = append(uses, u)
		}
	}
	slices.SortFunc(uses, func(a, b NameUse) int { return cmp.Or(a.Module-b.Module, cmp.Compare(a.Name, b.Name)) })
	return uses
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
