package link

import (
	"fmt"

	"github.com/paintbox-build/paintbox/internal/css"
)

// addHeads gives the modules of style sheets what these say at their heads.
func (m *metafile) addHeads(modules []Module, heads map[string]css.Head) error {
	index := make(map[string]int, len(modules))
	for i := range modules {
		index[modules[i].Name] = i
	}
	for i := range modules {
		head, ok := heads[modules[i].Name]
		if !ok {
			continue
		}
		h := &Head{Head: head}
		for _, imp := range m.Inputs[modules[i].Name].Imports {
			if imp.Kind != WayRule {
				continue
			}
			if len(h.Imports) == len(head.Imports) {
				return fmt.Errorf("the linker finds more imports in the style sheet %s than it has", modules[i].Path)
			}
			s := SheetImport{Module: -1, URL: imp.Path, Condition: head.Imports[len(h.Imports)].Condition}
			if to, ok := index[imp.Path]; ok && !imp.External {
				s.Module, s.URL = to, ""
			}
			h.Imports = append(h.Imports, s)
		}
		if len(h.Imports) < len(head.Imports) {
			return fmt.Errorf("the linker finds fewer imports in the style sheet %s than it has", modules[i].Path)
		}
		modules[i].Head = h
	}
	return nil
}
