package bundler

import (
	"encoding/json"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// advice says what to do about a module that is too large for its file and
// cannot be cut.
func (p *Program) advice(m int) string {
	const general = "raise the limit of its group with maxSize, or load it with import() where it is needed"
	mod := &p.Graph.Modules[m]
	if !mod.Lazy || mod.Package == "" {
		return general
	}
	dir := mod.Path[:strings.LastIndex(mod.Path, mod.Package)+len(mod.Package)]
	if file := p.esBuild(dir); file != "" && file != mod.Path {
		return "it is one CommonJS module, and its package has an ES build, which can be cut: import that, or set \"alias\": { " +
			quote(mod.Package) + ": " + quote("./"+file) + " }; or " + general
	}
	return "it is one CommonJS module, and its package has no ES build: " + general + ", or set \"alias\" to a smaller package"
}

// esBuild finds the main ES module of a package in its package.json; "" if that
// names none.
func (p *Program) esBuild(dir string) string {
	data, err := os.ReadFile(filepath.Join(p.options.Dir, filepath.FromSlash(dir), "package.json"))
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
