package bundler

import (
	"go/ast"
	"go/doc"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const ourModule = "github.com/paintbox-build/paintbox"

// housed is a package of this repository, as its files have it on every system.
type housed struct {
	command   bool
	files     []string                  // of the package, tests included
	comments  map[string]string         // its doc comments, by file
	said      map[token.Position]string // every comment of its sources
	declared  map[string]bool           // at the top level of its sources: "Name", "Type.Method"
	functions []string                  // exported ones of its sources
	imports   []string                  // of its sources, sorted: of ours the directories, of others the paths; none of the standard library's
	examples  []*doc.Example
}

// readHouse reads every package of the repository, by its directory.
func readHouse(t *testing.T) map[string]*housed {
	t.Helper()
	house := map[string]*housed{}
	eachSource(t, func(p string, files *token.FileSet, file *ast.File) {
		h := house[path.Dir(p)]
		if h == nil {
			h = &housed{comments: map[string]string{}, said: map[token.Position]string{}, declared: map[string]bool{}}
			house[path.Dir(p)] = h
		}
		h.files = append(h.files, path.Base(p))
		if strings.HasSuffix(p, "_test.go") {
			h.examples = append(h.examples, doc.Examples(file)...)
		} else {
			h.add(files, file)
		}
	})
	if len(house) < 40 {
		t.Fatalf("found %d packages only", len(house))
	}
	return house
}

// eachSource visits every Go file of the repository, by its path there.
func eachSource(t *testing.T, visit func(p string, files *token.FileSet, file *ast.File)) {
	t.Helper()
	root, seen := os.DirFS(".."), 0
	err := fs.WalkDir(root, ".", func(p string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (slices.Contains([]string{"node_modules", "testdata", "bin"}, d.Name()) || p != "." && d.Name()[0] == '.'):
			return fs.SkipDir
		case path.Ext(p) != ".go":
			return nil
		}
		source, err := fs.ReadFile(root, p)
		if err != nil {
			return err
		}
		files := token.NewFileSet()
		file, err := parser.ParseFile(files, p, source, parser.SkipObjectResolution|parser.ParseComments)
		if err == nil {
			seen++
			visit(p, files, file)
		}
		return err
	})
	if err != nil || seen < 500 {
		t.Fatalf("read %d files: %v", seen, err)
	}
}

// add adds a source.
func (h *housed) add(files *token.FileSet, file *ast.File) {
	h.command = h.command || file.Name.Name == "main"
	if file.Doc != nil {
		h.comments[path.Base(files.Position(file.Pos()).Filename)] = file.Doc.Text()
	}
	for _, c := range file.Comments {
		h.said[files.Position(c.Pos())] = c.Text()
	}
	for _, d := range file.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			h.declared[functionName(d)] = true
			if d.Recv == nil && d.Name.IsExported() {
				h.functions = append(h.functions, d.Name.Name)
			}
		case *ast.GenDecl:
			for _, s := range d.Specs {
				switch s := s.(type) {
				case *ast.TypeSpec:
					h.declared[s.Name.Name] = true
					h.addFields(s)
				case *ast.ValueSpec:
					for _, n := range s.Names {
						h.declared[n.Name] = true
					}
				}
			}
		}
	}
	for _, i := range file.Imports {
		name := strings.Trim(i.Path.Value, `"`)
		if first, _, _ := strings.Cut(name, "/"); !strings.Contains(first, ".") {
			continue
		}
		name = strings.TrimPrefix(name, ourModule+"/")
		if at, found := slices.BinarySearch(h.imports, name); !found {
			h.imports = slices.Insert(h.imports, at, name)
		}
	}
}

func (h *housed) addFields(s *ast.TypeSpec) {
	var list *ast.FieldList
	switch t := s.Type.(type) {
	case *ast.StructType:
		list = t.Fields
	case *ast.InterfaceType:
		list = t.Methods
	default:
		return
	}
	for _, f := range list.List {
		for _, n := range f.Names {
			h.declared[s.Name.Name+"."+n.Name] = true
		}
	}
}

// called lists the packages that a name stands for: the directory, or its end.
func called(house map[string]*housed, name string) []string {
	var list []string
	for p := range house {
		if p == name || strings.HasSuffix(p, "/"+name) {
			list = append(list, p)
		}
	}
	return list
}

func architecture(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(filepath.FromSlash("../docs/architecture.md"))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
