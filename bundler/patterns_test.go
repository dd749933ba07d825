package bundler

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/go/packages"
)

// compiled are the declarations of a file that compile regular expressions, and what
// the texts are that these read.
type compiled struct{ declared, reads string }

// patternTexts are all of this program. None reads a program: internal/lex does.
func patternTexts() map[string]compiled {
	return map[string]compiled{
		"bundler/internal/link/context.go":           {"expression", "names of files"},
		"bundler/internal/link/said.go":              {"ambiguousWords assignedOfWords assignedWords commentWords evalWords exportWords exporterWords hereWords ignoredWords lineCommentWords loaderWords markWords originalWords unloadedWords unreadableWords unresolvedWords whoWords", "messages of esbuild"},
		"bundler/internal/link/missing.go":           {"fileName", "specifiers"},
		"bundler/internal/modulefuzz/compare.go":     {"sameLine", "what programs print"},
		"bundler/internal/modulefuzz/shrink.go":      {"complaint cutStatements", "messages, and statements that the generator wrote"},
		"bundler/internal/same/compare.go":           {"unhashed", "names of files in builds that are compared"},
		"bundler/internal/settings/env.go":           {"identifier", "one name"},
		"cmd/paintbox/live.go":                       {"sheets", "names of sheets in pages"},
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
		"internal/page/stray.go":                     {"bladeMark bracketMark dollarMark gulpMark pugMark razorMark replacedMark toolkitMark", "pages"},
		"internal/plugin/internal/filter/filter.go":  {"patterns", "what plugins are for: names of files, and texts that they read themselves"},
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
// or in a function, is in the table, and what is in the table declares one; also what
// takes one of a function of this module.
func TestNoPatternsOverPrograms(t *testing.T) {
	declared := patternsTaken(t)
	eachSource(t, func(p string, _ *token.FileSet, file *ast.File) {
		if !strings.HasSuffix(p, "_test.go") {
			declared[p] = append(declared[p], patternsOf(file)...)
		}
	})
	found := map[string]string{}
	for p, names := range declared {
		if slices.Sort(names); len(names) > 0 {
			found[p] = strings.Join(slices.Compact(names), " ")
		}
	}
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

// patternsTaken lists the declarations of each file that call what returns a regular
// expression, whoever compiles it.
func patternsTaken(t *testing.T) map[string][]string {
	t.Helper()
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	planted := filepath.Join(root, "cmd", "npmpack", "taking.go") // which nothing imports
	config := &packages.Config{Dir: root, Context: t.Context(), Overlay: map[string][]byte{planted: []byte(patternTaking)},
		Mode: packages.NeedName | packages.NeedFiles | packages.NeedSyntax | packages.NeedTypes | packages.NeedTypesInfo | packages.NeedImports}
	list, err := packages.Load(config, "./...")
	if err != nil {
		t.Fatal(err)
	}
	taken := map[string][]string{}
	for _, p := range list {
		for _, f := range p.Syntax {
			name, err := filepath.Rel(root, p.Fset.Position(f.Pos()).Filename)
			if err != nil {
				t.Fatal(err)
			}
			name = filepath.ToSlash(name)
			for _, d := range f.Decls {
				ast.Inspect(d, func(n ast.Node) bool {
					if call, ok := n.(*ast.CallExpr); ok && isPattern(p.TypesInfo.TypeOf(call)) {
						declared := declaredName(d)
						taken[name] = append(taken[name], declared[strings.LastIndexByte(declared, '.')+1:])
					}
					return true
				})
			}
		}
	}
	if got := strings.Join(taken["cmd/npmpack/taking.go"], " "); got != "words both" {
		t.Errorf("the file that takes patterns of others: %q", got)
	}
	delete(taken, "cmd/npmpack/taking.go")
	return taken
}

// patternTaking is a file that takes patterns of functions, to show that they are
// found.
const patternTaking = `package main

import "github.com/paintbox-build/paintbox/internal/jsregexp"

var words, _ = jsregexp.Translate("a", "")

func both() bool {
	r, ok := jsregexp.Translate("a", "")
	return ok && r.MatchString("import(")
}
`

// isPattern tells whether a value is a regular expression, or one of several is.
func isPattern(of types.Type) bool {
	if list, ok := of.(*types.Tuple); ok {
		for v := range list.Variables() {
			if isPattern(v.Type()) {
				return true
			}
		}
		return false
	}
	return of != nil && pointee(of).String() == "regexp.Regexp"
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
