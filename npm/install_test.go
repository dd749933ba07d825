package npm

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// script returns the absolute path of a package manager's script.
func script(t testing.TB, name string) string {
	t.Helper()
	file, err := filepath.Abs(filepath.Join("testdata", "node_modules", name))
	if err == nil {
		_, err = os.Stat(file)
	}
	if err != nil {
		t.Fatalf("%v (make packages installs it)", err)
	}
	return file
}

// TestInstall installs the packages into an empty project with each package
// manager, and builds with them.
func TestInstall(t *testing.T) {
	wants := `{ "name": "project", "private": true, "devDependencies": { "paintbox": "` + testVersion + `" } }`
	address := registry()
	managers := []struct {
		name           string
		files          map[string]string
		install, build []string
	}{
		{
			"npm", nil,
			[]string{"npm", "install"}, []string{"npx", "paintbox", "build"},
		},
		{
			"pnpm",
			map[string]string{".npmrc": "registry=" + address + "\nstore-dir=store\n"},
			[]string{"node", script(t, "pnpm/bin/pnpm.cjs"), "install"},
			[]string{"node", script(t, "pnpm/bin/pnpm.cjs"), "exec", "paintbox", "build"},
		},
		{
			"Yarn PnP",
			map[string]string{
				"yarn.lock": "",
				".yarnrc.yml": "npmRegistryServer: " + address + "\nunsafeHttpWhitelist: [127.0.0.1]\n" +
					"nodeLinker: pnp\nenableTelemetry: false\nenableGlobalCache: false\n",
			},
			[]string{"node", script(t, "@yarnpkg/cli-dist/bin/yarn.js"), "install"},
			[]string{"node", script(t, "@yarnpkg/cli-dist/bin/yarn.js"), "paintbox", "build"},
		},
	}
	for _, m := range managers {
		t.Run(m.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "project")
			files := map[string]string{"package.json": wants}
			maps.Copy(files, m.files)
			if err := newProject(dir, files); err != nil {
				t.Fatal(err)
			}
			run(t, command(dir, nil, m.install[0], m.install[1:]...))
			onlyHost(t, dir)
			run(t, command(dir, nil, m.build[0], m.build[1:]...))
			built(t, dir)
		})
	}
}

// onlyHost checks that no package for another platform was installed.
func onlyHost(t testing.TB, dir string) {
	t.Helper()
	found := 0
	err := filepath.WalkDir(dir, func(name string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasPrefix(entry.Name(), "paintbox") {
			return err
		}
		for _, p := range Platforms() {
			if !strings.HasSuffix(filepath.ToSlash(name), p.Package()+"/"+p.Program()) {
				continue
			}
			found++
			if p != host() {
				t.Errorf("%s is installed on %s", name, host().Package())
			}
		}
		return nil
	})
	if err != nil || found == 0 {
		t.Errorf("no program found (%v)", err)
	}
}

// built checks that dist holds the application, with the registration of the
// worker that came from the package.
func built(t testing.TB, dir string) {
	t.Helper()
	scripts, err := filepath.Glob(filepath.Join(dir, "dist", "assets", "*.js"))
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	for _, name := range scripts {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		text.Write(data)
	}
	if !strings.Contains(text.String(), "Good morning") || !strings.Contains(text.String(), "updateViaCache") {
		t.Errorf("the scripts %v are\n%s", scripts, text.String())
	}
	if _, err := os.Stat(filepath.Join(dir, "dist", "sw.js")); err != nil {
		t.Error(err)
	}
}

// TestSample builds the sample application with what npm installed.
func TestSample(t *testing.T) {
	sample, err := filepath.Abs("../testdata/paintbox")
	if err != nil {
		t.Fatal(err)
	}
	dist := filepath.Join(t.TempDir(), "dist")
	text := run(t, command(installed(t), nil, "npx", "paintbox", "build", "--json", "--cwd", sample, "--outdir", dist))
	var report struct {
		Paintbox string
		Total    struct{ Files, Raw int }
		Routes   []struct{ Source string }
	}
	if err := json.Unmarshal([]byte(text), &report); err != nil {
		t.Fatal(err)
	}
	if report.Paintbox != testVersion || report.Total.Raw < 1e6 || len(report.Routes) < 5 {
		t.Errorf("the report tells of another build: %+v", report)
	}
	if _, err := os.Stat(filepath.Join(dist, "index.html")); err != nil {
		t.Error(err)
	}
}
