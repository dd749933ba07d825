package modulefuzz

import (
	"fmt"
	"path"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/chunker"
)

// config chooses limits and groups.
func (g *generator) config() chunker.Options {
	o := chunker.Options{
		MaxSize: pick(g, 150, asset.Size(200+g.IntN(400)), asset.Size(600+g.IntN(3000)), 244*asset.KB),
		MinSize: pick(g, 1, 1, asset.Size(50+g.IntN(500)), 2*asset.KB, 20*asset.KB, asset.MB),
		Groups:  []chunker.Group{},
	}
	for i := range g.IntN(5) {
		group := chunker.Group{Name: fmt.Sprintf("g%d", i), Priority: g.IntN(3) * 10}
		if g.chance(0.2) {
			group.MaxSize = asset.Size(100 + g.IntN(2000))
		}
		for _, lib := range g.libraries {
			if g.chance(0.3) {
				group.Packages = append(group.Packages, lib.name)
			}
		}
		group.Files = g.globs()
		if len(group.Files)+len(group.Packages) > 0 {
			o.Groups = append(o.Groups, group)
		}
	}
	return o
}

func (g *generator) globs() []string {
	var globs []string
	for _, m := range g.modules {
		if m.pkg == nil && g.chance(0.2) {
			globs = append(globs, m.path)
		}
	}
	switch g.IntN(6) {
	case 0:
		globs = append(globs, pick(g, "src/**", "src/a/*", "lib/*", "**/*.cjs", "**/*.mjs", "**/*[02468].*"))
	case 1:
		globs = append(globs, path.Dir(g.modules[g.IntN(len(g.modules))].path)+"/*")
	}
	return globs
}
