package chunker

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
)

// nameChunks names chunks. What starts a root is called after the root; any
// other chunk after its group, or the one root that it belongs to, and what most
// of it is: vendor-lodash-es. No name says how many other chunks there are, so
// that a file keeps its name, and its hash, when another comes or goes.
func (b *planBuilder) nameChunks() {
	taken := map[string]bool{}
	for _, r := range b.plan.Roots {
		c := &b.plan.Chunks[r.Chunk]
		c.Name = b.g.Roots[c.Root].Name
		c.base = c.Name
		taken[c.Name] = true
	}
	var labels []label
	for i := range b.plan.Chunks {
		if c := &b.plan.Chunks[i]; c.Root < 0 {
			c.base = b.bucketName(c.bucket)
			labels = append(labels, b.label(i))
		}
	}
	slices.SortStableFunc(labels, func(x, y label) int { return cmp.Compare(y.bytes, x.bytes) })
	for _, l := range labels {
		c := &b.plan.Chunks[l.chunk]
		c.Name = l.unique(c.base, taken)
	}
}

// label says what most of a chunk is.
type label struct {
	chunk int
	names []string // from the shortest to the most telling
	bytes int      // of what the first name says
}

// unique takes the first name of a label that no other chunk has. Of chunks with
// equal labels, the one with the most bytes of what they say is asked first.
func (l label) unique(base string, taken map[string]bool) string {
	unique := base
	for _, name := range l.names {
		if unique = base; name != base {
			unique += "-" + name
		}
		if !taken[unique] {
			break
		}
	}
	return asset.Unique(unique, taken)
}

// label finds the package, or the module of the project, of which a chunk holds
// the most, and the module of a package of which it holds the most.
func (b *planBuilder) label(chunk int) label {
	parts, modules := map[string]int{}, map[int]int{}
	for _, s := range b.plan.Chunks[chunk].Steps {
		unit := &b.g.Units[s.Unit]
		m := &b.g.Modules[unit.Module]
		if s.Mode == Call || m.Path == RuntimePath {
			continue
		}
		parts[partOf(m)] += unit.Size
		modules[unit.Module] += unit.Size
	}
	l := label{chunk: chunk}
	part := largest(parts)
	if part == "" {
		return l.with("runtime") // the linker's helpers, which any chunk may hold
	}
	l.bytes = parts[part]
	inside := map[string]int{}
	for m, bytes := range modules {
		if b.g.Modules[m].Package == part {
			inside[stem(b.g.Modules[m].Path)] += bytes
		}
	}
	if len(inside) == 0 {
		return l.with(stem(part))
	}
	return l.with(asset.FileName(part)).with(asset.FileName(part) + "-" + largest(inside))
}

func (l label) with(name string) label {
	l.names = append(l.names, name)
	return l
}

// stem is what a module is called: its file without extension, or its
// directory where that is "index".
func stem(module string) string {
	name := strings.TrimSuffix(path.Base(module), path.Ext(module))
	if dir := path.Dir(module); name == "index" && dir != "." {
		name = path.Base(dir)
	}
	return asset.FileName(name)
}

// partOf is a module's package, or its path where it is the project's own.
func partOf(m *Module) string {
	if m.Package != "" {
		return m.Package
	}
	return m.Path
}

// largest is the key with the most bytes, of equal ones the first by name.
func largest(bytes map[string]int) string {
	found := ""
	for name, n := range bytes {
		if found == "" || n > bytes[found] || n == bytes[found] && name < found {
			found = name
		}
	}
	return found
}
