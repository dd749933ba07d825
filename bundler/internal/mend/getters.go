// Package mend finds what the linker gets wrong, or does otherwise than people may
// expect.
//
//   - The value of an exported constant is put wherever the constant is used,
//     so that outputs do not import it; but the getters of a namespace object
//     still name it (Getters).
//   - In a circle of imports, modules may use the variable with what a CommonJS
//     module exports of a module that has not run yet (Interop).
//   - A module that is wrapped since it is also required is not run for the
//     sake of an importer that reaches it by way of export * from a module
//     without side effects (Runs).
//   - A module does not wait for what it takes by export * alone, where that is wrapped
//     and awaits at the top level (Waits).
//   - What a module that works as in Node.js gets by the default import of CommonJS
//     is the object, not its default export: where "interop" asks for the other,
//     the imports are found (NodeImports), and where it does not, who uses the one
//     as if it were the other (Defaults).
//   - A module may use a name that only Node.js has (NodeNames).
//
// Each is a function of the model:
//
//   - Takes: the model as the linker printed it; Getters also asks what the sources
//     export, and runs first.
//   - Gives: what references stand for instead (Getters, Interop), what has to run
//     besides (Runs) and has to have ended (Waits), what is to be printed in another way (NodeImports), and what
//     people are warned of (Defaults, NodeNames).
//   - Changes: nothing; the face applies what the passes return.
package mend

import (
	"slices"

	"github.com/paintbox-build/paintbox/bundler/internal/cut"
	"github.com/paintbox-build/paintbox/bundler/internal/link"
	"github.com/paintbox-build/paintbox/bundler/internal/program"
)

// Exports tells the module and the variable that stand behind a name that a
// module exports, as the sources have them.
type Exports interface {
	Resolve(x link.Exported) (home int, variable string, ok bool)
}

// Getters binds the names in getters of namespace objects that a file neither
// declares nor imports. Such a name may be that of another variable of the
// file, and the variable that it means may have got another name in its own
// file; so the sources are asked, wherever there is such a variable.
func Getters(p *program.Program, exports Exports) []program.Rebinding {
	var found []program.Rebinding
	var declared declarations
	for i := range p.Files {
		f := &p.Files[i]
		var known map[int32]bool
		for si := range f.Statements {
			s := &f.Statements[si]
			if !p.MakesNamespace(f, s) {
				continue
			}
			if known == nil {
				known = knownSymbols(f)
			}
			if declared == nil {
				declared = findDeclarations(p)
			}
			for k := 2; k < len(s.Refs); k++ {
				name := f.Names[s.Refs[k].Name]
				getter, ok := s.Getter(s.Refs[k])
				if !ok || !getter.Whole || !declared.elsewhere(name, known) {
					continue
				}
				home, local, ok := exports.Resolve(link.Exported{Module: p.ModuleOf(f, s), Name: getter.Key})
				if !ok || name != local || declared.has(home, local, f.SymbolAt(s, k)) {
					continue // the linker does not rename what it leaves out
				}
				if sym := declared.find(home, local); sym >= 0 && !known[sym] {
					found = append(found, program.Rebinding{File: i, Statement: si, Ref: k, Symbol: sym})
				}
			}
		}
	}
	return found
}

// knownSymbols is the set of symbols that have a name in a file.
func knownSymbols(f *program.File) map[int32]bool {
	known := make(map[int32]bool, len(f.Symbols))
	for _, sym := range f.Symbols {
		known[sym] = true
	}
	return known
}

// declarations are the symbols that modules declare, by each name in the source that
// may have become theirs: the linker may have added a number.
type declarations map[string][]declaration

type declaration struct {
	module int
	symbol int32
	name   string
}

func findDeclarations(p *program.Program) declarations {
	d := declarations{}
	for i := range p.Files {
		f := &p.Files[i]
		for si := range f.Statements {
			s := &f.Statements[si]
			for _, r := range s.Refs {
				if r.Flags&cut.RefDeclared != 0 && s.Region >= 0 {
					d.add(declaration{p.ModuleOf(f, s), f.Symbols[r.Name], f.Names[r.Name]})
				}
			}
		}
	}
	return d
}

func (d declarations) add(x declaration) {
	for n := len(x.name); n >= len(program.WithoutNumber(x.name)); n-- {
		d[x.name[:n]] = append(d[x.name[:n]], x)
	}
}

// elsewhere tells whether a name may mean a symbol that is not known.
func (d declarations) elsewhere(name string, known map[int32]bool) bool {
	return slices.ContainsFunc(d[name], func(x declaration) bool { return !known[x.symbol] })
}

// has tells whether a symbol may be the variable of a module that has a name in
// the source.
func (d declarations) has(module int, name string, symbol int32) bool {
	return slices.ContainsFunc(d[name], func(x declaration) bool { return x.module == module && x.symbol == symbol })
}

// find finds a variable of a module by its name in the source; -1 if there is
// none.
func (d declarations) find(module int, name string) int32 {
	found := int32(-1)
	for _, x := range d[name] {
		if x.module == module && (x.name == name || found < 0) {
			found = x.symbol
		}
	}
	return found
}
