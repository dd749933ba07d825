// Package toolchain reads of a project's package.json what tells how it was built
// until now.
package toolchain

import (
	"cmp"
	"encoding/json"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// Package is the package.json of a project. The zero value is that of a project
// without one.
type Package struct {
	Name            string            `json:"name"`
	Version         string            `json:"version"`
	Dependencies    map[string]string `json:"dependencies"`
	DevDependencies map[string]string `json:"devDependencies"`
	Browserslist    json.RawMessage   `json:"browserslist"` // nil without the key
	Homepage        string            `json:"homepage"`
}

// Read reads the package.json of a directory. One that cannot be read says
// nothing here: the linker needs it as well, and reports it.
func Read(dir string) Package {
	var p Package
	if data, err := os.ReadFile(filepath.Join(dir, "package.json")); err == nil {
		_ = json.Unmarshal(data, &p) // as the comment says
	}
	return p
}

// Has tells whether the project depends on one of the packages itself.
func (p Package) Has(names ...string) bool {
	for _, name := range names {
		if p.Dependencies[name] != "" || p.DevDependencies[name] != "" {
			return true
		}
	}
	return false
}

// CreateReactApp tells whether it is a project of Create React App, or of one of
// the packages that change its configuration.
func (p Package) CreateReactApp() bool {
	return p.Has("react-scripts", "@craco/craco", "react-app-rewired", "customize-cra", "custom-react-scripts")
}

// VueCLI tells whether it is a project of Vue CLI.
func (p Package) VueCLI() bool { return p.Has("@vue/cli-service") }

// RawTemplates tells whether the project's templates are those of HtmlWebpackPlugin,
// whose tags <%= … %> write what they hold as it is, and <%- … %> escape it. Rspack's
// own plugin has it as EJS does.
func (p Package) RawTemplates() bool {
	return p.Webpack() && (!p.Has("@rspack/core") || p.Has("@rsbuild/core", "html-webpack-plugin", "html-rspack-plugin"))
}

// Parcel tells whether it is a project of Parcel.
func (p Package) Parcel() bool { return p.Has("parcel", "parcel-bundler") }

// Base is the public path that a project of Create React App states by the field
// homepage, as its tool reads it: the path of that URL; "" where it states none.
func (p Package) Base() string {
	if !p.CreateReactApp() || p.Homepage == "" {
		return ""
	}
	u, err := url.Parse(p.Homepage)
	if err != nil {
		return ""
	}
	if u.Path == "." || u.Path == "./" {
		return "./"
	}
	return strings.TrimSuffix(u.Path, "/") + "/"
}

// Webpack tells whether webpack builds the project, or a tool that has what
// webpack adds to JavaScript.
func (p Package) Webpack() bool {
	return p.CreateReactApp() || p.Has("webpack", "@vue/cli-service", "@rspack/core", "@rsbuild/core")
}

// HasGlobal tells whether the tool of the project gives browsers Node's name for
// the global object.
func (p Package) HasGlobal() bool { return p.Webpack() || p.Parcel() }

// OldDecorators tells whether the tool of the project takes decorators in
// JavaScript for Babel's, from before they were in the language.
func (p Package) OldDecorators() bool {
	return p.Has("custom-react-scripts", "@vue/cli-plugin-babel")
}

// lastWithNode are the last major versions of tools that give browsers packages
// in the place of Node's modules; 0 where all do.
func lastWithNode() map[string]int {
	return map[string]int{"webpack": 4, "react-scripts": 4, "@vue/cli-service": 4, "parcel": 0, "parcel-bundler": 0}
}

// NodeFor names the tool of a project that gives browsers packages in the place
// of Node's modules, with its version; "" where none does. The version is that of
// the installed package, or what package.json asks for.
func (p Package) NodeFor(dir string) string {
	last := lastWithNode()
	for _, name := range slices.Sorted(maps.Keys(last)) {
		if n, ok := p.major(dir, name); ok && (last[name] == 0 || n <= last[name]) {
			return name + " " + strconv.Itoa(n)
		}
	}
	return ""
}

// Vite is the major version of Vite that builds the project, as NodeFor finds it;
// 0 where another tool does.
func (p Package) Vite(dir string) int {
	n, ok := p.major(dir, "vite")
	if !ok || p.Webpack() || p.Parcel() {
		return 0
	}
	return n
}

// major is the major version of a package that the project depends on: that of
// the installed one, or what package.json asks for.
func (p Package) major(dir, name string) (int, bool) {
	major, _, ok := p.version(dir, name)
	return major, ok
}

// versionText is that version as it is written, without the sign of a range.
func (p Package) versionText(dir, name string) (string, bool) {
	version := cmp.Or(p.Dependencies[name], p.DevDependencies[name])
	if version == "" {
		return "", false
	}
	return strings.TrimLeft(cmp.Or(installed(dir, name), version), "^~>=v "), true
}

// installed is the version of a package that a directory finds; "" for none.
func installed(dir, name string) string {
	for at := dir; ; at = filepath.Dir(at) {
		if found := Read(filepath.Join(at, "node_modules", filepath.FromSlash(name))); found.Version != "" {
			return found.Version
		}
		if filepath.Dir(at) == at {
			return ""
		}
	}
}

// Provides are the names that the tool of a project gives to modules that use one
// and declare none, with the module that each stands for, where that is installed.
// Create React App's Babel, through which packages go as well, does so for what
// older compilers write in the place of generators.
func (p Package) Provides(dir string) map[string][]string {
	if !p.CreateReactApp() || installed(dir, "@babel/runtime") == "" {
		return nil
	}
	return map[string][]string{"regeneratorRuntime": {"@babel/runtime/regenerator"}}
}

// SheetsFirst tells when the tool of a project loads the style sheets of packages
// before the application's own, whatever the order of imports is: tools do that
// that have packages in files of their own.
type SheetsFirst struct {
	From   int  // the bytes of packages' sheets from which on they come first; 0 for never
	Both   int  // fewer bytes, which are enough where the application's own sheets have as many; 0 for none
	Routes bool // it holds for what routes bring as well
}

// SheetsFirst is what was measured with Rsbuild 1.7 and 2.3 and webpack 5.113, and
// what webpack 4 did with packages of the size that frameworks have. Vendors is
// what the tool's configuration says of files for packages: "all", "initial" for
// those that pages start with, "never", or "" for nothing.
func (p Package) SheetsFirst(dir, vendors string) SheetsFirst {
	routes := vendors == "all"
	if n, ok := p.major(dir, "@rsbuild/core"); ok && vendors == "" {
		return rspackFirst(n, true)
	}
	if n, ok := p.major(dir, "react-scripts"); ok && vendors == "" {
		if n < 2 || n > 4 {
			return SheetsFirst{}
		}
		return webpackFirst(4, true)
	}
	if n, ok := p.major(dir, "@vue/cli-service"); ok && vendors == "" {
		return webpackFirst(n, false) // its versions are those of webpack
	}
	switch n, ok := p.major(dir, "@rspack/core"); {
	case vendors == "never", vendors == "":
		return SheetsFirst{}
	case ok:
		return rspackFirst(n, routes)
	}
	if n, ok := p.major(dir, "webpack"); ok {
		return webpackFirst(n, routes)
	}
	return webpackFirst(latestWebpack, routes)
}

const latestWebpack = 5

func rspackFirst(major int, routes bool) SheetsFirst {
	if major < 2 {
		return SheetsFirst{From: 20_000, Routes: routes}
	}
	return SheetsFirst{From: 50_000, Routes: routes}
}

func webpackFirst(major int, routes bool) SheetsFirst {
	if major < latestWebpack {
		return SheetsFirst{From: 1, Routes: routes}
	}
	return SheetsFirst{From: 50_000, Both: 20_000, Routes: routes}
}
