package unit

import (
	"strconv"
)

// uniqueNames gives every symbol a name that no other output uses for anything
// else. An output of the linker has no local name that equals one of its
// top-level names; afterwards that holds for the whole program, so that code
// of different outputs can stand in one file.
func (d *describer) uniqueNames() {
	holders := map[string]int32{} // name → the only symbol it stands for, or -1
	for i := range d.p.Files {
		f := &d.p.Files[i]
		for n, name := range f.Names {
			sym := f.Symbols[n]
			if other, ok := holders[name]; ok && other != sym {
				sym = -1
			}
			holders[name] = sym
		}
	}
	kept := d.evalNames()
	last := map[string]int{} // by name: the highest number that has been added to it
	d.Names = make([]string, len(d.p.Symbols))
	for i := range d.p.Symbols {
		base := d.p.Symbols[i].Name
		d.Names[i] = base
		if holder, ok := holders[base]; ok && holder == int32(i) || kept[int32(i)] {
			continue
		}
		for n := last[base] + 1; ; n++ {
			name := base + "$" + strconv.Itoa(n)
			if _, taken := holders[name]; !taken {
				d.Names[i] = name
				holders[name] = int32(i)
				last[base] = n
				break
			}
		}
	}
}
