package recipe

import (
	"os"
	"path/filepath"
	"testing"
)

// TestBabelNeeded: Babel runs for what is in its lists, wherever brackets, comments
// and strings stand around them.
func TestBabelNeeded(t *testing.T) {
	for text, want := range map[string]bool{
		``: false,
		`{"presets": ["@babel/preset-env", ["@babel/preset-react", {"runtime": "automatic"}]], "plugins": []}`: false,
		`module.exports = { presets: [require("@babel/preset-env"), isTest && "react-app",] }`:                 false,
		"module.exports = { plugins: [`@babel/plugin-transform-runtime`, 'lodash'] }":                          false,
		`{"plugins": ["babel-plugin-styled-components"]}`:                                                      true,
		`module.exports = { plugins: [...common] }`:                                                            true,
		`module.exports = { plugins: [require("./own.js")] }`:                                                  true,
		`module.exports = { presets: [own] }`:                                                                  false,
		`module.exports = { presets: ["@emotion/babel-preset-css-prop"] }`:                                     true,
		`module.exports = { presets: [["@babel/preset-react", { importSource: "preact" }]] }`:                  true,
		`module.exports = { presets: [["@babel/react", { "pragma" : 'React.createElement' }]] }`:               false,
		`{"env": {"test": {"plugins": ["x"]}, "development": {"presets": ["y"]}}}`:                             false,
		`{"env": {"production": {"plugins": ["x"]}}}`:                                                          true,
		// comments and strings
		"module.exports = { plugins: [ // 'x',\n /* require('y'), */ ] }": false,
		`// plugins: ["x"]`: false,
		`module.exports = { name: 'plugins: ["x"]', test: /plugins: ["x"]/ }`:             false,
		`module.exports = { ignore: ["**/*.test.js"], plugins: ["x"], only: ["src/*/"] }`: true,
		"module.exports = { presets: [['env', { a: ']', b: `]${']'}` }], 'x'] }":          true,
		`module.exports = { plugins: ["lodash", ["x", { libraryDirectory: "es" }]] }`:     true,
		// what stands beside the list in an environment is not its end
		`module.exports = { env: { test: { a: { b: 1 }, plugins: ["x"] } } }`:     false,
		`module.exports = { env: { test: { overrides: [{ plugins: ["x"] }] } } }`: false,
		`module.exports = { env: { test: { plugins: ["x"] } }, plugins: ["y"] }`:  true,
		`module.exports = { overrides: [{ test: /\.ts$/, plugins: ["y"] }] }`:     true,
		`export default { plugins: [`:                                             false,
	} {
		if got := babelNeeded(text); got != want {
			t.Errorf("%s: %v, want %v", text, got, want)
		}
	}
}

func TestJSXImport(t *testing.T) {
	for text, want := range map[string]string{
		`{"compilerOptions": {"jsxImportSource": "preact"}}`: "preact",
		`{"compilerOptions": {"jsxFactory" : "h"}}`:          "h",
		"{\n// \"jsxImportSource\": \"solid-js\",\n\"compilerOptions\": {/* \"jsxImportSource\": \"x\" */ \"jsxImportSource\": /* y */ \"preact\"}}": "preact",
		`{"a": "\"jsxImportSource\": \"x\"", "jsxImportSource": "", "jsxFactory": "h"}`:                                                              "h",
		`{"jsx": "preserve"}`: "",
	} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "tsconfig.json"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if got := Read(dir).jsxImport(); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}
