package bundler

import (
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// compiled are the declarations of a file that compile regular expressions, and what
// the texts are that these read.
type compiled struct{ declared, reads string }

// patternTexts are all of this program. None reads a program: internal/lex does.
func patternTexts() map[string]compiled {
	return map[string]compiled{
		"bundler/internal/link/constant.go":          {"constantPattern", "messages of esbuild"},
		"bundler/internal/link/messages.go":          {"loaderPattern unreadablePattern unresolvedPattern word", "messages of esbuild"},
		"bundler/internal/link/missing.go":           {"fileName", "specifiers"},
		"bundler/internal/modulefuzz/compare.go":     {"sameLine", "what programs print"},
		"bundler/internal/modulefuzz/shrink.go":      {"complaint cutStatements", "messages, and statements that the generator wrote"},
		"bundler/internal/same/compare.go":           {"unhashed", "names of files in builds that are compared"},
		"bundler/internal/settings/env.go":           {"identifier", "one name"},
		"internal/browserslist/query.go":             {"rules splitWord", "queries of browserslist"},
		"internal/config/framework.go":               {"htmlComment moduleType scriptSrc scriptTag", "pages"},
		"internal/config/locate.go":                  {"nearestOrigin", "keys of paintbox.json"},
		"internal/config/page.go":                    {"fits parcelCall wholePage", "pages, commands of package.json"},
		"internal/config/starter/node.go":            {"complaint", "messages of Node"},
		"internal/config/starter/taker.go":           {"extended measured", "globs, sizes"},
		"internal/config/validate.go":                {"chunks names", "names of chunks and globals"},
		"internal/dotenv/parse.go":                   {"assignment quoted", ".env files"},
		"internal/inspect/hashed.go":                 {"allHashed eightCaps hasDigit hasLetter hashShape longDigits measure notHashed numbered oddInside twoNumbers", "names of files"},
		"internal/inspect/next.go":                   {"nextBuild nextHash", "names of files"},
		"internal/inspect/page.go":                   {"entryName", "names of files"},
		"internal/jsregexp/jsregexp.go":              {"Translate", "what the patterns of plugins and configurations are for"},
		"internal/notice/license.go":                 {"corrected seeFile", "names of licenses"},
		"internal/notice/read.go":                    {"readTexts", "names of files"},
		"internal/page/constants.go":                 {"constant", "pages"},
		"internal/page/foreign.go":                   {"closing foreignTag readsMustaches", "pages"},
		"internal/pipeline/made.go":                  {"bodyEnd completed headEnd headStart htmlStart inlineScript scriptKind", "pages"},
		"internal/plugin/internal/recipe/babel.go":   {"babelIdle babelPreset", "names of packages"},
		"internal/plugin/internal/recipe/recipes.go": {"Applying", "names of files, and texts that a compiler may have to do with: it reads them itself"},
		"internal/plugin/internal/tool/command.go":   {"assignment node separators", "commands of package.json"},
		"internal/plugin/internal/tool/parcel.go":    {"parcelPlugin", "names of packages"},
		"internal/report/json.go":                    {"MarshalJSON", "JSON that it has just written"},
		"npm/version.go":                             {"Version", "one version"},
		"swgen/shell.go":                             {"shellRoot", "pages"},
	}
}

// TestNoPatternsOverPrograms: whatever declares a regular expression, for its package
// or in a function, is in the table, and what is in the table declares one.
func TestNoPatternsOverPrograms(t *testing.T) {
	found := map[string]string{}
	eachSource(t, func(p string, _ *token.FileSet, file *ast.File) {
		if names := patternsOf(file); len(names) > 0 && !strings.HasSuffix(p, "_test.go") {
			found[p] = strings.Join(names, " ")
		}
	})
	want := map[string]string{}
	for p, listed := range patternTexts() {
		want[p] = listed.declared
		if listed.reads == "" {
			t.Errorf("%s: the table does not say what its patterns read", p)
		}
	}
	if diff := cmp.Diff(want, found); diff != "" {
		t.Errorf("regular expressions are declared elsewhere than patternTexts says: read programs by internal/lex, or state there what is read\n%s", diff)
	}
}

// patternsOf lists the declarations of a file that compile regular expressions or match
// by them: variables and functions.
func patternsOf(file *ast.File) []string {
	name := ""
	for _, i := range file.Imports {
		if i.Path.Value == `"regexp"` {
			name = "regexp"
			if i.Name != nil {
				name = i.Name.Name
			}
		}
	}
	if name == "" {
		return nil
	}
	var list []string
	for _, d := range file.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if compiles(d, name) {
				list = append(list, d.Name.Name)
			}
		case *ast.GenDecl:
			for _, s := range d.Specs {
				if v, ok := s.(*ast.ValueSpec); ok && compiles(v, name) {
					for _, n := range v.Names {
						list = append(list, n.Name)
					}
				}
			}
		}
	}
	slices.Sort(list)
	return list
}

// compiles tells whether a piece of a program calls a function of the package regexp
// that takes a pattern. That of a dot import has no name to know it by.
func compiles(n ast.Node, name string) bool {
	called := name == "."
	ast.Inspect(n, func(n ast.Node) bool {
		if s, ok := n.(*ast.SelectorExpr); ok && (strings.Contains(s.Sel.Name, "Compile") || strings.HasPrefix(s.Sel.Name, "Match")) {
			if x, ok := s.X.(*ast.Ident); ok && x.Name == name {
				called = true
			}
		}
		return true
	})
	return called
}

// TestPatternsOf: patterns of packages and of functions are found, by any name.
func TestPatternsOf(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "a.go", `package a
import re "regexp"
var a, b = re.MustCompile("a"), 1
var (
	c = func() *re.Regexp { return re.MustCompile("c") }()
	d = re.QuoteMeta("d")
	e = []*re.Regexp{re.MustCompilePOSIX("e")}
)
type f struct{}
func (f) g() { _, _ = re.MatchString("g", "") }
func h(r *re.Regexp) bool { return r.MatchString("h") }
`, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(patternsOf(file), " "); got != "a b c e g" {
		t.Errorf("found %q", got)
	}
}
