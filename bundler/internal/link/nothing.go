package link

import (
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/paintbox-build/paintbox/internal/lex"
)

// The linker gives the object that stands for a module without exports no getters,
// which is how objects that stand for modules are told from those of a program. So
// the sources tell which modules export nothing.

// ExportsNothing tells whether a module certainly exports nothing.
func (o *Output) ExportsNothing(module int) bool {
	return o.Modules[module].NoExports || o.exportNothing(module, map[int]bool{})
}

// exportNothing is that for a module that others pass on. One that is passed on in a
// circle adds nothing to it.
func (o *Output) exportNothing(module int, seen map[int]bool) bool {
	if seen[module] {
		return true
	}
	seen[module] = true
	text, known := o.texts[o.Modules[module].Name]
	if !known || !o.Modules[module].ES {
		return false
	}
	stars, nothing := text.exportsNothing()
	return nothing && !slices.ContainsFunc(stars, func(specifier string) bool {
		to := ImportOf(o.Modules, module, specifier)
		return to < 0 || !o.exportNothing(to, seen)
	})
}

// exportsNothing tells whether a script exports nothing but all names of others, which
// it lists.
func (t Text) exportsNothing() (stars []string, nothing bool) {
	typed := t.loader == api.LoaderTS || t.loader == api.LoaderTSX
	if !typed && t.loader != api.LoaderJS && t.loader != api.LoaderJSX || !strings.Contains(t.Text, "export") {
		return nil, typed || t.loader == api.LoaderJS || t.loader == api.LoaderJSX
	}
	s := readTokens(bytesOf(t.Text), t.loader)
	for i := range s.list {
		if s.kind(i) != lex.Export || s.within[i] >= 0 || s.property(i) {
			continue
		}
		star, ok := s.exportsNothing(i+1, typed)
		if !ok {
			return nil, false
		}
		if star != "" {
			stars = append(stars, star)
		}
	}
	return stars, true
}

// exportsNothing reads an export statement behind its first word: export {}, one of
// types alone, or export * from star.
func (s *tokens) exportsNothing(i int, typed bool) (star string, nothing bool) {
	switch {
	case s.match(i, lex.Star, lex.Ident, lex.String):
		star, nothing = s.value(i + 2)
		return star, nothing
	case s.kind(i) == lex.BraceOpen:
		for i++; typed && s.is(i, "type") && s.kind(i+1).Word() && !s.is(i+1, "as"); i++ {
			for i++; s.kind(i).Word() || s.kind(i) == lex.String; i++ {
			}
			if s.kind(i) != lex.Comma {
				break
			}
		}
		return "", s.kind(i) == lex.BraceClose
	}
	return "", typed && (s.is(i, "type") || s.is(i, "interface") || s.is(i, "declare"))
}
