package mend

import (
	"cmp"
	"slices"

	"github.com/paintbox-build/paintbox/bundler/internal/cut"
	"github.com/paintbox-build/paintbox/bundler/internal/program"
)

// What a module that Node.js takes for an ES module gets by the default import of
// a CommonJS module is all that this exports, even where that was an ES module
// once and says so by __esModule. Other bundlers give it the default export.

// NodeImports finds the places where the linker says that an import works as in
// Node.js.
func NodeImports(p *program.Program) []program.Rewording {
	var found []program.Rewording
	for i := range p.Files {
		f := &p.Files[i]
		for si := range f.Statements {
			for _, r := range f.Statements[si].Refs {
				if sym := f.Symbols[r.Name]; r.Next&cut.NextNode != 0 && sym >= 0 && p.Symbols[sym].Wraps >= 0 {
					end := int(r.Pos) + len(f.Names[r.Name]) + len("()")
					found = append(found, program.Rewording{File: i, Statement: si, Edit: program.Edit{Start: end, End: end + len(", 1")}})
				}
			}
		}
	}
	return found
}

// DefaultUse is a default import of a CommonJS module that is used as if it were
// the module's default export.
type DefaultUse struct{ Importer, Module int }

// Defaults finds the modules that call, construct, extend or render what they
// import by default of a CommonJS module which says that it was an ES module and
// has a default export, where they get the object that holds it; or hand that on,
// unless they read properties of it as well, and so know what it is.
func Defaults(p *program.Program) []DefaultUse {
	x := findInterops(p)
	if len(x.uses) == 0 {
		return nil
	}
	modules := commonJSModules(p)
	var found []DefaultUse
	handed, known := map[DefaultUse]bool{}, map[DefaultUse]bool{}
	for i := range p.Files {
		f := &p.Files[i]
		for si := range f.Statements {
			for _, r := range f.Statements[si].Refs {
				u, ok := x.uses[f.Symbols[r.Name]]
				use := DefaultUse{u.module, u.of.module}
				if !ok || !u.of.node || r.Length == 0 || !wasModule(modules, use.Module, 0) {
					continue
				}
				first, rest, _ := f.Chain(r).First()
				_, _, deeper := rest.First()
				known[use] = known[use] || first.Name == "default" && deeper
				handed[use] = handed[use] || r.Next&cut.NextHanded != 0
				if r.Next&cut.NextApplied != 0 && !slices.Contains(found, use) {
					found = append(found, use)
				}
			}
		}
	}
	for use := range handed {
		if handed[use] && !known[use] && !slices.Contains(found, use) {
			found = append(found, use)
		}
	}
	slices.SortFunc(found, func(a, b DefaultUse) int { return cmp.Or(a.Importer-b.Importer, a.Module-b.Module) })
	return found
}

// commonJS is what a CommonJS module does with its exports.
type commonJS struct {
	cut.Exports
	requires []int
}

func commonJSModules(p *program.Program) map[int]commonJS {
	modules := map[int]commonJS{}
	for i := range p.Files {
		f := &p.Files[i]
		for si := range f.Statements {
			s := &f.Statements[si]
			if s.Rare == nil || s.Rare.Path.End == 0 || s.Region < 0 {
				continue
			}
			m := commonJS{Exports: s.Rare.Exports}
			for _, r := range s.Refs {
				if sym := f.Symbols[r.Name]; sym >= 0 && r.Flags&cut.RefDeclared == 0 && p.Symbols[sym].Wraps >= 0 {
					m.requires = append(m.requires, p.Symbols[sym].Wraps)
				}
			}
			modules[p.ModuleOf(f, s)] = m
		}
	}
	return modules
}

// maxPasses is how many modules may pass on what another one exports. Packages
// have two: for production, and for the format.
const maxPasses = 4

// wasModule tells whether a CommonJS module, or one whose exports are its own, says
// that it was an ES module with a default export.
func wasModule(modules map[int]commonJS, module, depth int) bool {
	m := modules[module]
	switch {
	case m.Whole || depth > maxPasses:
		return false
	case m.Passes:
		return slices.ContainsFunc(m.requires, func(to int) bool { return wasModule(modules, to, depth+1) })
	}
	return m.ESModule && m.Default
}
