package recipe

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/internal/lex"
)

// Project is what recipes want to know of a project: its package.json, and the
// files that configure compilers. It is read once.
type Project struct {
	PostCSS string // the file of another tool that configures PostCSS in itself; "" for none
	Babel   bool   // another tool's configuration has Babel's in it
	SVGR    string // what that says an image's default export is: "url" or "component"; "" where it does not

	dir      string
	plugged  bool              // Yarn installed it without node_modules
	packages map[string]string // versions of what package.json depends on
	own      struct {
		PostCSS json.RawMessage `json:"postcss"`
		Babel   json.RawMessage `json:"babel"`
	}
}

// Read reads the project in a directory.
func Read(dir string) *Project {
	p := &Project{dir: dir, plugged: plugged(dir), packages: map[string]string{}}
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
func (p *Project) depends(name string) bool {
	_, ok := p.packages[name]
	return ok
}

// Installed looks for a package as Node does, and with those that bring it along. Where
// Yarn installs without node_modules, what package.json names is there.
func (p *Project) Installed(name string) bool {
	return p.manifest(name) != "" || p.plugged && (p.depends(name) || slices.ContainsFunc(bringers(name), p.depends))
}

// plugged tells whether Yarn installed the project without node_modules.
func plugged(dir string) bool {
	for at := dir; ; at = filepath.Dir(at) {
		if _, err := os.Stat(filepath.Join(at, ".pnp.cjs")); err == nil {
			return true
		}
		if at == filepath.Dir(at) {
			return false
		}
	}
}

// bringers are packages that a project installs for the sake of a compiler.
func bringers(name string) []string {
	return map[string][]string{
		"less": {"craco-less", "less-loader", "@rsbuild/plugin-less"}, "stylus": {"stylus-loader", "@rsbuild/plugin-stylus"},
		"sass": {"sass-loader", "@rsbuild/plugin-sass"}, "sass-embedded": {"@rsbuild/plugin-sass"},
		"postcss":            {"@tailwindcss/postcss", "postcss-loader", "postcss-load-config", "autoprefixer", "postcss-preset-env", "tailwindcss", "vite", "css-loader", "@vue/compiler-sfc"},
		"babel-preset-solid": {"vite-plugin-solid", "@rsbuild/plugin-solid"}, "@babel/core": {"vite-plugin-solid", "@rsbuild/plugin-babel", "@vitejs/plugin-react", "babel-loader"},
		"@vanilla-extract/integration": {"@vanilla-extract/webpack-plugin", "@vanilla-extract/vite-plugin", "@vanilla-extract/parcel-transformer", "@vanilla-extract/rollup-plugin"},
	}[name]
}

// takesFiles tells whether the project's tool is one that publishes what it knows
// nothing of, which Create React App does.
func (p *Project) takesFiles() bool { return p.depends("react-scripts") }

// Version is that of an installed package; "" where it states none. Where Yarn installs
// without node_modules, it is the least that package.json takes.
func (p *Project) Version(name string) string {
	if p.plugged {
		return strings.TrimLeft(p.packages[name][1+strings.LastIndexByte(p.packages[name], ':'):], "^~>=v ")
	}
	var info struct{ Version string }
	if data, err := os.ReadFile(p.manifest(name)); err != nil || json.Unmarshal(data, &info) != nil {
		return ""
	}
	return info.Version
}

// manifest is the package.json of an installed package; "" where it is not there.
func (p *Project) manifest(name string) string {
	if file := p.manifestFrom(p.dir, name); file != "" {
		return file
	}
	for _, other := range bringers(name) {
		if file := p.manifestFrom(p.dir, other); file != "" {
			if real, err := filepath.EvalSymlinks(file); err == nil {
				file = real
			}
			if found := p.manifestFrom(filepath.Dir(file), name); found != "" {
				return found
			}
		}
	}
	return ""
}

// manifestFrom is that which a module in a directory finds.
func (p *Project) manifestFrom(dir, name string) string {
	for at := dir; ; at = filepath.Dir(at) {
		if file := filepath.Join(at, "node_modules", filepath.FromSlash(name), "package.json"); p.Exists(file) {
			return file
		}
		if filepath.Dir(at) == at {
			return ""
		}
	}
}

// Exists tells whether there is such a file.
func (p *Project) Exists(file string) bool {
	info, err := os.Stat(file)
	return err == nil && info.Mode().IsRegular()
}

// postcssConfig is the file that configures PostCSS; "" for none.
func (p *Project) postcssConfig() string {
	if p.PostCSS != "" {
		return p.PostCSS
	}
	for _, name := range []string{"postcss.config.js", "postcss.config.mjs", "postcss.config.cjs", "postcss.config.json", ".postcssrc", ".postcssrc.json", ".postcssrc.js", ".postcssrc.cjs", ".postcssrc.mjs", ".postcssrc.yml"} {
		if p.Exists(filepath.Join(p.dir, name)) {
			return filepath.Join(p.dir, name)
		}
	}
	if p.own.PostCSS != nil {
		return filepath.Join(p.dir, "package.json")
	}
	return ""
}

// postcss tells whether PostCSS's configuration names a plugin.
func (p *Project) postcss(plugin string) bool {
	file := p.postcssConfig()
	data, err := os.ReadFile(file)
	return file != "" && err == nil && strings.Contains(string(data), plugin)
}

// jsxImport is the package of the JSX runtime that tsconfig.json or
// jsconfig.json names; "" where they name none.
func (p *Project) jsxImport() string {
	for _, name := range []string{"tsconfig.json", "tsconfig.app.json", "jsconfig.json"} {
		data, err := os.ReadFile(filepath.Join(p.dir, name))
		if err != nil {
			continue
		}
		for found := range lex.FindAll(data, `"jsxImportSource": $string`, `"jsxFactory": $string`) {
			if name := found.Values[0]; name != "" {
				return name
			}
		}
	}
	return ""
}

// solid tells whether the project's JSX is Solid's.
func (p *Project) vue2() bool { return strings.HasPrefix(p.Version("vue"), "2.") }

func (p *Project) vue27() bool { return strings.HasPrefix(p.Version("vue"), "2.7.") }

func (p *Project) solid() bool {
	source := p.jsxImport()
	return p.depends("solid-js") && (source == "solid-js" || source == "" && !p.depends("react"))
}

// preact tells whether the project is one of Preact. Its JSX may be by a factory
// that tsconfig.json names: h.
func (p *Project) preact() bool {
	return slices.Contains([]string{"", "h", "preact"}, p.jsxImport()) && p.depends("preact") && !p.depends("react")
}

// react tells whether images can be components of React or Preact.
func (p *Project) react() bool { return p.depends("react") || p.depends("preact") }

// Runtime is the package of the JSX runtime.
func (p *Project) Runtime() string {
	if source := p.jsxImport(); source != "" && source != "h" {
		return source
	}
	if p.preact() {
		return "preact"
	}
	return "react"
}

// runtimeOf tells whether a package, which may still be missing, has a runtime for
// JSX. Preact has one since 10.5.
func (p *Project) runtimeOf(name string) bool {
	file := p.manifest(name)
	if file == "" {
		return true
	}
	data, err := os.ReadFile(file)
	dir := filepath.Join(filepath.Dir(file), "jsx-runtime")
	return err == nil && strings.Contains(string(data), `"./jsx-runtime"`) || p.Exists(dir+".js") || p.Exists(filepath.Join(dir, "package.json"))
}

// Implied is what a project's dependencies say of the build's settings.
type Implied struct {
	Alias      map[string]string
	Extensions []string
	Base       string // the variable of process.env that is the base path
	Conditions []string
	JSXImport  string
	JSX        string // "automatic" or "classic" where a file that configures Babel says so
}

// Implied is what its dependencies say.
func (p *Project) Implied() Implied {
	made := Implied{JSX: p.babelRuntime()}
	if p.preact() {
		if p.runtimeOf("preact") {
			made.JSXImport = "preact"
		}
		if !p.Installed("react") || p.depends("@preact/preset-vite") { // what packages import of it is Preact's
			made.Alias = map[string]string{"react": "preact/compat", "react-dom": "preact/compat"}
		}
	}
	if p.depends("@vue/cli-service") { // as it has it, whatever its configuration says
		made.Alias = map[string]string{"@": filepath.Join(p.dir, "src")}
		made.Base = "BASE_URL"
		made.Extensions = []string{".tsx", ".ts", ".mjs", ".js", ".jsx", ".vue", ".css", ".json"}
	}
	for _, own := range []struct{ name, condition string }{{"svelte", "svelte"}, {"solid-js", "solid"}} {
		if p.depends(own.name) {
			made.Conditions = append(made.Conditions, own.condition)
		}
	}
	return made
}

// reactScripts tells whether images are components as in Create React App.
func (p *Project) reactScripts() bool {
	return p.SVGR != "" || p.depends("react-scripts") || p.depends("@svgr/webpack") && p.depends("react")
}
