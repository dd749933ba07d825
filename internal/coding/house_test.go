package coding

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestNothingElseNamesACoding: what the table holds is written nowhere else, so
// that a new row is all that a new coding takes. Only what reads the budgets of
// other tools knows their words for codings.
func TestNothingElseNamesACoding(t *testing.T) {
	var words []string
	for _, c := range Table() {
		words = append(words, `\b`+regexp.QuoteMeta(c.Name)+`\b`, regexp.QuoteMeta(c.Suffix)+`\b`)
		for _, token := range []string{c.Token, c.Alias, c.Media} {
			if token != "" {
				words = append(words, `^`+regexp.QuoteMeta(token)+`$`)
			}
		}
	}
	named := regexp.MustCompile(`(?i)` + strings.Join(words, "|"))
	root := os.DirFS("../..")
	seen := 0
	err := fs.WalkDir(root, ".", func(p string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (slices.Contains([]string{"node_modules", "testdata", "bin"}, d.Name()) || p != "." && d.Name()[0] == '.'):
			return fs.SkipDir
		case p == "internal/coding" || p == "internal/config/starter":
			return fs.SkipDir
		case strings.HasSuffix(p, "_test.go"), path.Base(p)[0] == '.':
			return nil
		}
		var texts []string
		switch path.Ext(p) {
		case ".go":
			texts, err = literals(root, p)
		case ".mjs", ".cjs", ".js", ".tmpl", ".yml":
			texts, err = lines(root, p)
		}
		seen += len(texts)
		for _, text := range texts {
			if p == "internal/page/scan.go" && text == "br" { // an element
				continue
			}
			if found := named.FindString(text); found != "" {
				t.Errorf("%s names a coding in %q: take it from internal/coding", p, text)
			}
		}
		return err
	})
	if err != nil || seen < 5_000 {
		t.Fatalf("read %d texts: %v", seen, err)
	}
}

// literals are the strings of a Go file, but for the paths of its imports.
func literals(root fs.FS, name string) ([]string, error) {
	source, err := fs.ReadFile(root, name)
	if err != nil {
		return nil, err
	}
	file, err := parser.ParseFile(token.NewFileSet(), name, source, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	var list []string
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ImportSpec:
			return false
		case *ast.BasicLit:
			if text, err := strconv.Unquote(n.Value); err == nil && n.Kind == token.STRING {
				list = append(list, text)
			}
		}
		return true
	})
	return list, nil
}

func lines(root fs.FS, name string) ([]string, error) {
	source, err := fs.ReadFile(root, name)
	return strings.Split(string(source), "\n"), err
}
