package program

import (
	"cmp"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

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
		r := Root{Module: f.Module, File: i, Entry: None, CommonJS: None, Worker: workers[f.Module]}
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
	names := map[string]bool{}
	for i := range p.Roots {
		r := &p.Roots[i]
		r.Name = p.rootName(r, names)
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
			if imp.Way == link.WayDynamic {
				found[imp.Module] = true
			}
		}
	}
	return found
}

// rootName is what a root's files are called after: the entry's name, or the
// route's file without extension, or its directory where that is "index". A
// route that is a package's main module has the package's name.
func (p *Program) rootName(r *Root, taken map[string]bool) string {
	module := p.Modules[r.Module].Path
	name := strings.TrimSuffix(path.Base(module), path.Ext(module))
	if name == "index" && path.Dir(module) != "." {
		name = path.Base(path.Dir(module))
		if pkg := p.Modules[r.Module].Package; pkg != "" {
			name = path.Base(pkg)
		}
	}
	if r.Entry >= 0 && p.Entries[r.Entry].Name != "" {
		name = p.Entries[r.Entry].Name
	}
	name = FileName(name)
	unique := name
	for i := 2; taken[unique]; i++ {
		unique = name + "-" + strconv.Itoa(i)
	}
	taken[unique] = true
	return unique
}

// FileName keeps the letters of a name that are safe in URLs.
func FileName(name string) string {
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
