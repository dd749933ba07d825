package emit

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler/internal/link"
	"github.com/paintbox-build/paintbox/bundler/internal/settings"
	"github.com/paintbox-build/paintbox/chunker"
)

// build lists the files that the program consists of.
func (a *assembler) build() (asset.Build, error) {
	p := a.p
	b := asset.Build{Base: p.Settings.Base, Warnings: a.warnings, Inputs: a.inputs()}
	for i := range p.Modules {
		if m := &p.Modules[i]; i != p.Runtime && !m.Required && !m.Dropped {
			b.SourceBytes += asset.Size(m.Bytes)
			b.Modules++
		}
	}
	var files []asset.File
	for i := range a.chunks {
		f := a.chunkFile(i)
		files = append(files, f)
		if data := a.chunks[i].sourcemap; data != nil {
			files = append(files, mapFile(f, data))
		}
	}
	for i := range a.styles.List {
		f := a.styleFile(i)
		files = append(files, f)
		if data := a.styles.List[i].Map; data != nil {
			files = append(files, mapFile(f, data))
		}
	}
	for i := range p.Copies {
		data, err := p.CopyMap(&p.Copies[i])
		if err != nil {
			return b, err
		}
		f := copiedFile(&p.Copies[i])
		if data != nil {
			f.Data = append(slices.Clip(f.Data), p.Settings.MapComment(path.Base(f.Path))...)
			files = append(files, mapFile(f, data))
		}
		files = append(files, f)
	}
	b = b.With(files...)
	for r := range p.Roots {
		b.Roots = a.addRoot(b.Roots, r)
	}
	slices.SortStableFunc(b.Roots, func(x, y asset.Root) int {
		if x.Entry != y.Entry {
			if x.Entry {
				return -1
			}
			return 1
		}
		return cmp.Compare(x.Source, y.Source)
	})
	return b, nil
}

func (a *assembler) chunkFile(i int) asset.File {
	c, plan := &a.chunks[i], &a.plan.Chunks[i]
	f := asset.File{Path: settings.AssetsDir + "/" + c.file, Name: settings.AssetsDir + "/" + plan.Name + ".js", Kind: asset.KindJS, Data: c.code,
		Immutable: true, Group: plan.Group, Limit: plan.Limit, Shares: a.shares(i)}
	for _, to := range c.imports {
		f.Imports = append(f.Imports, settings.AssetsDir+"/"+a.chunks[to].file)
	}
	for _, r := range c.dynamic {
		f.Dynamic = append(f.Dynamic, settings.AssetsDir+"/"+a.chunks[a.plan.Roots[r].Chunk].file)
	}
	for _, name := range c.assets {
		f.Assets = append(f.Assets, settings.AssetsDir+"/"+name)
	}
	if plan.Root >= 0 {
		f.Source = a.p.SourceOf(plan.Root)
		f.Entry, f.Route = a.p.Roots[plan.Root].Starts(), !a.p.Roots[plan.Root].Starts()
		f.CSS = a.stylePaths(plan.Root)
	}
	if asset.Size(len(f.Data)) > f.Limit {
		f.Uncut = a.uncut(i)
	}
	return f
}

// shares divides the bytes of a chunk among its modules, in proportion to the
// sizes of their units.
func (a *assembler) shares(i int) []asset.Share {
	sizes := map[int]int{}
	total := 0
	for _, s := range a.plan.Chunks[i].Steps {
		if s.Mode != chunker.Call {
			u := &a.units.Graph.Units[s.Unit]
			sizes[u.Module] += u.Size
			total += u.Size
		}
	}
	var list []asset.Share
	for m, size := range sizes {
		mod := &a.p.Modules[m]
		if bytes := size * len(a.chunks[i].code) / max(1, total); bytes > 0 {
			list = append(list, asset.Share{Module: mod.Path, Package: mod.Package, Bytes: asset.Size(bytes)})
		}
	}
	sortShares(list)
	return list
}

func sortShares(list []asset.Share) {
	slices.SortFunc(list, func(x, y asset.Share) int {
		return cmp.Or(cmp.Compare(y.Bytes, x.Bytes), cmp.Compare(x.Module, y.Module))
	})
}

func (a *assembler) styleFile(i int) asset.File {
	s := &a.styles.List[i]
	f := asset.File{Path: settings.AssetsDir + "/" + s.Name, Name: settings.AssetsDir + "/" + s.Base + ".css", Kind: asset.KindCSS, Data: s.Data, Immutable: true, Source: s.Source, Shares: s.Shares}
	for _, name := range s.Assets {
		f.Assets = append(f.Assets, settings.AssetsDir+"/"+name)
	}
	return f
}

func copiedFile(c *link.Copy) asset.File {
	ext := path.Ext(c.Name)
	base := strings.TrimSuffix(c.Name, ext)
	if name := c.Path(); strings.HasPrefix(c.Name, link.Above) {
		return asset.File{Path: name, Name: name, Kind: asset.KindOf(name), Data: c.Data, Source: c.Source, Shares: sharesOf(c.Bundle)}
	}
	return asset.File{Path: c.Path(), Name: settings.AssetsDir + "/" + base[:max(0, strings.LastIndexByte(base, '-'))] + ext,
		Kind: asset.KindOf(c.Name), Data: c.Data, Immutable: true, Source: c.Source, Shares: sharesOf(c.Bundle)}
}

// sharesOf are what fills the script of a worker; nil for a file that is as it was.
func sharesOf(b *link.Bundle) []asset.Share {
	if b == nil {
		return nil
	}
	var list []asset.Share
	for i := range b.Modules {
		if m := &b.Modules[i]; b.Bytes[i] > 0 && !m.Kind.Made() {
			list = append(list, asset.Share{Module: m.Path, Package: m.Package, Bytes: asset.Size(b.Bytes[i])})
		}
	}
	sortShares(list)
	return list
}

// mapFile is the source map of a file; its URL may answer with other bytes after
// a change that does not change the file.
func mapFile(f asset.File, data []byte) asset.File {
	return asset.File{Path: f.Path + ".map", Name: f.Name + ".map", Kind: asset.KindMap, Data: data}
}

func (a *assembler) stylePaths(root int) []string {
	var paths []string
	for _, rank := range a.styles.Of(root) {
		paths = append(paths, settings.AssetsDir+"/"+a.styles.List[rank].Name)
	}
	return paths
}

func (a *assembler) root(r int) asset.Root {
	g := &a.p.Roots[r]
	root := asset.Root{Source: a.p.SourceOf(r), Name: g.Name, Entry: g.Starts(), File: settings.AssetsDir + "/" + a.chunks[a.plan.Roots[r].Chunk].file, Styles: a.stylePaths(r)}
	if e := g.Entry; e >= 0 {
		root.Page = a.p.Entries[e].Page
	}
	for _, i := range a.plan.Roots[r].Chunks {
		root.Scripts = append(root.Scripts, settings.AssetsDir+"/"+a.chunks[i].file)
	}
	return root
}

// addRoot adds a root to the list. The programs of one page are one root there.
func (a *assembler) addRoot(roots []asset.Root, r int) []asset.Root {
	root := a.root(r)
	e := a.p.Roots[r].Entry
	if e < 0 || a.p.Entries[e].Part == 0 {
		return append(roots, root)
	}
	i := slices.IndexFunc(roots, func(other asset.Root) bool { return other.Page == root.Page })
	if i < 0 {
		return append(roots, root)
	}
	first := &roots[i]
	if first.Starts == nil {
		first.Starts = []string{first.File}
	}
	first.Starts = append(first.Starts, root.File)
	first.Scripts = union(first.Scripts, root.Scripts)
	first.Styles = union(first.Styles, root.Styles)
	return roots
}

// union adds to a list what it does not hold.
func union(list, more []string) []string {
	for _, s := range more {
		if !slices.Contains(list, s) {
			list = append(list, s)
		}
	}
	return list
}

// uncut names what makes a chunk larger than its limit, where that is a single
// unit, one that fills most of the limit by itself, or what a root exports.
func (a *assembler) uncut(i int) []asset.Uncut {
	largest, total := -1, 0
	for _, s := range a.plan.Chunks[i].Steps {
		if s.Mode == chunker.Call {
			continue
		}
		total += a.units.Graph.Units[s.Unit].Size
		if largest < 0 || a.units.Graph.Units[s.Unit].Size > a.units.Graph.Units[largest].Size {
			largest = s.Unit
		}
	}
	c := &a.plan.Chunks[i]
	if c.Root >= 0 && total < len(a.chunks[i].code)/2 { // the rest is what it exports
		m := a.p.Roots[c.Root].Module
		return []asset.Uncut{{Module: a.p.Modules[m].Path, Bytes: asset.Size(len(a.chunks[i].code)), Chain: a.chain(m), Advice: facadeAdvice(len(a.p.Roots[c.Root].Exports))}}
	}
	if largest < 0 {
		return nil
	}
	size := asset.Size(a.units.Graph.Units[largest].Size * len(a.chunks[i].code) / max(1, total))
	if size < c.Limit*8/10 {
		return nil
	}
	m := a.units.Graph.Units[largest].Module
	mod := &a.p.Modules[m]
	pieces := 0
	for u := range a.units.Graph.Units {
		if a.units.Graph.Units[u].Module == m && a.units.Graph.Units[u].Size > 0 {
			pieces++
		}
	}
	return []asset.Uncut{{Module: mod.Path, Bytes: size, Chain: a.chain(m), Advice: advice(a.p, m, a.first(c)), Part: pieces > 1}}
}

// first tells whether an entry loads a chunk from the start.
func (a *assembler) first(c *chunker.Chunk) bool {
	return slices.ContainsFunc(c.Roots, func(r int) bool { return a.p.Roots[r].Starts() })
}

// chain is a shortest chain of imports from an entry to a module.
func (a *assembler) chain(target int) []string {
	if a.reached == nil {
		a.reached = a.p.Reached()
	}
	var chain []string
	for _, m := range a.reached.Chain(target) {
		if !a.p.IsStub(m) {
			chain = append(chain, a.p.Modules[m].Path)
		}
	}
	return chain
}
