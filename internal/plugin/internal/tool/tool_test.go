package tool_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/paintbox-build/paintbox/internal/plugin/internal/tool"
	"github.com/paintbox-build/paintbox/internal/projecttest"
)

// The script that builds tells which of several files counts.
func TestFind(t *testing.T) {
	tests := []struct {
		name, scripts string
		files         []string
		want          tool.Config
	}{
		{"by its name", `{}`, []string{"webpack.config.js", "config/webpack.prod.js"}, tool.Config{Tool: "webpack", File: "webpack.config.js"}},
		{"for production", `{}`, []string{"webpack.common.js", "webpack.dev.js", "webpack.prod.js"}, tool.Config{Tool: "webpack", File: "webpack.prod.js"}},
		{"named", `{"build": "cross-env NODE_ENV=production webpack --config ./conf/web.js --env.KIND=b --env fast"}`, []string{"webpack.config.js", "conf/web.js"},
			tool.Config{Tool: "webpack", File: "conf/web.js", Env: map[string]string{"NODE_ENV": "production"}, Args: map[string]string{"KIND": "b", "fast": "true"}}},
		{"by other scripts", `{"build": "npm run clean && yarn bundle", "clean": "rimraf dist", "bundle": "run-s bundle:js", "bundle:js": "rspack build -c x.mjs"}`, []string{"vite.config.js", "x.mjs", "rspack.config.js"}, tool.Config{Tool: "rspack", File: "x.mjs"}},
		{"that Node runs", `{"build": "node --max-old-space-size=4096 ./node_modules/webpack/bin/webpack.js --config a"}`, []string{"a.js"}, tool.Config{Tool: "webpack", File: "a.js"}},
		{"two tools", `{"build": "rsbuild build", "test": "vitest"}`, []string{"vite.config.ts", "rsbuild.config.ts"}, tool.Config{Tool: "rsbuild", File: "rsbuild.config.ts"}},
		{"a circle", `{"build": "npm run prod", "prod": "npm run build"}`, []string{"craco.config.js"}, tool.Config{Tool: "craco", File: "craco.config.js"}},
		{"flags of esbuild", `{"build": "esbuild --bundle 'a b.js' \"--define:X=\\\"y\\\"\""}`, nil, tool.Config{Tool: "esbuild", File: "package.json", Flags: []string{"--bundle", "a b.js", `--define:X="y"`}}},
		{"a tool beside esbuild", `{"build": "esbuild sw.js --bundle && vite build"}`, []string{"vite.config.js"}, tool.Config{Tool: "vite", File: "vite.config.js"}},
		{"esbuild for Node", `{"build": "esbuild a.js --bundle --platform=node"}`, nil, tool.Config{}},
		{"a script of something else", `{"build": "node build"}`, []string{"build.js"}, tool.Config{}},
		{"a path of Windows", `{"build": "webpack --config conf\\web.js"}`, []string{"webpack.config.js"}, tool.Config{Tool: "webpack", File: "webpack.config.js"}},
		{"of a library", `{}`, []string{"rollup.config.js"}, tool.Config{}},
	}
	for _, test := range tests {
		dir := t.TempDir()
		for _, file := range append(test.files, "package.json") {
			text := ""
			if file == "package.json" {
				text = `{"scripts": ` + test.scripts + `}`
			}
			projecttest.Write(t, filepath.Join(dir, file), []byte(text))
		}
		got, _ := tool.Find(dir)
		if len(got.Env) == 0 {
			got.Env = nil
		}
		if len(got.Args) == 0 {
			got.Args = nil
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s: %s", test.name, diff)
		}
	}
}

// Statements of modules tell what Node takes for CommonJS and is none.
func TestModule(t *testing.T) {
	for text, want := range map[string]bool{
		`import a from "a"`:                                         true,
		`"use strict";import"a"`:                                    true,
		"  import { a } from 'a'":                                   true,
		"/* a */ export default {}":                                 true,
		"const a = 1\nexport { a }":                                 true,
		`export * from "a"`:                                         true,
		"x = /[{\"]/\nexport const a = 1":                           true,
		`module.exports = import("a")`:                              false,
		`a.import ("b"); module.exports = { import: 1, export: c }`: false,
		"// import a from 'a'\n/*\nimport a from 'a'\n*/":           false,
		"module.exports = `\nimport a from 'a'\nexport default a`":  false,
		`x = "import a from 'a'"; y = /import a/`:                   false,
		`exports.a = 1`:                                             false,
	} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "webpack.config.js"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if got := (tool.Config{File: "webpack.config.js"}).Module(dir); got != want {
			t.Errorf("%s: %v, want %v", text, got, want)
		}
	}
}
