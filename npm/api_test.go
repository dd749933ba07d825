package npm

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// application makes an installed project of its own for programs that are copied
// from testdata/dir. The package itself is a link to the one that npm installed.
func application(t testing.TB, dir string) string {
	t.Helper()
	app := filepath.Join(t.TempDir(), "project")
	if err := newProject(app, nil); err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(app, os.DirFS(filepath.Join("testdata", dir))); err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(filepath.Join(app, "node_modules"), os.DirFS(filepath.Join(installed(t), "node_modules"))); err != nil {
		t.Fatal(err)
	}
	return app
}

// TestAPI runs programs that build through the package, and checks the types
// against what they got.
func TestAPI(t *testing.T) {
	app := application(t, "api")
	run(t, command(app, nil, "node", "build.mjs"))
	run(t, command(app, nil, "node", "check.mjs"))
	if got := run(t, command(app, nil, "node", "build.cjs")); got != "done\n" {
		t.Errorf("build.cjs printed %q", got)
	}
}

// TestTypes compiles programs that use the types, one of them with a real
// report as a literal, in which TypeScript accepts neither unknown keys nor
// missing ones.
func TestTypes(t *testing.T) {
	compiler, err := filepath.Abs("../testdata/paintbox/node_modules/typescript/bin/tsc")
	if err != nil {
		t.Fatal(err)
	}
	sample, err := filepath.Abs("../testdata/paintbox")
	if err != nil {
		t.Fatal(err)
	}
	app := application(t, "types")
	report, err := output(command(app, nil, "npx", "paintbox", "build", "--json", "--cwd", sample, "--outdir", filepath.Join(app, "dist"), "--no-compress", "--budget", "1MB", "--baseline", "none.json", "--why", "react-dom"))
	if err == nil || !strings.Contains(report, `"contributors"`) || !strings.Contains(report, `"missingBaseline"`) {
		t.Fatalf("no report of a budget that is exceeded: %v", err)
	}
	var whole any
	if err := json.Unmarshal([]byte(report), &whole); err != nil {
		t.Fatal(err)
	}
	literal, err := json.MarshalIndent(shapes(whole), "", "  ")
	if err == nil {
		err = os.WriteFile(filepath.Join(app, "report.mts"), append([]byte("import type { Report } from 'paintbox';\nexport const report: Report = "), literal...), 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
	run(t, command(app, nil, "node", compiler, "--project", "tsconfig.json"))
}

// shapes leaves of every list one element with each set of keys: TypeScript does
// not take literals of any length.
func shapes(value any) any {
	switch v := value.(type) {
	case map[string]any:
		for key := range v {
			v[key] = shapes(v[key])
		}
	case []any:
		seen := map[string]bool{}
		return slices.DeleteFunc(v, func(element any) bool {
			keys, _ := element.(map[string]any)
			shape := strings.Join(slices.Sorted(maps.Keys(keys)), " ")
			shapes(element)
			again := seen[shape]
			seen[shape] = true
			return again
		})
	}
	return value
}

// flagsOf lists the flags of a command, without those about what it prints.
func flagsOf(t testing.TB, name string) []string {
	t.Helper()
	help := run(t, command(installed(t), nil, "npx", "paintbox", name, "--help"))
	var names []string
	for _, m := range regexp.MustCompile(`(?m)^ +(?:-\w, |    )--([\w-]+)`).FindAllStringSubmatch(help, -1) {
		if !slices.Contains([]string{"help", "json", "quiet", "no-color", "version", "print-inputs", "watch", "poll", "on-rebuild"}, m[1]) {
			names = append(names, m[1])
		}
	}
	slices.Sort(names)
	return names
}

// TestTypesNameEveryFlag compares the options of index.d.ts with the flags of
// the commands.
func TestTypesNameEveryFlag(t *testing.T) {
	declarations, err := os.ReadFile("paintbox/index.d.ts")
	if err != nil {
		t.Fatal(err)
	}
	options := func(name string) []string {
		_, text, _ := strings.Cut(string(declarations), "interface "+name+" ")
		text, _, _ = strings.Cut(text, "\n}")
		var flags []string
		for _, m := range regexp.MustCompile(`(?m)^  (\w+)\?:`).FindAllStringSubmatch(text, -1) {
			flag := regexp.MustCompile(`[A-Z]`).ReplaceAllStringFunc(m[1], func(c string) string { return "-" + strings.ToLower(c) })
			switch flag {
			case "entries", "directory", "signal": // no flags
				continue
			case "compress", "service-worker", "cache", "budgets", "node":
				flag = "no-" + flag
			}
			flags = append(flags, flag)
		}
		return flags
	}
	for name, command := range map[string]string{"BuildOptions": "build", "CheckOptions": "check"} {
		got := slices.Sorted(slices.Values(append(options("Options"), options(name)...)))
		if diff := cmp.Diff(flagsOf(t, command), got); diff != "" {
			t.Errorf("%s in npm/paintbox/index.d.ts (-flags of paintbox %s +options):\n%s", name, command, diff)
		}
	}
}
