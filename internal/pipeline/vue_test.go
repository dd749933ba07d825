package pipeline_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/paintbox-build/paintbox/internal/config"
	"github.com/paintbox-build/paintbox/internal/projecttest"
)

// What a plugin says that it compiles itself, by the names of files, it gets as it
// is: JSX in scripts, and in components of Vue under the name that Vite gives them.
// PostCSS does not take them for style sheets.
func TestVueJSXOfAPlugin(t *testing.T) {
	packages, err := filepath.Abs("../../testdata/apps/vue/node_modules")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for name, text := range map[string]string{
		"package.json": `{"type": "module", "dependencies": {"vue": "3"}, "postcss": {"plugins": {"own": {}}}}`,
		"index.html":   `<!doctype html><html lang="en"><head><title>Vue</title></head><body><div id="root"></div><script type="module" src="/src/main.ts"></script></body></html>`,
		"vite.config.js": `const jsx = { name: 'jsx', config: () => ({ esbuild: { include: /\.ts$/ } }),
			transform(code, id) { return /\.tsx$/.test(id) ? { code: "import { h as own } from 'vue'\n" + code.replace(/<(\w) \/>/g, (_, name) => "own('" + name + "', '" + name + " of the plugin')").replace(': string', '') } : null } }
			export default { plugins: [jsx], css: { postcss: { plugins: [{ postcssPlugin: 'own', Once: root => root.walkRules(rule => rule.append({ prop: 'top', value: '3px' })) }] } } }`,
		"src/main.ts": "import { createApp } from 'vue'\nimport App from './App.vue'\nconst root: string = '#root'\ncreateApp(App).mount(root)\ndocument.documentElement.dataset.ready = 'yes'",
		"src/App.vue": `<script lang="tsx">
import { defineComponent, h } from 'vue'
import Setup, { named } from './Setup.vue'
import plain from './plain'
export default defineComponent({ setup() { const word: string = named; return () => [<b />, word, h(Setup), plain()] } })
</script>
<style scoped>b { color: rgb(1, 2, 3); position: relative }</style>`,
		"src/Setup.vue": "<script lang=\"tsx\">export const named = ' named '</script>\n<template><u>a template</u></template>",
		"src/plain.tsx": "export default () => <s />",
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
	text := eval[string](v, `document.getElementById('root').textContent`)
	if want := "b of the plugin named a templates of the plugin"; strings.Join(strings.Fields(text), " ") != want {
		t.Errorf("the page says %q, want %q", text, want)
	}
	if got := eval[string](v, `getComputedStyle(document.querySelector('b')).color + ' ' + getComputedStyle(document.querySelector('b')).top`); got != "rgb(1, 2, 3) 3px" {
		t.Errorf("its styles are %s", got)
	}
}
