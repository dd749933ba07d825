package pipeline_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/paintbox-build/paintbox/internal/config"
	"github.com/paintbox-build/paintbox/internal/projecttest"
)

// A sass that is older than the interface of today makes the same styles, and
// tells the same of what is wrong. It is today's, without that interface.
func TestOldSass(t *testing.T) {
	compiler, err := filepath.Abs("../../testdata/apps/vue/node_modules/sass")
	if err != nil {
		t.Fatal(err)
	}
	project := func(exports string) string {
		dir := t.TempDir()
		for name, text := range map[string]string{
			"package.json":                    `{"devDependencies": {"sass": "1"}}`,
			"index.html":                      `<!doctype html><html lang="en"><head><title>Sass</title><link rel="stylesheet" href="/src/main.scss"></head><body><script type="module" src="/src/main.js"></script></body></html>`,
			"src/main.scss":                   "@use 'colors';\n@import '~theme/look';\n@import './deep/parts';\np { color: colors.$red; margin: $look }",
			"src/main.js":                     "import names from './names.module.sass'; document.body.className = names.wide",
			"src/names.module.sass":           "$w: 10px\n.wide\n  width: $w * 2",
			"src/_colors.scss":                "$red: rgb(250, 1, 2);",
			"src/deep/_parts.scss":            "b { background: url(dot.svg) }",
			"src/deep/dot.svg":                `<svg xmlns="http://www.w3.org/2000/svg"/>`,
			"node_modules/theme/_look.scss":   "$look: 3px;",
			"node_modules/theme/package.json": `{"name": "theme"}`,
			"node_modules/sass/package.json":  `{"name": "sass", "version": "1.32.0"}`,
			"node_modules/sass/index.js":      "const sass = require(" + `"` + filepath.ToSlash(compiler) + `"` + "); module.exports = " + exports,
		} {
			projecttest.Write(t, filepath.Join(dir, filepath.FromSlash(name)), []byte(text))
		}
		return dir
	}
	styles := func(dir string) string {
		dist := filepath.Join(t.TempDir(), "dist")
		if _, err := buildApplication(dir, dist, config.Setting{Key: "compress", Value: false}); err != nil {
			t.Fatal(err)
		}
		files, err := filepath.Glob(filepath.Join(dist, "assets", "*.css"))
		if err != nil {
			t.Fatal(err)
		}
		var all strings.Builder
		for _, name := range files {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			all.Write(text)
		}
		return all.String()
	}
	old := project(`{ render: sass.render }`)
	now, before := styles(project(`sass`)), styles(old)
	if now != before {
		t.Errorf("today's sass makes\n%s, an old one\n%s", now, before)
	}
	for _, want := range []string{"#fa0102", "margin:3px", "width:20px", "url("} {
		if !strings.Contains(before, want) {
			t.Errorf("%q is not in %s", want, before)
		}
	}
	projecttest.Write(t, filepath.Join(old, "src", "_colors.scss"), []byte("$green: 1;"))
	_, err = buildApplication(old, filepath.Join(t.TempDir(), "dist"))
	if err == nil || !regexp.MustCompile(`src/main\.scss:4:12: plugin sass, transform: Undefined variable`).MatchString(err.Error()) {
		t.Errorf("the error is %v", err)
	}
}
