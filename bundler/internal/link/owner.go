package link

import (
	"cmp"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler/internal/js"
	"github.com/paintbox-build/paintbox/internal/pathname"
)

// Which package a module belongs to, and what its path is called, is told by
// where it is, however an import got there: what is installed has the name that
// it is installed by, what else is outside the project that of the nearest
// package.json with a name, and the project's own modules have none.

// owner finds the package of a module, and the directory of one that is outside
// the project and not installed. Path is what people see of the module.
func (p *packages) owner(dir, path string) (name, at string) {
	_, file, ok := strings.Cut(path, ":")
	if !ok {
		file = path
	}
	if name := packageName(file); name != "" || !strings.HasPrefix(file, "../") {
		return name, ""
	}
	file, _, _ = strings.Cut(file, "?")
	for at = filepath.Join(dir, filepath.Dir(filepath.FromSlash(file))); ; at = filepath.Dir(at) {
		info := p.of(at)
		switch {
		case isPackageName(info.Name):
			return info.Name, info.dir
		case info.dir == "" || filepath.Dir(info.dir) == info.dir:
			return "", ""
		}
		at = info.dir
	}
}

// isPackageName tells whether a name can be printed and matched as one.
func isPackageName(name string) bool {
	return name != "" && !strings.ContainsFunc(name, func(r rune) bool { return unicode.IsSpace(r) || !unicode.IsPrint(r) })
}

// packageName tells the package of an installed module by its path; "" for
// others.
func packageName(module string) string {
	const marker = "node_modules/"
	i := strings.LastIndex(module, marker)
	if i < 0 {
		return ""
	}
	rest := module[i+len(marker):]
	parts := strings.SplitN(rest, "/", 3)
	if strings.HasPrefix(rest, "@") && len(parts) > 1 {
		return path.Join(parts[0], parts[1])
	}
	return parts[0]
}

// displayPath shows the linker's name of a module to people: where the file
// really is, relative to the directory of the project. It is the same wherever
// the project is.
func displayPath(dir, name string) string {
	prefix, file, ok := strings.Cut(name, ":")
	if !ok {
		prefix, file = "", name
	}
	switch {
	case filepath.IsAbs(file):
		file = pathname.From(dir, file)
	case strings.Contains(file, virtualMark):
		file = pathname.From(dir, realPath(filepath.Join(dir, filepath.FromSlash(file))))
	}
	file = fromStore(file)
	if ok {
		return prefix + ":" + file
	}
	return file
}

// fromStore shortens the path of a package that the machine keeps for all
// projects, in the cache of Yarn or the links of pnpm: the path from here says
// where this machine keeps them, and begins here with what holds node_modules,
// which has a hash in its name.
func fromStore(file string) string {
	i := strings.Index(file, "/node_modules/")
	if i < 0 || !strings.HasPrefix(file, "../") {
		return file
	}
	holder, inside := file[:i], file
	for strings.HasPrefix(inside, "../") {
		inside = inside[len("../"):]
	}
	if strings.HasSuffix(holder, ".zip") && !strings.HasPrefix(inside, ".yarn/cache/") || strings.Contains(holder, "/links/") {
		return path.Base(holder) + file[i:]
	}
	return file
}

// named makes modules of the linker's names, in the order of their paths. Two of
// one path are instances of one package: names tell all but the first apart.
func (p *packages) named(dir string, names []string) []Module {
	list := make([]Module, len(names))
	taken := make(map[string]bool, len(names))
	for i, name := range slices.Sorted(slices.Values(names)) {
		m := Module{Name: name, Path: displayPath(dir, name)}
		if taken[m.Path] {
			m.Path = name
		}
		taken[m.Path] = true
		m.Package, m.home = p.owner(dir, displayPath(dir, name))
		list[i] = m
	}
	slices.SortFunc(list, func(a, b Module) int { return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Name, b.Name)) })
	return list
}

// sameNamed warns of packages of a workspace that have one name. A directory
// inside of another one, such as what is published of it, is the same package.
func sameNamed(dir string, modules []Module) []asset.Message {
	homes := map[string][]string{}
	var names []string
	for i := range modules {
		m := &modules[i]
		if m.home == "" || slices.Contains(homes[m.Package], m.home) {
			continue
		}
		if homes[m.Package] == nil {
			names = append(names, m.Package)
		}
		homes[m.Package] = append(homes[m.Package], m.home)
	}
	slices.Sort(names)
	var warnings []asset.Message
	for _, name := range names {
		outer := slices.DeleteFunc(slices.Clone(homes[name]), func(at string) bool {
			return slices.ContainsFunc(homes[name], func(other string) bool {
				return strings.HasPrefix(at, other+string(filepath.Separator))
			})
		})
		if len(outer) < 2 {
			continue
		}
		for i, at := range outer {
			outer[i] = pathname.From(dir, at)
		}
		slices.Sort(outer)
		warnings = append(warnings, asset.Message{
			Text: "several packages are named " + js.Quote(name) + ": " + strings.Join(outer, ", "),
			File: outer[1] + "/package.json",
			Note: "groups, budgets and reports take them for one: give each a name of its own",
		})
	}
	return warnings
}
