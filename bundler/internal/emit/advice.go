package emit

import (
	"encoding/json"
	"path"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/paintbox-build/paintbox/bundler/internal/js"
	"github.com/paintbox-build/paintbox/bundler/internal/link"
	"github.com/paintbox-build/paintbox/bundler/internal/program"
)

// advice says what to do about a module that is too large for its file and
// cannot be cut, and that an entry loads from the start or not.
func advice(p *program.Program, m int, first bool) string {
	general := "raise the limit of its group with maxSize"
	if first {
		general += ", or load it with import() where it is needed"
	}
	mod := &p.Modules[m]
	installed := strings.LastIndex(mod.Path, "node_modules/"+mod.Package)
	switch {
	case !mod.Lazy || mod.Package == "":
		return general
	case installed < 0:
		return "it is one CommonJS module of the workspace: write it with import and export, then it can be cut; or " + general
	}
	dir := packageDir(mod.Path, mod.Package)
	if file := esBuild(p.Settings.File(dir), dir); file != "" && file != mod.Path {
		return "it is one CommonJS module, and its package has an ES build, which can be cut: import that, or set \"alias\": { " +
			js.Quote(mod.Package) + ": " + js.Quote("./"+file) + " }; or " + general
	}
	return "it is one CommonJS module, and its package has no ES build: " + general + ", or set \"alias\" to a smaller package"
}

// packageDir is the directory of a package that a module is of: the module may
// have the package's name as well.
func packageDir(module, name string) string {
	if at := strings.LastIndex(module, "node_modules/"+name+"/"); at >= 0 {
		return module[:at+len("node_modules/"+name)]
	}
	return path.Dir(module)
}

// facadeAdvice says what to do about a file that is too large because of what it
// exports.
func facadeAdvice(names int) string {
	return "its file holds little but the " + strconv.Itoa(names) + " names that it exports: let every import() of it name what it takes, as const { a, b } = await import(…) does, or raise chunks.maxSize"
}

// esBuild finds the main ES module of a package, which stands at a path and in
// dir of the project, in its package.json; "" if that names none.
func esBuild(at, dir string) string {
	var archives link.Archives
	defer archives.Close()
	data, err := archives.ReadFile(filepath.Join(at, "package.json"))
	if err != nil {
		return ""
	}
	var manifest struct {
		Module  string
		Exports any
	}
	if json.Unmarshal(data, &manifest) != nil {
		return ""
	}
	exports := manifest.Exports
	if conditions, ok := exports.(map[string]any); ok && conditions["."] != nil {
		exports = conditions["."]
	}
	file := manifest.Module
	if conditions, ok := exports.(map[string]any); ok && file == "" {
		for _, name := range []string{"module", "import"} {
			if file == "" {
				file = exportedFile(conditions[name])
			}
		}
	}
	if file == "" {
		return ""
	}
	return path.Join(dir, file)
}

// exportedFile finds the file that nested conditions lead to for a browser.
func exportedFile(target any) string {
	if file, ok := target.(string); ok {
		return file
	}
	conditions, ok := target.(map[string]any)
	if !ok {
		return ""
	}
	for _, name := range []string{"browser", "module", "production", "default"} {
		if file := exportedFile(conditions[name]); file != "" {
			return file
		}
	}
	return ""
}
