package starter

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/paintbox-build/paintbox/asset"
)

// The formats themselves are tested by the scripts init_*.txtar, through the
// program and with "paintbox check" after it.

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestUnits(t *testing.T) {
	for _, tt := range []struct {
		text string
		kilo asset.Size
		want asset.Size
	}{
		{"10 kB", 1000, 10_000}, {"10 KB", 1024, 10_240}, {"1.5mb", 1000, 1_500_000}, {"1.5 MB", 1024, 1_572_864}, {"2 KiB", 1000, 2048},
		{"1GiB", 1000, 1 << 30}, {"1gb", 1000, 1_000_000_000}, {"512", 1024, 512}, {"512b", 1024, 512}, {".5 kb", 1000, 500}, {"6.75 kB", 1024, 6912},
	} {
		if got, err := size(tt.text, tt.kilo); got != tt.want || err != nil {
			t.Errorf("%q with k = %d: %d, %v, want %d", tt.text, tt.kilo, got, err, tt.want)
		}
	}
	for _, text := range []string{"", "1 s", "500 ms", "ten", "-5 kB", "5%", "1 kbit"} {
		if got, err := size(text, 1000); err == nil {
			t.Errorf("%q was read as %d", text, got)
		}
	}
}

// TestWithoutNode: a configuration that is a program becomes a note.
func TestWithoutNode(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "index.html", "")
	write(t, dir, ".size-limit.js", "export default []")
	t.Setenv("PATH", dir)
	p, err := Find(t.Context(), dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := "Not taken over: .size-limit.js could not be read (it is a program, and Node is not there to run it): copy its budgets by hand"
	if got := string(p.Config()); !strings.Contains(got, want) || !strings.Contains(got, `{ "type": "total", "max": "5MB" }`) {
		t.Error(got)
	}
}

// TestPrograms: what Node loads, in the forms that configurations have.
func TestPrograms(t *testing.T) {
	for _, tt := range []struct{ name, file, text, want string }{
		{"size-limit as a module", ".size-limit.js", `console.log("[1]"); export default [{ path: "dist/a.js", limit: "5 kB" }]`, `"files": "a.js", "measure": "brotli", "max": "5KB" }`},
		{"size-limit in CommonJS", ".size-limit.cjs", `module.exports = [{ path: "dist/a.js", limit: "5 kB", modifyEsbuildConfig: c => c }]`, `"max": "5KB" }`},
		{"a promise", ".size-limit.mjs", `export default async () => [{ path: "dist/a.js", limit: "5 kB" }]`, `"max": "5KB" }`},
		{"bundlewatch", "bundlewatch.config.js", `module.exports = { files: [{ path: "dist/a.js", maxSize: "1kb" }], defaultCompression: "none" }`, `{ "type": "file", "name": "a.js", "max": "1KiB" }`},
		{"several configurations of webpack", "webpack.config.js", `const plugin = {}; plugin.itself = plugin
			module.exports = [{ name: "a", plugins: [plugin], performance: { hints: "error", maxAssetSize: 300000 } }, { performance: false }, {}]`, `{ "type": "file", "max": "300KB" },` + "\n"},
		{"hints that are off", "webpack.config.js", `module.exports = { performance: { hints: false, maxAssetSize: 300000 } }`, "Not taken over: performance: hints are off"},
		{"nothing", "webpack.config.js", `module.exports = undefined`, "{ \"type\": \"chunk\" }"},
		{"a mistake", "webpack.config.js", `module.exports = {{`, "webpack.config.js could not be read (node: "},
	} {
		dir := t.TempDir()
		write(t, dir, "index.html", "")
		write(t, dir, "package.json", "{}")
		write(t, dir, tt.file, tt.text)
		p, err := Find(t.Context(), dir, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if got := string(p.Config()); !strings.Contains(got, tt.want) || strings.Contains(got, dir) {
			t.Errorf("%s:\n%s", tt.name, got)
		}
	}
}

// TestBudgetsThatContradict: of two limits for the same the first holds.
func TestBudgetsThatContradict(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "index.html", "")
	write(t, dir, "budget.json", `{"budgets": [{"resourceSizes": [{"resourceType": "font", "budget": 100}, {"resourceType": "font", "budget": 50}, {"resourceType": "image", "budget": 0}]}]}`)
	p, err := Find(t.Context(), dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	got := string(p.Config())
	for _, want := range []string{
		`    { "type": "type", "name": "font", "measure": "gzip", "max": "100KiB" }, // Lighthouse counts what one page transfers`,
		`    // Not taken over: { "type": "type", "name": "font", "measure": "gzip", "max": "50KiB" }: contradicts budgets[0], which limits the same (keep one of them)`,
		`"max": "0B" }: must be above zero`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%s is not in\n%s", want, got)
		}
	}
}

// TestCommentsStayComments, whatever names hold.
func TestCommentsStayComments(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "index.html", "")
	write(t, dir, ".size-limit.json", `[{"name": "a\n\"budgets\": [", "path": "dist/a.js", "limit": "1 s"}, {"name": "b\"<c>\n", "path": "dist/b.js", "limit": "5 kB"}]`)
	p, err := Find(t.Context(), dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := standard(p.Config()); err != nil || strings.Count(string(p.Config()), "\n  \"budgets\"") != 1 {
		t.Errorf("%v\n%s", err, p.Config())
	}
}
