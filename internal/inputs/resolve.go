package inputs

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// How imports are resolved is not modelled: every directory in which a resolver may
// look for a name is taken down as a whole, with the files that tell it where to
// look. A file that stands ahead of another one, such as x.ts beside x.js, a nearer
// node_modules or tsconfig.json, changes the names of one of these directories.

// telling are the names that say something to resolvers in every directory above a
// file.
func telling() []string {
	return []string{"package.json", "tsconfig.json", "jsconfig.json", modulesName, ".pnp.cjs", ".pnp.js", ".pnp.data.json", "pnpm-workspace.yaml", "lerna.json", ".git"}
}

// above takes down what tells resolvers something in a directory and all above it.
func (o *Observer) above(dir string) {
	for !o.climbs[dir] {
		o.climbs[dir] = true
		if isInstalled(dir) {
			o.list(dir)
		}
		o.telling(dir)
		o.notices(dir)
		if parent := filepath.Dir(dir); parent != dir {
			dir = parent
		}
	}
}

// telling takes down the files of a directory that tell resolvers something.
func (o *Observer) telling(dir string) {
	names, listed := o.listed[dir]
	for _, text := range telling() {
		path := filepath.Join(dir, text)
		if listed && !has(names, text) {
			continue // its names say so
		}
		info, err := os.Stat(path)
		switch {
		case missing(err):
			o.nothing(path)
		case err != nil:
			o.fail(err.Error(), path)
		case text == modulesName:
			o.list(path)
		case strings.HasPrefix(text, ".pnp"):
			o.fail("Plug'n'Play keeps packages in archives", path)
		case text == ".git":
			o.link(path) // what is in it says nothing
		case info.Mode().IsRegular():
			o.file(path)
		}
	}
}

// configurations takes down the project's files that configure other tools: messages
// tell what these say of an import that leads nowhere.
func (o *Observer) configurations() {
	for _, n := range o.listed[o.Dir] {
		if strings.Contains(n.text, ".config.") || strings.HasPrefix(n.text, "tsconfig") || strings.HasPrefix(n.text, "jsconfig") {
			if info, err := os.Stat(filepath.Join(o.Dir, n.text)); err == nil && info.Mode().IsRegular() {
				o.file(filepath.Join(o.Dir, n.text))
			}
		}
	}
}

// notices takes down the texts of licenses beside a package.json.
func (o *Observer) notices(dir string) {
	names := o.listed[dir]
	if !has(names, "package.json") {
		return
	}
	for _, n := range names {
		lower := strings.TrimPrefix(strings.ToLower(n.text), "un")
		if slices.ContainsFunc([]string{"licen", "copying", "notice"}, func(start string) bool { return strings.HasPrefix(lower, start) }) {
			if info, err := os.Stat(filepath.Join(dir, n.text)); err == nil && info.Mode().IsRegular() {
				o.file(filepath.Join(dir, n.text))
			}
		}
	}
}

// lookup takes down where an import was looked for. Packages wait for settle.
func (o *Observer) lookup(l Lookup) {
	specifier, _, _ := strings.Cut(l.Specifier, "?")
	if l.Dir != "" {
		o.above(l.Dir)
	}
	switch {
	case specifier == "":
	case strings.HasPrefix(specifier, "."):
		o.place(filepath.Join(l.Dir, filepath.FromSlash(specifier)))
	case filepath.IsAbs(filepath.FromSlash(specifier)):
		o.nothingAt(filepath.FromSlash(specifier))
	case !strings.Contains(specifier, ":") && !o.bare[specifier]:
		o.bare[specifier] = true
		o.place(filepath.Join(o.Dir, filepath.FromSlash(specifier))) // entries, and what pages name
		name, below := packageOf(specifier)
		o.use(name, below)
	}
}

// nothingAt takes down whether a path of a site is one of the machine as well.
func (o *Observer) nothingAt(path string) {
	if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() {
		o.file(path)
	} else if missing(err) {
		o.nothing(path)
	}
}

func (o *Observer) use(name, below string) {
	if o.used[name] == nil {
		o.used[name] = map[string]bool{}
	}
	o.used[name][below] = true
}

// packageOf parts a specifier into the name of a package and the path below it.
func packageOf(specifier string) (name, below string) {
	parts := strings.SplitN(specifier, "/", 3)
	n := 1
	if strings.HasPrefix(specifier, "@") {
		n = 2
	}
	n = min(n, len(parts))
	return strings.Join(parts[:n], "/"), strings.Join(parts[n:], "/")
}

// place takes down what may stand at a path: files with whatever extension, or a
// directory.
func (o *Observer) place(path string) {
	if o.places[path] || !possible(path) {
		return
	}
	o.places[path] = true
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		o.list(path)
		o.telling(path)
	}
	if dir := filepath.Dir(path); dir != path && o.list(dir) != nil && isInstalled(dir) {
		o.above(dir)
	}
}

// isInstalled tells whether a directory is one of installed packages or in one.
func isInstalled(dir string) bool {
	return strings.Contains(filepath.ToSlash(dir)+"/", "/"+modulesName+"/")
}

// settle takes down every place at which a used package may be found: package.json
// and tsconfig.json lead to further ones.
func (o *Observer) settle() {
	type site struct{ dir, name, below string }
	seen := map[site]bool{}
	sent := 0 // how many mappings were followed
	for again := true; again && o.err == nil; {
		again = false
		for _, m := range o.mappings[sent:] {
			for _, specifier := range sortedKeys(o.bare) {
				o.mapped(m, specifier)
			}
			sent++
		}
		for _, dir := range sortedKeys(o.listed) {
			if filepath.Base(dir) != modulesName {
				continue
			}
			for _, name := range sortedKeys(o.used) {
				if scope, _, _ := strings.Cut(name, "/"); !has(o.listed[dir], scope) {
					continue // as most are not there
				}
				for below := range o.used[name] {
					if at := (site{dir, name, below}); !seen[at] {
						seen[at] = true
						again = o.installed(dir, name, below) || again
					}
				}
			}
		}
		again = again || sent < len(o.mappings)
	}
}

// installed takes down what a directory of packages has of one; false where it has
// none.
func (o *Observer) installed(modules, name, below string) bool {
	if scope, below, scoped := strings.Cut(name, "/"); scoped && !has(o.list(filepath.Join(modules, scope)), below) {
		return false
	}
	home, err := filepath.EvalSymlinks(filepath.Join(modules, filepath.FromSlash(name)))
	if err != nil {
		return false // the link is a fact
	}
	o.above(home)
	o.place(filepath.Join(home, filepath.FromSlash(below)))
	return true
}
