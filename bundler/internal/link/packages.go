package link

import (
	"encoding/json"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/paintbox-build/paintbox/internal/glob"
)

// packageInfo is what Paintbox reads of a package.json.
type packageInfo struct {
	Name        string
	Type        string
	SideEffects json.RawMessage
	Exports     json.RawMessage
	Module      string
	Browser     json.RawMessage
	dir         string
	globs       []string // the files with side effects; nil where all have
	pure        bool     // no file has, but those that match globs
	beyond      bool     // there are globs that esbuild reads in another way
	leaves      []string // the files of its own that it leaves out, without their extensions
	beside      string   // the main file that the field browser names
	exported    bool     // it has exports
	asked       sync.Once
	named       bool     // its field module leads to a module without a default export, once that was asked for
	open        []string // what imports start with that may say the end of what exports lead to
}

// packages remembers the package that each directory belongs to. It is safe
// for concurrent use.
type packages struct {
	archives *Archives

	mu       sync.Mutex
	byDir    map[string]*packageInfo
	byImport map[packageImport]*packageInfo
	left     map[string]bool // the packages that others leave out, or files of
}

// packageImport is an import of a package, from a directory.
type packageImport struct{ dir, name string }

func newPackages(archives *Archives) *packages {
	return &packages{archives: archives, byDir: map[string]*packageInfo{}, byImport: map[packageImport]*packageInfo{}, left: map[string]bool{}}
}

// isModule tells whether Node takes a file of the package for an ES module,
// whatever stands in it.
func (info *packageInfo) isModule(file string) bool {
	ext := filepath.Ext(file)
	return ext == ".mjs" || ext == ".mts" || info.Type == "module" && !strings.HasPrefix(ext, ".c")
}

// of finds the package.json nearest to a directory.
func (p *packages) of(dir string) *packageInfo {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.find(realPath(dir))
}

func (p *packages) find(dir string) *packageInfo {
	if info, ok := p.byDir[dir]; ok {
		return info
	}
	info := &packageInfo{}
	if data, err := p.archives.ReadFile(filepath.Join(dir, "package.json")); err == nil {
		_ = json.Unmarshal(data, info) // a broken package.json is reported by the linker
		info.dir = dir
		if info.SideEffects == nil && quiet(info.Name) {
			info.SideEffects = json.RawMessage("false")
		}
		info.readSideEffects()
		info.beside, info.exported = mainForBrowser(info), len(info.Exports) > 0 && string(info.Exports) != "null"
		info.open, info.Exports = openEnds(info.Exports), nil
		p.readBrowser(info)
		if outer := filepath.Dir(dir); info.Name == "" && info.SideEffects == nil && strings.Contains(dir, "node_modules") && filepath.Base(outer) != "node_modules" {
			above := p.find(outer) // a file that only tells the format of a directory, as dist/esm/package.json does
			info.dir, info.globs, info.pure, info.beyond = above.dir, above.globs, above.pure, above.beyond
			info.leaves = append(info.leaves, above.leaves...)
		}
	} else if parent := filepath.Dir(dir); parent != dir && filepath.Base(dir) != "node_modules" {
		info = p.find(parent)
	}
	p.byDir[dir] = info
	return info
}

// readBrowser reads what a package leaves out in browsers: "browser": { "…": false }.
func (p *packages) readBrowser(info *packageInfo) {
	var files map[string]any
	if len(info.Browser) > 0 && info.Browser[0] == '{' {
		_ = json.Unmarshal(info.Browser, &files) // it is JSON, as the file is
	}
	info.Browser = nil
	for name, target := range files {
		switch out := target == false; {
		case out && strings.HasPrefix(name, "."):
			info.leaves = append(info.leaves, stem(filepath.Join(info.dir, filepath.FromSlash(name))))
		case out:
			p.left[importedPackage(name)] = true
		}
	}
}

// stem is a path without its extension, and without the name of a directory's index.
func stem(file string) string {
	file = strings.TrimSuffix(file, filepath.Ext(file))
	return strings.TrimSuffix(file, string(filepath.Separator)+"index")
}

// leavesOut tells whether a package leaves out a file of its own in browsers.
func (p *packages) leavesOut(file string) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	file = realPath(file)
	for at := filepath.Dir(file); ; { // a package within another may leave it to that one to say so
		info := p.find(at)
		if slices.Contains(info.leaves, stem(file)) {
			return true
		}
		outer := filepath.Dir(info.dir)
		if info.dir == "" || outer == info.dir || filepath.Base(outer) == "node_modules" {
			return false
		}
		at = outer
	}
}

// mayLeaveOut is right where it says no: no package that was read leaves the file of
// another one out in browsers. The linker tells nobody which files these are, and for
// some importers only.
func (p *packages) mayLeaveOut(file string) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	slashed := filepath.ToSlash(file)
	if len(p.left) > 0 && (!inPackage(slashed) || strings.Contains(slashed, "/.pnpm/")) {
		return true // it may have any name where it is imported
	}
	for name := range p.left {
		if strings.Contains(slashed, "/node_modules/"+name) {
			return true
		}
	}
	return false
}

// quiet tells whether a package that does not say so has no side effects:
// evaluating it defines what it exports, reads nothing that another module
// could have changed before, and can be seen by no other module.
func quiet(name string) bool {
	switch name {
	case "react", "react-is", "use-sync-external-store", "hoist-non-react-statics", "prop-types", "clsx", "@babel/runtime", "tslib",
		"@emotion/cache", "@emotion/hash", "@emotion/is-prop-valid", "@emotion/memoize", "@emotion/react", "@emotion/serialize", "@emotion/sheet", "@emotion/styled",
		"@emotion/unitless", "@emotion/use-insertion-effect-with-fallbacks", "@emotion/utils", "@emotion/weak-memoize":
		return true
	}
	return false
}

// readSideEffects reads the field as webpack does, which it comes from: patterns
// are relative to the package, and those without a slash hold in any directory.
func (info *packageInfo) readSideEffects() {
	var all bool
	var one string
	var some []string
	if json.Unmarshal(info.SideEffects, &one) == nil && one != "" {
		info.SideEffects, info.beyond = json.RawMessage("["+string(info.SideEffects)+"]"), true
	}
	switch {
	case string(info.SideEffects) == "null":
	case json.Unmarshal(info.SideEffects, &all) == nil:
		info.pure = !all
	case json.Unmarshal(info.SideEffects, &some) == nil:
		info.pure = true
		for _, pattern := range some {
			if strings.ContainsAny(pattern, `{[\`) {
				info.beyond = true
			}
			pattern = strings.TrimPrefix(strings.ReplaceAll(pattern, "\\", "/"), "./")
			if !strings.Contains(pattern, "/") {
				pattern = "**/" + pattern
			}
			info.globs = append(info.globs, pattern)
		}
	}
}

// hasSideEffects tells whether the package's author lets a file be left out
// when nothing of it is used.
func (info *packageInfo) hasSideEffects(file string) bool {
	if !info.pure {
		return true
	}
	rel, err := filepath.Rel(info.dir, realPath(file))
	if err != nil {
		return true
	}
	rel = filepath.ToSlash(rel)
	for _, pattern := range info.globs {
		if glob.Match(pattern, rel) {
			return true
		}
	}
	return false
}

// imported finds the package that an import leads to, from a directory.
func (p *packages) imported(dir, specifier string) *packageInfo {
	if strings.HasPrefix(specifier, ".") || strings.HasPrefix(specifier, "/") || strings.HasPrefix(specifier, "#") {
		return p.of(dir)
	}
	from := packageImport{dir, importedPackage(specifier)}
	p.mu.Lock()
	defer p.mu.Unlock()
	if info, ok := p.byImport[from]; ok {
		return info
	}
	info := &packageInfo{}
	for at := dir; ; at = filepath.Dir(at) {
		place := filepath.Join(at, "node_modules", filepath.FromSlash(from.name))
		if found := p.find(realPath(place)); found.dir == place {
			info = found
			break
		}
		if filepath.Dir(at) == at {
			break
		}
	}
	p.byImport[from] = info
	return info
}
