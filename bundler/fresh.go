package bundler

import (
	"regexp"

	"github.com/paintbox-build/paintbox/bundler/internal/cut"
	"github.com/paintbox-build/paintbox/chunker"
)

// Statements such as Button.displayName = "Button" change nothing but what the
// statement before has made. They become part of its unit, and the unit as a
// whole has no effect, so that it is left out where Button is not used, and
// need not keep its place among effects.

// joinLocal makes statements that give a property to something new part of the
// unit that makes it. All others of that form have an effect.
func (p *Program) joinLocal(f *source, join func(a, b int32)) {
	makes := map[int32]int32{} // symbol → the statement that makes something new of it
	for i := range f.Statements {
		s := &f.Statements[i]
		for _, r := range s.Refs {
			if sym := f.symbols[r.Name]; sym >= 0 && r.Flags&cut.RefDeclared != 0 {
				delete(makes, sym)
			}
		}
		if len(s.Refs) > 0 && s.Refs[0].Flags&cut.RefDeclared != 0 && f.symbols[s.Refs[0].Name] >= 0 && !s.Effect && p.fresh(f, s) {
			makes[f.symbols[s.Refs[0].Name]] = int32(i)
		}
		if !s.Local {
			continue
		}
		sym := f.symbols[s.Refs[0].Name]
		maker, ok := makes[sym]
		if !ok || p.symbols[sym].assigned || f.Statements[maker].Region != s.Region || f.effectBetween(int(maker), i) {
			s.Effect = true
			continue
		}
		join(int32(i), maker)
	}
}

// effectBetween tells whether anything between two statements has an effect.
func (f *source) effectBetween(from, to int) bool {
	for i := from + 1; i < to; i++ {
		if f.Statements[i].Effect {
			return true
		}
	}
	return false
}

// fresh tells whether what a declaration makes is a new function, a new class
// without accessors that inherits nothing, or what a function of React's makes,
// so that nobody notices a new property of it.
func (p *Program) fresh(f *source, s *cut.Statement) bool {
	text := f.Source[s.Start:s.End]
	switch {
	case s.Form == cut.FormFunction:
		return true
	case classValue.Match(text) && accessor.Match(text):
		return false
	case freshValue.Match(text):
		return true
	}
	return len(s.Calls) > 0 && freshCall.Match(text) && p.isReact(f.symbols[s.Calls[0].Name])
}

var (
	freshValue = regexp.MustCompile(`^\s*(?:(?:var|let|const) )?[\w$]+ = (?:async )?(?:function\b|class(?: [\w$]+)? \{|\([\w$, ]*\) =>|[\w$]+ =>)|^class [\w$]+ \{`)
	classValue = regexp.MustCompile(`^\s*(?:(?:var|let|const) )?(?:[\w$]+ = )?class\b`)
	accessor   = regexp.MustCompile(`\b[gs]et [\w$#"'\[]`)
	freshCall  = regexp.MustCompile(`^\s*(?:(?:var|let|const) )?[\w$]+ = (?:/\* @__PURE__ \*/ )?(?:\(0, )?[\w$]+\.(?:memo|forwardRef|createContext|lazy)\)?\(`)
)

// judgeCalls finds out whether the calls that the scanner took for those of
// React's functions are. Others have an effect, unless their author says that
// they have none.
func (p *Program) judgeCalls(g *chunker.Unit, f *source, s *cut.Statement) {
	for _, c := range s.Calls {
		if !p.isReact(f.symbols[c.Name]) {
			g.Effect = g.Effect || !c.Pure
			g.Calls = true
		}
	}
}

// isReact tells whether a symbol stands for the exports of React.
func (p *Program) isReact(sym int32) bool {
	if sym < 0 || p.symbols[sym].statement < 0 || p.symbols[sym].assigned {
		return false
	}
	f := &p.files[p.symbols[sym].file]
	for _, r := range f.Statements[p.symbols[sym].statement].Refs {
		if target := f.symbols[r.Name]; target >= 0 && p.symbols[target].wraps >= 0 {
			return p.Graph.Modules[p.symbols[target].wraps].Package == "react"
		}
	}
	return false
}

// isPrimitive tells whether a symbol always stands for a number, a string or
// another primitive value, of which an operator can make nothing unexpected.
func (p *Program) isPrimitive(sym int32) bool {
	if sym < 0 || p.symbols[sym].statement < 0 || p.symbols[sym].assigned {
		return false
	}
	f := &p.files[p.symbols[sym].file]
	s := &f.Statements[p.symbols[sym].statement]
	return s.Form == cut.FormPlain && primitiveValue.Match(f.Source[s.Start:s.End])
}

var primitiveValue = regexp.MustCompile(`^\s*(?:(?:var|let|const) )?[\w$]+ = (?:-?[\d.][\w.]*|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|!0|!1|null|void 0)$`)
