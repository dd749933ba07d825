package bundler

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
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
// neither declares nor imports. Where the output has another variable of that
// name, it got the name in place of its own, so the source of its module does
// not know the exported name.
func (p *Program) bindGetters() {
	helper := p.helper("__export")
	if helper < 0 {
		return
	}
	for i := range p.files {
		f := &p.files[i]
		for si := range f.Statements {
			s := &f.Statements[si]
			if len(s.Refs) < 2 || s.Region < 0 || f.symbols[s.Refs[0].Name] != helper {
				continue
			}
			used := map[int32]bool{}
			for k, r := range s.Refs[2:] {
				sym := f.symbols[r.Name]
				if sym >= 0 && !(used[r.Name] || usedLater(s.Refs[3+k:], r.Name)) {
					continue
				}
				used[r.Name] = true
				if sym < 0 || p.usurps(f, p.moduleOf(f, s), sym, f.getterKey(r)) {
					p.rebind(f, s, k+2, p.declaredBehind(p.moduleOf(f, s), f.Names[r.Name], sym))
				}
			}
		}
	}
}

func usedLater(refs []cut.Ref, name int32) bool {
	return slices.ContainsFunc(refs, func(r cut.Ref) bool { return r.Name == name })
}

// getterKey is the name that a getter exports; "" where it is no identifier.
func (f *source) getterKey(r cut.Ref) string {
	text, ok := bytes.CutSuffix(f.Source[:r.Pos], []byte(": () => "))
	if !ok {
		return ""
	}
	return string(text[bytes.LastIndexAny(text, "\n {,\"")+1:])
}

// usurps tells whether a symbol is not what a module exports by a name: neither
// the source of the module nor that of the symbol's contains the name.
func (p *Program) usurps(f *source, module int, sym int32, key string) bool {
	if key == "" || p.contains(module, key) {
		return false
	}
	for si := range f.Statements {
		s := &f.Statements[si]
		for _, r := range s.Refs {
			if r.Flags&cut.RefDeclared != 0 && f.symbols[r.Name] == sym && s.Region >= 0 {
				return !p.contains(p.moduleOf(f, s), key)
			}
		}
	}
	return false
}

// contains tells whether a text is in the source of a module.
func (p *Program) contains(module int, text string) bool {
	source, err := os.ReadFile(filepath.Join(p.options.Dir, filepath.FromSlash(p.Graph.Modules[module].Path)))
	return err != nil || bytes.Contains(source, []byte(text))
}

// rebind makes one reference of a statement stand for another symbol.
func (p *Program) rebind(f *source, s *cut.Statement, ref int, sym int32) {
	if sym < 0 {
		return
	}
	s.Refs[ref].Name = int32(len(f.Names))
	f.Names = append(f.Names, p.symbols[sym].name)
	f.symbols = append(f.symbols, sym)
}

// declaredBehind finds the symbol of a name, other than a given one, in the
// nearest module that declares it, among those that a module imports; -1 if
// there is none.
func (p *Program) declaredBehind(module int, name string, other int32) int32 {
	seen := map[int]bool{module: true}
	for queue := []int{module}; len(queue) > 0; queue = queue[1:] {
		if sym := p.declaredIn(queue[0], name); sym >= 0 && sym != other {
			return sym
		}
		for _, imp := range p.Graph.Modules[queue[0]].Imports {
			if imp.Kind == chunker.ImportStatic && !seen[imp.Module] {
				seen[imp.Module] = true
				queue = append(queue, imp.Module)
			}
		}
	}
	return -1
}

func (p *Program) declaredIn(module int, name string) int32 {
	for i := range p.files {
		f := &p.files[i]
		for si := range f.Statements {
			s := &f.Statements[si]
			if s.Region < 0 || p.moduleOf(f, s) != module {
				continue
			}
			for _, r := range s.Refs {
				if r.Flags&cut.RefDeclared != 0 && f.Names[r.Name] == name {
					return f.symbols[r.Name]
				}
			}
		}
	}
	return -1
}

// addRuns makes a statement for each module that imports a wrapped module
// which the linker does not run for it. Only what uses the wrapped module
// through that import will need the statement.
func (p *Program) addRuns() {
	wrappers, run := p.wrapperFunctions()
	if len(wrappers) == 0 {
		return
	}
	var text strings.Builder
	var symbols []int32
	names := map[int]string{}
	for name, m := range p.modules {
		names[m] = name
	}
	for m := range p.Graph.Modules {
		if _, ok := wrappers[m]; ok {
			continue
		}
		var added []int
		for _, imp := range p.Graph.Modules[m].Imports {
			if sym, ok := wrappers[imp.Module]; ok && imp.Kind == chunker.ImportStatic && !run[[2]int{m, imp.Module}] && !slices.Contains(added, imp.Module) {
				if len(added) == 0 {
					fmt.Fprintf(&text, "// %s\n", names[m])
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
	p.files = append(p.files, f)
}

// wrapperFunctions finds the symbols of the functions that run wrapped ES
// modules, and the pairs of a module and a wrapped one that it runs.
func (p *Program) wrapperFunctions() (wrappers map[int]int32, run map[[2]int]bool) {
	esm := p.helper("__esm")
	if esm < 0 {
		return nil, nil
	}
	wrappers, run = map[int]int32{}, map[[2]int]bool{}
	wraps := map[int32]int{}
	for i := range p.files {
		f := &p.files[i]
		for si := range f.Statements {
			s := &f.Statements[si]
			if len(s.Refs) > 1 && s.Region >= 0 && s.Refs[0].Flags&cut.RefDeclared != 0 && f.symbols[s.Refs[1].Name] == esm {
				wrappers[p.moduleOf(f, s)] = f.symbols[s.Refs[0].Name]
				wraps[f.symbols[s.Refs[0].Name]] = p.moduleOf(f, s)
			}
		}
	}
	for i := range p.files {
		f := &p.files[i]
		for si := range f.Statements {
			s := &f.Statements[si]
			for _, r := range s.Refs {
				if m, ok := wraps[f.symbols[r.Name]]; ok && f.symbols[r.Name] >= 0 && r.Flags == 0 && s.Region >= 0 {
					run[[2]int{p.moduleOf(f, s), m}] = true
				}
			}
		}
	}
	return wrappers, run
}
