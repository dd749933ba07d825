package settings

import (
	"os"
	"path/filepath"

	"github.com/evanw/esbuild/pkg/api"
)

// JSXOf tells how JSX that is React's becomes calls in files of a directory: by the functions of
// a JSX runtime, or of React itself where the installed one, before 16.14, has
// no runtime.
func JSXOf(dir string) api.JSX {
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
