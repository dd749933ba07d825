package report

import (
	"cmp"
	"slices"

	"github.com/paintbox-build/paintbox/asset"
)

// section is files that are listed together.
type section struct {
	title string
	group bool // a chunk group, otherwise a kind of file
	files []*asset.File
}

// sections sorts the files for reading: pages, entries, routes, then the chunk
// groups, other scripts and styles, then what is copied. Within a section large
// files come first, and among groups large groups.
func sections(b *asset.Build) []section {
	byTitle := map[string]*section{}
	for _, f := range shipped(b) {
		title, group := sectionOf(f)
		if byTitle[title] == nil {
			byTitle[title] = &section{title: title, group: group}
		}
		byTitle[title].files = append(byTitle[title].files, f)
	}
	order := []string{"pages", "entries", "routes", "", "scripts", "styles", "images", "fonts", "media", "wasm", "other"}
	rank := func(s section) int {
		if s.group {
			return slices.Index(order, "")
		}
		return slices.Index(order, s.title)
	}
	var list []section
	for _, s := range byTitle {
		slices.SortFunc(s.files, func(x, y *asset.File) int {
			return cmp.Or(cmp.Compare(len(y.Data), len(x.Data)), cmp.Compare(x.Path, y.Path))
		})
		list = append(list, *s)
	}
	slices.SortFunc(list, func(x, y section) int {
		return cmp.Or(cmp.Compare(rank(x), rank(y)), cmp.Compare(sizesOf(y.files...).Raw, sizesOf(x.files...).Raw), cmp.Compare(x.title, y.title))
	})
	return list
}

// sectionOf names the section a file belongs to. A group called like one of the
// kinds keeps its quotes.
func sectionOf(f *asset.File) (title string, group bool) {
	if f.Group != "" {
		return "group " + f.Group, true
	}
	switch f.Kind {
	case asset.KindHTML:
		return "pages", false
	case asset.KindJS:
		switch {
		case f.Entry:
			return "entries", false
		case f.Route:
			return "routes", false
		case f.Shares != nil || f.Immutable:
			return "scripts", false
		}
	case asset.KindCSS:
		return "styles", false
	case asset.KindImage:
		return "images", false
	case asset.KindFont:
		return "fonts", false
	case asset.KindMedia:
		return "media", false
	case asset.KindWASM:
		return "wasm", false
	}
	return "other", false
}
