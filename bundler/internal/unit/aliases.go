package unit

import (
	"github.com/paintbox-build/paintbox/bundler/internal/cut"
	"github.com/paintbox-build/paintbox/bundler/internal/program"
)

// Aliases finds names that can stand for what they were declared as, by symbol. The linker
// writes export default x as var file_default = x. Where x never changes, both
// names have the same value whenever reading the export does not throw
// natively, so that every use of the one can be a use of the other, and a
// function that is exported by default stays what it was: there before anything
// is evaluated.
func Aliases(p *program.Program, g *Groups) map[int32]int32 {
	alias := map[int32]int32{}
	for i := range p.Files {
		f := &p.Files[i]
		declared := map[int32]int{} // symbol → its statement
		for si := range f.Statements {
			s := &f.Statements[si]
			if name, target, ok := g.aliasOf(f, s, declared); ok && len(g.Units[g.Of[i][si]].Statements) == 1 {
				alias[name] = target
			}
			for _, r := range s.Refs {
				if sym := f.Symbols[r.Name]; sym >= 0 && r.Flags&cut.RefDeclared != 0 {
					declared[sym] = si
				}
			}
		}
	}
	g.keepReadEarly(p, alias)
	return alias
}

// aliasOf tells whether a statement declares another name for a variable or
// function that its module declares before.
func (g *Groups) aliasOf(f *program.File, s *cut.Statement, declared map[int32]int) (name, target int32, ok bool) {
	name, target, ok = f.Repeats(s)
	if !ok || g.symbols[name].assigned || g.symbols[target].assigned {
		return 0, 0, false
	}
	si, ok := declared[target]
	return name, target, ok && f.Statements[si].Region == s.Region
}

// keepReadEarly takes those aliases out that the circle of the module that
// declares them uses, which is the module alone at least: there the name may be
// read before it has a value. What the linker exports by default has no name in
// its module.
func (g *Groups) keepReadEarly(p *program.Program, alias map[int32]int32) {
	if len(alias) == 0 {
		return
	}
	circles := p.Circles()
	home := map[int32]int{}
	for i := range p.Files {
		f := &p.Files[i]
		for si := range f.Statements {
			s := &f.Statements[si]
			for _, r := range s.Refs {
				sym := f.Symbols[r.Name]
				if _, ok := alias[sym]; ok && r.Flags&cut.RefDeclared != 0 {
					home[sym] = p.ModuleOf(f, s)
				}
			}
		}
	}
	for i := range p.Files {
		f := &p.Files[i]
		for si := range f.Statements {
			s := &f.Statements[si]
			if g.Of[i][si] < 0 {
				continue
			}
			m := p.ModuleOf(f, s)
			for _, r := range s.Refs {
				if h, ok := home[f.Symbols[r.Name]]; ok && circles[h] == circles[m] && r.Flags&cut.RefDeclared == 0 {
					delete(alias, f.Symbols[r.Name])
				}
			}
		}
	}
}
