package link

import (
	"cmp"
	"os"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
)

// DefaultWarning says that a module uses a default import of a CommonJS module as
// if that were its default export. It tells the place of the import.
func (e *Sources) DefaultWarning(importer, module int) asset.Message {
	from, of := &e.modules[importer], &e.modules[module]
	m := asset.Message{
		File: from.Path,
		Text: "the default import of " + cmp.Or(of.Package, of.Path) + " is called, constructed, extended, rendered or handed on, but is the object that holds the default export, as in Node.js: " + of.Path + " is CommonJS",
		Note: `use its property "default", or set "interop": "bundler", by which it is the default export as in Vite 7 and before`,
	}
	text, err := os.ReadFile(from.File)
	if from.File == "" || err != nil {
		return m
	}
	for _, imp := range from.Imports {
		if imp.Module != module || imp.Way != WayStatement && imp.Way != WayDynamic {
			continue
		}
		if at := importOf(string(text), imp.Specifier, imp.Way); at >= 0 {
			line, _, _ := strings.Cut(string(text[1+strings.LastIndexByte(string(text[:at]), '\n'):]), "\n")
			m.Line, m.Source = 1+strings.Count(string(text[:at]), "\n"), strings.TrimSuffix(line, "\r")
			m.Column = at - strings.LastIndexByte(string(text[:at]), '\n')
			return m
		}
	}
	return m
}

// importOf finds the specifier of an import or export statement in a source, or of
// an import(); -1 where it is not written as such.
func importOf(text, specifier string, way Way) int {
	found, word := -1, "from"
	if way == WayDynamic {
		word = "import"
	}
	eachWord(text, word, func(r reader, _ int) bool {
		r.blank()
		if way == WayDynamic && (!r.literal("(") || !r.blank()) {
			return false
		}
		at := r.at
		name, ok := r.str()
		if ok && name == specifier {
			found = at
		}
		return found >= 0
	})
	return found
}
