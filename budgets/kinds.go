package budgets

import (
	"cmp"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/internal/coding"
	"github.com/paintbox-build/paintbox/internal/glob"
)

// Kind is a kind of budget, as documentation and completion show it.
type Kind struct {
	Name  string // what Rule.Type holds
	Help  string // one line: what is measured
	Named string // what Rule.Name picks; "" for kinds that take no name
}

// Kinds lists the kinds of budgets in the order of the table.
func Kinds() []Kind {
	rows := kinds()
	list := make([]Kind, len(rows))
	for i, k := range rows {
		list[i] = k.Kind
	}
	return list
}

// kind is a row of the table: how a kind finds what it limits.
type kind struct {
	Kind
	subjects func(*asset.Build, Rule) []subject
}

// subject is one thing that a rule judges.
type subject struct {
	kind  string
	name  string
	files []*asset.File
	own   asset.Size // the limit that the subject brings with it, 0 for none
}

// key names the subject in a baseline and in reports: "total", "group excel".
func (s subject) key() string {
	return strings.TrimSpace(s.kind + " " + s.name)
}

// size is the number of bytes that a visitor loads for the subject.
func (s subject) size(m Measure) asset.Size {
	var n asset.Size
	for _, f := range s.files {
		n += m.Of(f)
	}
	return n
}

// kinds is the one table of budget kinds.
func kinds() []kind {
	return []kind{
		{Kind{"total", "what the build made: everything published, except public files, images, fonts, media, source maps, notices and " + coding.Suffixes() + " files", ""}, total},
		{Kind{"public", "public files, images, fonts and media", ""}, public},
		{Kind{"file", "any one file", "path, with or without its hash"}, eachFile},
		{Kind{"chunk", "any one chunk; without a limit each chunk's own", "chunk name"}, chunks},
		{Kind{"group", "all files of a chunk group together, or each", "group name"}, groups},
		{Kind{"entry", "the scripts and styles that an entry loads before it can run", "entry name or source file"}, entries},
		{Kind{"route", "the scripts and styles that a dynamic import adds", "route name or source file"}, routes},
		{Kind{"type", "all files of one type: html, js, css, image, font, media, wasm, other", "type"}, types},
		{Kind{"precache", "what the service worker stores when it is installed", ""}, precache},
	}
}

func findKind(name string) (kind, bool) {
	rows := kinds()
	i := slices.IndexFunc(rows, func(k kind) bool { return k.Name == name })
	if i < 0 {
		return kind{}, false
	}
	return rows[i], true
}

// named reports whether the rule is about something that goes by these names.
func (r Rule) named(names ...string) bool {
	return r.Name == "" || slices.ContainsFunc(names, func(n string) bool { return n != "" && glob.Match(r.Name, n) })
}

// published lists the files a deployment serves, apart from source maps and
// notices.
func published(b *asset.Build) []*asset.File {
	files := make([]*asset.File, 0, len(b.Files))
	for i := range b.Files {
		if b.Files[i].Kind != asset.KindMap && !b.Files[i].Notice {
			files = append(files, &b.Files[i])
		}
	}
	return files
}

func total(b *asset.Build, _ Rule) []subject {
	return []subject{{kind: "total", files: of(b, asset.OriginMade)}}
}

func public(b *asset.Build, _ Rule) []subject {
	return []subject{{kind: "public", files: of(b, asset.OriginPublic)}}
}

// of lists the files of an origin.
func of(b *asset.Build, o asset.Origin) []*asset.File {
	return slices.DeleteFunc(published(b), func(f *asset.File) bool { return f.Origin() != o })
}

func eachFile(b *asset.Build, r Rule) []subject {
	var list []subject
	names := logicalNames(b)
	for _, f := range published(b) {
		if r.named(f.Path, f.Name, path.Base(f.Name)) {
			list = append(list, subject{"file", names[f.Path], []*asset.File{f}, 0})
		}
	}
	return list
}

func chunks(b *asset.Build, r Rule) []subject {
	var list []subject
	names := logicalNames(b)
	for _, f := range published(b) {
		base := path.Base(f.Name)
		if isChunk(f) && r.named(f.Path, f.Name, base, strings.TrimSuffix(base, path.Ext(base))) {
			list = append(list, subject{"chunk", names[f.Path], []*asset.File{f}, f.Limit})
		}
	}
	return list
}

// isChunk tells the scripts that a bundler made from those that were copied.
func isChunk(f *asset.File) bool {
	return f.Kind == asset.KindJS &&
		(f.Limit > 0 || f.Group != "" || f.Shares != nil || f.Entry || f.Route || f.Immutable)
}

func groups(b *asset.Build, r Rule) []subject {
	var list []subject
	names := logicalNames(b)
	for _, f := range published(b) {
		group := groupOf(f, r)
		if group == "" {
			continue
		}
		if r.Each {
			list = append(list, subject{"file", names[f.Path], []*asset.File{f}, 0})
			continue
		}
		i := slices.IndexFunc(list, func(s subject) bool { return s.name == group })
		if i < 0 {
			i = len(list)
			list = append(list, subject{kind: "group", name: group})
		}
		list[i].files = append(list[i].files, f)
	}
	slices.SortStableFunc(list, func(x, y subject) int { return cmp.Compare(x.name, y.name) })
	return list
}

// groupOf is the group that puts a file under the rule, "" where none does.
func groupOf(f *asset.File, r Rule) string {
	switch {
	case r.Files != "" && (glob.Match(r.Files, f.Path) || glob.Match(r.Files, f.Name)):
		return r.Name
	case r.Files == "" && f.Group != "" && r.named(f.Group):
		return f.Group
	}
	return ""
}

func entries(b *asset.Build, r Rule) []subject { return roots(b, r, "entry", true) }
func routes(b *asset.Build, r Rule) []subject  { return roots(b, r, "route", false) }

func roots(b *asset.Build, r Rule, kind string, entry bool) []subject {
	var list []subject
	for _, root := range b.Roots {
		if root.Entry == entry && r.named(root.Name, root.Source) {
			name := cmp.Or(root.Source, root.Name)
			list = append(list, subject{kind, name, b.FilesAt(root.Scripts, root.Styles), 0})
		}
	}
	return list
}

func types(b *asset.Build, r Rule) []subject {
	var list []subject
	for _, kind := range asset.Kinds() {
		s := subject{kind: "type", name: string(kind)}
		for _, f := range published(b) {
			if f.Kind == kind && r.named(string(kind)) {
				s.files = append(s.files, f)
			}
		}
		if s.files != nil {
			list = append(list, s)
		}
	}
	return list
}

// logicalNames maps every path to a name that is the same in the next build:
// the path without its hash. Where several files share that name, the source
// file tells them apart, and where that is missing too their order.
func logicalNames(b *asset.Build) map[string]string {
	byName := map[string][]*asset.File{}
	for i := range b.Files {
		f := &b.Files[i]
		name := cmp.Or(f.Name, f.Path)
		byName[name] = append(byName[name], f)
	}
	names := make(map[string]string, len(b.Files))
	for name, files := range byName {
		if len(files) == 1 {
			names[files[0].Path] = name
			continue
		}
		slices.SortFunc(files, func(x, y *asset.File) int {
			return cmp.Or(cmp.Compare(x.Source, y.Source), cmp.Compare(len(y.Data), len(x.Data)), cmp.Compare(x.Path, y.Path))
		})
		for i, f := range files {
			names[f.Path] = distinct(name, i, files)
		}
	}
	return names
}

// distinct names file i among files that share a name.
func distinct(name string, i int, files []*asset.File) string {
	source := files[i].Source
	same := slices.DeleteFunc(slices.Clone(files), func(f *asset.File) bool { return f.Source != source })
	if source != "" {
		name += " (" + source + ")"
	}
	if n := slices.Index(same, files[i]); n > 0 {
		name += " #" + strconv.Itoa(n+1)
	}
	return name
}

// precache lists what the service worker stores at install.
func precache(b *asset.Build, _ Rule) []subject {
	if len(b.Precache) == 0 {
		return nil
	}
	return []subject{{kind: "precache", files: b.FilesAt(b.Precache)}}
}
