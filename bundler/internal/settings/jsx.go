package settings

import (
	"cmp"
	"os"
	"path/filepath"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// The two ways in which JSX becomes calls.
const (
	ClassicJSX   = "classic"   // of functions that are in the scope of a file
	AutomaticJSX = "automatic" // of those of a runtime
)

// JSX is how JSX becomes calls, where neither tsconfig.json nor a comment of the
// file says so. The zero value is a runtime, or React itself where the installed
// one has none.
type JSX struct {
	Classic  bool   // by functions that are in the scope of a file
	Factory  string // the function that makes an element; "" for React.createElement
	Fragment string // what stands for a fragment; "" for React.Fragment
	Import   string // the package of the runtime; "" for React's

	Stated StatedJSX // what goes before tsconfig.json
}

// StatedJSX is what a configuration says of JSX; each is "" where it says nothing.
type StatedJSX struct{ Way, Factory, Fragment, Import string }

// Or is that, with what another one says where it says nothing.
func (j StatedJSX) Or(other StatedJSX) StatedJSX {
	return StatedJSX{cmp.Or(j.Way, other.Way), cmp.Or(j.Factory, other.Factory), cmp.Or(j.Fragment, other.Fragment), cmp.Or(j.Import, other.Import)}
}

// way tells by what it becomes calls in files of a directory.
func (j JSX) way(dir string) api.JSX {
	switch {
	case j.Classic:
		return api.JSXTransform
	case j.Import != "":
		return api.JSXAutomatic
	}
	return ofReact(dir)
}

// Build is what the linker is told for files of a directory.
func (j JSX) Build(dir string, o *api.BuildOptions) {
	o.JSX, o.JSXFactory, o.JSXFragment, o.JSXImportSource = j.way(dir), j.Factory, j.Fragment, j.Import
}

// Transform is what the compiler of single files is told.
func (j JSX) Transform(dir string, o *api.TransformOptions) {
	o.JSX, o.JSXFactory, o.JSXFragment, o.JSXImportSource = j.way(dir), j.Factory, j.Fragment, j.Import
}

// Root is the name that classic JSX uses of the scope of a file.
func (j JSX) Root() string {
	root, _, _ := strings.Cut(cmp.Or(j.Factory, "React.createElement"), ".")
	return root
}

// ofReact tells how JSX that is React's becomes calls in files of a directory: by
// the functions of a JSX runtime, or of React itself where the installed one,
// before 16.14, has no runtime.
func ofReact(dir string) api.JSX {
	for at := filepath.Clean(dir); ; at = filepath.Dir(at) {
		react := filepath.Join(at, "node_modules", "react")
		if _, err := os.Stat(filepath.Join(react, "package.json")); err == nil {
			if _, err := os.Stat(filepath.Join(react, "jsx-runtime.js")); err != nil {
				return api.JSXTransform
			}
			return api.JSXAutomatic
		}
		if filepath.Dir(at) == at {
			return api.JSXAutomatic
		}
	}
}
