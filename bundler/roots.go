package bundler

import (
	"cmp"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/paintbox-build/paintbox/bundler/internal/cut"
	"github.com/paintbox-build/paintbox/chunker"
)

// makeRoots finds the places where execution starts: entries first, then
// workers and routes, each by their paths.
func (p *Program) makeRoots() {
	workers, imported := p.workers(), p.imported()
	var later []root
	p.roots = make([]root, 0, len(p.files))
	byEntry := make([]*root, len(p.entries))
	for i := range p.files {
		f := &p.files[i]
		if f.module < 0 {
			continue
		}
		r := root{file: i, entry: -1, cjs: -1, object: -1, worker: workers[f.module]}
		for _, name := range sortedKeys(f.exports) {
			r.exports = append(r.exports, export{name, f.exports[name]})
		}
		if f.cjs && len(r.exports) == 1 {
			r.cjs, r.exports = r.exports[0].symbol, nil
		}
		if number, ok := strings.CutPrefix(strings.TrimSuffix(f.name, ".js"), "entry-"); ok {
			if n, err := strconv.Atoi(number); err == nil && n < len(p.entries) {
				r.entry = n
				byEntry[n] = &r
				continue
			}
		}
		later = append(later, r)
	}
	for _, r := range byEntry {
		if r != nil {
			p.roots = append(p.roots, *r)
		}
	}
	slices.SortStableFunc(p.roots, func(a, b root) int {
		x, y := &p.entries[a.entry], &p.entries[b.entry]
		return cmp.Or(cmp.Compare(x.Source, y.Source), cmp.Compare(x.Part, y.Part))
	})
	slices.SortFunc(later, func(a, b root) int { return p.files[a.file].module - p.files[b.file].module })
	p.roots = append(p.roots, later...)
	p.Graph.Roots = make([]chunker.Root, len(p.roots))
	names := map[string]bool{}
	for i, r := range p.roots {
		g := chunker.Root{Module: p.files[r.file].module, Entry: r.entry >= 0 || r.worker}
		g.Name = p.rootName(r, names)
		g.Facade = imported[g.Module] || r.entry < 0 && !r.worker || r.entry >= 0 && p.entries[r.entry].Page == ""
		p.Graph.Roots[i] = g
	}
	p.rootOf = make(map[string]int, len(p.roots))
	p.outputOf = make(map[int]string, len(p.roots))
	for i := range p.roots {
		f := &p.files[p.roots[i].file]
		p.rootOf[f.name] = i
		p.outputOf[f.module] = f.name
	}
}

// workers finds the modules that new Worker(new URL(…)) starts.
func (p *Program) workers() map[int]bool {
	found := map[int]bool{}
	for m, name := range p.paths {
		if strings.HasPrefix(name, workerPrefix) {
			for _, imp := range p.Graph.Modules[m].Imports {
				found[imp.Module] = true
			}
		}
	}
	return found
}

// imported finds the modules that an import() loads, which may be those of
// pages and workers, too: only then anyone sees what these export.
func (p *Program) imported() map[int]bool {
	found := map[int]bool{}
	for m := range p.Graph.Modules {
		for _, imp := range p.Graph.Modules[m].Imports {
			if imp.Kind == chunker.ImportDynamic {
				found[imp.Module] = true
			}
		}
	}
	return found
}

// rootName is what a root's files are called after: the entry's name, or the
// route's file without extension, or its directory where that is "index". A
// route that is a package's main module has the package's name.
func (p *Program) rootName(r root, taken map[string]bool) string {
	module := p.Graph.Modules[p.files[r.file].module].Path
	name := strings.TrimSuffix(path.Base(module), path.Ext(module))
	if name == "index" && path.Dir(module) != "." {
		name = path.Base(path.Dir(module))
		if pkg := p.Graph.Modules[p.files[r.file].module].Package; pkg != "" {
			name = path.Base(pkg)
		}
	}
	if r.entry >= 0 && p.entries[r.entry].Name != "" {
		name = p.entries[r.entry].Name
	}
	name = fileName(name)
	unique := name
	for i := 2; taken[unique]; i++ {
		unique = name + "-" + strconv.Itoa(i)
	}
	taken[unique] = true
	return unique
}

// fileName keeps the letters of a name that are safe in URLs.
func fileName(name string) string {
	safe := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '-', r == '_', r == '.':
			return r
		}
		return '-'
	}, name)
	if safe = strings.Trim(safe, "-."); safe == "" {
		return "chunk"
	}
	return safe
}

// findObjects finds the objects with the exports of roots.
func (p *Program) findObjects() {
	for i := range p.roots {
		r := &p.roots[i]
		if object := p.exportObject(p.files[r.file].module); object >= 0 && p.Graph.Roots[i].Facade {
			r.object = object
		}
	}
}

// useExports tells the graph what the roots export.
func (p *Program) useExports() {
	for i := range p.roots {
		r, g := &p.roots[i], &p.Graph.Roots[i]
		use := func(sym int32) {
			if sym >= 0 {
				g.Uses = append(g.Uses, int(p.symbols[sym].unit))
			}
		}
		use(r.object)
		for _, e := range r.exports {
			use(e.symbol)
		}
		use(r.cjs)
	}
}

// dynamicRoot tells the root that an import() loads.
func (p *Program) dynamicRoot(f *source, s *cut.Statement, imp cut.Import) (int, bool) {
	if imp.Self {
		root, ok := p.rootOf[p.outputOf[p.moduleOf(f, s)]]
		return root, ok
	}
	text := string(f.Source[imp.Arg+1 : imp.End-1])
	if !strings.HasPrefix(text, ".") {
		return 0, false
	}
	root, ok := p.rootOf[path.Join(path.Dir(f.name), text)]
	return root, ok
}

// findSelfImports finds the expressions that esbuild prints for the import() of
// a module by itself, Promise.resolve().then(() => require_x()), where no
// require_x exists since the module is not wrapped.
func (p *Program) findSelfImports() {
	for i := range p.files {
		f := &p.files[i]
		for si := range f.Statements {
			s := &f.Statements[si]
			for _, r := range s.Refs {
				name := f.Names[r.Name]
				if f.symbols[r.Name] >= 0 || !strings.HasPrefix(name, "require_") {
					continue
				}
				const before = "Promise.resolve().then(() => "
				start, end := int(r.Pos)-len(before), int(r.Pos)+len(name)+2
				if start >= s.Start && string(f.Source[start:r.Pos]) == before && string(f.Source[end-2:end]) == "()" {
					s.Dynamic = append(s.Dynamic, cut.Import{Start: start, Arg: int(r.Pos), End: end, Self: true})
				}
			}
			slices.SortFunc(s.Dynamic, func(a, b cut.Import) int { return a.Start - b.Start })
		}
	}
}
