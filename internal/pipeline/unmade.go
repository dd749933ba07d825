package pipeline

import (
	"path"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/internal/page"
)

// unmade warns of pages in the public directory, which are published as they are,
// that run scripts which are not in the output: another tool wrote these there.
func (s *site) unmade(build *asset.Build) []asset.Message {
	there := map[string]bool{}
	for _, f := range build.Files {
		there[f.Path] = true
	}
	var warnings []asset.Message
	for _, f := range s.public {
		if path.Ext(f.Path) != ".html" {
			continue
		}
		p, err := page.Parse(f.Path, f.Data, page.Public{})
		if err != nil {
			continue
		}
		for _, ref := range p.References() {
			rooted := strings.HasPrefix(strings.TrimSpace(ref.URL), "/")
			within := strings.TrimPrefix("/"+ref.Path, strings.TrimSuffix(s.cfg.Base, "/")+"/")
			if ref.Kind != page.ModuleScript && ref.Kind != page.ClassicScript || there[strings.TrimPrefix(ref.Path, "/")] || rooted && there[within] {
				continue
			}
			warnings = append(warnings, ref.At.Message(f.Source, "the page runs "+ref.URL+", which is not in the output, and it is published as it is, since it is no entry",
				`name the page in "entries", and its script by the source`))
		}
	}
	slices.SortFunc(warnings, func(a, b asset.Message) int { return strings.Compare(a.File, b.File) })
	return warnings
}
