package inspect

import (
	"encoding/json"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/internal/report"
)

// manifest is Vite's: source path → chunk (vite.dev/guide/backend-integration).
type manifest map[string]*report.ViteChunk

// readManifest returns nil where there is none. A manifest.json of another kind,
// such as a web app manifest, is none.
func readManifest(dir fs.FS, name string) manifest {
	data, err := fs.ReadFile(dir, name)
	if err != nil {
		return nil
	}
	var m manifest
	isChunk := func(c *report.ViteChunk) bool { return c != nil && c.File != "" }
	if json.Unmarshal(data, &m) != nil || !slices.ContainsFunc(slices.Collect(maps.Values(m)), isChunk) {
		return nil
	}
	maps.DeleteFunc(m, func(_ string, c *report.ViteChunk) bool { return !isChunk(c) })
	return m
}

// names lists the files that chunks name, with the chunks' names.
func (m manifest) names() map[string]chunkName {
	names := map[string]chunkName{}
	for _, key := range slices.Sorted(maps.Keys(m)) {
		c := m[key]
		name := path.Base(c.Name)
		if c.Name == "" {
			name = stem(c.Src)
		}
		for i, p := range append([]string{c.File}, c.CSS...) {
			if _, told := names[p]; !told {
				names[p] = chunkName{name, i == 0}
			}
		}
	}
	return names
}

// complete tells the scripts what the manifest knows of them.
func (m manifest) complete(b *asset.Build) {
	for _, key := range slices.Sorted(maps.Keys(m)) {
		c := m[key]
		f := b.File(c.File)
		if f == nil || f.Kind != asset.KindJS || f.Imports != nil {
			continue
		}
		f.Imports, f.Dynamic = m.files(b, c.Imports), m.files(b, c.DynamicImports)
		f.CSS = appendNew(f.CSS, c.CSS...)
		if (c.IsEntry || c.IsDynamicEntry) && asset.KindOf(key) != asset.KindHTML { // which stands for itself
			f.Source = key
		}
	}
}

// files are the scripts of some keys; the list is never nil.
func (m manifest) files(b *asset.Build, keys []string) []string {
	list := []string{}
	for _, key := range keys {
		if c := m[key]; c != nil && b.File(c.File) != nil {
			list = appendNew(list, c.File)
		}
	}
	return list
}

// entries are those that the manifest names, with the files that it states.
func (m manifest) entries(b *asset.Build) []asset.Root {
	var list []asset.Root
	for _, key := range slices.Sorted(maps.Keys(m)) {
		c := m[key]
		f := b.File(c.File)
		if !c.IsEntry || f == nil {
			continue
		}
		name := c.Name
		if name == "" {
			name = stem(f.Name)
		}
		r := asset.Root{Source: key, Name: name, File: f.Path}
		if f.Kind == asset.KindCSS {
			r.Styles = []string{f.Path}
		} else {
			r.Scripts = []string{f.Path}
		}
		r.Styles = append(r.Styles, c.CSS...)
		list = append(list, r)
	}
	return list
}

// chunkName is what a manifest tells about the name of a file: that of its
// chunk, to which the tool adds a hash.
type chunkName struct {
	name   string
	script bool // the file is the chunk itself, not a style sheet of it
}

// is tells whether the file is called after the chunk.
func (c chunkName) is(p string) bool {
	if c.name == "" || !strings.HasPrefix(stem(p), c.name) {
		return false
	}
	return c.script || c.hashes(p)
}

// hashes tells whether the file's name is more than the chunk's.
func (c chunkName) hashes(p string) bool {
	if c.script {
		return stem(p) != c.name
	}
	return strings.HasPrefix(stem(p), c.name+"-") || strings.HasPrefix(stem(p), c.name+".")
}
