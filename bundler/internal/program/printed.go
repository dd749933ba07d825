package program

import (
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/bundler/internal/cut"
)

// What the linker prints in a form of its own.

// Repeats tells whether a statement declares a variable as another name for one,
// as in var x_default = y, by which the linker exports a value by default.
func (f *File) Repeats(s *cut.Statement) (name, target int32, ok bool) {
	if s.Value != cut.ValueName || s.Form != cut.FormPlain || len(s.Refs) != 2 || s.Refs[0].Flags != cut.RefDeclared || s.Refs[1].Flags != 0 {
		return 0, 0, false
	}
	name, target = f.SymbolAt(s, 0), f.SymbolAt(s, 1)
	return name, target, name >= 0 && target >= 0
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

// ID returns the index of a name; None where the file does not hold it.
func (f *File) ID(name string) int32 { return int32(slices.Index(f.Names, name)) }

// WithoutNumber is a name without the number that the linker may have added.
func WithoutNumber(name string) string { return strings.TrimRight(name, "0123456789") }
