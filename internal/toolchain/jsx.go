package toolchain

import (
	"math"
	"strconv"
	"strings"
)

// JSX is how the tool of a project makes calls of JSX, where nothing else says so.
type JSX struct {
	Classic  bool   // by functions that are in the scope of a file, and not by those of a runtime
	Factory  string // the function that makes an element; "" for React.createElement
	Fragment string // what stands for a fragment; "" for React.Fragment
}

// jsxTool is a row of the table.
type jsxTool struct {
	name    string // a package that the project depends on
	classic int    // the last major version that is classic; 0 for none
	// packers says that the tool is often there beside webpack, Parcel and the like, and then does not compile JSX.
	packers bool
}

const everyVersion = math.MaxInt

// jsxTools is the table of what tools do by default; the first that a project has
// decides. Those that have a package for React do what that says. Parcel's rule is
// of its own. What a configuration says goes before it (plugin.Changes), and what
// tsconfig.json and the comments of a file say before that.
func jsxTools() []jsxTool {
	return []jsxTool{
		{name: "@vitejs/plugin-react"}, {name: "@vitejs/plugin-react-swc"}, {name: "@vitejs/plugin-react-oxc"}, {name: "vite-react-jsx"}, {name: "@preact/preset-vite"},
		{name: "@rsbuild/plugin-react"}, {name: "@rsbuild/plugin-preact"},
		{name: "react-scripts", classic: 3}, {name: "custom-react-scripts", classic: everyVersion}, // the latter is a copy of 1
		{name: "vite", classic: 7, packers: true}, // esbuild; from 8 on Oxc
		{name: "@rsbuild/core", classic: everyVersion},
		{name: "@babel/preset-react", classic: 7}, {name: "babel-preset-react", classic: everyVersion},
		{name: "esbuild", classic: everyVersion, packers: true},
	}
}

// JSX is what the tool of the project in a directory does. The zero value, a
// runtime, is that of projects without a tool that is known.
func (p Package) JSX(dir string) JSX {
	if p.Parcel() {
		return p.parcelJSX(dir)
	}
	for _, row := range jsxTools() {
		if !p.Has(row.name) || row.packers && p.Webpack() {
			continue
		}
		n, ok := p.major(dir, row.name)
		return JSX{Classic: row.classic == everyVersion || ok && n <= row.classic}
	}
	return JSX{}
}

// parcelJSX is Parcel's rule: what package.json names decides whose JSX it is, and
// its version whether there is a runtime.
func (p Package) parcelJSX(dir string) JSX {
	for _, library := range []struct {
		name         string
		major, minor int // the first version with a runtime that Parcel uses; 0 for none
		jsx          JSX
	}{
		{name: "react", major: 17, jsx: JSX{Classic: true}},
		{name: "preact", major: 10, minor: 5, jsx: JSX{Classic: true, Factory: "h", Fragment: "Fragment"}},
		{name: "nervjs", jsx: JSX{Classic: true, Factory: "Nerv.createElement"}},
		{name: "hyperapp", jsx: JSX{Classic: true, Factory: "h"}},
	} {
		if !p.Has(library.name) {
			continue
		}
		major, minor, ok := p.version(dir, library.name)
		first := !p.Has("parcel-bundler") && library.major > 0 && (!ok || major > library.major || major == library.major && minor >= library.minor)
		if first {
			return JSX{}
		}
		return library.jsx
	}
	return JSX{Classic: true}
}

// version is the major and the minor version of a package, as major finds it. A
// range that names no minor version has any.
func (p Package) version(dir, name string) (major, minor int, ok bool) {
	text, ok := p.versionText(dir, name)
	if !ok {
		return 0, 0, false
	}
	parts := strings.Split(text, ".")
	major, err := strconv.Atoi(parts[0])
	if err != nil {
		return 0, 0, false
	}
	if len(parts) == 1 {
		return major, math.MaxInt, true
	}
	if minor, err = strconv.Atoi(parts[1]); err != nil {
		minor = math.MaxInt
	}
	return major, minor, true
}
