package report

import (
	"cmp"
	"path"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
)

// ViteChunk is one value of Vite's manifest (packages/vite/src/node/plugins/
// manifest.ts, interface ManifestChunk; guide "Backend Integration"), as Paintbox
// writes it and as inspect reads it.
type ViteChunk struct {
	File           string   `json:"file"`
	Name           string   `json:"name,omitempty"`
	Src            string   `json:"src,omitempty"`
	IsEntry        bool     `json:"isEntry,omitempty"`
	IsDynamicEntry bool     `json:"isDynamicEntry,omitempty"`
	Imports        []string `json:"imports,omitempty"`        // keys of the manifest
	DynamicImports []string `json:"dynamicImports,omitempty"` // keys of the manifest
	CSS            []string `json:"css,omitempty"`            // paths
	Assets         []string `json:"assets,omitempty"`         // paths
}

// viteManifest maps source paths to output files as Vite's manifest does.
// Entries and routes have their source as key, shared chunks "_" and their file
// name, assets their source. A page has its own key beside that of its script,
// so that both can be looked up.
func viteManifest(r *Report) any {
	b := &r.Build
	keys := viteKeys(b)
	manifest := map[string]ViteChunk{}
	for i := range b.Files {
		f := &b.Files[i]
		key, ok := keys[f.Path]
		if !ok {
			continue
		}
		c := ViteChunk{File: f.Path, Src: f.Source}
		if f.Kind == asset.KindJS {
			c.Name = strings.TrimSuffix(path.Base(f.Name), path.Ext(f.Name))
			c.IsEntry, c.IsDynamicEntry = f.Entry, f.Route
			c.Imports, c.DynamicImports = keysOf(keys, f.Imports), keysOf(keys, f.Dynamic)
			c.CSS, c.Assets = f.CSS, f.Assets
		}
		manifest[key] = c
	}
	for _, root := range b.Roots {
		page, taken := manifest[root.Source]
		if root.Page == "" || taken && page.File != root.File {
			continue
		}
		if !taken {
			page = manifest[keys[root.File]]
		}
		page.File = cmp.Or(page.File, root.Page)
		page.Src, page.IsEntry, page.IsDynamicEntry, page.CSS = root.Source, true, false, root.Styles
		manifest[root.Source] = page
	}
	return manifest
}

// viteKeys gives every file that the manifest lists its key, by path. Where a
// script and something else stand for the same source, the script has the key.
func viteKeys(b *asset.Build) map[string]string {
	keys, taken := map[string]string{}, map[string]bool{}
	for _, scripts := range []bool{true, false} {
		for i := range b.Files {
			f := &b.Files[i]
			if scripts != (f.Kind == asset.KindJS) || !inManifest(f) {
				continue
			}
			key := f.Source
			if key == "" || taken[key] || f.Kind == asset.KindJS && !f.Entry && !f.Route {
				key = "_" + path.Base(f.Path)
			}
			keys[f.Path], taken[key] = key, true
		}
	}
	return keys
}

// inManifest tells what a bundler made from pages, copied files and records.
func inManifest(f *asset.File) bool {
	switch f.Kind {
	case asset.KindHTML, asset.KindMap:
		return false
	}
	return f.Immutable || f.Entry || f.Route || f.Group != "" || f.Shares != nil
}

func keysOf(keys map[string]string, paths []string) []string {
	var list []string
	for _, p := range paths {
		if key, ok := keys[p]; ok {
			list = append(list, key)
		}
	}
	return list
}
