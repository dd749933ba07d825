package link

import (
	"cmp"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/internal/lex"
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
	source, ok := e.texts[from.Name]
	if !ok {
		return m
	}
	for _, imp := range from.Imports {
		if imp.Module != module || imp.Way != WayStatement && imp.Way != WayDynamic {
			continue
		}
		if at := importOf(source, imp.Specifier, imp.Way); at >= 0 {
			place := placeIn(from.Path, source.Text, at)
			m.Line, m.Column, m.Source = place.Line, place.Column, place.Source
			return m
		}
	}
	return m
}

// importOf finds the specifier of an import or export statement in a source, or of
// an import(); -1 where it is not written as such.
func importOf(source Text, specifier string, way Way) int {
	t := readTokens([]byte(source.Text), source.loader)
	for i := range t.list {
		at := i + 1
		switch {
		case way == WayDynamic && t.match(i, lex.Import, lex.ParenOpen):
			at = i + 2
		case way == WayDynamic || !t.is(i, "from") || t.within[i] >= 0:
			continue
		}
		if value, ok := t.value(at); ok && value == specifier && !t.property(i) {
			return t.start(at)
		}
	}
	return -1
}
