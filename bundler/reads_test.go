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

// handlers are the declarations of passes in which something has the type []byte.
// What the linker and esbuild print, and what is published, has it wherever it is, and
// the rest of a pass sees nothing of it.
func handlers() map[string]string {
	return map[string]string{
		"program.Read":               "hands style sheets to cut",
		"program.Program.scan":       "hands scripts to cut",
		"program.Program.AddRuns":    "hands what it wrote to cut",
		"program.Program.ComposeMap": "hands maps on",
		"program.Program.CopyMap":    "hands maps on",

		"styles.region":               "holds a region",
		"styles.Sheet":                "holds what is published",
		"styles.cutter.packagesFirst": "measures regions",
		"styles.cutter.regionsOf":     "takes regions where cut says that they are",
		"styles.lister.sheet":         "compares regions, whatever space ends them",
		"styles.sheetWriter.write":    "puts regions together",
		"styles.sheetWriter.finish":   "measures and hashes a sheet",
		"styles.cutter.minify":        "hands sheets to esbuild, and takes the space off their ends",

		"emit.writer.copy":           "copies where cut says that something is",
		"emit.chunkText":             "holds a chunk",
		"emit.minified":              "holds a chunk",
		"emit.placeholderHash":       "hashes a name",
		"emit.assembler.key":         "hashes a chunk",
		"emit.transformed":           "holds a chunk",
		"emit.assembler.minifyChunk": "hands a chunk on",
		"emit.assembler.recall":      "hashes the text of a chunk, and keeps a chunk",
		"emit.assembler.transform":   "hands a chunk to esbuild and rename",
		"emit.assembler.minify":      "hands chunks on",
		"emit.MinifyScript":          "hands a script to esbuild and rename",
		"emit.assembler.build":       "hands files on",
		"emit.assembler.nameFiles":   "hashes chunks",
		"emit.assembler.rename":      "replaces emit's own marks by the names of files",
		"emit.Emitter.Assemble":      "measures chunks",
		"emit.assembler.shares":      "measures a chunk",
		"emit.assembler.uncut":       "measures a chunk",
		"emit.assembler.chunkFile":   "hands a chunk on",
		"emit.assembler.styleFile":   "hands a sheet on",
		"emit.copiedFile":            "hands a file on",
		"emit.mapFile":               "hands a map on",
		"emit.esBuild":               "reads a package.json",
	}
}

// texts are the places that hold as a string what was printed, and what searches in
// texts, with the declarations that name them.
func texts() map[string][]string {
	return map[string][]string{
		"emit.chunkText.source": {"emit.assembler.write", "emit.assembler.key", "emit.assembler.minifyChunk", "emit.assembler.recall", "emit.assembler.transform"},
		"bytes.Buffer.String":   {"emit.assembler.write", "styles.sheetWriter.finish"},
		"link.Text.Text":        nil,

		"bytes.HasSuffix": {"emit.assembler.rename"},
		"bytes.Index":     {"emit.assembler.rename"},
		"bytes.TrimSpace": {"styles.lister.sheet"},
		"bytes.TrimRight": {"styles.cutter.minify"},
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

func ofCopy(p *program.Program) bool { return strings.Contains(string(p.Copies[0].Data), "import(") }

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
			case slices.Contains(texts()[r.text], r.function), r.text == "[]byte" && handlers()[r.function] != "":
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
	for name := range handlers() {
		if !named["[]byte in "+name] {
			t.Errorf("%s handles no texts any more", name)
		}
	}
	want := []string{"emit.ofFile: []byte", "emit.writer.ofWriter: bytes.Buffer.String", "emit.assembler.ofChunk: emit.chunkText.source",
		"emit.assembler.ofCode: []byte", "emit.ofCopy: []byte", "emit.search: []byte", "emit.search: bytes.HasPrefix", "emit.search: regexp.Regexp.Match", "emit.search: regexp.MustCompile",
		"emit.ofVariable: []byte", "emit.finder: regexp.Regexp", "emit.index: []byte", "emit.index: bytes.IndexByte"}
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
// variables and types, each once.
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
					list = noted(list, textRead{p.Name + "." + declaredName(d), text, p.Fset.Position(n.Pos()).String()})
				}
				if e, ok := n.(ast.Expr); ok && isBytes(p.TypesInfo.TypeOf(e)) {
					list = noted(list, textRead{p.Name + "." + declaredName(d), "[]byte", p.Fset.Position(n.Pos()).String()})
				}
				return true
			})
		}
	}
	return list
}

func noted(list []textRead, r textRead) []textRead {
	if slices.ContainsFunc(list, func(o textRead) bool { return o.function == r.function && o.text == r.text }) {
		return list
	}
	return append(list, r)
}

// isBytes tells the type of texts, by whatever name.
func isBytes(t types.Type) bool {
	if t == nil {
		return false
	}
	s, ok := t.Underlying().(*types.Slice)
	if !ok {
		return false
	}
	element, ok := s.Elem().Underlying().(*types.Basic)
	return ok && element.Kind() == types.Uint8
}

// TestCutReadsOnce: whatever of cut a pass may call, but for what takes texts apart,
// leads to nothing that reads text: it gives the facts that were recorded.
func TestCutReadsOnce(t *testing.T) {
	config := &packages.Config{Dir: "internal", Context: t.Context(),
		Mode: packages.NeedName | packages.NeedFiles | packages.NeedSyntax | packages.NeedTypes | packages.NeedTypesInfo | packages.NeedImports}
	list, err := packages.Load(config, "./cut")
	if err != nil || len(list) != 1 || len(list[0].Errors) > 0 {
		t.Fatal(list, err)
	}
	p := list[0]
	leads, reads := map[string][]string{}, map[string]bool{}
	for _, f := range p.Syntax {
		for _, d := range f.Decls {
			function, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			name := functionName(function)
			leads[name], reads[name] = leadsTo(p, function)
		}
	}
	var open []string
	for name := range leads {
		if last := name[strings.LastIndexByte(name, '.')+1:]; ast.IsExported(last) && name != "Scan" && name != "ScanSheet" {
			open = append(open, name)
		}
	}
	if !reads["Scan"] || !reads["phrase.text"] || reads["File.Follow"] || len(open) < 5 {
		t.Errorf("not told who reads text: %v of %v", reads, open)
	}
	from := map[string]string{}
	for _, name := range open {
		from[name] = name
	}
	for len(open) > 0 {
		name := open[0]
		open = open[1:]
		if reads[name] {
			t.Errorf("%s, by which %s answers, reads text: let Scan record what it looks for", name, from[name])
		}
		for _, to := range leads[name] {
			if from[to] == "" {
				from[to] = from[name]
				open = append(open, to)
			}
		}
	}
}

// leadsTo lists the functions of its package that a function names, and tells whether
// it reads text: names something of a reader, or has a value of the type []byte.
func leadsTo(p *packages.Package, function *ast.FuncDecl) (names []string, reads bool) {
	ast.Inspect(function, func(n ast.Node) bool {
		if e, ok := n.(ast.Expr); ok {
			reads = reads || isBytes(p.TypesInfo.TypeOf(e))
		}
		id, ok := n.(*ast.Ident)
		if !ok {
			return true
		}
		o := p.TypesInfo.Uses[id]
		if o == nil || o.Pkg() == nil {
			return true
		}
		reads = reads || slices.Contains([]string{"lex", "bytes", "regexp"}, path.Base(o.Pkg().Path()))
		if f, ok := o.(*types.Func); ok && o.Pkg() == p.Types {
			name := f.Name()
			if receiver := f.Signature().Recv(); receiver != nil {
				if named, ok := pointee(receiver.Type()).(*types.Named); ok {
					name = named.Obj().Name() + "." + name
				}
			}
			names = append(names, name)
		}
		return true
	})
	return names, reads
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
