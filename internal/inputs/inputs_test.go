package inputs

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/paintbox-build/paintbox/internal/projecttest"
)

// workspace is a project in one, whose package has dependencies of its own.
const workspace = `
-- package.json --
{"workspaces": ["*"]}
-- tsconfig.base.json --
{"compilerOptions": {"baseUrl": ".", "paths": {"@shared/*": ["missing/*", "shared/*"]}}}
-- shared/tool.ts --
export {};
-- app/tsconfig.json --
{"extends": "../tsconfig.base.json"}
-- app/src/main.js --
import "./part"; import "pkg"; import "@s/pkg/deep/file"; import "@shared/tool"; require("absent");
-- app/src/part/index.js --
export {};
-- app/public/robots.txt --
-- app/notes.txt --
nobody reads it
-- app/node_modules/pkg/package.json --
{"main": "./lib/main", "license": "SEE LICENSE IN terms.txt"}
-- app/node_modules/pkg/terms.txt --
terms
-- app/node_modules/pkg/lib/main.js --
export {};
-- node_modules/@s/pkg/package.json --
{}
-- node_modules/@s/pkg/deep/file.js --
export {};
`

func observe(t *testing.T) (dir string, list *List, stamps Stamps) {
	t.Helper()
	root, remove := projecttest.Make(workspace)
	t.Cleanup(remove)
	time.Sleep(2 * tick)
	dir = filepath.Join(root, "app")
	w := wantedIn(dir)
	list, stamps, err := Observe(w, Begin(w))
	if err != nil {
		t.Fatal(err)
	}
	return dir, list, stamps
}

func wantedIn(dir string) Wanted {
	w := Wanted{Dir: dir, Written: []string{filepath.Join(dir, "dist")}}
	for _, file := range []string{"src/main.js", "src/part/index.js", "public/robots.txt", "node_modules/pkg/lib/main.js", "../node_modules/@s/pkg/deep/file.js", "../shared/tool.ts"} {
		w.Files = append(w.Files, filepath.Join(dir, filepath.FromSlash(file)))
	}
	for _, specifier := range []string{"./part", "pkg", "@s/pkg/deep/file", "@shared/tool", "absent"} {
		w.Lookups = append(w.Lookups, Lookup{filepath.Join(dir, "src"), specifier})
	}
	return w
}

// What may lead to another program is seen, wherever it is; what cannot is not.
func TestChanged(t *testing.T) {
	write := func(name, text string) func(*testing.T, string) {
		return func(t *testing.T, dir string) {
			projecttest.Write(t, filepath.Join(dir, filepath.FromSlash(name)), []byte(text))
		}
	}
	remove := func(name string) func(*testing.T, string) {
		return func(t *testing.T, dir string) {
			if err := os.Remove(filepath.Join(dir, filepath.FromSlash(name))); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, test := range []struct {
		name    string
		edit    func(*testing.T, string)
		changes bool
	}{
		{"nothing", func(*testing.T, string) {}, false},
		{"a file that nobody reads", write("notes.txt", "read by nobody"), false},
		{"a file is touched", write("src/main.js", `import "./part"; import "pkg"; import "@s/pkg/deep/file"; import "@shared/tool"; require("absent");`+"\n"), false},
		{"the output", write("dist/index.html", "<p>"), false},
		{"a directory that publishing makes", write(".dist.paintbox-new-ABC/index.html", "<p>"), false},
		{"what other tools keep", write("node_modules/.cache/other/file", ""), false},
		{"a package that nobody asks for", write("node_modules/pkg/other/file.js", ""), true},
		{"a source", write("src/main.js", `import "./other";`), true},
		{"a source of the same length", write("src/part/index.js", "export[];\n"), true},
		{"a file ahead of a directory", write("src/part.js", ""), true},
		{"a file ahead of another", write("src/part/index.ts", ""), true},
		{"a public file", write("public/humans.txt", ""), true},
		{"a removed file", remove("src/part/index.js"), true},
		{"a directory in place of a file", func(t *testing.T, dir string) {
			remove("src/main.js")(t, dir)
			write("src/main.js/index.js", "")(t, dir)
		}, true},
		{"a package.json of the project", write("package.json", "{}"), true},
		{"a package.json nearer to the source", write("src/package.json", "{}"), true},
		{"a package.json of a directory of a package", write("node_modules/pkg/lib/package.json", "{}"), true},
		{"a package.json of a package", write("node_modules/pkg/package.json", `{"main": "./lib/main", "sideEffects": false}`), true},
		{"a license", write("node_modules/pkg/terms.txt", "other terms"), true},
		{"a nearer package", write("src/node_modules/pkg/index.js", ""), true},
		{"a nearer package with a scope", write("node_modules/@s/pkg/package.json", "{}"), true},
		{"a package that was not there", write("../node_modules/absent/index.js", ""), true},
		{"a file of a package ahead of another", write("../node_modules/@s/pkg/deep/file.tsx", ""), true},
		{"a file at the first of several places", write("../missing/tool.ts", ""), true},
		{"a configuration that another extends", write("../tsconfig.base.json", `{"compilerOptions": {}}`), true},
		{"a configuration nearer to the source", write("src/tsconfig.json", "{}"), true},
		{"a manifest of the workspace", write("../package.json", "{}"), true},
		{"Plug'n'Play", write("../.pnp.cjs", ""), true},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir, list, stamps := observe(t)
			test.edit(t, dir)
			changed, fresh := list.Changed(dir, stamps)
			if (changed != "") != test.changes {
				t.Errorf("changed: %q", changed)
			}
			without, _ := list.Changed(dir, nil)
			if (without != "") != test.changes {
				t.Errorf("read anew, changed: %q", without)
			}
			if fresh != nil && test.changes {
				t.Error("stamps of what has changed")
			}
		})
	}
}

// A list is read back as it was written, and holds where the project lies elsewhere.
func TestDecode(t *testing.T) {
	dir, list, stamps := observe(t)
	again, err := Decode(list.Encode())
	if err != nil || string(again.Encode()) != string(list.Encode()) || !slices.Equal(again.Inputs(), list.Inputs()) {
		t.Fatalf("%v: %v", err, again)
	}
	if !slices.Equal(DecodeStamps(stamps.Encode()), stamps) || DecodeStamps([]byte("x")) != nil {
		t.Error("stamps are not read back")
	}
	if _, err := Decode([]byte("x")); err == nil {
		t.Error("what is no list is read")
	}
	other := filepath.Join(t.TempDir(), "workspace")
	if err := os.CopyFS(other, os.DirFS(filepath.Dir(dir))); err != nil {
		t.Fatal(err)
	}
	if changed, _ := again.Changed(filepath.Join(other, "app"), nil); changed != "" {
		t.Errorf("%s changed by the way there", changed)
	}
}

// A list of a build while which something changed is not made.
func TestObserveChanging(t *testing.T) {
	for name, edit := range map[string]string{"a file": "src/main.js", "a name in the project": "src/new.js", "a name in a package": "node_modules/pkg/lib/new.js"} {
		root, remove := projecttest.Make(workspace)
		t.Cleanup(remove)
		time.Sleep(2 * tick)
		w := wantedIn(filepath.Join(root, "app"))
		before := Begin(w)
		projecttest.Write(t, filepath.Join(w.Dir, filepath.FromSlash(edit)), []byte("changed"))
		if _, _, err := Observe(w, before); !errors.Is(err, ErrUnknown) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// What is known of an earlier build gives the same list, with what changed since.
func TestRemember(t *testing.T) {
	dir, list, stamps := observe(t)
	w := wantedIn(dir)
	again := func(l *List, s Stamps) string {
		t.Helper()
		time.Sleep(2 * tick)
		b := Begin(w)
		b.Remember(l, s)
		made, _, err := Observe(w, b)
		if err != nil {
			t.Fatal(err)
		}
		return string(made.Encode())
	}
	if again(list, stamps) != string(list.Encode()) || again(list, stamps[1:]) != string(list.Encode()) || again(nil, nil) != string(list.Encode()) {
		t.Error("another list of the same files")
	}
	projecttest.Write(t, filepath.Join(dir, "src", "part", "index.js"), []byte("export[];\n"))
	if got := again(list, stamps); got == string(list.Encode()) || got != again(nil, nil) {
		t.Error("a file that was changed is not read again")
	}
}

// A module that is none of a file, and whose name no system takes, hides nothing.
func TestImpossibleNames(t *testing.T) {
	dir, remove := projecttest.Make("-- src/main.js --\n")
	t.Cleanup(remove)
	time.Sleep(2 * tick)
	long := strings.Repeat("a", 5000)
	w := Wanted{Dir: dir, Files: []string{filepath.Join(dir, "src", "main.js"), filepath.Join(dir, long), filepath.Join(dir, "data\x00")}, Lookups: []Lookup{{dir, "./" + long}, {dir, long}, {dir, "data:text/javascript," + long}}}
	list, stamps, err := Observe(w, Begin(w))
	if err != nil {
		t.Fatal(err)
	}
	if changed, _ := list.Changed(dir, stamps); changed != "" {
		t.Errorf("%s changed", changed)
	}
}

// Links count by where they lead to.
func TestLinks(t *testing.T) {
	root, remove := projecttest.Make("-- app/src/main.js --\n-- store/one/index.js --\n-- store/two/index.js --\n")
	t.Cleanup(remove)
	dir := filepath.Join(root, "app")
	link := func(to, name string) {
		t.Helper()
		name = filepath.Join(dir, filepath.FromSlash(name))
		_ = os.Remove(name) // the first time there is none
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(to, name); err != nil {
			t.Fatal(err)
		}
	}
	link(filepath.Join(root, "store", "one"), "../current")
	link(filepath.Join(root, "current"), "node_modules/pkg")
	link(filepath.Join(root, "nowhere"), "node_modules/gone")
	time.Sleep(2 * tick)
	w := Wanted{Dir: dir, Written: []string{filepath.Join(dir, "dist")}, Files: []string{filepath.Join(root, "store", "one", "index.js")}, Lookups: []Lookup{{filepath.Join(dir, "src"), "pkg"}, {filepath.Join(dir, "src"), "gone"}}}
	list, stamps, err := Observe(w, Begin(w))
	if err != nil {
		t.Fatal(err)
	}
	if changed, _ := list.Changed(dir, stamps); changed != "" {
		t.Errorf("%s changed by itself", changed)
	}
	link(filepath.Join(root, "store", "two"), "../current")
	if changed, _ := list.Changed(dir, stamps); changed == "" {
		t.Error("a link between leads elsewhere, which is not seen")
	}
	link(filepath.Join(root, "store", "one"), "../current")
	if err := os.Mkdir(filepath.Join(root, "nowhere"), 0o755); err != nil {
		t.Fatal(err)
	}
	if changed, _ := list.Changed(dir, stamps); changed == "" {
		t.Error("a link that led nowhere leads somewhere, which is not seen")
	}
}
