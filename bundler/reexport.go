package bundler

import "github.com/paintbox-build/paintbox/chunker"

// What export * from a CommonJS module exports is known only when that module
// runs. The linker then keeps the exports of the importing module in an object,
// to which a statement __reExport(m_exports, …) adds them.

// reExport is such a statement.
type reExport struct {
	module int
	object int32 // the symbol of the object
	unit   int32
}

// findReExports finds these statements.
func (p *Program) findReExports() []reExport {
	var found []reExport
	helper := p.helper("__reExport")
	if helper < 0 {
		return nil
	}
	for i := range p.files {
		f := &p.files[i]
		for si := range f.Statements {
			s := &f.Statements[si]
			for k := 1; k < len(s.Refs); k++ {
				object := f.symbols[s.Refs[k].Name]
				if f.symbols[s.Refs[k-1].Name] == helper && object >= 0 && f.unitOf[si] >= 0 && s.Region >= 0 {
					found = append(found, reExport{p.moduleOf(f, s), object, f.unitOf[si]})
				}
			}
		}
	}
	return found
}

// useReExports makes all that uses an object use the statements that fill it.
func (p *Program) useReExports() {
	for _, x := range p.reExports {
		if home := p.symbols[x.object].unit; home != x.unit {
			u := &p.Graph.Units[home]
			u.Uses = mergeUses(append(u.Uses, chunker.Use{Unit: int(x.unit), Lazy: true}))
		}
	}
}

// exportObject finds the object with a module's exports, where they are known
// only when it runs; it is -1 for other modules.
func (p *Program) exportObject(module int) int32 {
	for _, x := range p.reExports {
		if x.module == module {
			return x.object
		}
	}
	return -1
}
