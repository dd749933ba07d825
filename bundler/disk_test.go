package bundler

import (
	"go/ast"
	"path"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/packages"
)

// readers are the functions that read files, by what for. Whatever is asked of
// sources after the linker has read them is told by what it read.
func readers() map[string]string {
	return map[string]string{
		"link.Archives.ReadFile": "any file",
		"link.Archives.ReadInto": "any file",
		"link.Archives.archive":  "an archive",

		"link.plugin.readInto":        "a source, while it is loaded",
		"link.plugin.loadSheet":       "a source, while it is loaded",
		"link.plugin.loadInlineSheet": "a source, while it is loaded",
		"link.plugin.loadSmall":       "a source, while it is loaded",
		"link.loadCommented":          "a source, while it is loaded",
		"link.loadAs":                 "a source, while it is loaded",
		"link.script":                 "a source of a configuration, while it is loaded",
		"link.mapInline":              "a page, before the linker starts",

		"link.packages.find":       "package.json",
		"link.plugin.resolveStyle": "package.json, while an import is resolved",
		"link.otherJSX":            "package.json",
		"emit.esBuild":             "package.json",
		"link.nearestConfig":       "tsconfig.json",
		"link.decorators":          "tsconfig.json and jsconfig.json",
		"link.aliasedByPaths":      "tsconfig.json",
		"link.aliasedIn":           "configurations of other tools",
	}
}

// TestSourcesAreReadOnce: nothing reads files but what is in the table, in which no
// function reads sources once the linker has read them.
func TestSourcesAreReadOnce(t *testing.T) {
	config := &packages.Config{Dir: "internal", Context: t.Context(),
		Mode: packages.NeedName | packages.NeedFiles | packages.NeedSyntax | packages.NeedTypes | packages.NeedTypesInfo | packages.NeedImports}
	list, err := packages.Load(config, append(patterns(), "./link", "./cut", "./settings", "./rename")...)
	if err != nil || len(list) != len(passes())+4 {
		t.Fatal(len(list), err)
	}
	found := map[string]bool{}
	for _, p := range list {
		for _, f := range p.Syntax {
			for _, d := range f.Decls {
				ast.Inspect(d, func(n ast.Node) bool {
					if s, ok := n.(*ast.SelectorExpr); ok && readsFiles(nameOf(p.TypesInfo, s)) {
						name := p.Name + "." + declaredName(d)
						found[name] = true
						if readers()[name] == "" {
							t.Errorf("%s: %s reads a file: what was read of sources is in link.Output, and Sources tells it", p.Fset.Position(n.Pos()), name)
						}
					}
					return true
				})
			}
		}
	}
	for name := range readers() {
		if !found[name] {
			t.Errorf("%s reads no files any more", name)
		}
	}
}

// readsFiles tells whether a function gives the contents of files.
func readsFiles(name string) bool {
	return slices.Contains([]string{"os.ReadFile", "os.Open", "os.OpenFile", "os.DirFS", "fs.ReadFile", "zip.OpenReader", "ioutil.ReadFile"}, path.Base(name)) ||
		strings.HasPrefix(name, "link.Archives.Read")
}
