package bundler

import (
	"go/ast"
	"go/types"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/packages"
)

// lookers are the declarations that look into the text of an error or a message, by
// what for. Whatever else a message tells is a field of it.
func lookers() map[string]string {
	return map[string]string{
		"link.explain":          "writes a path of esbuild's as the project sees it",
		"link.unresolved":       "puts a note of esbuild's into a sentence",
		"starter.firstLine":     "shows the first line of what a configuration has thrown",
		"plugin.Foreign.unread": "shows the first line of what a configuration has thrown",
		"modulefuzz.complaint":  "tells whether two programs fail alike",
	}
}

// lookingInto is a file that looks into texts of errors in several ways, to show that
// they are found.
const lookingInto = `package asset

import (
	"fmt"
	"regexp"
	"strings"
)

func ofError(err error) string { _, note, _ := strings.Cut(err.Error(), ": "); return note }

func ofMessage(m *Message) bool { return strings.HasPrefix(m.Text, "Could not") }

func ofVariable(m Message) []string { note := m.Note; return strings.Split(note, "; ") }

func ofPattern(err error, p *regexp.Regexp) bool { return p.MatchString(fmt.Sprint(err.Error())) }

func ofBytes(err error) bool { text := err.Error(); return text[0] == 'C' || text[:3] == "Cou" }

func ofWhole(err error) bool { return err.Error() == "Could not resolve it" }
`

// TestMessagesAreWhole: nothing takes the text of an error or a message apart, or
// compares it with words, but what is in the table.
func TestMessagesAreWhole(t *testing.T) {
	file, err := filepath.Abs("../asset/looking.go")
	if err != nil {
		t.Fatal(err)
	}
	config := &packages.Config{Dir: "..", Context: t.Context(), Overlay: map[string][]byte{file: []byte(lookingInto)},
		Mode: packages.NeedName | packages.NeedFiles | packages.NeedSyntax | packages.NeedTypes | packages.NeedTypesInfo | packages.NeedImports | packages.NeedDeps}
	list, err := packages.Load(config, "./...")
	if err != nil || len(list) < 40 {
		t.Fatal(len(list), err)
	}
	found := map[string]bool{}
	for _, p := range list {
		for _, e := range p.Errors {
			t.Error(e)
		}
		for _, f := range p.Syntax {
			for _, d := range f.Decls {
				name := p.Name + "." + declaredName(d)
				for _, at := range looks(p.TypesInfo, d) {
					found[name] = true
					if place := p.Fset.Position(at.Pos()).String(); lookers()[name] == "" && !strings.HasPrefix(place, file) {
						t.Errorf("%s: %s looks into the text of a message: let it be a field", place, name)
					}
				}
			}
		}
	}
	for _, planted := range []string{"ofError", "ofMessage", "ofVariable", "ofPattern", "ofBytes", "ofWhole"} {
		if !found["asset."+planted] {
			t.Errorf("the file that looks into messages in several ways: %s is not found", planted)
		}
	}
	for name := range lookers() {
		if !found[name] {
			t.Errorf("%s looks into no message any more", name)
		}
	}
}

// looks lists the places of a declaration where the text of an error or a message, or
// a variable that holds one, is compared, cut or searched.
func looks(info *types.Info, d ast.Decl) []ast.Node {
	holders := map[types.Object]bool{}
	said := func(e ast.Expr) bool { return holdsMessage(info, e, holders) }
	ast.Inspect(d, func(n ast.Node) bool {
		if a, ok := n.(*ast.AssignStmt); ok && len(a.Lhs) == len(a.Rhs) {
			for i, e := range a.Rhs {
				if id, ok := a.Lhs[i].(*ast.Ident); ok && said(e) {
					holders[info.ObjectOf(id)] = true
				}
			}
		}
		return true
	})
	var places []ast.Node
	ast.Inspect(d, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			if searches(info, n) && slices.ContainsFunc(n.Args, said) {
				places = append(places, n)
			}
		case *ast.BinaryExpr:
			text := func(e ast.Expr) bool { v := info.Types[e].Value; return v == nil || v.String() != `""` }
			if n.Op.String() != "+" && text(n.X) && text(n.Y) && said(n.X) != said(n.Y) {
				places = append(places, n)
			}
		case *ast.IndexExpr:
			if said(n.X) {
				places = append(places, n)
			}
		case *ast.SliceExpr:
			if said(n.X) {
				places = append(places, n)
			}
		case *ast.SwitchStmt:
			if n.Tag != nil && said(n.Tag) {
				places = append(places, n)
			}
		}
		return true
	})
	return places
}

// searches tells a call that looks into its arguments: of strings, but for what only
// makes a text of them, and of an expression.
func searches(info *types.Info, call *ast.CallExpr) bool {
	s, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	o := info.Uses[s.Sel]
	if o == nil || o.Pkg() == nil {
		return false
	}
	switch o.Pkg().Path() {
	case "strings":
		return !slices.Contains([]string{"Join", "Repeat", "ToLower", "ToUpper", "NewReader", "WriteString"}, o.Name())
	case "regexp":
		return true
	}
	return false
}

// holdsMessage tells an expression that is the text of an error or a message: what
// Error gives, the text or note of a message, and what is made of these alone.
func holdsMessage(info *types.Info, e ast.Expr, holders map[types.Object]bool) bool {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		return holders[info.ObjectOf(e)]
	case *ast.SelectorExpr:
		name := nameOf(info, e)
		return slices.Contains([]string{"asset.Message.Text", "asset.Message.Note", "api.Message.Text", "api.Note.Text", "node.Fault.Text", "node.Fault.Note"}, name)
	case *ast.CallExpr:
		s, ok := e.Fun.(*ast.SelectorExpr)
		if !ok {
			return false
		}
		if s.Sel.Name == "Error" && len(e.Args) == 0 && info.Selections[s] != nil {
			return true
		}
		if o := info.Uses[s.Sel]; o != nil && o.Pkg() != nil && (o.Pkg().Path() == "fmt" || o.Pkg().Path() == "strings") {
			return slices.ContainsFunc(e.Args, func(a ast.Expr) bool { return holdsMessage(info, a, holders) })
		}
	}
	return false
}
