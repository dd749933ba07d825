package inspect

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
)

// roots lists where execution starts: entries, then the routes that they lead to.
func (s *site) roots() []asset.Root {
	entries := s.pages()
	loaded := map[string]bool{}
	for _, e := range entries {
		for _, p := range slices.Concat(e.Scripts, e.Styles) {
			loaded[p] = true
		}
	}
	named := s.manifest.entries(&s.build)
	for i := range named {
		named[i] = s.entry(named[i])
	}
	for _, e := range slices.Concat(named, s.entries) {
		if slices.ContainsFunc(slices.Concat(e.Scripts, e.Styles), func(p string) bool { return !loaded[p] }) {
			entries = append(entries, e)
		}
	}
	if len(entries) == 0 {
		entries = s.unimported()
	}
	for _, e := range entries {
		if f := s.build.File(e.File); f != nil {
			f.Entry = true
		}
	}
	routes := s.lazy(entries)
	for _, list := range [][]asset.Root{entries, routes} {
		slices.SortFunc(list, func(x, y asset.Root) int { return cmp.Compare(x.Source, y.Source) })
	}
	return slices.Concat(entries, routes)
}

// pages makes an entry of every page that loads something.
func (s *site) pages() []asset.Root {
	var list []asset.Root
	for i := range s.build.Files {
		f := &s.build.Files[i]
		if f.Kind != asset.KindHTML {
			continue
		}
		p := s.readPage(f)
		if len(p.scripts)+len(p.styles) == 0 {
			continue
		}
		name := strings.TrimSuffix(strings.TrimSuffix(f.Path, ".html"), ".htm")
		list = append(list, s.entry(asset.Root{Source: f.Path, Name: name, Page: f.Path, File: p.main, Scripts: p.scripts, Styles: p.styles}))
	}
	return list
}

// unimported makes entries of the scripts that no other script imports.
func (s *site) unimported() []asset.Root {
	imported := map[string]bool{}
	for _, f := range s.build.Files {
		for _, p := range slices.Concat(f.Imports, f.Dynamic) {
			imported[p] = true
		}
	}
	var list []asset.Root
	for i := range s.build.Files {
		if f := &s.build.Files[i]; f.Kind == asset.KindJS && !imported[f.Path] {
			list = append(list, s.entry(asset.Root{Source: cmp.Or(f.Source, s.logical(f)), Name: stem(f.Name), File: f.Path, Scripts: []string{f.Path}}))
		}
	}
	return list
}

// lazy makes a route of every target of import() that the entries lead to, with
// the files that are not certainly loaded when it starts: not by every script
// that imports it, on every way there.
func (s *site) lazy(entries []asset.Root) []asset.Root {
	certain := map[string]map[string]bool{} // files loaded before, by target
	var queue []string
	reach := func(loaded map[string]bool) {
		for _, p := range slices.Sorted(maps.Keys(loaded)) {
			for _, target := range s.build.File(p).Dynamic {
				before, known := certain[target]
				if !known {
					certain[target] = maps.Clone(loaded)
					queue = append(queue, target)
					continue
				}
				n := len(before)
				maps.DeleteFunc(before, func(p string, _ bool) bool { return !loaded[p] })
				if len(before) < n {
					queue = append(queue, target)
				}
			}
		}
	}
	with := func(loaded map[string]bool, lists ...[]string) map[string]bool {
		all := map[string]bool{}
		maps.Copy(all, loaded)
		for _, p := range slices.Concat(lists...) {
			all[p] = true
		}
		return all
	}
	for _, e := range entries {
		reach(with(nil, e.Scripts, e.Styles))
	}
	for len(queue) > 0 {
		target := queue[0]
		queue = queue[1:]
		scripts := s.closure(target)
		reach(with(certain[target], scripts, s.stylesOf(scripts)))
	}
	var list []asset.Root
	for target, before := range certain {
		told := slices.ContainsFunc(s.routes, func(r asset.Root) bool { return r.File == target })
		if f := s.build.File(target); !f.Entry && !told {
			list = append(list, s.route(f, before))
		}
	}
	for _, r := range s.routes {
		if !slices.ContainsFunc(entries, func(e asset.Root) bool { return e.File == r.File }) {
			list = append(list, r)
		}
	}
	return list
}

func (s *site) route(f *asset.File, before map[string]bool) asset.Root {
	f.Route = true
	loaded := func(p string) bool { return before[p] }
	scripts := s.closure(f.Path)
	styles := s.stylesOf(scripts)
	return asset.Root{
		Source: cmp.Or(f.Source, s.logical(f)), Name: stem(f.Name), File: f.Path,
		Scripts: slices.DeleteFunc(scripts, loaded), Styles: slices.DeleteFunc(styles, loaded),
	}
}

// logical is a name for the file that stays from build to build: its path
// without the hash, and among files that share it their order by size.
func (s *site) logical(f *asset.File) string {
	n := 1
	for i := range s.build.Files {
		g := &s.build.Files[i]
		if g.Name == f.Name && g != f && (len(g.Data) > len(f.Data) || len(g.Data) == len(f.Data) && g.Path < f.Path) {
			n++
		}
	}
	if n > 1 {
		return fmt.Sprintf("%s #%d", f.Name, n)
	}
	return f.Name
}
