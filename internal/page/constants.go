package page

import (
	"regexp"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
)

// Constants are what pages may name by %NAME%, as in Vite and Create React App.
// Names that stand for the base are none of them: they begin URLs.
type Constants struct {
	Values   map[string]string
	Prefixes []string // a name with one of these is meant to be known
}

var constant = regexp.MustCompile(`%([\w.-]+)%`)

// fill writes the values into a page. A name that nobody knows stays, and is a
// warning where it has a prefix.
func (c Constants) fill(source string, src []byte) ([]byte, []asset.Message) {
	var out []byte
	var warnings []asset.Message
	last := 0
	for at := 0; ; {
		m := constant.FindSubmatchIndex(src[at:])
		if m == nil {
			break
		}
		start, end, name := at+m[0], at+m[1], string(src[at+m[2]:at+m[3]])
		value, known := c.Values[name]
		if !known {
			at = end - 1 // what ends this may start the next
			if c.meant(name) {
				m := messageAt(source, src, start)
				m.Text, m.Note = "%"+name+"% stays as it is: nothing sets "+name, "set it in .env or the environment, or correct the name"
				warnings = append(warnings, m)
			}
			continue
		}
		out = append(append(out, src[last:start]...), value...)
		at, last = end, end
	}
	return append(out, src[last:]...), warnings
}

func (c Constants) meant(name string) bool {
	for _, p := range c.Prefixes {
		if strings.HasPrefix(name, p) {
			return true
		}
	}
	return false
}
