package plugin

import (
	"path/filepath"
	"testing"
)

// fakeVite is a package that tells when it is loaded.
const fakeVite = `globalThis.loaded = (globalThis.loaded ?? 0) + 1
export const version = 'of the package'
export const defineConfig = config => config
export const normalizePath = name => 'real ' + name
export const createFilter = (...args) => () => 'real'
export const loadEnv = (...args) => ({ real: args.join() })
export const rollupVersion = '4'
export const loadConfigFromFile = async () => ({ config: { define: { by: '"vite"' } } })
export default { normalizePath }
`

// Vite is not loaded where a configuration and its plugins take no more of it than
// what stands in for it does; else they get the real one.
func TestStandsInForVite(t *testing.T) {
	tests := []struct{ name, config, plugin, want string }{
		{"known names", `import { defineConfig, version } from 'vite'`, `import { normalizePath as n, createFilter } from "vite"
export const said = () => [n('a//b'), createFilter(/\.vue$/)('/a.vue'), createFilter([], [/\.vue$/])('/a.vue'), createFilter(/x/g)('/x')]`, `["a/b",true,false,true,"8.1.0",null]`},
		{"a function that loads it", "", `import { loadEnv } from 'vite'
export const said = () => [typeof loadEnv, globalThis.loaded, loadEnv('a', 'b')]`, `["function",null,{"real":"a,b"},null,1]`},
		{"patterns that are no expressions", "", `import { createFilter } from 'vite'
export const said = () => [createFilter('**/*.vue')()]`, `["real",null,1]`},
		{"awaited", "", `const { normalizePath } = await import('vite')
export const said = () => [normalizePath('a')]`, `["a",null,null]`},
		{"an unknown name", "", `import { normalizePath, rollupVersion } from 'vite'
export const said = () => [normalizePath('a'), rollupVersion]`, `["real a","4",null,1]`},
		{"the whole", "", `import * as vite from 'vite'
export const said = () => [vite.normalizePath('a')]`, `["real a",null,1]`},
		{"the default export", "", `import vite from 'vite'
export const said = () => [vite.normalizePath('a')]`, `["real a",null,1]`},
		{"an import that is computed", "", `import { normalizePath } from 'vite'
const name = 'vi' + 'te'
export const said = async () => [normalizePath('a'), (await import(name)).rollupVersion]`, `["real a","4",null,1]`},
		{"once more", "", `import { normalizePath } from 'vite'
const { rollupVersion } = await import("vite")
export const said = () => [normalizePath('a'), rollupVersion]`, `["real a","4",null,1]`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			dir := projectWithVite(t)
			write(t, dir, "node_modules/own/index.js", test.plugin)
			write(t, dir, "vite.config.mjs", test.config+`
import { said } from 'own'
const list = [...(await said()), typeof version === 'string' ? version : undefined, globalThis.loaded]
export default { define: { said: JSON.stringify(list) } }`)
			if got := defined(t, dir)["said"]; got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}

// What Node cannot load as one module is read by Vite: a file that finds other
// packages from where it is, and what needs names that are there for Vite alone.
func TestViteReads(t *testing.T) {
	for name, config := range map[string]string{
		"outside":    `import '../shared.mjs'; export default { define: { by: '"node"' } }`,
		"undeclared": `export default { define: { by: '"' + somethingOfVite + '"' } }`,
		"own":        `import './own.mjs'; export default { define: { by: '"node"' } }`,
	} {
		dir := projectWithVite(t)
		write(t, filepath.Dir(dir), "shared.mjs", "")
		write(t, dir, "own.mjs", "")
		write(t, dir, "vite.config.mjs", config)
		want := `"vite"`
		if name == "own" {
			want = `"node"`
		}
		if got := defined(t, dir)["by"]; got != want {
			t.Errorf("%s: read by %s, want %s", name, got, want)
		}
	}
}

func projectWithVite(t *testing.T) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	dir = filepath.Join(dir, "project")
	write(t, dir, "package.json", `{ "devDependencies": { "vite": "8", "@vitejs/plugin-vue": "6" } }`)
	write(t, dir, "node_modules/vite/package.json", `{ "name": "vite", "version": "8.1.0", "type": "module", "exports": "./index.js" }`)
	write(t, dir, "node_modules/vite/index.js", fakeVite)
	write(t, dir, "node_modules/own/package.json", `{ "name": "own", "type": "module", "exports": "./index.js" }`)
	return dir
}

// defined is what the configuration in a directory defines.
func defined(t *testing.T, dir string) map[string]string {
	t.Helper()
	f := NewForeign(t.Context(), Node{})
	t.Cleanup(func() {
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	})
	f.Read(dir, "production")
	if _, warnings := f.Messages(); len(warnings) > 0 {
		t.Fatal(warnings)
	}
	h := New(Options{Dir: dir, Outdir: filepath.Join(dir, "dist"), Foreign: f})
	changes, err := h.Configure(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return changes.Define
}
