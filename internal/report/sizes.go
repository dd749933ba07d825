package report

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/budgets"
)

// sizes are bytes in each way they can be served. A file without a sibling is
// served raw and counts as such.
type sizes struct {
	Raw   asset.Size
	coded map[budgets.Measure]asset.Size // of codings that change nothing, only those that are on by default
}

func sizesOf(files ...*asset.File) sizes {
	s := sizes{coded: map[budgets.Measure]asset.Size{}}
	for _, f := range files {
		s.Raw += budgets.MeasureRaw.Of(f)
	}
	for _, c := range asset.Codings() {
		m, n := budgets.Measure(c.Name), asset.Size(0)
		for _, f := range files {
			n += m.Of(f)
		}
		if c.Default || n != s.Raw {
			s.coded[m] = n
		}
	}
	return s
}

// by gives the size in one measure.
func (s sizes) by(m budgets.Measure) asset.Size {
	if n, ok := s.coded[m]; ok {
		return n
	}
	return s.Raw
}

// in lists the sizes in some measures.
func (s sizes) in(list []budgets.Measure) []asset.Size {
	all := make([]asset.Size, len(list))
	for i, m := range list {
		all[i] = s.by(m)
	}
	return all
}

// MarshalJSON writes one member for each measure, in the order of the table.
func (s sizes) MarshalJSON() ([]byte, error) {
	text := fmt.Appendf(nil, "{%q:%d", budgets.MeasureRaw, s.Raw)
	for _, m := range budgets.Measures() {
		if n, ok := s.coded[m]; ok {
			text = fmt.Appendf(text, ",%q:%d", m, n)
		}
	}
	return append(text, '}'), nil
}

// UnmarshalJSON reads the sizes among the members of the object that holds them.
func (s *sizes) UnmarshalJSON(data []byte) error {
	var members map[string]json.RawMessage
	if err := json.Unmarshal(data, &members); err != nil {
		return err
	}
	*s = sizes{coded: map[budgets.Measure]asset.Size{}}
	for _, m := range budgets.Measures() {
		var n asset.Size
		if members[string(m)] == nil {
			continue
		}
		if err := json.Unmarshal(members[string(m)], &n); err != nil {
			return err
		}
		if m == budgets.MeasureRaw {
			s.Raw = n
		} else {
			s.coded[m] = n
		}
	}
	return nil
}

// columns are the measures that tables of files show: those of every build, and
// what else this one was measured in.
func columns(b *asset.Build) []budgets.Measure {
	known := budgets.Measured(b)
	list := []budgets.Measure{budgets.MeasureRaw}
	for _, c := range asset.Codings() {
		if m := budgets.Measure(c.Name); c.Default || slices.Contains(known, m) {
			list = append(list, m)
		}
	}
	return list
}

// shipped lists the files that count in a deployment: neither source maps, nor
// notices, nor records.
func shipped(b *asset.Build) []*asset.File {
	var files []*asset.File
	for i := range b.Files {
		if f := &b.Files[i]; f.Kind != asset.KindMap && !f.Notice && !isRecord(f) {
			files = append(files, f)
		}
	}
	return files
}

// made lists the shipped files that the total counts, passed those that it does
// not: public files, images, fonts and media.
func made(b *asset.Build) []*asset.File   { return ofOrigin(b, asset.OriginMade) }
func passed(b *asset.Build) []*asset.File { return ofOrigin(b, asset.OriginPublic) }

// notices lists the files that hold the notices of licences.
func notices(b *asset.Build) []*asset.File { return ofOrigin(b, asset.OriginOutside) }

func ofOrigin(b *asset.Build, o asset.Origin) []*asset.File {
	return slices.DeleteFunc(shipped(b), func(f *asset.File) bool { return f.Origin() != o })
}

// transferred is the measure closest to what most visitors load, among those
// that are known of the build and, where there is one, of what it is compared
// with.
func transferred(known, alsoKnown []budgets.Measure) budgets.Measure {
	for _, m := range slices.Backward(known) {
		if alsoKnown == nil || slices.Contains(alsoKnown, m) {
			return m
		}
	}
	return budgets.MeasureRaw
}

func isRecord(f *asset.File) bool { return strings.HasPrefix(f.Path, Dir+"/") }

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

// visit is what a browser with an empty cache loads for an entry or a route.
type visit struct {
	root  asset.Root
	files []*asset.File // scripts and styles, without the page itself
}

// visits lists what a first visit loads, in the order of the roots: for a
// route, the entry that leads to it by the fewest dynamic imports, everything
// on the way, and what the route adds.
func visits(b *asset.Build) []visit {
	list := make([]visit, len(b.Roots))
	routes := map[string]int{} // by file
	for i, r := range b.Roots {
		list[i].root = r
		if !r.Entry {
			routes[r.File] = i
		}
	}
	for i, r := range b.Roots {
		if r.Entry {
			visitFrom(b, list, routes, i)
		}
	}
	for i, r := range b.Roots {
		if list[i].files == nil {
			list[i].files = b.FilesAt(r.Scripts, r.Styles)
		}
	}
	return list
}

// visitFrom fills in the visits of an entry, and of the routes that it leads to
// and no earlier entry does.
func visitFrom(b *asset.Build, list []visit, routes map[string]int, entry int) {
	reached := asset.Reach([]int{entry}, func(i int) []int {
		var imported []int
		for _, f := range b.FilesAt(b.Roots[i].Scripts, b.Roots[i].Styles) {
			for _, target := range f.Dynamic {
				if r, ok := routes[target]; ok && list[r].files == nil {
					imported = append(imported, r)
				}
			}
		}
		return imported
	})
	for _, r := range reached.Nodes() {
		var way [][]string
		for _, step := range reached.Chain(r) {
			way = append(way, b.Roots[step].Scripts, b.Roots[step].Styles)
		}
		list[r].files = b.FilesAt(way...)
	}
}

// label is what reports call a root.
func label(r asset.Root) string {
	if _, numbered := numberedName(r.Source); numbered && r.File != "" {
		return r.File
	}
	return cmp.Or(r.Source, r.Name, r.File)
}
