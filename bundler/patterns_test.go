package bundler

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
)

// patternTexts are the files that declare regular expressions for all of their
// package, by what the texts are that these read. Programs are read by
// internal/lex.
func patternTexts() map[string]string {
	return map[string]string{
		"bundler/internal/link/messages.go":        "messages of esbuild",
		"bundler/internal/link/missing.go":         "specifiers",
		"bundler/internal/settings/env.go":         "one name",
		"internal/config/page.go":                  "pages, commands of package.json",
		"internal/config/starter/node.go":          "messages of Node",
		"internal/config/starter/taker.go":         "globs, sizes",
		"internal/dotenv/parse.go":                 ".env files",
		"internal/inspect/hashed.go":               "names of files",
		"internal/inspect/next.go":                 "names of files",
		"internal/inspect/page.go":                 "names of files",
		"internal/page/constants.go":               "pages",
		"internal/page/foreign.go":                 "pages",
		"internal/pipeline/made.go":                "pages",
		"internal/plugin/internal/tool/command.go": "commands of package.json",
		"internal/plugin/internal/tool/parcel.go":  "names of packages",
	}
}

// patternsLeft are those that still read pieces of programs: tags of templates, what is
// near a mention, configurations of Babel. The list only gets shorter.
func patternsLeft() []string {
	return []string{
		"internal/page/expression.go", "internal/page/mention.go", "internal/page/template.go",
		"internal/pipeline/public.go", "internal/plugin/internal/recipe/babel.go",
	}
}

// TestNoPatternsOverPrograms: a file that declares a regular expression for its
// package is in one of the lists, and what is in a list declares one.
func TestNoPatternsOverPrograms(t *testing.T) {
	var found []string
	root := os.DirFS("..")
	err := fs.WalkDir(root, ".", func(p string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (slices.Contains([]string{"node_modules", "testdata", "bin", ".git"}, d.Name())):
			return fs.SkipDir
		case !strings.HasSuffix(p, ".go") || strings.HasSuffix(p, "_test.go"):
			return nil
		}
		source, err := fs.ReadFile(root, p)
		if err != nil {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), p, source, parser.SkipObjectResolution)
		if err == nil && slices.ContainsFunc(file.Decls, declaresPattern) {
			found = append(found, p)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	known := patternsLeft()
	for p := range patternTexts() {
		known = append(known, p)
	}
	for _, p := range found {
		if !slices.Contains(known, p) {
			t.Errorf("%s declares a regular expression for its package: read programs by internal/lex, or state in patternTexts what it reads", p)
		}
	}
	for _, p := range known {
		if !slices.Contains(found, p) {
			t.Errorf("%s declares no regular expression any more: take it out of the list", p)
		}
	}
}

// declaresPattern tells whether a declaration of variables calls regexp.
func declaresPattern(d ast.Decl) bool {
	list, ok := d.(*ast.GenDecl)
	if !ok || list.Tok != token.VAR {
		return false
	}
	called := false
	ast.Inspect(list, func(n ast.Node) bool {
		if s, ok := n.(*ast.SelectorExpr); ok && strings.Contains(s.Sel.Name, "Compile") {
			if x, ok := s.X.(*ast.Ident); ok && x.Name == "regexp" {
				called = true
			}
		}
		return true
	})
	return called
}
