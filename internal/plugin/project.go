package plugin

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// project is what recipes want to know of the project. It is read once.
type project struct {
	dir      string
	packages map[string]string // versions of what package.json depends on
	inline   string            // the file of another tool that configures PostCSS in itself; "" for none
	own      struct {
		PostCSS json.RawMessage `json:"postcss"`
		Babel   json.RawMessage `json:"babel"`
	}
}

func readProject(dir string) *project {
	p := &project{dir: dir, packages: map[string]string{}}
	data, err := os.ReadFile(filepath.Join(dir, "package.json"))
	if err != nil {
		return p
	}
	_ = json.Unmarshal(data, &p.own) // a broken package.json is reported by the linker
	for _, key := range []string{"peerDependencies", "optionalDependencies", "devDependencies", "dependencies"} {
		var file map[string]json.RawMessage
		var list map[string]string
		if json.Unmarshal(data, &file) == nil && json.Unmarshal(file[key], &list) == nil {
			maps.Copy(p.packages, list)
		}
	}
	return p
}

// depends tells whether package.json names a package.
func (p *project) depends(name string) bool {
	_, ok := p.packages[name]
	return ok
}

// installed looks for a package as Node does.
func (p *project) installed(name string) bool {
	for at := p.dir; ; at = filepath.Dir(at) {
		if p.exists(filepath.Join(at, "node_modules", filepath.FromSlash(name), "package.json")) {
			return true
		}
		if filepath.Dir(at) == at {
			return false
		}
	}
}

func (p *project) exists(file string) bool {
	info, err := os.Stat(file)
	return err == nil && info.Mode().IsRegular()
}

// postcssConfig is the file that configures PostCSS; "" for none.
func (p *project) postcssConfig() string {
	if p.inline != "" {
		return p.inline
	}
	for _, name := range []string{"postcss.config.js", "postcss.config.mjs", "postcss.config.cjs", "postcss.config.json", ".postcssrc", ".postcssrc.json", ".postcssrc.js", ".postcssrc.cjs", ".postcssrc.mjs", ".postcssrc.yml"} {
		if p.exists(filepath.Join(p.dir, name)) {
			return filepath.Join(p.dir, name)
		}
	}
	if p.own.PostCSS != nil {
		return filepath.Join(p.dir, "package.json")
	}
	return ""
}

// postcss tells whether PostCSS's configuration names a plugin.
func (p *project) postcss(plugin string) bool {
	file := p.postcssConfig()
	data, err := os.ReadFile(file)
	return file != "" && err == nil && strings.Contains(string(data), plugin)
}

// jsxImport is the package of the JSX runtime that tsconfig.json or
// jsconfig.json names; "" where they name none.
func (p *project) jsxImport() string {
	for _, name := range []string{"tsconfig.json", "tsconfig.app.json", "jsconfig.json"} {
		data, err := os.ReadFile(filepath.Join(p.dir, name))
		if err != nil {
			continue
		}
		if found := regexp.MustCompile(`"(?:jsxImportSource|jsxFactory)"\s*:\s*"([^"]+)"`).FindSubmatch(data); found != nil {
			return string(found[1])
		}
	}
	return ""
}

// solid tells whether the project's JSX is Solid's.
func (p *project) solid() bool {
	source := p.jsxImport()
	return p.depends("solid-js") && (source == "solid-js" || source == "" && !p.depends("react"))
}

// preact tells whether JSX without a stated runtime is Preact's.
func (p *project) preact() bool {
	source := p.jsxImport()
	return source == "" && p.depends("preact") && !p.depends("react")
}

// react tells whether images can be components of React or Preact.
func (p *project) react() bool { return p.depends("react") || p.depends("preact") }

// runtime is the package of the JSX runtime.
func (p *project) runtime() string {
	if source := p.jsxImport(); source != "" && source != "h" {
		return source
	}
	if p.preact() {
		return "preact"
	}
	return "react"
}

// changes are what the project's dependencies say of the build.
func (p *project) changes() Changes {
	var c Changes
	if p.preact() {
		c.JSXImport = "preact"
		if !p.installed("react") { // what packages import of it is Preact's
			c.Alias = map[string]string{"react": "preact/compat", "react-dom": "preact/compat"}
		}
	}
	for _, own := range []struct{ name, condition string }{{"svelte", "svelte"}, {"solid-js", "solid"}} {
		if p.depends(own.name) {
			c.Conditions = append(c.Conditions, own.condition)
		}
	}
	return c
}

// reactScripts tells whether images are components as in Create React App.
func (p *project) reactScripts() bool {
	return p.depends("react-scripts") || p.depends("@svgr/webpack") && p.depends("react")
}

// babelPlugins tells whether Babel is configured to do more than what every
// bundler does: presets for the language's newer parts, for TypeScript and for
// JSX are no reason to run it.
func (p *project) babelPlugins() bool {
	text := string(p.own.Babel)
	for _, name := range []string{"babel.config.js", "babel.config.mjs", "babel.config.cjs", "babel.config.json", ".babelrc", ".babelrc.js", ".babelrc.json", ".babelrc.cjs"} {
		if data, err := os.ReadFile(filepath.Join(p.dir, name)); err == nil {
			text += string(data)
		}
	}
	return regexp.MustCompile(`["']?plugins["']?\s*:\s*\[\s*[^\]\s]`).MatchString(text)
}
