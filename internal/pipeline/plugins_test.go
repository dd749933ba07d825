package pipeline_test

import (
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/paintbox-build/paintbox/internal/config"
	"github.com/paintbox-build/paintbox/internal/projecttest"
)

// Twelve well-known plugins run unmodified: programs built with them say what
// those say that Rollup and esbuild build with the same list.
func TestWellKnownPlugins(t *testing.T) {
	const dir = "../../testdata/apps/plugins"
	for _, tool := range []string{"rollup", "esbuild"} {
		reference := filepath.Join(t.TempDir(), "reference.mjs")
		code, err := exec.CommandContext(t.Context(), "node", filepath.Join(dir, "reference.mjs"), tool).Output()
		if err != nil {
			t.Fatalf("%s: %v", tool, err)
		}
		if err := os.WriteFile(reference, code, 0o600); err != nil {
			t.Fatal(err)
		}
		result, err := buildApplication(dir, filepath.Join(t.TempDir(), "dist"), config.Setting{Key: "plugins", Value: "./" + tool + ".mjs"},
			config.Setting{Key: "entries", Value: []string{"src/" + tool + ".js"}})
		if err != nil {
			t.Fatalf("%s: %v", tool, err)
		}
		own, err := filepath.Glob(filepath.Join(result.Outdir, "assets", tool+"-*.js"))
		if err != nil || len(own) != 1 {
			t.Fatalf("%s: scripts %v, %v", tool, own, err)
		}
		copied := strings.TrimSuffix(own[0], ".js") + ".mjs"
		if err := os.Rename(own[0], copied); err != nil {
			t.Fatal(err)
		}
		if got, want := said(t, copied), said(t, reference); got != want || len(want) < 20 {
			t.Errorf("%s: the program says\n%swant\n%s", tool, got, want)
		}
	}
}

// Rollup's configuration counts with what replaces and renames: the packages run
// as they are, in the order of the list, beside what the linker does itself.
func TestRollupConfiguration(t *testing.T) {
	packages, err := filepath.Abs("../../testdata/apps/plugins/node_modules")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for name, text := range map[string]string{
		"package.json": `{"type": "module", "scripts": {"build": "rollup -c"}}`,
		"rollup.config.js": `import alias from '@rollup/plugin-alias'
import replace from '@rollup/plugin-replace'
export default { input: 'src/main.js', output: { dir: 'dist', format: 'es' }, plugins: [
	alias({ entries: [{ find: '@lib', replacement: new URL('src/lib', import.meta.url).pathname }, { find: /^name-(.*)$/, replacement: './names/$1.js' }] }),
	replace({ preventAssignment: true, delimiters: ['<@', '@>'], values: { word: 'replaced' } }),
	replace({ preventAssignment: true, __VERSION__: JSON.stringify('1.2.3'), 'process.env.NODE_ENV': JSON.stringify('own') }),
	{ name: 'node-resolve', resolveId() { throw new Error('the linker does it') } },
] }`,
		"src/main.js":      "import lib from '@lib/a.js'\nimport one from 'name-one'\nconsole.log(lib, one, __VERSION__, '<@word@>', process.env.NODE_ENV)",
		"src/lib/a.js":     "export default 'lib ' + __VERSION__",
		"src/names/one.js": "export default 'one'",
	} {
		projecttest.Write(t, filepath.Join(dir, filepath.FromSlash(name)), []byte(text))
	}
	if err := os.Symlink(packages, filepath.Join(dir, "node_modules")); err != nil {
		t.Fatal(err)
	}
	result, err := buildApplication(dir, filepath.Join(t.TempDir(), "dist"))
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(result.Outdir, "assets", "*.js"))
	if err != nil || len(files) != 1 {
		t.Fatalf("scripts %v, %v", files, err)
	}
	module := strings.TrimSuffix(files[0], ".js") + ".mjs"
	if err := os.Rename(files[0], module); err != nil {
		t.Fatal(err)
	}
	if got, want := said(t, module), "lib 1.2.3 one 1.2.3 replaced own\n"; got != want {
		t.Errorf("the program says %q, want %q", got, want)
	}
}

func said(t *testing.T, script string) string {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "node", script).Output()
	if err != nil {
		t.Fatalf("%s: %v", script, err)
	}
	return string(out)
}

// What compilers and plugins make is the same with every build.
func TestApplicationsDeterministic(t *testing.T) {
	for _, app := range []string{"vue", "svelte"} {
		var builds []map[string][]byte
		for range 2 {
			dist := filepath.Join(t.TempDir(), "dist")
			if _, err := buildApplication("../../testdata/apps/"+app, dist, config.Setting{Key: "compress", Value: false}, config.Setting{Key: "sourcemap", Value: "linked"}); err != nil {
				t.Fatal(err)
			}
			files := tree(t, dist)
			maps.DeleteFunc(files, func(name string, _ []byte) bool { return strings.HasPrefix(name, ".paintbox/") })
			builds = append(builds, files)
		}
		if !maps.EqualFunc(builds[0], builds[1], slices.Equal) {
			t.Errorf("%s: two builds differ: %v and %v", app, slices.Sorted(maps.Keys(builds[0])), slices.Sorted(maps.Keys(builds[1])))
		}
	}
}
