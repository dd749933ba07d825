package bundler

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/packages"
)

// answers are the types of the model's packages whose values passes make and
// return.
func answers() []string {
	return []string{"link.Requirements", "program.Rebinding", "program.Run", "program.Getters", "program.Dead", "program.Rewording", "program.Export", "link.NameUse"}
}

// changing is a file that changes the model in several ways, to show that they
// are found.
const changing = `package mend

import (
	"maps"
	"slices"

	"github.com/paintbox-build/paintbox/bundler/internal/cut"
	"github.com/paintbox-build/paintbox/bundler/internal/program"
	"github.com/paintbox-build/paintbox/bundler/internal/unit"
)

func ofModule(p *program.Program) { p.Modules[0].Lazy = true }

var ofVariable = func(f *program.File) { f.Names[0] = "a" }

func ofStatement(s *cut.Statement) { *s = cut.Statement{} }

func ofEmbedded(f *program.File) { f.Statements[0].Weight++ }

func ofRange(p *program.Program) { for p.Runtime = range 3 {} }

func ofMap(f *program.File) { delete(f.Exports, "a"); maps.DeleteFunc(f.Exports, nil) }

func ofOrder(p *program.Program) { slices.Reverse(p.Roots) }

func ofAddress(p *program.Program) { runtime := &p.Runtime; *runtime = 1 }

func ofElement(p *program.Program) { files := p.Files; files[0] = program.File{} }

func ofAlias(f *program.File) { names := f.Names; names[0] = "a" }

func ofExport(p *program.Program) { e := &p.Roots[0].Exports[0]; e.Symbol = 7 }

func ofSet(s *unit.Set) { s.Graph.Units[0].Size = 3 }
`

// Passes change nothing of the model: they return what the face applies to it.
func TestPassesChangeNothing(t *testing.T) {
	file, err := filepath.Abs("internal/mend/changing.go")
	if err != nil {
		t.Fatal(err)
	}
	config := &packages.Config{Dir: "internal", Context: t.Context(), Overlay: map[string][]byte{file: []byte(changing)},
		Mode: packages.NeedName | packages.NeedFiles | packages.NeedSyntax | packages.NeedTypes | packages.NeedTypesInfo | packages.NeedImports}
	list, err := packages.Load(config, "./mend", "./shake", "./unit", "./styles", "./emit", "./why")
	if err != nil || len(list) != 6 {
		t.Fatal(len(list), err)
	}
	var found []string
	for _, p := range list {
		for _, e := range p.Errors {
			t.Error(e)
		}
		for _, f := range p.Syntax {
			for _, d := range f.Decls {
				for _, c := range (reader{p.TypesInfo, p.Name, aliases(p, d)}).changes(d) {
					if place := p.Fset.Position(c.place); place.Filename == file {
						found = append(found, declaredName(d)+": "+c.what)
					} else {
						t.Errorf("%s: %s changes %s of the model: return a value, and let the face apply it", place, declaredName(d), c.what)
					}
				}
			}
		}
	}
	want := []string{"ofModule: program.Module.Lazy", "ofVariable: cut.File.Names", "ofStatement: cut.Statement", "ofEmbedded: cut.Statement.Weight",
		"ofRange: program.Program.Runtime", "ofMap: program.File.Exports", "ofMap: program.File.Exports", "ofOrder: program.Program.Roots",
		"ofAddress: program.Program.Runtime", "ofAddress: program.Program.Runtime", "ofElement: program.File", "ofAlias: cut.File.Names", "ofExport: program.Root.Exports", "ofSet: unit.Set.Graph"}
	if !slices.Equal(found, want) {
		t.Errorf("found in the file that changes\n%s\nwant\n%s", strings.Join(found, "\n"), strings.Join(want, "\n"))
	}
}

// change is a place that changes something of the model.
type change struct {
	what  string
	place token.Pos
}

// reader reads declarations of a package.
type reader struct {
	info    *types.Info
	pkg     string
	aliases map[types.Object]string // variables that lead into the model, by what of it
}

// aliases finds the variables of a declaration that lead into the model.
func aliases(p *packages.Package, d ast.Decl) map[types.Object]string {
	r := reader{p.TypesInfo, p.Name, map[types.Object]string{}}
	ast.Inspect(d, func(n ast.Node) bool {
		a, ok := n.(*ast.AssignStmt)
		if !ok || len(a.Lhs) != len(a.Rhs) {
			return true
		}
		for i, e := range a.Rhs {
			if u, ok := e.(*ast.UnaryExpr); ok && u.Op == token.AND {
				e = u.X
			} else if _, refers := r.info.TypeOf(e).Underlying().(interface{ Elem() types.Type }); !refers {
				continue
			}
			if id, ok := a.Lhs[i].(*ast.Ident); ok && r.ofModel(e) != "" {
				r.aliases[r.info.ObjectOf(id)] = r.ofModel(e)
			}
		}
		return true
	})
	return r.aliases
}

// changes lists those of a declaration.
func (r reader) changes(d ast.Decl) []change {
	info := r.info
	var list []change
	add := func(targets ...ast.Expr) {
		for _, x := range targets {
			if x == nil {
				continue
			}
			if _, variable := x.(*ast.Ident); variable {
				continue // it gets another value
			}
			if what := r.ofModel(x); what != "" {
				list = append(list, change{what, x.Pos()})
			}
		}
	}
	ast.Inspect(d, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			add(n.Lhs...)
		case *ast.IncDecStmt:
			add(n.X)
		case *ast.RangeStmt:
			add(n.Key, n.Value)
		case *ast.CallExpr:
			if len(n.Args) > 0 && changesArgument(info, n.Fun) {
				add(n.Args[0])
			}
		case *ast.UnaryExpr: // the address of a field that is no struct is taken to change it
			if n.Op == token.AND {
				if _, ok := info.TypeOf(n.X).Underlying().(*types.Struct); !ok {
					add(n.X)
				}
			}
		}
		return true
	})
	return list
}

// changesArgument tells whether a function changes its first argument.
func changesArgument(info *types.Info, f ast.Expr) bool {
	var name *ast.Ident
	switch f := f.(type) {
	case *ast.Ident:
		name = f
	case *ast.SelectorExpr:
		name = f.Sel
	default:
		return false
	}
	switch o := info.Uses[name].(type) {
	case *types.Builtin:
		return slices.Contains([]string{"delete", "clear", "copy", "append"}, o.Name())
	case *types.Func:
		changing := []string{"Sort", "Reverse", "Delete", "Compact", "Insert", "Replace", "Copy"}
		return o.Pkg() != nil && slices.Contains([]string{"slices", "maps"}, o.Pkg().Path()) &&
			slices.ContainsFunc(changing, func(start string) bool { return strings.HasPrefix(o.Name(), start) })
	}
	return false
}

// ofModel tells what of the model an expression stands for: the innermost field
// of a type of its packages, or an element or a pointed-to value of such a type;
// "" where it is none of it, or an answer.
func (r reader) ofModel(x ast.Expr) string {
	info, isOfModel := r.info, r.isOfModel
	for {
		switch e := x.(type) {
		case *ast.ParenExpr:
			x = e.X
		case *ast.SliceExpr:
			x = e.X
		case *ast.SelectorExpr:
			name := nameOf(info, e)
			owner := name[:max(strings.LastIndexByte(name, '.'), 0)]
			if isOfModel(owner) {
				return name
			}
			x = e.X
		case *ast.StarExpr:
			if name := typeName(info.TypeOf(e)); isOfModel(name) {
				return name
			}
			x = e.X
		case *ast.IndexExpr:
			if name := typeName(info.TypeOf(e)); isOfModel(name) {
				return name
			}
			x = e.X
		case *ast.Ident:
			return r.aliases[info.ObjectOf(e)]
		default:
			return ""
		}
	}
}

// isOfModel tells the types of the model, and of the units, which nobody changes but
// unit.
func (r reader) isOfModel(name string) bool {
	pkg, _, _ := strings.Cut(name, ".")
	return (slices.Contains([]string{"program", "link", "cut"}, pkg) || pkg == "unit" && r.pkg != "unit") && !slices.Contains(answers(), name)
}

// typeName is package.Name of a type that has a name, "" of others.
func typeName(t types.Type) string {
	if named, ok := types.Unalias(t).(*types.Named); ok && named.Obj().Pkg() != nil {
		return path.Base(named.Obj().Pkg().Path()) + "." + named.Obj().Name()
	}
	return ""
}

// The linter's list of what changes a program is all that change.go offers.
func TestChangesAreForbidden(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "internal/program/change.go", nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	var methods []string
	for _, d := range file.Decls {
		if f, ok := d.(*ast.FuncDecl); ok && f.Recv != nil && f.Name.IsExported() {
			methods = append(methods, f.Name.Name)
		}
	}
	settings, err := os.ReadFile("../.golangci.yml")
	if err != nil {
		t.Fatal(err)
	}
	list := regexp.MustCompile(`\^program\\\.Program\\\.\(([\w|]+)\)\$`).FindSubmatch(settings)
	if list == nil {
		t.Fatal("forbidigo has no rule for what changes a program")
	}
	forbidden := strings.Split(string(list[1]), "|")
	slices.Sort(methods)
	slices.Sort(forbidden)
	if len(methods) == 0 || !slices.Equal(methods, forbidden) {
		t.Errorf("forbidigo forbids %v, program has %v", forbidden, methods)
	}
}
