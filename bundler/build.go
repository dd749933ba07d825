package bundler

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/chunker"
)

// build lists the files that the program consists of.
func (a *assembler) build() asset.Build {
	p := a.p
	b := asset.Build{Base: p.options.base(), Warnings: p.Warnings, Inputs: p.Inputs}
	for name, in := range p.linked.meta.Inputs {
		if strings.HasSuffix(name, requiredSuffix) {
			continue
		}
		b.SourceBytes += asset.Size(in.Bytes)
		b.Modules++
	}
	var files []asset.File
	for i := range a.chunks {
		f := a.chunkFile(i)
		files = append(files, f)
		if data := a.chunks[i].sourcemap; data != nil {
			files = append(files, mapFile(f, data))
		}
	}
	for i := range p.styles.sheets {
		f := a.styleFile(i)
		files = append(files, f)
		if data := p.styles.sheets[i].sourcemap; data != nil {
			files = append(files, mapFile(f, data))
		}
	}
	for _, name := range sortedKeys(p.linked.outputs) {
		if out := p.linked.meta.Outputs[linkDir+"/"+name]; out.copied() || path.Ext(name) != ".js" && path.Ext(name) != ".css" {
			files = append(files, p.copiedFile(name, out))
		}
	}
	b = b.With(files...)
	for r := range p.roots {
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
	return b
}

func (a *assembler) chunkFile(i int) asset.File {
	c, plan := &a.chunks[i], &a.plan.Chunks[i]
	f := asset.File{Path: AssetsDir + "/" + c.file, Name: AssetsDir + "/" + plan.Name + ".js", Kind: asset.KindJS, Data: c.code,
		Immutable: true, Group: plan.Group, Limit: plan.Limit, Shares: a.shares(i)}
	for _, to := range c.imports {
		f.Imports = append(f.Imports, AssetsDir+"/"+a.chunks[to].file)
	}
	for _, r := range c.dynamic {
		f.Dynamic = append(f.Dynamic, AssetsDir+"/"+a.chunks[a.plan.Roots[r].Chunk].file)
	}
	for _, name := range c.assets {
		f.Assets = append(f.Assets, AssetsDir+"/"+name)
	}
	if plan.Root >= 0 {
		f.Source = a.p.source(plan.Root)
		f.Entry, f.Route = a.p.Graph.Roots[plan.Root].Entry, !a.p.Graph.Roots[plan.Root].Entry
		f.CSS = a.stylePaths(plan.Root)
	}
	if asset.Size(len(f.Data)) > f.Limit {
		f.Uncut = a.uncut(i)
	}
	return f
}

// source names a root by the file in the project.
func (p *Program) source(root int) string {
	if e := p.roots[root].entry; e >= 0 {
		return p.entries[e].Source
	}
	return p.Graph.Modules[p.Graph.Roots[root].Module].Path
}

// shares divides the bytes of a chunk among its modules, in proportion to the
// sizes of their units.
func (a *assembler) shares(i int) []asset.Share {
	sizes := map[int]int{}
	total := 0
	for _, s := range a.plan.Chunks[i].Steps {
		if s.Mode != chunker.Call {
			u := &a.p.Graph.Units[s.Unit]
			sizes[u.Module] += u.Size
			total += u.Size
		}
	}
	var list []asset.Share
	for m, size := range sizes {
		mod := &a.p.Graph.Modules[m]
		if bytes := size * len(a.chunks[i].code) / max(1, total); bytes > 0 {
			list = append(list, asset.Share{Module: mod.Path, Package: mod.Package, Bytes: asset.Size(bytes)})
		}
	}
	slices.SortFunc(list, func(x, y asset.Share) int {
		return cmp.Or(cmp.Compare(y.Bytes, x.Bytes), cmp.Compare(x.Module, y.Module))
	})
	return list
}

func (a *assembler) styleFile(i int) asset.File {
	s := &a.p.styles.sheets[i]
	f := asset.File{Path: AssetsDir + "/" + s.name, Name: AssetsDir + "/" + s.base + ".css", Kind: asset.KindCSS, Data: s.data, Immutable: true, Source: s.source, Shares: s.shares}
	for _, name := range s.assets {
		f.Assets = append(f.Assets, AssetsDir+"/"+name)
	}
	return f
}

func (p *Program) copiedFile(name string, out metaOutput) asset.File {
	f := asset.File{Path: AssetsDir + "/" + name, Kind: asset.KindOf(name), Data: p.linked.outputs[name], Immutable: true}
	ext := path.Ext(name)
	base := strings.TrimSuffix(name, ext)
	f.Name = AssetsDir + "/" + base[:max(0, strings.LastIndexByte(base, '-'))] + ext
	for input := range out.Inputs {
		f.Source = copiedFrom(p.displayPath(input))
	}
	return f
}

func (a *assembler) stylePaths(root int) []string {
	var paths []string
	for _, rank := range a.p.styles.of(root) {
		paths = append(paths, AssetsDir+"/"+a.p.styles.sheets[rank].name)
	}
	return paths
}

func (a *assembler) root(r int) asset.Root {
	g := &a.p.Graph.Roots[r]
	root := asset.Root{Source: a.p.source(r), Name: g.Name, Entry: g.Entry, File: AssetsDir + "/" + a.chunks[a.plan.Roots[r].Chunk].file, Styles: a.stylePaths(r)}
	if e := a.p.roots[r].entry; e >= 0 {
		root.Page = a.p.entries[e].Page
	}
	for _, i := range a.plan.Roots[r].Chunks {
		root.Scripts = append(root.Scripts, AssetsDir+"/"+a.chunks[i].file)
	}
	return root
}

// addRoot adds a root to the list. The programs of one page are one root there.
func (a *assembler) addRoot(roots []asset.Root, r int) []asset.Root {
	root := a.root(r)
	e := a.p.roots[r].entry
	if e < 0 || a.p.entries[e].Part == 0 {
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
		total += a.p.Graph.Units[s.Unit].Size
		if largest < 0 || a.p.Graph.Units[s.Unit].Size > a.p.Graph.Units[largest].Size {
			largest = s.Unit
		}
	}
	c := &a.plan.Chunks[i]
	if c.Root >= 0 && total < len(a.chunks[i].code)/2 { // the rest is what it exports
		m := a.p.Graph.Roots[c.Root].Module
		return []asset.Uncut{{Module: a.p.Graph.Modules[m].Path, Bytes: asset.Size(len(a.chunks[i].code)), Chain: a.p.chain(m), Advice: facadeAdvice(len(a.p.roots[c.Root].exports))}}
	}
	if largest < 0 {
		return nil
	}
	size := asset.Size(a.p.Graph.Units[largest].Size * len(a.chunks[i].code) / max(1, total))
	if size < c.Limit*8/10 {
		return nil
	}
	m := a.p.Graph.Units[largest].Module
	mod := &a.p.Graph.Modules[m]
	return []asset.Uncut{{Module: mod.Path, Bytes: size, Chain: a.p.chain(m), Advice: a.p.advice(m, a.first(c))}}
}

// first tells whether an entry loads a chunk from the start.
func (a *assembler) first(c *chunker.Chunk) bool {
	return slices.ContainsFunc(c.Roots, func(r int) bool { return a.p.Graph.Roots[r].Entry })
}

// chain finds a shortest chain of imports from an entry to a module.
func (p *Program) chain(target int) []string {
	from := map[int]int{}
	var queue []int
	for _, r := range p.Graph.Roots {
		if _, ok := from[r.Module]; !ok && r.Entry {
			from[r.Module] = -1
			queue = append(queue, r.Module)
		}
	}
	for len(queue) > 0 {
		m := queue[0]
		queue = queue[1:]
		if m == target {
			var chain []string
			for ; m >= 0; m = from[m] {
				chain = append(chain, p.Graph.Modules[m].Path)
			}
			slices.Reverse(chain)
			return chain
		}
		for _, imp := range p.Graph.Modules[m].Imports {
			if _, ok := from[imp.Module]; !ok {
				from[imp.Module] = m
				queue = append(queue, imp.Module)
			}
		}
	}
	return nil
}
