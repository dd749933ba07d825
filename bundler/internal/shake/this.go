package shake

import (
	"github.com/paintbox-build/paintbox/bundler/internal/cut"
	"github.com/paintbox-build/paintbox/bundler/internal/program"
)

// seesThis tells whether the statement that declares a symbol may read this.
func seesThis(p *program.Program, sym int32) bool {
	if sym < 0 || p.Symbols[sym].Statement < 0 {
		return true
	}
	f := &p.Files[p.Symbols[sym].File]
	s := &f.Statements[p.Symbols[sym].Statement]
	m := p.ModuleOf(f, s)
	switch {
	case s.Form == cut.FormFunction || !p.Modules[m].Lazy:
		return s.This
	case p.Modules[m].Wrapper >= 0: // the module is in a function, which gives the variable its value
		wrapper := p.Symbols[p.Modules[m].Wrapper]
		f = &p.Files[wrapper.File]
		s = &f.Statements[wrapper.Statement]
	}
	return s.AnyThis
}
