package bundler

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/bundler/internal/cut"
	"github.com/paintbox-build/paintbox/chunker"
)

// What the linker leaves out. Two defects of esbuild are mended here, in its
// output:
//
//   - The value of an exported constant is put wherever the constant is used,
//     so that outputs do not import it; but the getters of a namespace object
//     still name it.
//   - A module that is wrapped since it is also required is not run for the
//     sake of an importer that reaches it by way of export * from a module
//     without side effects.

// bindGetters binds the names in getters of namespace objects that an output
// neither declares nor imports. Such a name may be that of another variable of
// the output, and the variable that it means may have got another name in its
// own output; so the sources are asked, wherever there is such a variable.
func (p *Program) bindGetters() {
	helper := p.helper("__export")
	if helper < 0 {
		return
	}
	var declared declarations
	loaders, _ := p.options.loaders()
	sources := exporter{p: p, loaders: loaders, read: map[int]sourceExports{}}
	for i := range p.files {
		f := &p.files[i]
		var known map[int32]bool
		for si := range f.Statements {
			s := &f.Statements[si]
			if len(s.Refs) < 2 || s.Region < 0 || f.symbols[s.Refs[0].Name] != helper {
				continue
			}
			if known == nil {
				known = f.knownSymbols()
			}
			if declared == nil {
				declared = p.declarations()
			}
			for k := 2; k < len(s.Refs); k++ {
				r := s.Refs[k]
				if !declared.elsewhere(f.Names[r.Name], known) {
					continue
				}
				home, local, ok := sources.resolve(exported{p.moduleOf(f, s), f.getterKey(r)})
				if !ok || f.Names[r.Name] != local || declared.has(home, local, f.symbols[r.Name]) {
					continue // the linker does not rename what it leaves out
				}
				if sym := declared.find(home, local); sym >= 0 && !known[sym] {
					f.rebind(s, k, sym)
				}
			}
		}
	}
}

// knownSymbols is the set of symbols that have a name in an output.
func (f *source) knownSymbols() map[int32]bool {
	known := make(map[int32]bool, len(f.symbols))
	for _, sym := range f.symbols {
		known[sym] = true
	}
	return known
}

// rebind makes one reference of a statement stand for another symbol.
func (f *source) rebind(s *cut.Statement, ref int, sym int32) {
	f.Names = append(f.Names, f.Names[s.Refs[ref].Name])
	s.Refs[ref].Name = int32(len(f.Names) - 1)
	f.symbols = append(f.symbols, sym)
}

// getterKey is the name that a getter exports.
func (f *source) getterKey(r cut.Ref) string {
	text, _ := bytes.CutSuffix(f.Source[:r.Pos], []byte(": () => "))
	text = text[bytes.LastIndexByte(text, '\n')+1:]
	return unquote(strings.TrimSpace(string(text)))
}

// declarations are the symbols that modules declare, by their names without the
// number that the linker may have added.
type declarations map[string][]declaration

type declaration struct {
	module int
	symbol int32
	name   string
}

func (p *Program) declarations() declarations {
	d := declarations{}
	for i := range p.files {
		f := &p.files[i]
		for si := range f.Statements {
			s := &f.Statements[si]
			for _, r := range s.Refs {
				if r.Flags&cut.RefDeclared != 0 && s.Region >= 0 {
					name := f.Names[r.Name]
					d[withoutNumber(name)] = append(d[withoutNumber(name)], declaration{p.moduleOf(f, s), f.symbols[r.Name], name})
				}
			}
		}
	}
	return d
}

func withoutNumber(name string) string { return strings.TrimRight(name, "0123456789") }

// elsewhere tells whether a name may mean a symbol that is not known.
func (d declarations) elsewhere(name string, known map[int32]bool) bool {
	return slices.ContainsFunc(d[withoutNumber(name)], func(x declaration) bool { return numbered(x.name, name) && !known[x.symbol] })
}

// has tells whether a symbol may be the variable of a module that has a name in
// the source.
func (d declarations) has(module int, name string, symbol int32) bool {
	return slices.ContainsFunc(d[withoutNumber(name)], func(x declaration) bool {
		return x.module == module && x.symbol == symbol && numbered(x.name, name)
	})
}

// find finds a variable of a module by its name in the source; -1 if there is
// none.
func (d declarations) find(module int, name string) int32 {
	found := int32(-1)
	for _, x := range d[withoutNumber(name)] {
		if x.module == module && (x.name == name || found < 0 && numbered(x.name, name)) {
			found = x.symbol
		}
	}
	return found
}

// numbered tells whether a name is another one to which a number may have been
// added.
func numbered(name, original string) bool {
	number, ok := strings.CutPrefix(name, original)
	return ok && strings.Trim(number, "0123456789") == ""
}

// addRuns makes a statement for each module that imports a wrapped module
// which the linker does not run for it. Only what uses the wrapped module
// through that import will need the statement.
func (p *Program) addRuns() {
	p.added = -1
	if !slices.ContainsFunc(p.esm, func(sym int32) bool { return sym >= 0 }) {
		return
	}
	run := p.wrappedRuns()
	var text strings.Builder
	var symbols []int32
	for m := range p.Graph.Modules {
		if p.esm[m] >= 0 {
			continue
		}
		var added []int
		for _, imp := range p.Graph.Modules[m].Imports {
			if sym := p.esm[imp.Module]; sym >= 0 && imp.Kind == chunker.ImportStatic && !run[[2]int{m, imp.Module}] && !slices.Contains(added, imp.Module) {
				if len(added) == 0 {
					fmt.Fprintf(&text, "// %s\n", p.paths[m])
				}
				added = append(added, imp.Module)
				fmt.Fprintf(&text, "run%d();\n", len(symbols))
				symbols = append(symbols, sym)
			}
		}
	}
	f := source{name: "paintbox-runs.js", module: -1, File: cut.Scan([]byte(text.String()), func(header string) bool {
		_, ok := p.modules[header]
		return ok
	})}
	f.unitOf = slices.Repeat([]int32{-1}, len(f.Statements))
	f.symbols = symbols // each statement has one name
	p.added = len(p.files)
	p.files = append(p.files, f)
}

// wrappedRuns finds the pairs of a module and a wrapped ES module that it runs.
func (p *Program) wrappedRuns() map[[2]int]bool {
	run := map[[2]int]bool{}
	for i := range p.files {
		f := &p.files[i]
		for si := range f.Statements {
			s := &f.Statements[si]
			for _, r := range s.Refs {
				sym := f.symbols[r.Name]
				if sym < 0 || r.Flags != 0 || s.Region < 0 {
					continue
				}
				if m := p.symbols[sym].wraps; m >= 0 && p.esm[m] == sym {
					run[[2]int{p.moduleOf(f, s), m}] = true
				}
			}
		}
	}
	return run
}
