package pipeline

import (
	"bytes"
	"maps"
	"slices"
	"strconv"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler"
	"github.com/paintbox-build/paintbox/internal/page"
)

// Pages of the project that only programs name, as in location = "game.html", are
// pages of the application, as those are that pages link to: without them, that
// would lead nowhere. What programs say is known once they are linked, so what such
// pages need is linked with the rest then, from the start.

// namedPages lists the pages that programs name and that are no entries.
func (s *site) namedPages(build asset.Build) []namedPage {
	m := s.newMentioned()
	read := func(by string, text []byte, pages []*page.Page) {
		if !bytes.Contains(text, []byte(".htm")) {
			return
		}
		said := page.Mentions(asset.KindJS, text, m.near)
		for _, p := range pages {
			m.read(by, said, func(url string) (string, string, bool) { return p.Asked(m.public, s.cfg.Base, url) })
		}
	}
	plain := func(script []byte) []byte { // without its comments
		if short, err := bundler.MinifyScript(script); err == nil && bytes.Contains(script, []byte(".htm")) {
			return short
		}
		return script
	}
	for _, f := range build.Files {
		if f.Kind == asset.KindJS {
			read(f.Name, f.Data, s.pages)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(s.files)) {
		if asset.KindOf(name) == asset.KindJS {
			read(name, plain(s.files[name].data), s.pages)
		}
	}
	for i, p := range s.pages {
		for _, script := range p.Programs() {
			read(p.Source, plain(script), s.pages[i:i+1])
		}
		for _, value := range p.Values() {
			read(p.Source, []byte(value), s.pages[i:i+1])
		}
	}
	known := map[string]bool{}
	for _, p := range s.pages {
		known[p.Source] = true
		for _, link := range p.Links() {
			known[link.Path] = true
		}
	}
	return slices.DeleteFunc(m.pages, func(n namedPage) bool { return known[n.source] })
}

// warnNamed warns of pages that programs name, where somebody else named the entries.
func (s *site) warnNamed(named []namedPage) {
	for _, n := range named {
		s.warnings = append(s.warnings, asset.Message{Cause: "link", Text: n.by + " names " + strconv.Quote(n.output) + ", which leads nowhere: " + n.source + " is no entry",
			Note: `add it to "entries"`})
	}
}
