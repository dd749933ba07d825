package why

import (
	"slices"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler/internal/link"
	"github.com/paintbox-build/paintbox/bundler/internal/program"
)

// Scripts of classic workers and of service workers are linked by themselves: most of
// what they hold is no part of the program.

// bundlesOf tells which files are such scripts, and of what they are made.
func bundlesOf(p *program.Program) map[string]*link.Bundle {
	found := map[string]*link.Bundle{}
	for i := range p.Copies {
		if c := &p.Copies[i]; c.Bundle != nil {
			found[c.Path()] = c.Bundle
		}
	}
	return found
}

// addBundle gives the modules of such a script their parts. It is loaded as a whole.
func (e *explainer) addBundle(f *asset.File, module map[string]int) {
	for _, s := range f.Shares {
		part := asset.Part{File: f.Path, Bytes: s.Bytes, Roots: []string{f.Source}}
		if m, ok := module[s.Module]; ok {
			e.parts[m] = append(e.parts[m], part)
		} else {
			e.alone[s.Module] = append(e.alone[s.Module], part)
		}
	}
}

// moveStubs gives the code that names the script of a classic worker to the worker.
func (e *explainer) moveStubs(module map[string]int) {
	for i := range e.p.Copies {
		c := &e.p.Copies[i]
		if c.Bundle == nil {
			continue
		}
		stub := e.stub(c)
		if stub < 0 {
			continue
		}
		start := c.Bundle.Modules[c.Bundle.Start].Path
		if m, ok := module[start]; ok {
			e.parts[m] = append(e.parts[m], e.parts[stub]...)
		} else {
			e.alone[start] = append(e.alone[start], e.parts[stub]...)
		}
		e.parts[stub] = nil
	}
}

// stub is the module that stands for a copy; -1 for none.
func (e *explainer) stub(c *link.Copy) int {
	return slices.IndexFunc(e.p.Modules, func(m program.Module) bool { return m.Copied == c.Name })
}

// bundled gives placements to the modules that only such scripts hold.
func (e *explainer) bundled(importers []importer) []asset.Placement {
	var list []asset.Placement
	known := byPath(e.p)
	for i := range e.p.Copies {
		c := &e.p.Copies[i]
		if c.Bundle == nil {
			continue
		}
		start := importer{c.Bundle.From, c.Bundle.Step}
		if stub := e.stub(c); stub >= 0 {
			start = importer{importers[stub].path, link.Step(link.Classic)}
		}
		c.Bundle.Reached(func(module, from int, way link.Way) {
			m := &c.Bundle.Modules[module]
			if _, ok := known[m.Path]; ok || m.Kind.Made() {
				return
			}
			known[m.Path] = program.None
			sortParts(e.alone[m.Path])
			by := start
			if from >= 0 {
				by = importer{c.Bundle.Modules[from].Path, wayName(way)}
			}
			list = append(list, asset.Placement{Module: m.Path, Package: m.Package, Importer: by.path, By: by.by, Whole: "a worker that is no module is one script with all that it imports", Parts: e.alone[m.Path]})
		})
	}
	return list
}
