package pipeline_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/paintbox-build/paintbox/internal/config"
	"github.com/paintbox-build/paintbox/internal/projecttest"
)

// What vanilla-extract's plugin for webpack brings along makes the sheets, with the
// names that the plugin was told, and finds files by the aliases of the project.
func TestVanillaExtractOfWebpack(t *testing.T) {
	packages, err := filepath.Abs("../../testdata/apps/vanilla-extract/node_modules")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for name, text := range map[string]string{
		"package.json": `{"name": "vanilla", "devDependencies": {"@vanilla-extract/css": "1", "@vanilla-extract/webpack-plugin": "2", "webpack": "5"}}`,
		"webpack.config.js": `class VanillaExtractPlugin { constructor(options) { Object.assign(this, options) } }
			class HtmlWebpackPlugin { constructor(options) { this.userOptions = options } }
			module.exports = { mode: 'production', entry: './src/main.ts', resolve: { alias: { '@': __dirname + '/src' } },
				plugins: [new HtmlWebpackPlugin({ template: './index.html' }), new VanillaExtractPlugin({ identifiers: ({ hash }) => 'own_' + hash })] }`,
		"index.html":       `<!doctype html><html lang="en"><head><title>Vanilla</title><link rel="icon" href="data:,"></head><body><div id="root"></div></body></html>`,
		"src/main.ts":      "import { text } from './page.css'\nconst root = document.getElementById('root')\nroot.innerHTML = `<p class=\"${text}\">text</p>`\nimport('./lazy')",
		"src/lazy.ts":      "import { lazy } from './lazy.css'\ndocument.getElementById('root').insertAdjacentHTML('beforeend', `<b class=\"${lazy}\">lazy</b>`)\ndocument.documentElement.dataset.ready = 'yes'",
		"src/theme.css.ts": "import { createTheme } from '@vanilla-extract/css'\nexport const [theme, vars] = createTheme({ ink: 'rgb(10, 20, 30)' })",
		"src/page.css.ts":  "import { style } from '@vanilla-extract/css'\nimport { theme, vars } from '@/theme.css'\nexport const text = style([theme, { color: vars.ink, background: 'url(./dot.svg)' }])",
		"src/lazy.css.ts":  "import { style } from '@vanilla-extract/css'\nimport '@/theme.css'\nexport const lazy = style({ padding: 7 })",
		"src/dot.svg":      `<svg xmlns="http://www.w3.org/2000/svg"/>`,
	} {
		projecttest.Write(t, filepath.Join(dir, filepath.FromSlash(name)), []byte(text))
	}
	if err := os.Symlink(packages, filepath.Join(dir, "node_modules")); err != nil {
		t.Fatal(err)
	}
	dist := filepath.Join(t.TempDir(), "dist")
	if _, err := buildApplication(dir, dist, config.Setting{Key: "compress", Value: false}); err != nil {
		t.Fatal(err)
	}
	origin, _ := serve(t, dist)
	v := newVisitor(t, origin)
	v.open("/", "yes")
	for script, want := range map[string]string{
		`getComputedStyle(document.querySelector('p')).color`:                                               "rgb(10, 20, 30)",
		`String(getComputedStyle(document.querySelector('p')).backgroundImage.includes('dot'))`:             "true",
		`getComputedStyle(document.querySelector('b')).padding`:                                             "7px",
		`String(document.querySelector('p').className.split(' ').every((name) => name.startsWith('own_')))`: "true",
	} {
		if got := eval[string](v, "%s", script); got != want {
			t.Errorf("%s is %q, want %q", script, got, want)
		}
	}
	if errors, requests := v.failed(); len(errors)+len(requests) > 0 {
		t.Errorf("errors %q, failed requests %q", errors, requests)
	}
}
