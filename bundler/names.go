package bundler

import (
	"maps"
	"slices"
	"strconv"
)

// uniqueNames gives every symbol a name that no other output uses for anything
// else. An output of the linker has no local name that equals one of its
// top-level names; afterwards that holds for the whole program, so that code
// of different outputs can stand in one file.
func (p *Program) uniqueNames() {
	holders := map[string]int32{} // name → the only symbol it stands for, or -1
	for i := range p.files {
		f := &p.files[i]
		for n, name := range f.Names {
			sym := f.symbols[n]
			if other, ok := holders[name]; ok && other != sym {
				sym = -1
			}
			holders[name] = sym
		}
	}
	kept := p.evalNames()
	last := map[string]int{} // by name: the highest number that has been added to it
	for i := range p.symbols {
		s := &p.symbols[i]
		if holder, ok := holders[s.name]; ok && holder == int32(i) || kept[int32(i)] {
			continue
		}
		base := s.name
		for n := last[base] + 1; ; n++ {
			name := base + "$" + strconv.Itoa(n)
			if _, taken := holders[name]; !taken {
				s.name = name
				holders[name] = int32(i)
				last[base] = n
				break
			}
		}
	}
}

func sortedKeys[V any](m map[string]V) []string {
	return slices.Sorted(maps.Keys(m))
}
