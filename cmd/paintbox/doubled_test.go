package main

import (
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/paintbox-build/paintbox/budgets"
)

// program runs the program in a directory; it returns its standard output and
// exit status.
func program(t *testing.T, dir string, args ...string) (stdout []byte, status int) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), self, args...)
	cmd.Dir, cmd.Env, cmd.Stderr = dir, append(os.Environ(), asProgram+"=1"), t.Output()
	stdout, err = cmd.Output()
	if ended, ok := errors.AsType[*exec.ExitError](err); ok {
		return stdout, ended.ExitCode()
	}
	if err != nil {
		t.Fatal(err)
	}
	return stdout, 0
}

// TestSampleWithADependencyDoubled builds the sample application, and then with a
// second copy of a package that it uses: the build fails, and names the package
// first, and that it is there twice.
func TestSampleWithADependencyDoubled(t *testing.T) {
	dir, sample := t.TempDir(), "../../testdata/paintbox"
	for _, name := range []string{"src", "icons"} {
		if err := os.CopyFS(filepath.Join(dir, name), os.DirFS(filepath.Join(sample, name))); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"index.html", "manifest.webmanifest", "package.json", "tsconfig.json"} {
		copyFile(t, filepath.Join(sample, name), filepath.Join(dir, name))
	}
	packages, err := filepath.Abs(filepath.Join(sample, "node_modules"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(packages, filepath.Join(dir, "node_modules")); err != nil {
		t.Fatal(err)
	}
	writeFile(t, filepath.Join(dir, "paintbox.json"), `{ "compress": false, "serviceWorker": false, "budgets": [{ "type": "total", "maxIncrease": "5%" }] }`)
	if _, status := program(t, dir, "build", "--quiet", "--write-baseline", "sizes.json"); status != exitDone {
		t.Fatalf("the sample: exit status %d", status)
	}

	second := filepath.Join(dir, "second", "node_modules", "xlsx")
	if err := os.MkdirAll(second, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"package.json", "xlsx.mjs"} {
		copyFile(t, filepath.Join(packages, "xlsx", name), filepath.Join(second, name))
	}
	main := filepath.Join(dir, "src", "main.tsx")
	text, err := os.ReadFile(main)
	if err != nil {
		t.Fatal(err)
	}
	writeFile(t, main, string(text)+"\nimport * as again from '../second/node_modules/xlsx/xlsx.mjs'\nconsole.log(again)\n")

	out, status := program(t, dir, "build", "--json", "--baseline", "sizes.json")
	if status != exitBudget {
		t.Fatalf("with xlsx twice: exit status %d", status)
	}
	var report struct {
		Budgets struct {
			Results []struct {
				Status       budgets.Status
				Contributors []struct {
					Name  string
					Grown int
				}
			}
			Duplicates []budgets.Duplicate
		}
	}
	if err := json.Unmarshal(out, &report); err != nil {
		t.Fatal(err)
	}
	if over := report.Budgets.Results[0]; over.Status != budgets.StatusOver || over.Contributors[0].Name != "xlsx" || over.Contributors[0].Grown < 100_000 {
		t.Errorf("%+v", over)
	}
	if twice := report.Budgets.Duplicates; len(twice) == 0 || twice[0].Package != "xlsx" || len(twice[0].Copies) != 2 {
		t.Errorf("%+v", twice)
	}
}

func copyFile(t *testing.T, from, to string) {
	t.Helper()
	text, err := os.ReadFile(from)
	if err != nil {
		t.Fatalf("%v (make packages installs what this test needs)", err)
	}
	writeFile(t, to, string(text))
}

func writeFile(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
