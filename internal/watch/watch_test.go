package watch_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/paintbox-build/paintbox/internal/projecttest"
	"github.com/paintbox-build/paintbox/internal/watch"
)

const project = `
-- package.json --
{}
-- src/main.js --
import "./part"; import "pkg";
-- src/part.js --
export {};
-- src/notes.txt --
-- public/icons/a.svg --
-- node_modules/pkg/index.js --
export {};
-- node_modules/other/index.js --
export {};
-- dist/main.js --
-- .git/HEAD --
`

func set(dir string) watch.Set {
	s := watch.Set{Also: func(path string) bool { return filepath.Base(path) == ".env" }, Trees: []string{filepath.Join(dir, "public")}}
	for _, file := range []string{"package.json", "src/main.js", "src/part.js", "node_modules/pkg/index.js"} {
		s.Files = append(s.Files, filepath.Join(dir, filepath.FromSlash(file)))
	}
	return s
}

// next is what changed, relative to the directory; "" where nothing did.
func next(t *testing.T, w *watch.Watcher, dir string, wait time.Duration) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), wait)
	defer cancel()
	changed := w.Wait(ctx)
	for i, path := range changed {
		rel, err := filepath.Rel(dir, path)
		if err != nil {
			t.Fatal(err)
		}
		changed[i] = filepath.ToSlash(rel)
	}
	return strings.Join(changed, " ")
}

// What may lead to another build is told, and nothing else, whether the system tells
// or the watcher looks.
func TestChanges(t *testing.T) {
	write := func(t *testing.T, dir, name, text string) {
		projecttest.Write(t, filepath.Join(dir, filepath.FromSlash(name)), []byte(text))
	}
	for _, test := range []struct {
		name string
		all  bool
		edit func(t *testing.T, dir string)
		want string // one of the paths; "" for none
	}{
		{"a source", false, func(t *testing.T, dir string) { write(t, dir, "src/main.js", "changed") }, "src/main.js"},
		{"a file of a package", false, func(t *testing.T, dir string) { write(t, dir, "node_modules/pkg/index.js", "changed") }, "node_modules/pkg/index.js"},
		{"a file ahead of another", false, func(t *testing.T, dir string) { write(t, dir, "src/part.ts", "new") }, "src/part.ts"},
		{"a file beside a configuration", false, func(t *testing.T, dir string) { write(t, dir, "notes.txt", "new") }, ""},
		{"a new file that configures", false, func(t *testing.T, dir string) { write(t, dir, ".env", "new") }, ".env"},
		{"a removed source", false, func(t *testing.T, dir string) { remove(t, dir, "src/part.js") }, "src/part.js"},
		{"a file that replaces another", false, func(t *testing.T, dir string) {
			write(t, dir, "src/.main.js.tmp", "changed as editors do")
			if err := os.Rename(filepath.Join(dir, "src", ".main.js.tmp"), filepath.Join(dir, "src", "main.js")); err != nil {
				t.Fatal(err)
			}
		}, "src/main.js"},
		{"a file deep in a tree", false, func(t *testing.T, dir string) { write(t, dir, "public/icons/a.svg", "<svg>") }, "public/icons/a.svg"},
		{"a directory in a tree", false, func(t *testing.T, dir string) { write(t, dir, "public/new/b.svg", "<svg>") }, "public/new"},
		{"a file that nobody reads", false, func(t *testing.T, dir string) { write(t, dir, "src/notes.txt", "changed") }, ""},
		{"a file that nobody reads, where everything matters", true, func(t *testing.T, dir string) { write(t, dir, "src/notes.txt", "changed") }, "src/notes.txt"},
		{"a package that nobody reads", true, func(t *testing.T, dir string) { write(t, dir, "node_modules/other/index.js", "changed") }, ""},
		{"the output", true, func(t *testing.T, dir string) { write(t, dir, "dist/main.js", "changed") }, ""},
		{"what publishing makes", true, func(t *testing.T, dir string) { write(t, dir, ".dist.paintbox-new-1/main.js", "changed") }, ""},
		{"version control, caches and editors", true, func(t *testing.T, dir string) {
			for _, name := range []string{".git/HEAD", "node_modules/.cache/x", "src/.#main.js", "src/main.js~", "src/.main.js.swp", "src/4913"} {
				write(t, dir, name, "changed")
			}
		}, ""},
	} {
		for _, every := range []time.Duration{0, 50 * time.Millisecond} {
			t.Run(fmt.Sprint(test.name, " ", every), func(t *testing.T) {
				t.Parallel()
				dir, removeAll := projecttest.Make(project)
				t.Cleanup(removeAll)
				w := watch.New(watch.Options{Root: dir, Skip: []string{filepath.Join(dir, "dist")}, Every: every})
				defer w.Close()
				if w.Looks() != (every != 0) {
					t.Fatalf("looks: %v", w.Looks())
				}
				s := set(dir)
				s.All = test.all
				w.Watch(s)
				if got := next(t, w, dir, 100*time.Millisecond); got != "" {
					t.Fatalf("%s changed by itself", got)
				}
				test.edit(t, dir)
				wait := 10 * time.Second
				if test.want == "" {
					wait = 400 * time.Millisecond
				}
				if got := next(t, w, dir, wait); got != "" != (test.want != "") || test.want != "" && !slices.Contains(strings.Fields(got), test.want) {
					t.Errorf("%q changed, want %q", got, test.want)
				}
			})
		}
	}
}

func remove(t *testing.T, dir, name string) {
	t.Helper()
	if err := os.Remove(filepath.Join(dir, filepath.FromSlash(name))); err != nil {
		t.Fatal(err)
	}
}

// A directory that goes and comes back, as by a switch of branches, is watched again,
// and one of which a file was named before it was there.
func TestDirectoriesComeBack(t *testing.T) {
	for _, every := range []time.Duration{0, 50 * time.Millisecond} {
		dir, removeAll := projecttest.Make(project)
		t.Cleanup(removeAll)
		w := watch.New(watch.Options{Root: dir, Every: every})
		defer w.Close()
		s := set(dir)
		s.Files = append(s.Files, filepath.Join(dir, "lib", "deep", "late.js"))
		w.Watch(s)
		if err := os.RemoveAll(filepath.Join(dir, "src")); err != nil {
			t.Fatal(err)
		}
		if got := next(t, w, dir, 10*time.Second); !strings.Contains(got, "src/main.js") {
			t.Errorf("%q changed by removing", got)
		}
		for _, name := range []string{"src/main.js", "lib/deep/late.js"} {
			projecttest.Write(t, filepath.Join(dir, filepath.FromSlash(name)), []byte("new"))
			time.Sleep(200 * time.Millisecond)
			_ = next(t, w, dir, time.Second) // the directory, and perhaps the file
			projecttest.Write(t, filepath.Join(dir, filepath.FromSlash(name)), []byte("changed"))
			if got := next(t, w, dir, 10*time.Second); got != name {
				t.Errorf("%q changed, want %s", got, name)
			}
		}
	}
}

// After a build that failed, a package that is installed may be what it lacked.
func TestInstalled(t *testing.T) {
	dir, removeAll := projecttest.Make(project + "-- node_modules/@s/one/index.js --\n")
	t.Cleanup(removeAll)
	w := watch.New(watch.Options{Root: dir})
	defer w.Close()
	s := set(dir)
	s.All = true
	w.Watch(s)
	for _, name := range []string{"node_modules/new", "node_modules/@s/two"} {
		projecttest.Write(t, filepath.Join(dir, filepath.FromSlash(name), "index.js"), []byte("new"))
		if got := next(t, w, dir, 10*time.Second); got != name {
			t.Errorf("%q changed, want %s", got, name)
		}
	}
}

// Changes that follow each other are told together, and those while nobody waits are
// not lost.
func TestTogether(t *testing.T) {
	dir, removeAll := projecttest.Make(project)
	t.Cleanup(removeAll)
	w := watch.New(watch.Options{Root: dir})
	defer w.Close()
	for _, name := range []string{"main.js", "part.js"} { // before it is known what matters
		projecttest.Write(t, filepath.Join(dir, "src", name), []byte("changed"))
	}
	w.Watch(set(dir))
	if got := next(t, w, dir, 10*time.Second); got != "src/main.js src/part.js" {
		t.Errorf("%q changed", got)
	}
	for i := range 5 {
		projecttest.Write(t, filepath.Join(dir, "src", "main.js"), fmt.Append(nil, i))
		time.Sleep(watch.Quiet / 4)
	}
	if got := next(t, w, dir, 10*time.Second); got != "src/main.js" {
		t.Errorf("%q changed", got)
	}
	if got := next(t, w, dir, 5*watch.Quiet); got != "" {
		t.Errorf("%q changed once more", got)
	}
}
