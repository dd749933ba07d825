package styles

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler/internal/link"
	"github.com/paintbox-build/paintbox/bundler/internal/program"
)

// contradictions warns of classes that are composed of what comes later: the sheet
// that is composed into a class wins there, or one of two that are composed does
// that is named first.
func (c *cutter) contradictions(brought [][]int) []asset.Message {
	var list []asset.Message
	for _, composed := range c.p.Composed {
		first, second := c.moduleAt(composed.First.File), c.moduleAt(composed.Second.File)
		for r := range brought {
			if c.lastOf(brought[r], first) > c.lastOf(brought[r], second) && c.lastOf(brought[r], second) >= 0 {
				list = append(list, contradiction(composed, c.p.Modules[c.p.Roots[r].Module].Path))
				break
			}
		}
	}
	return list
}

// moduleAt finds the module whose file messages name; -1 where there is none.
func (c *cutter) moduleAt(file string) int {
	if m := c.p.ModuleNamed(file); m >= 0 {
		return m
	}
	return slices.IndexFunc(c.p.Modules, func(m program.Module) bool { return m.Path == file })
}

// lastOf is where a module's rules stand last; -1 where they do not.
func (c *cutter) lastOf(list []int, module int) int {
	for i, id := range slices.Backward(list) {
		if p := &c.pieces[id]; p.kind == body && p.module == module {
			return i
		}
	}
	return -1
}

func contradiction(c link.Composed, root string) asset.Message {
	m := c.Second
	first := c.First.File + ":" + strconv.Itoa(c.First.Line)
	m.Text = fmt.Sprintf("%q of the class %q has the value of %s, which is composed into it: in the order of the style sheets of %s that file comes after this one", c.Property, c.Class, first, root)
	m.Note = "leave out the import or composes that leads from " + c.First.File + " back to " + c.Second.File + ", or give the property in one of the files only"
	return m
}
