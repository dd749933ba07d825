package mend

import (
	"slices"

	"github.com/paintbox-build/paintbox/bundler/internal/link"
	"github.com/paintbox-build/paintbox/bundler/internal/program"
)

// Runs finds the modules that import a wrapped module which the linker does not
// run for them, in the order of the modules. Only what uses the wrapped module
// through that import will need the run. It is nil where no ES module is wrapped.
func Runs(p *program.Program) []program.Run {
	if !slices.ContainsFunc(p.Modules, func(m program.Module) bool { return m.Wrapper >= 0 }) {
		return nil
	}
	runs := []program.Run{}
	done := wrappedRuns(p)
	for m := range p.Modules {
		if p.Modules[m].Wrapper >= 0 {
			continue
		}
		for _, imp := range p.Modules[m].Imports {
			pair := [2]int{m, imp.Module}
			if wrapper := p.Modules[imp.Module].Wrapper; wrapper >= 0 && imp.Way == link.WayStatement && !done[pair] {
				done[pair] = true
				runs = append(runs, program.Run{Module: m, Wrapper: wrapper})
			}
		}
	}
	return runs
}

// wrappedRuns finds the pairs of a module and a wrapped ES module that it runs.
func wrappedRuns(p *program.Program) map[[2]int]bool {
	run := map[[2]int]bool{}
	for i := range p.Files {
		f := &p.Files[i]
		for si := range f.Statements {
			s := &f.Statements[si]
			for _, r := range s.Refs {
				sym := f.Symbols[r.Name]
				if sym < 0 || r.Flags != 0 || s.Region < 0 {
					continue
				}
				if m := p.Symbols[sym].Wraps; m >= 0 && p.Modules[m].Wrapper == sym {
					run[[2]int{p.ModuleOf(f, s), m}] = true
				}
			}
		}
	}
	return run
}
