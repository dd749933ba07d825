package bundler

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// kindsFile is where the kinds of modules that Paintbox makes have their names.
const kindsFile = "bundler/internal/link/kind.go"

// The prefixes of made modules stand in one table: who wants to know what a name
// stands for asks the bundler.
func TestPrefixes(t *testing.T) {
	kinds := slices.DeleteFunc(literals(t, kindsFile), func(text string) bool { return !strings.HasPrefix(text, "paintbox-") })
	if len(kinds) < 16 {
		t.Fatalf("%s has %d prefixes only", kindsFile, len(kinds))
	}
	sources := 0
	err := filepath.WalkDir("..", func(name string, d fs.DirEntry, err error) error {
		switch name := filepath.ToSlash(name); {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == "node_modules" || d.Name() == "testdata"):
			return fs.SkipDir
		case !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") || name == "../"+kindsFile:
			return nil
		default:
			sources++
			for _, text := range literals(t, strings.TrimPrefix(name, "../")) {
				if before, _, _ := strings.Cut(text, ":"); slices.Contains(kinds, before) {
					t.Errorf("%s writes %q: ask bundler.SourceOf, bundler.PluggedID, or for link's Kind", name, text)
				}
			}
		}
		return nil
	})
	if err != nil || sources < 300 {
		t.Fatalf("%d sources: %v", sources, err)
	}
}

// literals lists the strings of a file of the repository.
func literals(t *testing.T, name string) (list []string) {
	file, err := parser.ParseFile(token.NewFileSet(), filepath.Join("..", filepath.FromSlash(name)), nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(file, func(n ast.Node) bool {
		if l, ok := n.(*ast.BasicLit); ok && l.Kind == token.STRING {
			text, err := strconv.Unquote(l.Value)
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
			list = append(list, text)
		}
		return true
	})
	return list
}

// No code takes an error's text apart: what a message says is in its fields.
func TestTextsStayWhole(t *testing.T) {
	splits := []string{"Cut", "Split", "SplitN", "SplitAfter", "SplitAfterN", "SplitSeq", "Index", "LastIndex"}
	sources := 0
	err := filepath.WalkDir("..", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			if err == nil && d.IsDir() && (d.Name() == "node_modules" || d.Name() == "testdata") {
				return fs.SkipDir
			}
			return err
		}
		sources++
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) < 2 {
				return true
			}
			of, ok := call.Fun.(*ast.SelectorExpr)
			at, literal := call.Args[1].(*ast.BasicLit)
			if ok && literal && at.Value == `": "` && slices.Contains(splits, of.Sel.Name) {
				t.Errorf("%s takes a text apart at %s: take the message's fields", name, at.Value)
			}
			return true
		})
		return nil
	})
	if err != nil || sources < 300 {
		t.Fatalf("%d sources: %v", sources, err)
	}
}
