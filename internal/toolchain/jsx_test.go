package toolchain_test

import (
	"testing"

	"github.com/paintbox-build/paintbox/internal/projecttest"
	"github.com/paintbox-build/paintbox/internal/toolchain"
)

func TestJSX(t *testing.T) {
	classic, runtime := toolchain.JSX{Classic: true}, toolchain.JSX{}
	h := toolchain.JSX{Classic: true, Factory: "h", Fragment: "Fragment"}
	for _, c := range []struct {
		name, packages string
		want           toolchain.JSX
	}{
		{"no tool", ``, runtime},
		{"Vite 4", `"vite": "^4.5.0"`, classic},
		{"Vite 7", `"vite": "~7.1"`, classic},
		{"Vite 8", `"vite": "8"`, runtime},
		{"Vite of an unknown version", `"vite": "latest"`, runtime},
		{"Vite with its plugin", `"vite": "5", "@vitejs/plugin-react": "4"`, runtime},
		{"Vite with SWC", `"vite": "5", "@vitejs/plugin-react-swc": "3"`, runtime},
		{"Vite with Preact's preset", `"vite": "5", "@preact/preset-vite": "2"`, runtime},
		{"Vite for the tests of a project of webpack", `"vite": "5", "webpack": "5"`, runtime},
		{"Create React App 3", `"react-scripts": "3.4.1"`, classic},
		{"Create React App 4", `"react-scripts": "4.0.3"`, runtime},
		{"Create React App 5", `"react-scripts": "5.0.1"`, runtime},
		{"Babel 7", `"webpack": "5", "@babel/preset-react": "^7.0.0"`, classic},
		{"Babel 8", `"webpack": "5", "@babel/preset-react": "^8.0.0"`, runtime},
		{"Babel 6", `"webpack": "3", "babel-preset-react": "^6.24.1"`, classic},
		{"Rsbuild", `"@rsbuild/core": "1"`, classic},
		{"Rsbuild with its plugin", `"@rsbuild/core": "1", "@rsbuild/plugin-react": "1"`, runtime},
		{"esbuild", `"esbuild": "0.25.0"`, classic},
		{"Parcel with React 16", `"parcel": "2", "react": "^16.8.0"`, classic},
		{"Parcel with React 17", `"parcel": "2", "react": "^17.0.0"`, runtime},
		{"Parcel with an old Preact", `"parcel": "2", "preact": "10.4.8"`, h},
		{"Parcel with Preact", `"parcel": "2", "preact": "^10.5.0"`, runtime},
		{"Parcel with Nerv", `"parcel": "2", "nervjs": "1"`, toolchain.JSX{Classic: true, Factory: "Nerv.createElement"}},
		{"Parcel with neither", `"parcel": "2"`, classic},
		{"Parcel 1 with React 17", `"parcel-bundler": "1", "react": "^17.0.0"`, classic},
	} {
		dir, remove := projecttest.Make("-- package.json --\n{\"dependencies\": {" + c.packages + "}}\n")
		defer remove()
		if got := toolchain.Read(dir).JSX(dir); got != c.want {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
		}
	}
}
