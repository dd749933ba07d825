package bundler

import (
	"go/ast"
	"go/types"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/packages"
)

// texts are the places that hold what was printed, with the functions that name
// them: they hand it to what reads it (cut, esbuild, rename), copy parts of it
// whose offsets they were told, or compare, measure and hash the whole.
func texts() map[string][]string {
	return map[string][]string{
		"link.Script.Text":      {"program.Program.scan"},
		"link.Sheet.Text":       {"program.Read", "styles.cutter.regions"},
		"cut.File.Source":       {"emit.writer.copy"},
		"styles.region.text":    {"styles.cutter.pieces", "styles.cutter.add", "styles.packagesFirst"},
		"emit.chunkText.source": {"emit.assembler.write", "emit.assembler.key", "emit.assembler.minifyChunk"},
		"emit.minified.code":    {"emit.assembler.minify"},
		"emit.chunkText.code": {"emit.assembler.minify", "emit.assembler.nameFiles", "emit.assembler.rename", "emit.Emitter.Assemble",
			"emit.assembler.chunkFile", "emit.assembler.shares", "emit.assembler.uncut"},
		"bytes.Buffer.String": {"emit.assembler.write", "styles.cutter.add"},
		"bytes.Buffer.Bytes":  nil,

		"bytes.ReplaceAll": {"emit.assembler.rename"}, // emit's own marks, by the names of files
		"bytes.TrimSpace":  {"styles.cutter.pieces"},  // parts are the same whatever space ends them
		"bytes.TrimRight":  {"styles.cutter.minify"},
	}
}

// passes are the packages that work on a program which cut has taken apart.
func passes() []string {
	return []string{"program", "mend", "shake", "unit", "styles", "emit", "why"}
}

// reading is a file that reads text in several ways, to show that they are found.
const reading = `package emit

import (
	"bytes"
	. "bytes"
	"regexp"
	"strings"

	"github.com/paintbox-build/paintbox/bundler/internal/cut"
	"github.com/paintbox-build/paintbox/bundler/internal/program"
)

func ofFile(f *program.File, s *cut.Statement) bool { return f.Source[s.Start] == '{' }

func (w *writer) ofWriter() bool { return strings.Contains(w.out.String(), "import(") }

func (a *assembler) ofChunk(i int) int { return strings.Index(a.chunks[i].source, "import(") }

func (a *assembler) ofCode(i int) int { return len(a.chunks[i].code) }

func search(text []byte) bool { return bytes.HasPrefix(text, nil) || regexp.MustCompile("a").Match(text) }

var ofVariable = func(f *program.File) []byte { return f.Source }

type finder struct{ words *regexp.Regexp }

func index(text []byte) int { return IndexByte(text, 'a') }
`

// Passes work with the facts that cut recorded: none reads printed text again.
func TestPassesReadNoText(t *testing.T) {
	file, err := filepath.Abs("internal/emit/reading.go")
	if err != nil {
		t.Fatal(err)
	}
	config := &packages.Config{Dir: "internal", Context: t.Context(), Overlay: map[string][]byte{file: []byte(reading)},
		Mode: packages.NeedName | packages.NeedFiles | packages.NeedSyntax | packages.NeedTypes | packages.NeedTypesInfo | packages.NeedImports}
	list, err := packages.Load(config, patterns()...)
	if err != nil || len(list) != len(passes()) {
		t.Fatal(len(list), err)
	}
	named := map[string]bool{}
	var found []string
	for _, p := range list {
		for _, e := range p.Errors {
			t.Error(e)
		}
		for _, r := range textReads(p) {
			named[r.text+" in "+r.function] = true
			switch {
			case slices.Contains(texts()[r.text], r.function):
			case strings.HasPrefix(r.place, file):
				found = append(found, r.function+": "+r.text)
			default:
				t.Errorf("%s: %s reads printed text (%s): let cut record what it looks for", r.place, r.function, r.text)
			}
		}
	}
	for text, functions := range texts() {
		for _, function := range functions {
			if !named[text+" in "+function] {
				t.Errorf("%s names %s no longer", function, text)
			}
		}
	}
	want := []string{"emit.ofFile: cut.File.Source", "emit.writer.ofWriter: bytes.Buffer.String", "emit.assembler.ofChunk: emit.chunkText.source",
		"emit.assembler.ofCode: emit.chunkText.code", "emit.search: bytes.HasPrefix", "emit.search: regexp.Regexp.Match", "emit.search: regexp.MustCompile",
		"emit.ofVariable: cut.File.Source", "emit.finder: regexp.Regexp", "emit.index: bytes.IndexByte"}
	if !slices.Equal(found, want) {
		t.Errorf("found in the file that reads\n%s\nwant\n%s", strings.Join(found, "\n"), strings.Join(want, "\n"))
	}
}

func patterns() []string {
	var list []string
	for _, name := range passes() {
		list = append(list, "./"+name)
	}
	return list
}

// textRead is a use of something that holds text, or that searches in it.
type textRead struct{ function, text, place string }

// textReads lists those of a package, in the order of files: in functions,
// variables and types.
func textReads(p *packages.Package) []textRead {
	var list []textRead
	selected := map[*ast.Ident]bool{}
	for _, f := range p.Syntax {
		for _, d := range f.Decls {
			ast.Inspect(d, func(n ast.Node) bool {
				var text string
				switch n := n.(type) {
				case *ast.SelectorExpr:
					selected[n.Sel] = true
					text = nameOf(p.TypesInfo, n)
				case *ast.Ident: // of a package that is imported with a dot
					if o := p.TypesInfo.Uses[n]; o != nil && !selected[n] && dotted(p.TypesInfo, f, o) {
						text = path.Base(o.Pkg().Path()) + "." + o.Name()
					}
				}
				if holdsText(text) {
					list = append(list, textRead{p.Name + "." + declaredName(d), text, p.Fset.Position(n.Pos()).String()})
				}
				return true
			})
		}
	}
	return list
}

// dotted tells whether an object is of a package that a file imports with a dot.
func dotted(info *types.Info, f *ast.File, o types.Object) bool {
	return o.Pkg() != nil && o.Parent() == o.Pkg().Scope() && slices.ContainsFunc(f.Imports, func(s *ast.ImportSpec) bool {
		name := info.PkgNameOf(s)
		return s.Name != nil && s.Name.Name == "." && name != nil && name.Imported() == o.Pkg()
	})
}

// declaredName is the name of a function, or of the first name that another
// declaration gives.
func declaredName(d ast.Decl) string {
	switch d := d.(type) {
	case *ast.FuncDecl:
		return functionName(d)
	case *ast.GenDecl:
		for _, s := range d.Specs {
			switch s := s.(type) {
			case *ast.ValueSpec:
				return s.Names[0].Name
			case *ast.TypeSpec:
				return s.Name.Name
			}
		}
	}
	return ""
}

// holdsText tells whether a name is one of texts, or searches in texts: anything
// of regexp, and any function of bytes.
func holdsText(name string) bool {
	pkg, rest, _ := strings.Cut(name, ".")
	_, known := texts()[name]
	return known || pkg == "regexp" || pkg == "bytes" && !strings.HasPrefix(rest, "Buffer")
}

// nameOf is what a selector stands for: package.Name, or package.Type.Name.
func nameOf(info *types.Info, s *ast.SelectorExpr) string {
	selection, ok := info.Selections[s]
	if !ok {
		if o := info.Uses[s.Sel]; o != nil && o.Pkg() != nil {
			return path.Base(o.Pkg().Path()) + "." + o.Name()
		}
		return ""
	}
	owner := selection.Recv()
	for _, i := range selection.Index()[:len(selection.Index())-1] {
		owner = pointee(owner).Underlying().(*types.Struct).Field(i).Type()
	}
	if named, ok := pointee(owner).(*types.Named); ok && named.Obj().Pkg() != nil {
		return path.Base(named.Obj().Pkg().Path()) + "." + named.Obj().Name() + "." + selection.Obj().Name()
	}
	return ""
}

func pointee(t types.Type) types.Type {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		return types.Unalias(p.Elem())
	}
	return types.Unalias(t)
}

// functionName is the name of a function, after that of its receiver's type.
func functionName(f *ast.FuncDecl) string {
	if f.Recv == nil {
		return f.Name.Name
	}
	t := f.Recv.List[0].Type
	if star, ok := t.(*ast.StarExpr); ok {
		t = star.X
	}
	if generic, ok := t.(*ast.IndexExpr); ok {
		t = generic.X
	}
	return t.(*ast.Ident).Name + "." + f.Name.Name
}
