package emit

import (
	"cmp"
	"path/filepath"
	"slices"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler/internal/link"
	"github.com/paintbox-build/paintbox/chunker"
)

// inputs lists the modules with what they import, and with what the notices of
// packages are made of.
func (a *assembler) inputs() []asset.Input {
	p := a.p
	list := make([]asset.Input, 0, p.Runtime)
	for i := range p.Runtime {
		m := &p.Modules[i]
		if m.Dropped {
			continue
		}
		in := asset.Input{Path: m.Path, Bytes: asset.Size(m.Bytes), Package: m.Package, File: a.sourceFile(i), Published: a.left[i], Comments: m.Comments, Contained: m.Contained}
		for _, imp := range m.Imports {
			in.Imports = append(in.Imports, p.Modules[imp.Module].Path)
		}
		list = append(list, in)
	}
	return a.withBundled(list)
}

// withBundled adds the modules of the scripts of workers, which are no part of the
// program, and says of those that are that their code is published.
func (a *assembler) withBundled(list []asset.Input) []asset.Input {
	index := map[string]int{}
	for i := range a.p.Copies {
		b := a.p.Copies[i].Bundle
		if b == nil {
			continue
		}
		if len(index) == 0 {
			for i := range list {
				index[list[i].Path] = i
			}
		}
		for k := range b.Modules {
			m := &b.Modules[k]
			if at, known := index[m.Path]; known {
				list[at].Published = list[at].Published || b.Bytes[k] > 0
				continue
			}
			if m.Kind.Made() {
				continue
			}
			in := asset.Input{Path: m.Path, Bytes: asset.Size(m.Bytes), Package: m.Package, File: m.File, Published: b.Bytes[k] > 0, Comments: m.Comments, Contained: m.Contained}
			for _, imp := range m.Imports {
				in.Imports = append(in.Imports, b.Modules[imp.Module].Path)
			}
			index[m.Path] = len(list)
			list = append(list, in)
		}
	}
	slices.SortStableFunc(list, func(x, y asset.Input) int { return cmp.Compare(x.Path, y.Path) })
	return list
}

// sourceFile is the absolute path of the file that a module is or stands for; ""
// for one that Paintbox made of nothing.
func (a *assembler) sourceFile(i int) string {
	m := &a.p.Modules[i]
	switch {
	case m.File != "":
		return m.File
	case m.Package == "":
		return ""
	}
	file := filepath.FromSlash(link.SourceOf(m.Name))
	if !filepath.IsAbs(file) {
		file = filepath.Join(a.p.Settings.Dir, file)
	}
	return file
}

// leaves tells which modules are in the output of the plan: by their units, by
// their rules, or as files that are copied.
func (a *assembler) leaves() []bool {
	left := make([]bool, len(a.p.Modules))
	for i := range a.plan.Chunks {
		for _, s := range a.plan.Chunks[i].Steps {
			if u := &a.units.Graph.Units[s.Unit]; s.Mode != chunker.Call && u.Size > 0 {
				left[u.Module] = true
			}
		}
	}
	styled := map[string]bool{}
	for i := range a.styles.List {
		for _, s := range a.styles.List[i].Shares {
			styled[s.Module] = true
		}
	}
	for i := range a.p.Modules {
		m := &a.p.Modules[i]
		left[i] = left[i] || styled[m.Path] || m.Copied != ""
	}
	return left
}

// hasNotices tells whether the output holds anything with a notice.
func (a *assembler) hasNotices() bool {
	for i := range a.p.Runtime {
		if m := &a.p.Modules[i]; a.left[i] && (m.Package != "" || m.Comments != nil || m.Contained != nil) {
			return true
		}
	}
	return slices.ContainsFunc(a.p.Copies, func(c link.Copy) bool { return c.Bundle != nil && holdsNotices(c.Bundle) })
}

func holdsNotices(b *link.Bundle) bool {
	for i := range b.Modules {
		if m := &b.Modules[i]; b.Bytes[i] > 0 && (m.Package != "" || m.Comments != nil || m.Contained != nil) {
			return true
		}
	}
	return false
}

// noticeComment is the comment at the end of a chunk that an entry starts with.
// It stands behind the code, where it moves nothing that source maps lead to.
func (a *assembler) noticeComment(i int) string {
	if r := a.plan.Chunks[i].Root; a.noted && r >= 0 && a.p.Roots[r].Entry >= 0 {
		return a.p.Settings.NoticeComment()
	}
	return ""
}
