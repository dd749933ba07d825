package bundler

import (
	"go/ast"
	"go/doc"
	"go/parser"
	"go/token"
	"go/types"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/packages"

	"github.com/paintbox-build/paintbox/chunker"
)

// maxRing is how many files of a package may use each other's names in a circle.
const maxRing = 5

// Files of a package can be read one after the other: few use each other's names
// in a circle.
func TestRings(t *testing.T) {
	config := &packages.Config{Dir: "..", Context: t.Context(),
		Mode: packages.NeedName | packages.NeedFiles | packages.NeedSyntax | packages.NeedTypes | packages.NeedTypesInfo | packages.NeedImports}
	list, err := packages.Load(config, "./...")
	if err != nil {
		t.Fatal(err)
	}
	if len(list) < 40 {
		t.Fatalf("found %d packages only", len(list))
	}
	for _, p := range list {
		for _, e := range p.Errors {
			t.Error(e)
		}
		if ring := largestRing(p); len(ring) > maxRing {
			t.Errorf("%s: %d files use each other's names in a circle, at most %d may: %s", p.PkgPath, len(ring), maxRing, strings.Join(ring, " "))
		}
	}
}

// largestRing lists the files of the largest circle in a package.
func largestRing(p *packages.Package) []string {
	index := map[string]int{}
	var names []string
	for _, f := range p.Syntax {
		name := p.Fset.File(f.FileStart).Name()
		index[name] = len(names)
		names = append(names, filepath.Base(name))
	}
	uses := make([][]int, len(names))
	for identifier, object := range p.TypesInfo.Uses {
		if object.Pkg() != p.Types || !ofPackage(object) {
			continue
		}
		from, to := index[p.Fset.Position(identifier.Pos()).Filename], index[p.Fset.Position(object.Pos()).Filename]
		if from != to && !slices.Contains(uses[from], to) {
			uses[from] = append(uses[from], to)
		}
	}
	var largest []string
	for _, circle := range chunker.Circles(uses) {
		if len(circle) > max(1, len(largest)) {
			largest = nil
			for _, i := range circle {
				largest = append(largest, names[i])
			}
		}
	}
	slices.Sort(largest)
	return largest
}

// ofPackage tells whether an object is declared at the top level, or is a method
// of what is. Fields belong to their types.
func ofPackage(o types.Object) bool {
	if f, ok := o.(*types.Func); ok && f.Signature().Recv() != nil {
		return true
	}
	return o.Parent() == o.Pkg().Scope()
}

// maxFace is how many lines a screen has on which the order of the phases is read.
const maxFace = 110

// The face holds the order of the phases, which one reads on one screen, and two
// ways in; what else callers see is in public.go.
func TestFace(t *testing.T) {
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, "bundler.go", nil, parser.SkipObjectResolution|parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	var open []string
	first := 0
	for _, d := range file.Decls {
		f, ok := d.(*ast.FuncDecl)
		if g, isList := d.(*ast.GenDecl); isList && g.Tok == token.IMPORT {
			continue
		}
		if !ok {
			t.Errorf("%s: a declaration that is no phase: public.go is the place for it", files.Position(d.Pos()))
			continue
		}
		if first == 0 {
			first = files.Position(f.Doc.Pos()).Line
		}
		if f.Name.IsExported() {
			open = append(open, functionName(f))
		}
	}
	if want := []string{"Linker.Link", "Program.Assemble"}; !slices.Equal(open, want) {
		t.Errorf("bundler.go offers %v, want %v: public.go is the place for others", open, want)
	}
	if lines := files.Position(file.End()).Line - first + 1; lines > maxFace {
		t.Errorf("the phases of bundler.go have %d lines, at most %d may be", lines, maxFace)
	}
}

// Every package has an example of what it is for, which "go test" runs: it tells
// first in words what it shows, and prints it. Commands are shown by the scripts in
// testdata, and what starts a browser by the tests of those who have one.
func TestHouseExamples(t *testing.T) {
	for name, p := range readHouse(t) {
		if p.command || name == "internal/browsertest" {
			continue
		}
		if !slices.ContainsFunc(p.examples, func(e *doc.Example) bool { return e.Output != "" }) {
			t.Errorf("%s has no example with an output", name)
		}
		for _, e := range p.examples {
			if e.Doc == "" || e.Output == "" {
				t.Errorf("%s: Example%s does not say what it shows, or is not run", name, e.Name)
			}
		}
	}
}
