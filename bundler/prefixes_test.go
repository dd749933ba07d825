package bundler

import (
	"go/ast"
	"go/token"
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
	texts := map[string][]string{}
	eachSource(t, func(p string, _ *token.FileSet, file *ast.File) {
		if !strings.HasSuffix(p, "_test.go") {
			texts[p] = literals(file)
		}
	})
	kinds := slices.DeleteFunc(texts[kindsFile], func(text string) bool { return !strings.HasPrefix(text, "paintbox-") })
	if len(kinds) < 16 {
		t.Fatalf("%s has %d prefixes only", kindsFile, len(kinds))
	}
	delete(texts, kindsFile)
	for p, list := range texts {
		for _, text := range list {
			before, _, made := strings.Cut(text, ":")
			if slices.Contains(kinds, before) || made && strings.HasPrefix(before, "paintbox-") && !strings.Contains(before, " ") {
				t.Errorf("%s writes %q: ask bundler.SourceOf, bundler.PluggedID, or for link's Kind", p, text)
			}
		}
	}
}

// literals lists the strings of a file.
func literals(file *ast.File) (list []string) {
	ast.Inspect(file, func(n ast.Node) bool {
		if l, ok := n.(*ast.BasicLit); ok && l.Kind == token.STRING {
			if text, err := strconv.Unquote(l.Value); err == nil { // the parser took it
				list = append(list, text)
			}
		}
		return true
	})
	return list
}

// wholeLines are the files that take a line out of what another program's error says,
// which has no fields.
//
//nolint:gochecknoglobals // a table
var wholeLines = map[string]bool{"internal/config/starter/taker.go": true, "internal/plugin/foreign.go": true}

func isName(e ast.Expr, name string) bool {
	id, ok := e.(*ast.Ident)
	return ok && id.Name == name
}

// isErrorText tells a call of a method Error without arguments.
func isErrorText(e ast.Expr) bool {
	call, ok := e.(*ast.CallExpr)
	if !ok || len(call.Args) > 0 {
		return false
	}
	of, ok := call.Fun.(*ast.SelectorExpr)
	return ok && of.Sel.Name == "Error"
}

// No code takes an error's text apart: what a message says is in its fields.
func TestTextsStayWhole(t *testing.T) {
	splits := []string{"Cut", "Split", "SplitN", "SplitAfter", "SplitAfterN", "SplitSeq", "Index", "LastIndex"}
	eachSource(t, func(p string, files *token.FileSet, file *ast.File) {
		if strings.HasSuffix(p, "_test.go") {
			return
		}
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) < 2 {
				return true
			}
			of, ok := call.Fun.(*ast.SelectorExpr)
			if ok && isName(of.X, "strings") && isErrorText(call.Args[0]) && !wholeLines[p] {
				t.Errorf("%s takes the text of an error apart: take the message's fields", files.Position(call.Pos()))
			}
			at, literal := call.Args[1].(*ast.BasicLit)
			if ok && literal && at.Value == `": "` && slices.Contains(splits, of.Sel.Name) {
				t.Errorf("%s takes a text apart at %s: take the message's fields", files.Position(call.Pos()), at.Value)
			}
			return true
		})
	})
}
