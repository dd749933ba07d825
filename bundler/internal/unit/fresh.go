package unit

import (
	"slices"

	"github.com/paintbox-build/paintbox/bundler/internal/cut"
	"github.com/paintbox-build/paintbox/bundler/internal/program"
)

// Statements such as Button.displayName = "Button" change nothing but what the
// statement before has made. They become part of its unit, and the unit as a
// whole has no effect, so that it is left out where Button is not used, and
// need not keep its place among effects.

// joinLocal makes statements that give a property to something new part of the
// unit that makes it. All others of that form have an effect.
func (g *grouper) joinLocal(file int, join func(a, b int32)) {
	f, effects := &g.p.Files[file], g.effects[file]
	makes := map[int32]int32{} // symbol → the statement that makes something new of it
	for i := range f.Statements {
		s := &f.Statements[i]
		for _, r := range s.Refs {
			if sym := f.Symbols[r.Name]; sym >= 0 && r.Flags&cut.RefDeclared != 0 {
				delete(makes, sym)
			}
		}
		if len(s.Refs) > 0 && s.Refs[0].Flags&cut.RefDeclared != 0 && f.Symbols[s.Refs[0].Name] >= 0 && !effects[i] && g.fresh(f, s) {
			makes[f.Symbols[s.Refs[0].Name]] = int32(i)
		}
		if !s.Local {
			continue
		}
		sym := f.Symbols[s.Refs[0].Name]
		maker, ok := makes[sym]
		if !ok || g.symbols[sym].assigned || f.Statements[maker].Region != s.Region || slices.Contains(effects[maker+1:i], true) {
			effects[i] = true
			continue
		}
		join(int32(i), maker)
	}
}

// fresh tells whether what a declaration makes is a new function, a new class
// without accessors that inherits nothing, or what a function of React's makes,
// so that nobody notices a new property of it.
func (g *grouper) fresh(f *program.File, s *cut.Statement) bool {
	switch {
	case s.Form == cut.FormFunction, s.Value == cut.ValueFunction, s.Value == cut.ValueClass:
		return true
	}
	return s.Value == cut.ValueCall && len(s.Calls) > 0 && g.isReact(g.p, f.Symbols[s.Calls[0].Name])
}

// isReact tells whether a symbol stands for the exports of React.
func (g *Groups) isReact(p *program.Program, sym int32) bool {
	if sym < 0 || p.Symbols[sym].Statement < 0 || g.symbols[sym].assigned {
		return false
	}
	f := &p.Files[p.Symbols[sym].File]
	for _, r := range f.Statements[p.Symbols[sym].Statement].Refs {
		if target := f.Symbols[r.Name]; target >= 0 && p.Symbols[target].Wraps >= 0 {
			return p.Modules[p.Symbols[target].Wraps].Package == "react"
		}
	}
	return false
}

// isPrimitive tells whether a symbol always stands for a number, a string or
// another primitive value, of which an operator can make nothing unexpected.
func (g *Groups) isPrimitive(p *program.Program, sym int32) bool {
	if sym < 0 || p.Symbols[sym].Statement < 0 || g.symbols[sym].assigned {
		return false
	}
	f := &p.Files[p.Symbols[sym].File]
	s := &f.Statements[p.Symbols[sym].Statement]
	return s.Form == cut.FormPlain && s.Value == cut.ValuePrimitive
}
