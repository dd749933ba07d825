package bundler

import (
	"go/ast"
	"go/types"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/packages"
)

// readers are the declarations that name a function of the disk, or of an archive, by
// what for. Whatever is asked of sources after the linker has read them is told by
// what it read.
func readers() map[string]string {
	return map[string]string{
		"link.Archives.ReadFile": "any file",
		"link.Archives.archive":  "an archive",
		"link.Archives.find":     "an archive",
		"link.Archives.Close":    "archives that are open",
		"link.Archives.IsFile":   "whether a file is there",

		"link.plugin.readText":  "a source, while it is loaded",
		"link.plugin.loadSheet": "a source, while it is loaded",
		"link.plugin.sheetText": "a source, while it is loaded",
		"link.plugin.keepParts": "a source, while it is loaded",
		"link.plugin.loadSmall": "a source, while it is loaded",
		"link.plugin.small":     "the size of a file, while it is loaded",
		"link.loadCommented":    "a source, while it is loaded",
		"link.loadAs":           "a source, while it is loaded",
		"link.script":           "a source of a configuration, while it is loaded",
		"link.mapInline":        "a page, before the linker starts",

		"link.globWalk.walk":         "names of files",
		"link.globSearch.isImporter": "whether two names are one file",
		"link.contextWalk.walk":      "names of files",
		"link.plugin.contextDir":     "whether a directory is there",
		"link.plugin.isPublicDir":    "whether a directory is there",
		"link.plugin.chosenDir":      "whether a directory is there",
		"link.configFile":            "whether a tsconfig.json or jsconfig.json is there",
		"link.nearestFile":           "names of files, for a message",
		"link.unstatedRoot":          "names of files, for a message",
		"link.aliasTarget":           "whether a directory is there, for a message",
		"link.holds":                 "names of files, for a message",
		"link.installed":             "whether a package is there, for a message",
		"link.there":                 "whether a file is there",

		"link.packages.find":          "package.json",
		"link.plugin.givesDefault":    "package.json, while an import is resolved",
		"link.plugin.resolveStyle":    "package.json, while an import is resolved",
		"link.plugin.entryForBrowser": "the start of a package, while an import is resolved",
		"link.packages.givesNames":    "the start of a package, while an import is resolved",
		"link.otherJSX":               "package.json",
		"emit.esBuild":                "package.json",
		"link.nearestConfig":          "tsconfig.json",
		"link.decorators":             "tsconfig.json and jsconfig.json",
		"link.jsxIn":                  "tsconfig.json and jsconfig.json",
		"link.readConfig":             "tsconfig.json and jsconfig.json",
		"link.aliasedIn":              "configurations of other tools",
		"settings.ofReact":            "whether a file is there",
	}
}

// pure are the packages of the standard library that know no disk, or only names on
// it. What is of another one counts as reading it.
func pure() []string {
	return strings.Fields("bytes cmp context crypto/sha256 hash embed encoding/base64 encoding/binary encoding/json errors fmt hash/fnv io maps math net/url " +
		"path path/filepath regexp runtime slices strconv strings sync unicode unicode/utf8")
}

// TestSourcesAreReadOnce: nothing reads files but what is in the table, in which no
// function reads sources once the linker has read them.
func TestSourcesAreReadOnce(t *testing.T) {
	file, err := filepath.Abs("internal/shake/reading.go")
	if err != nil {
		t.Fatal(err)
	}
	config := &packages.Config{Dir: "internal", Context: t.Context(), Overlay: map[string][]byte{file: []byte(diskReading)},
		Mode: packages.NeedName | packages.NeedFiles | packages.NeedSyntax | packages.NeedTypes | packages.NeedTypesInfo | packages.NeedImports}
	list, err := packages.Load(config, append(patterns(), "./link", "./cut", "./settings", "./rename")...)
	if err != nil || len(list) != len(passes())+4 {
		t.Fatal(len(list), err)
	}
	found := map[string]bool{}
	for _, p := range list {
		for _, e := range p.Errors {
			t.Error(e)
		}
		for _, f := range p.Syntax {
			for _, d := range f.Decls {
				ast.Inspect(d, func(n ast.Node) bool {
					id, ok := n.(*ast.Ident)
					if !ok || !readsFiles(p, p.TypesInfo.Uses[id]) {
						return true
					}
					name, place := p.Name+"."+declaredName(d), p.Fset.Position(n.Pos()).String()
					found[name] = true
					if readers()[name] == "" && !strings.HasPrefix(place, file) {
						t.Errorf("%s: %s asks the disk (%s): what was read of sources is in link.Output, and Sources tells it", place, name, id.Name)
					}
					return true
				})
			}
		}
	}
	for _, planted := range []string{"ofRoot", "ofFS", "ofArchive", "ofSystem"} {
		if !found["shake."+planted] {
			t.Errorf("the file that reads the disk in several ways: %s is not found", planted)
		}
	}
	for name := range readers() {
		if !found[name] {
			t.Errorf("%s reads no files any more", name)
		}
	}
}

// diskReading is a file that reads the disk in several ways, to show that they are
// found.
const diskReading = `package shake

import (
	"archive/zip"
	"io/fs"
	"os"
	"syscall"
)

func ofRoot(name string) ([]byte, error) {
	root, err := os.OpenRoot(".")
	if err != nil {
		return nil, err
	}
	return root.ReadFile(name)
}

func ofFS(f fs.FS) ([]byte, error) { return fs.ReadFile(f, "a.js") }

func ofArchive(z *zip.ReadCloser) (fs.File, error) { return z.Open("a.js") }

var ofSystem = syscall.Open
`

// readsFiles tells whether an object is a function that may read files: one of a
// package of the standard library that is not pure, or of link's archives.
func readsFiles(p *packages.Package, o types.Object) bool {
	f, ok := o.(*types.Func)
	if !ok || f.Pkg() == nil {
		return false
	}
	if receiver := f.Signature().Recv(); receiver != nil && strings.HasSuffix(receiver.Type().String(), "link.Archives") && strings.HasPrefix(f.Name(), "Read") {
		return true
	}
	from := f.Pkg().Path()
	first, _, _ := strings.Cut(from, "/")
	return f.Pkg() != p.Types && !strings.Contains(first, ".") && !slices.Contains(pure(), from)
}
