package pipeline

import (
	"slices"

	"github.com/paintbox-build/paintbox/asset"
)

// loading returns the roots with all that their pages load: classic scripts and
// linked style sheets beside the modules. A page that loads nothing but those is
// an entry as well; its last script counts as the one that starts it.
func (s *site) loading(roots []asset.Root, pages []asset.File) []asset.Root {
	roots = slices.Clone(roots)
	for _, p := range pages {
		if len(p.Imports)+len(p.CSS) == 0 {
			continue
		}
		i := slices.IndexFunc(roots, func(r asset.Root) bool { return r.Page == p.Path })
		if i < 0 {
			i = slices.IndexFunc(roots, func(r asset.Root) bool { return !r.Entry || r.Source > p.Source })
			if i < 0 {
				i = len(roots)
			}
			root := asset.Root{Source: p.Source, Name: s.names[p.Source], Entry: true, Page: p.Path}
			if n := len(p.Imports); n > 0 {
				root.File = p.Imports[n-1]
			}
			roots = slices.Insert(roots, i, root)
		}
		roots[i].Scripts, roots[i].Styles = around(roots[i], p.Imports), p.CSS
	}
	return roots
}

// around lists the scripts of a root among those of its page, which starts it by
// some of them. What a script starts that is inert in the page is not loaded with it.
func around(root asset.Root, page []string) []string {
	start := slices.IndexFunc(page, func(file string) bool { return file == root.File || slices.Contains(root.Starts, file) })
	var list []string
	for _, file := range slices.Concat(page[:max(0, start)], root.Scripts, page) {
		if inert := slices.Contains(root.Starts, file) && !slices.Contains(page, file); !inert && !slices.Contains(list, file) {
			list = append(list, file)
		}
	}
	return list
}
