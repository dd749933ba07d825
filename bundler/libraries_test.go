package bundler

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/evanw/esbuild/pkg/api"
	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler/internal/modulefuzz"
	"github.com/paintbox-build/paintbox/chunker"
)

// libraries are real packages, each with a script that logs what it computes.
type libraries struct {
	dir     string
	scripts []string // relative to dir
	node    modulefuzz.Harness
	limits  chunker.Options
}

func openLibraries(t *testing.T) *libraries {
	t.Helper()
	dir, err := filepath.Abs("../testdata/libraries")
	if err != nil {
		t.Fatal(err)
	}
	names, err := filepath.Glob(filepath.Join(dir, "src", "*.js"))
	if err != nil || len(names) == 0 {
		t.Fatal("no scripts", err)
	}
	l := &libraries{dir: dir, node: modulefuzz.Harness{Patience: time.Minute}}
	for _, name := range names {
		l.scripts = append(l.scripts, "src/"+filepath.Base(name))
	}
	if _, err := os.Stat(filepath.Join(dir, "node_modules")); err != nil {
		t.Fatal("the packages of testdata/libraries are missing: run make packages")
	}
	l.limits = randomGroups(t, dir)
	return l
}

// randomGroups scatters the packages over a few groups.
func randomGroups(t *testing.T, dir string) chunker.Options {
	t.Helper()
	first := *seed
	if first == 0 {
		first = randomSeed()
	}
	rng := rand.New(rand.NewPCG(first, 1))
	t.Logf("groups of -seed=%d", first)
	packages, err := filepath.Glob(filepath.Join(dir, "node_modules", "[a-z]*"))
	if err != nil {
		t.Fatal(err)
	}
	scoped, err := filepath.Glob(filepath.Join(dir, "node_modules", "@*", "*"))
	if err != nil {
		t.Fatal(err)
	}
	o := chunker.Options{MaxSize: 30 * asset.KB, MinSize: asset.Size(1 + rng.IntN(20000))}
	for i := range 1 + rng.IntN(8) {
		o.Groups = append(o.Groups, chunker.Group{Name: fmt.Sprintf("g%d", i), Priority: rng.IntN(3)})
	}
	for _, p := range slices.Concat(packages, scoped) {
		rel, err := filepath.Rel(filepath.Join(dir, "node_modules"), p)
		if err != nil {
			t.Fatal(err)
		}
		if i := rng.IntN(len(o.Groups) + 1); i < len(o.Groups) {
			o.Groups[i].Packages = append(o.Groups[i].Packages, filepath.ToSlash(rel))
		}
	}
	return o
}

// unsplit builds one script with the linker alone and returns its log.
func (l *libraries) unsplit(t *testing.T, script string) []string {
	t.Helper()
	o, err := linkOptions(Options{Dir: l.dir, Base: "./"}, sources([]string{script}), newPackages())
	if err != nil {
		t.Fatal(err)
	}
	o.Splitting, o.Outdir = false, t.TempDir()
	o.Write = true
	if result := api.Build(o); len(result.Errors) > 0 {
		t.Fatal(result.Errors[0].Text)
	}
	return l.run(t, filepath.Join(o.Outdir, "entry-0.js"))
}

// split builds scripts together and returns the file that starts each.
func (l *libraries) split(t *testing.T, scripts ...string) map[string]string {
	t.Helper()
	out, err := paintbox(t.Context(), l.dir, scripts, l.limits)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for name, data := range out.Files {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "package.json"), []byte(`{ "type": "module" }`), 0o644); err != nil {
		t.Fatal(err)
	}
	for source, file := range out.Entries {
		out.Entries[source] = filepath.Join(dir, filepath.FromSlash(file))
	}
	return out.Entries
}

func (l *libraries) run(t *testing.T, file string) []string {
	t.Helper()
	if path.Ext(file) == ".js" {
		pkg := filepath.Join(filepath.Dir(file), "package.json")
		if err := os.WriteFile(pkg, []byte(`{ "type": "module" }`), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	logs, err := l.node.Run(t.Context(), []string{file})
	if err != nil {
		t.Fatal(err)
	}
	return logs[0]
}

// same compares the logs of a script.
func same(t *testing.T, script string, want, got []string) {
	t.Helper()
	for i := range max(len(want), len(got)) {
		a, b := "(end)", "(end)"
		if i < len(want) {
			a = want[i]
		}
		if i < len(got) {
			b = got[i]
		}
		if a != b {
			t.Errorf("%s: line %d differs\nunsplit: %.600s\nsplit:   %.600s", script, i+1, a, b)
			return
		}
	}
}

// Real libraries, each cut by itself, compute what they compute unsplit.
func TestLibrariesAlone(t *testing.T) {
	l := openLibraries(t)
	for _, script := range l.scripts {
		t.Run(strings.TrimSuffix(path.Base(script), ".js"), func(t *testing.T) {
			want := l.unsplit(t, script)
			for _, line := range want {
				if strings.HasPrefix(line, "ERROR") {
					t.Fatalf("unsplit: %s", line)
				}
			}
			same(t, script, want, l.run(t, l.split(t, script)[script]))
		})
	}
}

// All libraries cut together do so as well, each on a page of its own.
func TestLibrariesTogether(t *testing.T) {
	l := openLibraries(t)
	files := l.split(t, l.scripts...)
	for _, script := range l.scripts {
		same(t, script, l.unsplit(t, script), l.run(t, files[script]))
	}
}
