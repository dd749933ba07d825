package publish

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/internal/coding"
	"github.com/paintbox-build/paintbox/internal/projecttest"
)

// build makes a build whose every file says which one it is of.
func build(version string) asset.Build {
	stamp := []byte(version)
	encodings := asset.Encodings{}
	for _, c := range coding.Table() {
		encodings[c.Name] = stamp
	}
	files := []asset.File{
		{Path: "index.html", Data: stamp},
		{Path: ".paintbox/report.json", Data: stamp},
		{Path: "assets/only-in-" + version + ".js", Data: stamp, Immutable: true},
	}
	for i := range 20 {
		files = append(files, asset.File{Path: fmt.Sprintf("assets/deep/%d.js", i), Data: stamp, Encodings: encodings, Immutable: true})
	}
	return asset.Build{Files: files}
}

// tree reads every file below a directory except the record.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	dir, err := filepath.EvalSymlinks(dir)
	if err != nil {
		t.Fatal(err)
	}
	err = filepath.WalkDir(dir, func(p string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		text, err := os.ReadFile(p)
		rel, _ := filepath.Rel(dir, p)
		files[filepath.ToSlash(rel)] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	delete(files, recordPath)
	return files
}

// whole checks that a directory holds one build and nothing else, and returns
// which one.
func whole(t *testing.T, dir string) string {
	t.Helper()
	got := tree(t, dir)
	version := got["index.html"]
	want := map[string]string{}
	for _, f := range build(version).Files {
		want[f.Path] = version
		for name := range f.Encodings {
			want[f.Path+suffix(name)] = version
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatalf("%s is not one whole build (-want +got):\n%s", dir, diff)
	}
	return version
}

// suffix is that of a coding.
func suffix(name string) string {
	i := slices.IndexFunc(coding.Table(), func(c coding.Coding) bool { return c.Name == name })
	return coding.Table()[i].Suffix
}

// alone checks that nothing stands beside the project's own entries.
func alone(t *testing.T, dir string, names ...string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range entries {
		got = append(got, e.Name())
	}
	slices.Sort(names)
	if diff := cmp.Diff(names, got); diff != "" {
		t.Fatalf("%s (-want +got):\n%s", dir, diff)
	}
}

func put(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for _, name := range slices.Sorted(maps.Keys(files)) {
		p := filepath.Join(dir, filepath.FromSlash(name))
		projecttest.Write(t, p, []byte(files[name]))
	}
}

func mustWrite(t *testing.T, dir, version string, opts Options) {
	t.Helper()
	if err := Check(dir, opts); err != nil {
		t.Fatal(err)
	}
	if err := Write(t.Context(), dir, build(version), opts); err != nil {
		t.Fatal(err)
	}
	if got := whole(t, dir); got != version {
		t.Fatalf("published %q, want %q", got, version)
	}
}

func TestWriteReplacesTheLastBuild(t *testing.T) {
	project := t.TempDir()
	opts := Options{Project: project}
	dist := filepath.Join(project, "out", "dist")
	mustWrite(t, dist, "one", opts)
	if err := os.Chmod(dist, 0o750); err != nil {
		t.Fatal(err)
	}
	put(t, dist, map[string]string{".DS_Store": "left by a file manager"})
	mustWrite(t, dist, "two", opts)
	alone(t, filepath.Dir(dist), "dist")
	if st, err := os.Stat(dist); err != nil || st.Mode().Perm() != 0o750 {
		t.Errorf("mode is %v, %v; want the last build's", st.Mode(), err)
	}
}

func TestRefusals(t *testing.T) {
	tests := []struct {
		name   string
		files  map[string]string
		outdir string
		opts   Options
		want   string // of the error; "" for none
	}{
		{"foreign files", map[string]string{"dist/a.txt": "", "dist/b/c.txt": "", "dist/d": "", "dist/e": ""}, "dist", Options{}, "dist holds files that paintbox did not write: a.txt, b/c.txt, d, … (move them"},
		{"foreign files, allowed", map[string]string{"dist/a.txt": ""}, "dist", Options{Empty: true}, ""},
		{"an empty directory", map[string]string{"dist/sub/.DS_Store": ""}, "dist", Options{}, ""},
		{"the project", map[string]string{"src/a.js": ""}, ".", Options{Empty: true}, "holds the project itself"},
		{"a parent", map[string]string{"src/a.js": ""}, "..", Options{Empty: true}, "holds the project itself"},
		{"an entry", map[string]string{"src/a.js": ""}, "src", Options{Empty: true, Sources: []string{"src/a.js"}}, "src holds sources of the build: src/a.js"},
		{"a git working tree", map[string]string{"dist/.git": ""}, "dist", Options{Empty: true}, "is a working tree: it holds .git"},
		{"a file", map[string]string{"dist": ""}, "dist", Options{Empty: true}, "dist is a file"},
		{"inside a file", map[string]string{"notes.txt": ""}, "notes.txt/dist", Options{Empty: true}, "cannot read the output directory: not a directory"},
		{"a record of something else", map[string]string{"dist/.paintbox/files.json": "{", "dist/x": ""}, "dist", Options{}, "did not write: .paintbox/files.json, x"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tt.opts.Project = t.TempDir()
			put(t, tt.opts.Project, tt.files)
			before := tree(t, tt.opts.Project)
			dir := filepath.Join(tt.opts.Project, tt.outdir)
			err := Check(dir, tt.opts)
			if after := tree(t, tt.opts.Project); !cmp.Equal(before, after) {
				t.Errorf("Check changed the project: %s", cmp.Diff(before, after))
			}
			if tt.want == "" {
				if err != nil {
					t.Fatal(err)
				}
				mustWrite(t, dir, "one", tt.opts)
				return
			}
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("Check: %v; want %q", err, tt.want)
			}
			if err := Write(t.Context(), dir, build("one"), tt.opts); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("Write: %v; want %q", err, tt.want)
			}
			if after := tree(t, tt.opts.Project); !cmp.Equal(before, after) {
				t.Errorf("Write changed the project: %s", cmp.Diff(before, after))
			}
		})
	}
}

func TestModulesOfTheBuildAreSources(t *testing.T) {
	project := t.TempDir()
	put(t, project, map[string]string{"gen/api.js": "api"})
	b := build("one")
	b.Inputs = []asset.Input{{Path: "src/main.js"}, {Path: "gen/api.js"}}
	err := Write(t.Context(), filepath.Join(project, "gen"), b, Options{Project: project, Empty: true})
	if _, refused := errors.AsType[*RefusedError](err); !refused || !strings.Contains(err.Error(), "gen/api.js") {
		t.Errorf("got %v, want a refusal that names gen/api.js", err)
	}
	if got := tree(t, project); got["gen/api.js"] != "api" {
		t.Error("the source is gone")
	}
}

func TestSymbolicLinks(t *testing.T) {
	project := t.TempDir()
	link := func(to, name string) string {
		name = filepath.Join(project, name)
		if err := os.Symlink(to, name); err != nil {
			t.Fatal(err)
		}
		return name
	}
	put(t, project, map[string]string{"src/a.js": ""})
	opts := Options{Project: project, Sources: []string{"src/a.js"}, Empty: true}

	dist := link(filepath.Join("deploy", "current"), "dist")
	mustWrite(t, dist, "one", opts) // what it points to does not exist yet
	mustWrite(t, dist, "two", opts)
	if to, err := os.Readlink(dist); err != nil || to != filepath.Join("deploy", "current") {
		t.Errorf("the link is now %q, %v", to, err)
	}
	alone(t, filepath.Join(project, "deploy"), "current")

	for name, dir := range map[string]string{"sources": link("src", "out"), "project": link(".", "here"), "loop": link("loop", "loop")} {
		if err := Write(t.Context(), dir, build("one"), opts); err == nil {
			t.Errorf("%s: a link to it was replaced", name)
		}
	}
	if got := tree(t, filepath.Join(project, "src")); len(got) != 1 {
		t.Errorf("src holds %v", got)
	}
}

func TestInterrupted(t *testing.T) {
	project := t.TempDir()
	dist, opts := filepath.Join(project, "dist"), Options{Project: project}
	mustWrite(t, dist, "one", opts)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := Write(ctx, dist, build("two"), opts); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if got := whole(t, dist); got != "one" {
		t.Errorf("dist is %q", got)
	}
	alone(t, project, "dist")
}

func TestBadPaths(t *testing.T) {
	project := t.TempDir()
	for _, paths := range [][]string{{"../x"}, {"/x"}, {""}, {"a//b"}, {"a", "a"}, {recordPath}} {
		var b asset.Build
		for _, p := range paths {
			b.Files = append(b.Files, asset.File{Path: p})
		}
		if err := Write(t.Context(), filepath.Join(project, "dist"), b, Options{Project: project}); err == nil {
			t.Errorf("%q was written", paths)
		}
		alone(t, project)
	}
}

func TestAddedFilesAreReplaced(t *testing.T) {
	project := t.TempDir()
	dist, opts := filepath.Join(project, "dist"), Options{Project: project}
	mustWrite(t, dist, "one", opts)
	put(t, dist, map[string]string{"sw.js": "by another command"})
	if err := Check(dist, opts); err == nil {
		t.Error("a file that nobody recorded would be replaced")
	}
	for range 2 {
		if err := Add(dist, "sw.js"); err != nil {
			t.Fatal(err)
		}
	}
	mustWrite(t, dist, "two", opts)

	other := t.TempDir() // another tool's
	if err := Add(other, "sw.js"); err != nil {
		t.Fatal(err)
	}
	alone(t, other)
}

// TestTwoAtOnce runs builds of one directory side by side: each ends well, and
// the directory is one of them.
func TestTwoAtOnce(t *testing.T) {
	project := t.TempDir()
	dist, opts := filepath.Join(project, "dist"), Options{Project: project}
	mustWrite(t, dist, "zero", opts)
	var group sync.WaitGroup
	for i := range 4 {
		group.Go(func() {
			for range 10 {
				if err := Write(context.WithoutCancel(t.Context()), dist, build(fmt.Sprint(i)), opts); err != nil {
					t.Error(err)
				}
			}
		})
	}
	group.Wait()
	whole(t, dist)
	alone(t, project, "dist")
}

// TestSwapByTwo goes the way of systems that cannot exchange two directories.
func TestSwapByTwo(t *testing.T) {
	project := t.TempDir()
	dist, opts := filepath.Join(project, "dist"), Options{Project: project}
	mustWrite(t, dist, "one", opts)
	target, err := newTarget(dist, opts)
	if err != nil {
		t.Fatal(err)
	}
	if err := target.replace(t.Context(), build("two").Files, target.beside, (*stage).swapByTwo); err != nil {
		t.Fatal(err)
	}
	if got := whole(t, dist); got != "two" {
		t.Errorf("dist is %q", got)
	}
	alone(t, project, "dist")

	// As if the process had ended between the two renames.
	if err := os.Rename(dist, target.sibling(oldInfix, "x")); err != nil {
		t.Fatal(err)
	}
	if err := Check(dist, opts); err != nil {
		t.Fatal(err)
	}
	if got := whole(t, dist); got != "two" {
		t.Errorf("dist is %q", got)
	}
	alone(t, project, "dist")
}

// TestMoveIn goes the way of mount points, which cannot be renamed.
func TestMoveIn(t *testing.T) {
	project := t.TempDir()
	dist, opts := filepath.Join(project, "dist"), Options{Project: project}
	mustWrite(t, dist, "one", opts)
	put(t, dist, map[string]string{newInfix + "left/x": "by an interrupted run"})
	if err := Check(dist, opts); err != nil {
		t.Fatal(err)
	}
	target, err := newTarget(dist, opts)
	if err != nil {
		t.Fatal(err)
	}
	if err := target.replace(t.Context(), build("two").Files, target.inside, (*stage).moveIn); err != nil {
		t.Fatal(err)
	}
	if got := whole(t, dist); got != "two" {
		t.Errorf("dist is %q", got)
	}
}

// A build without files leaves what is there.
func TestWriteOfNothing(t *testing.T) {
	project := t.TempDir()
	dir := filepath.Join(project, "dist")
	good := asset.Build{}.With(asset.File{Path: "index.html", Data: []byte("good")})
	if err := Write(t.Context(), dir, good, Options{Project: project}); err != nil {
		t.Fatal(err)
	}
	for _, nothing := range []asset.Build{{}, asset.Build{}.With(asset.File{Path: ".paintbox/report.json", Data: []byte("{}")})} {
		var refused *RefusedError
		if err := Write(t.Context(), dir, nothing, Options{Project: project}); !errors.As(err, &refused) {
			t.Errorf("error %v", err)
		}
	}
	if data, err := os.ReadFile(filepath.Join(dir, "index.html")); err != nil || string(data) != "good" {
		t.Errorf("%q, error %v", data, err)
	}
}
