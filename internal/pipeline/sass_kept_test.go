package pipeline_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/paintbox-build/paintbox/internal/cache"
	"github.com/paintbox-build/paintbox/internal/config"
	"github.com/paintbox-build/paintbox/internal/pipeline"
	"github.com/paintbox-build/paintbox/internal/plugin"
	"github.com/paintbox-build/paintbox/internal/projecttest"
)

// sassProject is a project whose style sheets Sass compiles, of files, a partial, an
// index and a package.
func sassProject(t *testing.T) string {
	t.Helper()
	compiler, err := filepath.Abs("../../testdata/apps/vue/node_modules/sass")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for name, text := range map[string]string{
		"package.json":                    `{"devDependencies": {"sass": "1"}}`,
		"index.html":                      `<!doctype html><html lang="en"><head><title>Sass</title><link rel="stylesheet" href="/src/main.scss"></head><body><script type="module" src="/src/main.js"></script></body></html>`,
		"src/main.scss":                   "@use 'colors';\n@use 'deep';\n@use 'theme';\np { color: colors.$red; margin: theme.$look }",
		"src/main.js":                     "import names from './names.module.scss'; document.body.className = names.wide",
		"src/names.module.scss":           ".wide { width: 10px * 2 }",
		"src/_colors.scss":                "$red: rgb(250, 1, 2);",
		"src/deep/_index.scss":            "b { top: 1px + 2px }",
		"node_modules/theme/look.scss":    "$look: 3px;",
		"node_modules/theme/other.scss":   "$look: 4px;",
		"node_modules/theme/package.json": `{"name": "theme", "sass": "look.scss"}`,
		"node_modules/sass/package.json":  `{"name": "sass", "version": "1.99.0"}`,
		"node_modules/sass/index.js":      "module.exports = require(" + `"` + filepath.ToSlash(compiler) + `"` + ")",
	} {
		projecttest.Write(t, filepath.Join(dir, filepath.FromSlash(name)), []byte(text))
	}
	return dir
}

// What Sass made of sheets is used by the next build, without Node, as long as all
// that it depends on is as it was; else the build is as one that finds nothing.
func TestSassIsKept(t *testing.T) {
	rename := func(from, to string) func(string) error {
		return func(dir string) error { return os.Rename(filepath.Join(dir, from), filepath.Join(dir, to)) }
	}
	write := func(name, text string) func(string) error {
		return func(dir string) error {
			file := filepath.Join(dir, filepath.FromSlash(name))
			if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
				return err
			}
			return os.WriteFile(file, []byte(text), 0o666)
		}
	}
	for _, test := range []struct {
		name   string
		edit   func(dir string) error
		remade bool // Sass is asked again
		never  bool // and by the build after that, too
	}{
		{name: "nothing", edit: func(string) error { return nil }},
		{name: "a script", edit: write("src/main.js", "import names from './names.module.scss'; document.title = names.wide")},
		{name: "a sheet that is not used", edit: write("src/other.scss", "a { b: c }")},
		{name: "a sheet", edit: write("src/main.scss", "p { color: red }"), remade: true},
		{name: "a partial", edit: write("src/_colors.scss", "$red: rgb(9, 9, 9);"), remade: true},
		{name: "a file ahead of a partial", edit: write("src/colors.scss", "$red: rgb(8, 8, 8);"), remade: true},
		{name: "a file ahead of an index", edit: write("src/deep.scss", "b { top: 5px }"), remade: true},
		{name: "a partial by another name", edit: rename("src/_colors.scss", "src/_colors.sass"), remade: true},
		{name: "a package nearer by", edit: func(dir string) error {
			return errors.Join(write("src/node_modules/theme/package.json", `{"name": "theme"}`)(dir), write("src/node_modules/theme/_index.scss", "$look: 9px;")(dir))
		}, remade: true},
		{name: "a directory ahead of a package", edit: write("src/theme/_index.scss", "$look: 7px;"), remade: true},
		{name: "a file ahead of a package", edit: write("src/theme.scss", "$look: 8px;"), remade: true},
		{name: "what a package leads to", edit: write("node_modules/theme/package.json", `{"name": "theme", "sass": "other.scss"}`), remade: true},
		{name: "the compiler's version", edit: write("node_modules/sass/package.json", `{"name": "sass", "version": "1.99.1"}`), remade: true},
		{name: "a number that is another one each time", edit: write("src/names.module.scss", "@use 'sass:math'; .wide { width: math.random() * 0px }"), remade: true, never: true},
		{name: "a file that sheets name", edit: write("src/_colors.scss", "$red: rgb(1, 2, 3); i { background: url(dot.svg) }"), remade: true, never: true},
		{name: "a configuration of PostCSS", edit: write("postcss.config.cjs", "module.exports = { plugins: [] }"), remade: true, never: true},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			dir, kept := sassProject(t), filepath.Join(t.TempDir(), "kept")
			projecttest.Write(t, filepath.Join(dir, "src", "dot.svg"), []byte(`<svg xmlns="http://www.w3.org/2000/svg"/>`))
			projecttest.Write(t, filepath.Join(dir, "node_modules", "postcss", "package.json"), []byte(`{"name": "postcss", "version": "8.0.0", "main": "index.js"}`))
			projecttest.Write(t, filepath.Join(dir, "node_modules", "postcss", "index.js"), []byte(`module.exports = () => ({})`))
			build := func(store, node bool) (map[string]string, []string, error) {
				cfg, err := config.Load(config.Request{Dir: dir, Settings: []config.Setting{{Key: "outdir", Value: filepath.Join(t.TempDir(), "dist")}, {Key: "compress", Value: false}}})
				if err != nil {
					t.Fatal(err)
				}
				o := pipeline.Options{Version: "test", Node: plugin.Node{Never: !node, Environment: os.Environ()}}
				var c *cache.Cache
				if store {
					c = cache.Open(tiers(kept))
					o.Store = c
				}
				result, err := pipeline.Run(t.Context(), cfg, o)
				if err != nil {
					return nil, nil, err
				}
				var found []string
				for _, u := range c.Uses() {
					if u.Kind == "compiled" {
						found = append(found, "compiled")
					}
				}
				if result.Found {
					found = append(found, "whole")
				}
				return digests(tree(t, result.Outdir)), found, nil
			}
			if _, _, err := build(true, true); err != nil {
				t.Fatal(err)
			}
			if err := test.edit(dir); err != nil {
				t.Fatal(err)
			}
			cold, _, err := build(false, true)
			if err != nil {
				t.Fatal(err)
			}
			check := func(remade bool) {
				t.Helper()
				if _, _, err := build(true, false); (err == nil) == remade {
					t.Errorf("asked again %v: without Node the error is %v", remade, err)
				}
				warm, found, err := build(true, true)
				if err != nil || slices.Contains(found, "whole") || !test.never && !slices.Contains(found, "compiled") {
					t.Errorf("found %v, %v", found, err)
				}
				if diff := cmp.Diff(cold, warm); diff != "" {
					t.Errorf("(-cold +warm)\n%s", diff)
				}
			}
			check(test.remade)
			check(test.never)
			for name := range cold {
				if strings.HasSuffix(name, ".css") {
					return
				}
			}
			t.Errorf("no sheet in %v", cold)
		})
	}
}
