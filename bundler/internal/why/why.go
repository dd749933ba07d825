// Package why says why code is in the files that it is in: what asks for each
// module, which group it belongs to, and what keeps it in one piece.
//
//   - Takes: the model, its units, a plan, the options of that, and the build that
//     was made of it.
//   - Gives: a placement for each module of the program.
//   - Changes: nothing.
package why

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler/internal/cut"
	"github.com/paintbox-build/paintbox/bundler/internal/link"
	"github.com/paintbox-build/paintbox/bundler/internal/program"
	"github.com/paintbox-build/paintbox/bundler/internal/settings"
	"github.com/paintbox-build/paintbox/bundler/internal/unit"
	"github.com/paintbox-build/paintbox/chunker"
)

// Explain says, for each module of the program, why its code is in the files of
// a build, which was made of a plan with these options.
func Explain(p *program.Program, units *unit.Set, b *asset.Build, plan *chunker.Plan, o chunker.Options) []asset.Placement {
	e := explainer{p: p, units: units, reasons: chunker.Explain(&units.Graph, o, plan), order: p.RootsByName(), parts: make([][]asset.Part, len(p.Modules)), bundles: bundlesOf(p), alone: map[string][]asset.Part{}}
	e.findParts(b, plan)
	importers := shortestImports(p)
	required := requiredModules(p)
	list := make([]asset.Placement, 0, len(p.Modules))
	for m := range p.Modules {
		mod := &p.Modules[m]
		if m == p.Runtime || mod.Dropped || p.IsStub(m) || mod.Kind.Made() && len(e.parts[m]) == 0 {
			continue
		}
		pl := asset.Placement{Module: mod.Path, Package: mod.Package, Group: e.reasons.Group[m], Rule: e.reasons.Rule[m], Parts: e.parts[m],
			Importer: importers[m].path, By: importers[m].by, Whole: whole(units, m, required)}
		for _, u := range units.Graph.Modules[m].Units {
			if cause := e.reasons.Deferred[u]; cause != "" && pl.Deferred == "" {
				pl.Deferred = cause
			}
			pl.Joined = cmp.Or(pl.Joined, e.reasons.Joined[u])
		}
		list = append(list, pl)
	}
	list = append(list, e.bundled(importers)...)
	slices.SortFunc(list, func(a, b asset.Placement) int { return cmp.Compare(a.Module, b.Module) })
	return list
}

// explainer collects what the reasons are made of.
type explainer struct {
	p       *program.Program
	units   *unit.Set
	reasons chunker.Reasons
	order   []int                   // the roots as they are listed
	parts   [][]asset.Part          // by module
	bundles map[string]*link.Bundle // by file: what the scripts of workers are made of
	alone   map[string][]asset.Part // by path: the parts of modules that only these hold
}

// findParts divides the modules among the files.
func (e *explainer) findParts(b *asset.Build, plan *chunker.Plan) {
	p := e.p
	chunkOf := make(map[string]int, len(plan.Chunks)) // by the name of the file without its hash
	for i, c := range plan.Chunks {
		chunkOf[settings.AssetsDir+"/"+c.Name+".js"] = i
	}
	module := byPath(p)
	files := make([]int, len(p.Modules)) // by module: how many hold its code
	for i := range b.Files {
		for _, s := range b.Files[i].Shares {
			if m, ok := module[s.Module]; ok {
				files[m]++
			}
		}
	}
	for i := range b.Files {
		f := &b.Files[i]
		if e.bundles[f.Path] != nil {
			e.addBundle(f, module)
			continue
		}
		var units map[int][]int // by module
		if c, ok := chunkOf[f.Name]; ok {
			units = map[int][]int{}
			for _, s := range plan.Chunks[c].Steps {
				if m := e.units.Graph.Units[s.Unit].Module; s.Mode != chunker.Call {
					units[m] = append(units[m], s.Unit)
				}
			}
		}
		for _, s := range f.Shares {
			m, ok := module[s.Module]
			if !ok {
				continue
			}
			part := asset.Part{File: f.Path, Bytes: s.Bytes, Roots: e.roots(units[m])}
			if f.Kind == asset.KindCSS {
				part.Roots = styleRoots(b, f.Path)
			}
			if files[m] > 1 {
				part.Names = e.declared(units[m])
			}
			e.parts[m] = append(e.parts[m], part)
		}
	}
	e.moveStubs(module)
	for m := range e.parts {
		sortParts(e.parts[m])
	}
}

func sortParts(parts []asset.Part) {
	slices.SortStableFunc(parts, func(x, y asset.Part) int { return cmp.Compare(y.Bytes, x.Bytes) })
}

// byPath finds modules by their paths.
func byPath(p *program.Program) map[string]int {
	found := make(map[string]int, len(p.Modules))
	for m := range p.Modules {
		found[p.Modules[m].Path] = m
	}
	return found
}

// roots names the entries and routes that need any of the units, entries first.
func (e *explainer) roots(units []int) []string {
	var names []string
	for _, r := range e.order {
		if slices.ContainsFunc(units, func(u int) bool { return e.reasons.Needs(r, u) }) {
			names = append(names, e.p.SourceOf(r))
		}
	}
	return names
}

// styleRoots names the entries and routes that load a style sheet.
func styleRoots(b *asset.Build, file string) []string {
	var names []string
	for _, r := range b.Roots {
		if slices.Contains(r.Styles, file) {
			names = append(names, r.Source)
		}
	}
	return names
}

// declared lists the names that units declare, as the source has them where the
// linker did not have to change them.
func (e *explainer) declared(units []int) []string {
	var names []string
	seen := map[string]bool{}
	for _, id := range units {
		u := &e.units.Units[id]
		f := &e.p.Files[u.File]
		for _, si := range u.Statements {
			for _, r := range f.Statements[si].Refs {
				if name := f.Names[r.Name]; r.Flags&cut.RefDeclared != 0 && !seen[name] {
					seen[name] = true
					names = append(names, name)
				}
			}
		}
	}
	return names
}

// importer is a step of a chain of imports.
type importer struct{ path, by string }

// shortestImports finds, for each module, what imports it on a shortest chain
// from an entry.
func shortestImports(p *program.Program) []importer {
	found := make([]importer, len(p.Modules))
	for _, r := range p.RootsByName() {
		root := &p.Roots[r]
		if source := p.SourceOf(r); root.Entry >= 0 && source != p.Modules[root.Module].Path && found[root.Module] == (importer{}) {
			found[root.Module] = importer{source, "<script>"}
		}
	}
	reached := p.Reached()
	nodes := reached.Nodes()
	first := make([]int, len(p.Modules)) // of the imports of the module before, the one that leads here
	for _, m := range nodes {
		for i, imp := range slices.Backward(p.Modules[m].Imports) {
			if before, ok := reached.Before(imp.Module); ok && before == m {
				first[imp.Module] = i
			}
		}
	}
	for _, m := range nodes {
		if before, ok := reached.Before(m); ok {
			found[m] = step(&p.Modules[before], found[before], p.Modules[before].Imports[first[m]].Way)
		}
	}
	return found
}

// step names an importing module and the way it imports. What Paintbox makes of
// pages and workers is named after these.
func step(m *program.Module, before importer, way link.Way) importer {
	switch {
	case m.Kind == link.Page:
		page, _, _ := strings.Cut(link.SourceOf(m.Name), "#")
		if way == link.WayDynamic {
			return importer{page, "import()"}
		}
		return importer{page, link.Step(m.Kind)}
	case m.Kind.Made():
		return importer{before.path, link.Step(m.Kind)}
	}
	return importer{m.Path, wayName(way)}
}

// wayName is what people call a way to import.
func wayName(way link.Way) string {
	names := map[link.Way]string{link.WayRequire: "require()", link.WayResolve: "require.resolve()", link.WayDynamic: "import()", link.WayRule: "@import", link.WayURL: "url()", link.WayComposes: "composes"}
	return cmp.Or(names[way], "import")
}

// requiredModules finds the ES modules that the linker wraps, and why: they are
// required, or imported by one that is wrapped.
func requiredModules(p *program.Program) map[int]string {
	causes := map[int]string{}
	wrapped := func(m int) bool { return p.Modules[m].Lazy && p.Modules[m].ES }
	var starts []int
	for m := range p.Modules {
		for _, imp := range p.Modules[m].Imports {
			if required := imp.Way == link.WayRequire || imp.Way == link.WayResolve; required && wrapped(imp.Module) && causes[imp.Module] == "" {
				causes[imp.Module] = "an ES module that " + p.Modules[m].Path + " requires with require() is one function"
				starts = append(starts, imp.Module)
			}
		}
	}
	reached := asset.Reach(starts, func(m int) []int {
		return slices.DeleteFunc(p.Evaluated(m), func(imported int) bool { return !wrapped(imported) })
	})
	for _, m := range reached.Nodes() {
		if before, ok := reached.Before(m); ok {
			causes[m] = "an ES module that is imported by " + p.Modules[before].Path + ", which is one function, is one as well"
		}
	}
	return causes
}

// whole says why the code of a module is in one piece.
func whole(units *unit.Set, m int, required map[int]string) string {
	mod := &units.Graph.Modules[m]
	switch {
	case len(mod.Units) == 0:
		return ""
	case mod.Lazy && required[m] != "":
		return required[m]
	case mod.Lazy && path.Ext(mod.Path) == ".json":
		return "JSON that require() reads is one function"
	case mod.Lazy:
		return "a CommonJS module is one function"
	}
	total := 0
	largest := mod.Units[0]
	for _, u := range mod.Units {
		total += units.Graph.Units[u].Size
		if units.Graph.Units[u].Size > units.Graph.Units[largest].Size {
			largest = u
		}
	}
	size := units.Graph.Units[largest].Size
	if statements := len(units.Units[largest].Statements); statements > 1 && size > 2000 && size > total/2 {
		return fmt.Sprintf("%d of its statements declare or change the same variables and stay together", statements)
	}
	return ""
}
