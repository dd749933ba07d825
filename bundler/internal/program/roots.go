package program

import (
	"cmp"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler/internal/link"
)

// makeRoots finds the places where execution starts: entries first, then
// workers and routes, each by their paths.
func (p *Program) makeRoots() {
	workers := p.workers()
	var later []Root
	p.Roots = make([]Root, 0, len(p.Files))
	byEntry := make([]*Root, len(p.Entries))
	for i := range p.Files {
		f := &p.Files[i]
		if f.Module < 0 {
			continue
		}
		r := Root{Module: f.Module, File: i, Entry: None, CommonJS: None, Object: None, Worker: workers[f.Module]}
		for _, name := range slices.Sorted(maps.Keys(f.Exports)) {
			r.Exports = append(r.Exports, Export{name, f.Exports[name]})
		}
		if f.Wrapped && len(r.Exports) == 1 {
			r.CommonJS, r.Exports = r.Exports[0].Symbol, nil
		}
		if number, ok := strings.CutPrefix(strings.TrimSuffix(f.Name, ".js"), "entry-"); ok {
			if n, err := strconv.Atoi(number); err == nil && n < len(p.Entries) {
				r.Entry = n
				byEntry[n] = &r
				continue
			}
		}
		later = append(later, r)
	}
	for _, r := range byEntry {
		if r != nil {
			p.Roots = append(p.Roots, *r)
		}
	}
	slices.SortStableFunc(p.Roots, func(a, b Root) int {
		x, y := &p.Entries[a.Entry], &p.Entries[b.Entry]
		return cmp.Or(cmp.Compare(x.Source, y.Source), cmp.Compare(x.Part, y.Part))
	})
	slices.SortFunc(later, func(a, b Root) int { return a.Module - b.Module })
	p.Roots = append(p.Roots, later...)
	p.nameRoots()
}

// nameRoots gives the roots their names, by which they can be found from then on.
func (p *Program) nameRoots() {
	imported := p.imported()
	p.rootOf = make(map[string]int, len(p.Roots))
	names := p.rootNames()
	for i := range p.Roots {
		r := &p.Roots[i]
		r.Name = names[i]
		r.Facade = imported[r.Module] || !r.Starts() || r.Entry >= 0 && p.Entries[r.Entry].Page == ""
		p.rootOf[p.Files[r.File].Name] = i
	}
}

// workers finds the modules that new Worker(new URL(…)) starts.
func (p *Program) workers() map[int]bool {
	found := map[int]bool{}
	for m := range p.Modules {
		if p.Modules[m].Kind == link.Worker {
			for _, imp := range p.Modules[m].Imports {
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
	for m := range p.Modules {
		for _, imp := range p.Modules[m].Imports {
			if imp.Way == link.WayDynamic && p.Modules[m].Kind != link.Worker {
				found[imp.Module] = true
			}
		}
	}
	return found
}

// rootNames are what the files of the roots are called after: an entry's name,
// or that of a route's module. Routes that would have one name get their
// directories before it, all of them, so that none depends on which comes first.
func (p *Program) rootNames() []string {
	names, levels := make([]string, len(p.Roots)), make([]int, len(p.Roots))
	taken := map[string]bool{}
	var routes []int
	for i, r := range p.Roots {
		if r.Entry < 0 || p.Entries[r.Entry].Name == "" {
			routes = append(routes, i)
			continue
		}
		names[i] = asset.Unique(asset.FileName(p.Entries[r.Entry].Name), taken)
	}
	for again := true; again; {
		again = false
		same := map[string]int{}
		for _, i := range routes {
			names[i] = p.routeName(p.Roots[i].Module, levels[i])
			same[names[i]]++
		}
		for _, i := range routes {
			if (same[names[i]] > 1 || taken[names[i]]) && p.routeName(p.Roots[i].Module, levels[i]+1) != names[i] {
				levels[i]++
				again = true
			}
		}
	}
	for _, i := range routes {
		names[i] = asset.Unique(names[i], taken)
	}
	return names
}

// routeName is a route's file without extension, or its directory where that is
// "index", behind the names of so many directories. A route that is a package's
// main module has the package's name.
func (p *Program) routeName(module, directories int) string {
	m := &p.Modules[module]
	dir := path.Dir(m.Path)
	name := strings.TrimSuffix(path.Base(m.Path), path.Ext(m.Path))
	if name == "index" && dir != "." {
		name, dir = path.Base(dir), path.Dir(dir)
		if m.Package != "" {
			name = path.Base(m.Package)
		}
	}
	for ; directories > 0 && dir != "." && dir != "/"; directories-- {
		name, dir = path.Base(dir)+"-"+name, path.Dir(dir)
	}
	return asset.FileName(name)
}
