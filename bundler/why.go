package bundler

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler/internal/cut"
	"github.com/paintbox-build/paintbox/chunker"
)

// madePrefix is what the names of modules start with that Paintbox makes: of
// pages and of files that are imported otherwise than as modules.
const madePrefix = "paintbox-"

// Explain says, for each module of the program, why its code is in the files of
// a build, which was made of a plan with these options.
func (p *Program) Explain(b *asset.Build, plan *chunker.Plan, o chunker.Options) []asset.Placement {
	e := explainer{p: p, reasons: chunker.Explain(&p.Graph, o, plan), order: p.rootsByName(), parts: make([][]asset.Part, len(p.Graph.Modules))}
	e.findParts(b, plan)
	importers := p.shortestImports()
	required := p.requiredModules()
	list := make([]asset.Placement, 0, len(p.Graph.Modules))
	for m := range p.Graph.Modules {
		mod := &p.Graph.Modules[m]
		if m == p.runtime || p.stub(m) || strings.HasPrefix(mod.Path, madePrefix) && len(e.parts[m]) == 0 {
			continue
		}
		pl := asset.Placement{Module: mod.Path, Package: mod.Package, Group: e.reasons.Group[m], Rule: e.reasons.Rule[m], Parts: e.parts[m],
			Importer: importers[m].path, By: importers[m].by, Whole: p.whole(m, required)}
		for _, u := range mod.Units {
			if cause := e.reasons.Deferred[u]; cause != "" && pl.Deferred == "" {
				pl.Deferred = cause
			}
		}
		list = append(list, pl)
	}
	slices.SortFunc(list, func(a, b asset.Placement) int { return cmp.Compare(a.Module, b.Module) })
	return list
}

// stub tells the few bytes that start a worker from the worker.
func (p *Program) stub(m int) bool {
	kind, file, ok := strings.Cut(p.Graph.Modules[m].Path, ":")
	_, known := p.modules[file]
	return ok && known && strings.HasPrefix(kind, madePrefix)
}

// explainer collects what the reasons are made of.
type explainer struct {
	p       *Program
	reasons chunker.Reasons
	order   []int          // the roots as they are listed
	parts   [][]asset.Part // by module
}

// findParts divides the modules among the files.
func (e *explainer) findParts(b *asset.Build, plan *chunker.Plan) {
	p := e.p
	chunkOf := make(map[string]int, len(plan.Chunks)) // by the name of the file without its hash
	for i, c := range plan.Chunks {
		chunkOf[AssetsDir+"/"+c.Name+".js"] = i
	}
	module := make(map[string]int, len(p.Graph.Modules))
	for m := range p.Graph.Modules {
		module[p.Graph.Modules[m].Path] = m
	}
	files := make([]int, len(p.Graph.Modules)) // by module: how many hold its code
	for i := range b.Files {
		for _, s := range b.Files[i].Shares {
			files[module[s.Module]]++
		}
	}
	for i := range b.Files {
		f := &b.Files[i]
		var units map[int][]int // by module
		if c, ok := chunkOf[f.Name]; ok {
			units = map[int][]int{}
			for _, s := range plan.Chunks[c].Steps {
				if m := p.Graph.Units[s.Unit].Module; s.Mode != chunker.Call {
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
				part.Names = p.declared(units[m])
			}
			e.parts[m] = append(e.parts[m], part)
		}
	}
	for m := range e.parts {
		slices.SortStableFunc(e.parts[m], func(x, y asset.Part) int { return cmp.Compare(y.Bytes, x.Bytes) })
	}
}

// roots names the entries and routes that need any of the units, entries first.
func (e *explainer) roots(units []int) []string {
	var names []string
	for _, r := range e.order {
		if slices.ContainsFunc(units, func(u int) bool { return e.reasons.Needs(r, u) }) {
			names = append(names, e.p.source(r))
		}
	}
	return names
}

// rootsByName lists the roots in an order that does not depend on that of the
// configuration: entries first, then by their sources.
func (p *Program) rootsByName() []int {
	list := make([]int, len(p.roots))
	for r := range list {
		list[r] = r
	}
	slices.SortFunc(list, func(a, b int) int {
		if x, y := p.Graph.Roots[a].Entry, p.Graph.Roots[b].Entry; x != y {
			if x {
				return -1
			}
			return 1
		}
		return cmp.Compare(p.source(a), p.source(b))
	})
	return list
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
func (p *Program) declared(units []int) []string {
	var names []string
	seen := map[string]bool{}
	for _, id := range units {
		u := &p.units[id]
		f := &p.files[u.file]
		for _, si := range u.statements {
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
func (p *Program) shortestImports() []importer {
	found := make([]importer, len(p.Graph.Modules))
	seen := make([]bool, len(p.Graph.Modules))
	var queue []int
	visit := func(m int, from importer) {
		if !seen[m] {
			seen[m] = true
			found[m] = from
			queue = append(queue, m)
		}
	}
	for _, r := range p.rootsByName() {
		if root := p.Graph.Roots[r]; root.Entry && !p.roots[r].worker {
			from := importer{p.source(r), "<script>"}
			if from.path == p.Graph.Modules[root.Module].Path {
				from = importer{}
			}
			visit(root.Module, from)
		}
	}
	sheets := slices.SortedFunc(slices.Values(p.entries), func(a, b Entry) int { return cmp.Compare(a.Source, b.Source) })
	for _, e := range sheets {
		if m, ok := p.modules[e.Source]; ok {
			visit(m, importer{})
		}
	}
	for ; len(queue) > 0; queue = queue[1:] {
		m := queue[0]
		for _, imp := range p.linked.meta.Inputs[p.paths[m]].Imports {
			if to, ok := p.modules[imp.Path]; ok && !imp.External {
				visit(to, p.step(m, found[m], imp.Kind))
			}
		}
	}
	return found
}

// step names an importing module and the way it imports. What Paintbox makes of
// pages and workers is named after these.
func (p *Program) step(m int, before importer, kind string) importer {
	name := p.Graph.Modules[m].Path
	switch {
	case strings.HasPrefix(name, pagePrefix):
		page, _, _ := strings.Cut(strings.TrimPrefix(name, pagePrefix), "#")
		if kind == "dynamic-import" {
			return importer{page, "import()"}
		}
		return importer{page, "<script>"}
	case strings.HasPrefix(name, madePrefix):
		return importer{before.path, "new Worker()"}
	}
	ways := map[string]string{"require-call": "require()", "require-resolve": "require.resolve()", "dynamic-import": "import()", "import-rule": "@import", "url-token": "url()", "composes-from": "composes"}
	if way, ok := ways[kind]; ok {
		return importer{name, way}
	}
	return importer{name, "import"}
}

// requiredModules finds the ES modules that the linker wraps, and why: they are
// required, or imported by one that is wrapped.
func (p *Program) requiredModules() map[int]string {
	esm := make([]bool, len(p.Graph.Modules))
	for m, name := range p.paths {
		esm[m] = p.linked.meta.Inputs[name].Format == "esm"
	}
	causes := map[int]string{}
	var queue []int
	add := func(m int, cause string) {
		if _, ok := causes[m]; !ok && p.Graph.Modules[m].Lazy && esm[m] {
			causes[m] = cause
			queue = append(queue, m)
		}
	}
	for m := range p.Graph.Modules {
		for _, imp := range p.Graph.Modules[m].Imports {
			if imp.Kind == chunker.ImportRequire {
				add(imp.Module, "an ES module that "+p.Graph.Modules[m].Path+" requires with require() is one function")
			}
		}
	}
	for ; len(queue) > 0; queue = queue[1:] {
		for _, imp := range p.Graph.Modules[queue[0]].Imports {
			add(imp.Module, "an ES module that is imported by "+p.Graph.Modules[queue[0]].Path+", which is one function, is one as well")
		}
	}
	return causes
}

// whole says why the code of a module is in one piece.
func (p *Program) whole(m int, required map[int]string) string {
	mod := &p.Graph.Modules[m]
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
		total += p.Graph.Units[u].Size
		if p.Graph.Units[u].Size > p.Graph.Units[largest].Size {
			largest = u
		}
	}
	size := p.Graph.Units[largest].Size
	if statements := len(p.units[largest].statements); statements > 1 && size > 2000 && size > total/2 {
		return fmt.Sprintf("%d of its statements declare or change the same variables and stay together", statements)
	}
	return ""
}
