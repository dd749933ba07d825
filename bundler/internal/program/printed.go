package program

import (
	"bytes"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/bundler/internal/cut"
	"github.com/paintbox-build/paintbox/bundler/internal/js"
)

// What the linker prints in a form of its own.

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
