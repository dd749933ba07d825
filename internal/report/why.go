package report

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler"
	"github.com/paintbox-build/paintbox/internal/glob"
)

// Finding answers why a package, or a module, is where it is.
type Finding struct {
	Package string            // the package asked for; "" where a module was
	Modules []asset.Placement // its modules that are in files, largest first; the module
	Unused  int               // its modules that are in none
	Chain   []string          // the shortest chain of imports from an entry to one of the modules: each module, and "import()" and the like between them where it is no import statement
}

// FindModules finds what a name asks for: a package, a module by its path or the
// end of its path, or a glob over the names of packages and over paths. It is nil
// where nothing has the name.
func FindModules(b *asset.Build, name string) []Finding {
	name = path.Clean(strings.TrimSuffix(name, "/"))
	byPackage := map[string][]asset.Placement{}
	var modules []asset.Placement
	for _, p := range b.Placements {
		file := fileName(p.Module)
		switch {
		case p.Package != "" && glob.Match(name, p.Package):
			byPackage[p.Package] = append(byPackage[p.Package], p)
		case glob.Match(name, file) || strings.HasSuffix(file, "/"+name):
			modules = append(modules, p)
		}
	}
	index := asset.PlacementsByModule(b.Placements)
	var found []Finding
	for pkg, list := range byPackage {
		found = append(found, newFinding(index, pkg, list))
	}
	if len(found) == 0 {
		for _, p := range modules {
			found = append(found, newFinding(index, "", []asset.Placement{p}))
		}
	}
	slices.SortFunc(found, func(x, y Finding) int {
		return cmp.Or(cmp.Compare(y.bytes(), x.bytes()), cmp.Compare(x.Package, y.Package), cmp.Compare(x.name(), y.name()))
	})
	return found
}

func newFinding(index map[string]*asset.Placement, pkg string, list []asset.Placement) Finding {
	f := Finding{Package: pkg}
	var modules []string
	for _, p := range list {
		if len(p.Parts) > 0 || pkg == "" {
			f.Modules = append(f.Modules, p)
		} else {
			f.Unused++
		}
		modules = append(modules, p.Module)
	}
	f.Chain = chainOf(asset.ShortestChain(index, modules))
	slices.SortStableFunc(f.Modules, func(x, y asset.Placement) int { return cmp.Compare(moduleBytes(y), moduleBytes(x)) })
	return f
}

// chainOf names the steps of a chain.
func chainOf(steps []asset.Step) []string {
	var chain []string
	for i, step := range steps {
		if step.By != "import" && step.By != "" {
			chain = append(chain, step.By)
		}
		if i == len(steps)-1 {
			step.Module = fileName(step.Module)
		}
		chain = append(chain, step.Module)
	}
	return chain
}

func moduleBytes(p asset.Placement) asset.Size {
	var n asset.Size
	for _, part := range p.Parts {
		n += part.Bytes
	}
	return n
}

func (f *Finding) bytes() asset.Size {
	var n asset.Size
	for _, p := range f.Modules {
		n += moduleBytes(p)
	}
	return n
}

// name is what the finding is about.
func (f *Finding) name() string {
	if f.Package != "" || len(f.Modules) == 0 {
		return f.Package
	}
	return fileName(f.Modules[0].Module)
}

// fileName is the path of a module without the prefix of those that are made of
// pages and files: "paintbox-raw:src/notes.md".
func fileName(module string) string {
	return bundler.SourceOf(module)
}

// ModuleNames lists what FindModules finds by name: packages, paths of modules,
// and their ends.
func ModuleNames(b *asset.Build) []string {
	seen := map[string]bool{}
	var names []string
	add := func(name string) {
		if name != "" && !seen[name] {
			seen[name] = true
			names = append(names, name)
		}
	}
	for _, p := range b.Placements {
		add(p.Package)
	}
	for _, p := range b.Placements {
		add(fileName(p.Module))
		if p.Package == "" {
			add(path.Base(p.Module))
		}
	}
	return names
}
