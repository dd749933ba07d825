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
	list, stamps, err := taken(project(dir), reads(dir))
	if err != nil {
		t.Fatal(err)
	}
	return dir, list, stamps
}

// taken is what a build depended on that read all at once.
func taken(p Project, r Reads) (*List, Stamps, error) {
	o := Begin(p)
	o.Take(r)
	return o.End()
}

func project(dir string) Project {
	return Project{Dir: dir, Written: []string{filepath.Join(dir, "dist")}}
}

func reads(dir string) (r Reads) {
	for _, file := range []string{"src/main.js", "src/part/index.js", "public/robots.txt", "node_modules/pkg/lib/main.js", "../node_modules/@s/pkg/deep/file.js", "../shared/tool.ts"} {
		r.Files = append(r.Files, filepath.Join(dir, filepath.FromSlash(file)))
	}
	for _, specifier := range []string{"./part", "pkg", "@s/pkg/deep/file", "@shared/tool", "absent"} {
		r.Lookups = append(r.Lookups, Lookup{filepath.Join(dir, "src"), specifier})
	}
	return r
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
	for name, test := range map[string]struct {
		edit string
		late bool // after the build read it
	}{
		"a file": {"src/main.js", false}, "a name in the project": {"src/new.js", false}, "a name in a package": {"node_modules/pkg/lib/new.js", false},
		"a file that is read again": {"src/main.js", true},
	} {
		root, remove := projecttest.Make(workspace)
		t.Cleanup(remove)
		time.Sleep(2 * tick)
		dir := filepath.Join(root, "app")
		o := Begin(project(dir))
		if test.late {
			o.Take(reads(dir))
		}
		projecttest.Write(t, filepath.Join(dir, filepath.FromSlash(test.edit)), []byte("changed"))
		o.Take(reads(dir))
		if _, _, err := o.End(); !errors.Is(err, ErrUnknown) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Whether a build tells at once or bit by bit what it read, and in which order, the
// list is the same.
func TestTakeInParts(t *testing.T) {
	dir, list, _ := observe(t)
	all := reads(dir)
	for _, parts := range [][]Reads{
		{{Files: all.Files}, {Lookups: all.Lookups}},
		{{Lookups: all.Lookups[3:]}, {Files: all.Files[2:], Lookups: all.Lookups[:3]}, {Files: all.Files[:2]}},
		{all, all},
	} {
		o := Begin(project(dir))
		for _, part := range parts {
			o.Take(part)
		}
		got, _, err := o.End()
		if err != nil || string(got.Encode()) != string(list.Encode()) {
			t.Errorf("%v gives another list: %v", parts, err)
		}
	}
}

// What is known of an earlier build gives the same list, with what changed since.
func TestRemember(t *testing.T) {
	dir, list, stamps := observe(t)
	again := func(l *List, s Stamps) string {
		t.Helper()
		time.Sleep(2 * tick)
		o := Begin(project(dir))
		o.Remember(l, s)
		o.Take(reads(dir))
		made, _, err := o.End()
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
	r := Reads{Files: []string{filepath.Join(dir, "src", "main.js"), filepath.Join(dir, long), filepath.Join(dir, "data\x00")}, Lookups: []Lookup{{dir, "./" + long}, {dir, long}, {dir, "data:text/javascript," + long}}}
	list, stamps, err := taken(Project{Dir: dir}, r)
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
	r := Reads{Files: []string{filepath.Join(root, "store", "one", "index.js")}, Lookups: []Lookup{{filepath.Join(dir, "src"), "pkg"}, {filepath.Join(dir, "src"), "gone"}}}
	list, stamps, err := taken(project(dir), r)
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
