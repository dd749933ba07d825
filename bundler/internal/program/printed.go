package program

import (
	"bytes"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/bundler/internal/cut"
	"github.com/paintbox-build/paintbox/bundler/internal/js"
)

// What the linker prints in a form of its own.

// findSelfImports finds the expressions that esbuild prints for the import() of
// a module by itself, Promise.resolve().then(() => require_x()), where no
// require_x exists since the module is not wrapped.
func (p *Program) findSelfImports() {
	for i := range p.Files {
		f := &p.Files[i]
		for si := range f.Statements {
			s := &f.Statements[si]
			for _, r := range s.Refs {
				name := f.Names[r.Name]
				if f.Symbols[r.Name] >= 0 || !strings.HasPrefix(name, "require_") {
					continue
				}
				const before = "Promise.resolve().then(() => "
				start, end := int(r.Pos)-len(before), int(r.Pos)+len(name)+2
				if start >= s.Start && string(f.Source[start:r.Pos]) == before && string(f.Source[end-2:end]) == "()" {
					s.Dynamic = append(s.Dynamic, cut.Import{Start: start, Arg: int(r.Pos), End: end, Self: true})
				}
			}
			slices.SortFunc(s.Dynamic, func(a, b cut.Import) int { return a.Start - b.Start })
		}
	}
}

// helper finds the symbol of one of the linker's own helpers; None when the
// program does not use it.
func (p *Program) helper(name string) int32 {
	for file := range p.Files {
		f := &p.Files[file]
		for si := range f.Statements {
			s := &f.Statements[si]
			if s.Region >= 0 {
				break
			}
			for _, r := range s.Refs {
				if r.Flags&cut.RefDeclared != 0 && f.Names[r.Name] == name {
					return f.Symbols[r.Name]
				}
			}
		}
	}
	return None
}

// findWrappers recognizes the declarations of functions that run a whole
// module: var require_x = __commonJS(…) and var init_x = __esm(…).
func (p *Program) findWrappers() {
	commonJS, esm := p.Helpers.CommonJS, p.Helpers.ESM
	for i := range p.Files {
		f := &p.Files[i]
		for si := range f.Statements {
			s := &f.Statements[si]
			if len(s.Refs) < 2 || s.Form != cut.FormPlain || s.Refs[0].Flags&cut.RefDeclared == 0 || s.Region < 0 {
				continue
			}
			if sym := f.Symbols[s.Refs[1].Name]; sym >= 0 && (sym == commonJS || sym == esm) {
				module := p.ModuleOf(f, s)
				p.Symbols[f.Symbols[s.Refs[0].Name]].Wraps = module
				p.Modules[module].Lazy = true
				if sym == esm {
					p.Modules[module].Wrapper = f.Symbols[s.Refs[0].Name]
				}
				f.dropPath(si)
			}
		}
	}
}

// dropPath takes the path of its module out of a wrapper, where it is the key of
// the only property: __commonJS({ "path"(exports, module) { … } }).
func (f *File) dropPath(statement int) {
	s := &f.Statements[statement]
	r := s.Refs[1]
	at := int(r.Pos) + len(f.Names[r.Name])
	text := f.Source[at:s.End]
	start := bytes.IndexByte(text, '"')
	if start < 0 || string(bytes.TrimSuffix(bytes.Join(bytes.Fields(text[:start]), nil), []byte("async"))) != "({" {
		return
	}
	for end := start + 1; end < len(text); end++ {
		switch text[end] {
		case '\\':
			end++
		case '"':
			f.replace(statement, at+start, at+end+1, "0")
			return
		}
	}
}

// DefaultAlias tells whether a statement is var x_default = y.
func (f *File) DefaultAlias(s *cut.Statement) (name, target int32, ok bool) {
	if s.Form != cut.FormPlain || len(s.Refs) != 2 || s.Refs[0].Flags != cut.RefDeclared || s.Refs[1].Flags != 0 {
		return 0, 0, false
	}
	left, right := f.Names[s.Refs[0].Name], f.Names[s.Refs[1].Name]
	if !strings.HasSuffix(strings.TrimRight(left, "0123456789"), "_default") {
		return 0, 0, false
	}
	text := bytes.TrimPrefix(bytes.TrimSpace(f.Source[s.Start:s.End]), []byte("var "))
	name, target = f.Symbols[s.Refs[0].Name], f.Symbols[s.Refs[1].Name]
	return name, target, string(text) == left+" = "+right && name >= 0 && target >= 0
}

// Getter is a getter of a namespace object, which gives the value of a variable.
type Getter struct {
	Key        string // the name that it exports
	Start, End int    // its line in the file
}

// Getter reads the getter whose variable a reference is; ok is false where the
// reference is not all that a getter returns.
func (f *File) Getter(r cut.Ref) (g Getter, ok bool) {
	text, ok := bytes.CutSuffix(f.Source[:r.Pos], []byte(": () => "))
	after := int(r.Pos) + len(f.Names[r.Name])
	if !ok || f.Source[after] != ',' && f.Source[after] != '\n' {
		return Getter{}, false
	}
	start := bytes.LastIndexByte(text, '\n') + 1
	return Getter{Key: js.Unquote(strings.TrimSpace(string(text[start:]))), Start: start, End: int(r.Pos) + bytes.IndexByte(f.Source[r.Pos:], '\n') + 1}, true
}

// SymbolAt is the symbol that the nth reference of a statement stands for; None
// where there is no such reference or symbol.
func (f *File) SymbolAt(s *cut.Statement, n int) int32 {
	if n >= len(s.Refs) {
		return None
	}
	return f.Symbols[s.Refs[n].Name]
}

// MakesNamespace tells whether a statement gives a namespace object its getters:
// __export(object, { … }).
func (p *Program) MakesNamespace(f *File, s *cut.Statement) bool {
	return p.Helpers.Export >= 0 && s.Region >= 0 && s.Form == cut.FormPlain && len(s.Refs) > 1 && f.SymbolAt(s, 0) == p.Helpers.Export
}

// After is the text of a file that follows a reference.
func (f *File) After(r cut.Ref) []byte { return f.Source[int(r.Pos)+len(f.Names[r.Name]):] }

// ID returns the index of a name; None where the file does not hold it.
func (f *File) ID(name string) int32 { return int32(slices.Index(f.Names, name)) }

// WithoutNumber is a name without the number that the linker may have added.
func WithoutNumber(name string) string { return strings.TrimRight(name, "0123456789") }
