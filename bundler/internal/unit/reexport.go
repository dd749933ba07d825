package unit

import (
	"github.com/paintbox-build/paintbox/bundler/internal/program"
	"github.com/paintbox-build/paintbox/chunker"
)

// What export * from a CommonJS module exports is known only when that module
// runs. The linker then keeps the exports of the importing module in an object,
// to which a statement __reExport(m_exports, …) adds them.

// findReExports finds these statements.
func (d *describer) findReExports() []reExport {
	var found []reExport
	helper := d.p.Helpers.ReExport
	if helper < 0 {
		return nil
	}
	for i := range d.p.Files {
		f := &d.p.Files[i]
		for si := range f.Statements {
			s := &f.Statements[si]
			for k := 1; k < len(s.Refs); k++ {
				object := f.Symbols[s.Refs[k].Name]
				if f.Symbols[s.Refs[k-1].Name] == helper && object >= 0 && d.groups.Of[i][si] >= 0 && s.Region >= 0 {
					found = append(found, reExport{d.p.ModuleOf(f, s), object, d.groups.Of[i][si]})
				}
			}
		}
	}
	return found
}

// useReExports makes all that uses an object use the statements that fill it.
func (d *describer) useReExports() {
	for _, x := range d.reExports {
		if home := d.symbols[x.object].unit; home != x.unit {
			u := &d.Graph.Units[home]
			u.Uses = mergeUses(append(u.Uses, chunker.Use{Unit: int(x.unit), Lazy: true}))
		}
	}
}

// exportObject finds the object with a module's exports, where they are known
// only when it runs; it is -1 for other modules.
func (d *describer) exportObject(module int) int32 {
	for _, x := range d.reExports {
		if x.module == module {
			return x.object
		}
	}
	return program.None
}
