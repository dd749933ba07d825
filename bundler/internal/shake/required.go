package shake

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/bundler/internal/cut"
	"github.com/paintbox-build/paintbox/bundler/internal/js"
	"github.com/paintbox-build/paintbox/bundler/internal/link"
	"github.com/paintbox-build/paintbox/bundler/internal/program"
)

// What require() gives of an ES module is a copy of its namespace, which the
// linker writes as
//
//	(init_module(), __toCommonJS(module_exports))
//
// with all that the module exports. Where every require() of it is taken apart
// on the spot, the program is linked again, and they get a module that exports
// no more than the names they want.

// Sources tells what the sources of modules export.
type Sources interface {
	// Trace lists the modules by which an exported name passes, from the one
	// that is asked to the one that declares the variable, with its name in each.
	Trace(x link.Exported) (chain []link.Exported, ok bool)
}

// requiredNames is what require() wants of a namespace object.
type requiredNames struct {
	module int
	names  map[string]bool // with whether each is called as a method, which sees the object as this
	all    bool
}

func (w *requiredNames) add(m cut.Member) { w.names[m.Name] = w.names[m.Name] || m.Called }

// Required finds what require() wants of ES modules, where that is less than all
// of any: the program is to be linked again with these requirements. Ok is false
// where there are none.
func Required(p *program.Program, sources Sources) (to link.Requirements, ok bool) {
	wanted := wantedOfRequire(p)
	if len(wanted) == 0 {
		return to, false
	}
	to = link.Requirements{Texts: map[string]string{}, Calls: map[link.RequireCall]string{}}
	objects := findNamespaces(p)
	for sym, w := range wanted {
		if object := objects[sym]; object != nil && !w.all && suffices(p, object, w.names) && p.Modules[w.module].File != "" {
			to.Texts[p.Modules[w.module].File] = exportsOnly(p, sources, w.module, w.names)
		}
	}
	for i := range p.Modules {
		for _, imp := range p.Modules[i].Imports {
			if file := p.Modules[imp.Module].File; imp.Way == link.WayRequire && to.Texts[file] != "" {
				to.Calls[link.RequireCall{Importer: p.Modules[i].File, Specifier: imp.Specifier}] = file
			}
		}
	}
	return to, len(to.Texts) > 0
}

// exportsOnly writes a module that exports some names of another. It passes over
// modules without side effects that only pass a name on.
func exportsOnly(p *program.Program, sources Sources, module int, names map[string]bool) string {
	var text strings.Builder
	own := p.Modules[module].File
	for _, name := range slices.Sorted(maps.Keys(names)) {
		x := link.Exported{Module: module, Name: name}
		if chain, ok := sources.Trace(x); ok {
			for len(chain) > 1 && !p.Modules[chain[0].Module].SideEffects && p.Modules[chain[1].Module].File != "" && js.IsIdentifier(chain[1].Name) {
				chain = chain[1:]
			}
			x = chain[0]
		}
		from, err := filepath.Rel(filepath.Dir(own), p.Modules[x.Module].File)
		if err != nil {
			x, from = link.Exported{Module: module, Name: name}, filepath.Base(own)
		}
		fmt.Fprintf(&text, "export { %s as %s } from %s;\n", x.Name, name, js.Quote("./"+filepath.ToSlash(from)))
	}
	return text.String()
}

// wantedOfRequire lists what require() wants of namespace objects, by symbol.
func wantedOfRequire(p *program.Program) map[int32]*requiredNames {
	copier := p.Helpers.ToCommonJS
	if copier < 0 {
		return nil
	}
	wanted := map[int32]*requiredNames{}
	held := map[int32]*requiredNames{} // by the symbol of a variable
	for i := range p.Files {
		f := &p.Files[i]
		for si := range f.Statements {
			s := &f.Statements[si]
			for k := 2; k < len(s.Refs); k++ {
				init, object := f.Symbols[s.Refs[k-2].Name], f.Symbols[s.Refs[k].Name]
				if f.Symbols[s.Refs[k-1].Name] != copier || init < 0 || p.Symbols[init].Wraps < 0 {
					continue
				}
				w := wanted[object]
				if w == nil {
					w = &requiredNames{module: p.Symbols[init].Wraps, names: map[string]bool{}}
					wanted[object] = w
				}
				q, ok := s.Require(s.Refs[k])
				if ok && q.Holder >= 0 && f.Symbols[q.Holder] >= 0 {
					held[f.Symbols[q.Holder]] = w
					continue
				}
				w.all = w.all || !ok || !q.Known
				for _, m := range q.Names {
					w.add(m)
				}
			}
		}
	}
	readHeld(p, held)
	return wanted
}

// readHeld notes what is read of variables of the top level.
func readHeld(p *program.Program, held map[int32]*requiredNames) {
	if len(held) == 0 {
		return
	}
	for i := range p.Files {
		f := &p.Files[i]
		for si := range f.Statements {
			s := &f.Statements[si]
			for _, r := range s.Refs {
				w := held[f.Symbols[r.Name]]
				if w == nil || r.Flags == cut.RefDeclared {
					continue
				}
				m, _, ok := f.Chain(r).First()
				w.all = w.all || !ok || r.Flags&^cut.RefLazy != 0
				w.add(m)
			}
			if s.Eval {
				for sym, w := range held {
					w.all = w.all || p.Symbols[sym].File == i
				}
			}
		}
	}
}

// suffices tells whether the names are some but not all of those that a
// namespace object has, and none of them shows the others.
func suffices(p *program.Program, n *namespace, names map[string]bool) bool {
	f := &p.Files[n.file]
	all := map[string]int32{}
	for _, r := range f.Statements[n.statement].Refs[2:] {
		getter, ok := f.Statements[n.statement].Getter(r)
		if !ok || !getter.Whole {
			return false
		}
		all[getter.Key] = f.Symbols[r.Name]
	}
	if _, ok := all["module.exports"]; ok || len(names) >= len(all) {
		return false
	}
	for name, called := range names {
		if sym, ok := all[name]; !ok || !js.IsIdentifier(name) || called && seesThis(p, sym) {
			return false
		}
	}
	return true
}
