package bundler

import (
	"encoding/json"
	"fmt"
	"maps"
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
	"github.com/paintbox-build/paintbox/internal/projecttest"
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
	l := &libraries{dir: dir, node: modulefuzz.Harness{Patience: 5 * time.Minute}}
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
	o := chunker.Options{MaxSize: 30 * asset.KB, MinSize: asset.Size(1 + rng.IntN(20000))}
	for i := range 1 + rng.IntN(8) {
		o.Groups = append(o.Groups, chunker.Group{Name: fmt.Sprintf("g%d", i), Priority: rng.IntN(3)})
	}
	for _, name := range dependencies(t, dir) {
		if i := rng.IntN(len(o.Groups) + 1); i < len(o.Groups) {
			o.Groups[i].Packages = append(o.Groups[i].Packages, name)
		}
	}
	return o
}

// dependencies lists what a project depends on, in the order of names.
func dependencies(t *testing.T, dir string) []string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, "package.json"))
	if err != nil {
		t.Fatal(err)
	}
	var manifest struct{ Dependencies map[string]string }
	if err := json.Unmarshal(data, &manifest); err != nil {
		t.Fatal(err)
	}
	return slices.Sorted(maps.Keys(manifest.Dependencies))
}

// unsplit builds one script with esbuild alone and returns its log.
func (l *libraries) unsplit(t *testing.T, script string) []string {
	t.Helper()
	o := api.BuildOptions{EntryPointsAdvanced: []api.EntryPoint{{InputPath: filepath.Join(l.dir, filepath.FromSlash(script)), OutputPath: "entry-0"}},
		AbsWorkingDir: l.dir, Outdir: t.TempDir(), Write: true, Bundle: true, Format: api.FormatESModule, Platform: api.PlatformBrowser, Target: api.ES2022,
		MinifySyntax: true, Charset: api.CharsetUTF8, Define: map[string]string{"process.env.NODE_ENV": `"production"`}, Conditions: []string{"module", "production"},
		Loader: map[string]api.Loader{".js": api.LoaderJSX}, LogLevel: api.LogLevelSilent}
	if result := api.Build(o); len(result.Errors) > 0 {
		t.Fatal(result.Errors[0].Text)
	}
	lines := l.run(t, o.Outdir, "entry-0.js")
	for _, line := range lines {
		if strings.HasPrefix(line, "ERROR") {
			t.Fatalf("%s fails unsplit: %s", script, line)
		}
	}
	return lines
}

// split builds entries together and writes the files to a directory.
func (l *libraries) split(t *testing.T, entries []Entry) (dir string, files map[string]string) {
	t.Helper()
	out, err := build(t.Context(), l.dir, entries, l.limits)
	if err != nil {
		t.Fatal(err)
	}
	dir = t.TempDir()
	for name, data := range out.Files {
		projecttest.Write(t, filepath.Join(dir, filepath.FromSlash(name)), data)
	}
	return dir, out.Entries
}

// run runs one of a directory's files in a Node of its own.
func (l *libraries) run(t *testing.T, dir, file string) []string {
	t.Helper()
	projecttest.Write(t, filepath.Join(dir, "package.json"), []byte(`{ "type": "module" }`))
	logs, err := l.node.Run(t.Context(), []string{filepath.Join(dir, filepath.FromSlash(file))})
	if err != nil {
		t.Fatal(err)
	}
	return logs[0]
}

// same compares the logs of a script, line by line.
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

// Real libraries compute the same, cut small and spread over random groups, as
// they do unsplit: each built by itself, all together as pages, and all
// together as routes of one page.
func TestLibraries(t *testing.T) {
	l := openLibraries(t)
	want := map[string][]string{}
	for _, script := range l.scripts {
		want[script] = l.unsplit(t, script)
	}
	t.Run("alone", func(t *testing.T) {
		for _, script := range l.scripts {
			t.Run(strings.TrimSuffix(path.Base(script), ".js"), func(t *testing.T) {
				t.Parallel()
				dir, files := l.split(t, sources([]string{script}))
				same(t, script, want[script], l.run(t, dir, files[script]))
			})
		}
	})
	t.Run("pages", func(t *testing.T) {
		dir, files := l.split(t, sources(l.scripts))
		for _, script := range l.scripts {
			same(t, script, want[script], l.run(t, dir, files[script]))
		}
	})
	t.Run("routes", func(t *testing.T) {
		entry := Entry{Name: "routes", Source: "src/routes.js", Scripts: []Script{{Inline: routes(l.scripts)}}}
		dir, files := l.split(t, []Entry{entry})
		var all []string
		for _, script := range l.scripts {
			all = append(all, want[script]...)
		}
		same(t, "routes", sortedLines(all), sortedLines(l.run(t, dir, files[entry.Source])))
	})
}

// routes is a page that loads one script after the other.
func routes(scripts []string) string {
	var text strings.Builder
	for _, script := range scripts {
		fmt.Fprintf(&text, "later(\"route\", () => import(%q));\n", "./"+path.Base(script))
	}
	return text.String()
}

// sortedLines drops what a log says about loading.
func sortedLines(lines []string) []string {
	lines = slices.DeleteFunc(slices.Clone(lines), func(line string) bool {
		return line == "loaded" || strings.HasPrefix(line, "route ")
	})
	slices.Sort(lines)
	return lines
}
