package swgen

import (
	"cmp"
	"errors"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/internal/coding"
)

// Needs tells which files of a directory Generate needs the bytes of: pages,
// scripts, style sheets, what the options name, and else what is not too large
// to be stored. Name is the path without content hash, size in bytes.
func (o Options) Needs(p, name string, size int64) bool {
	switch asset.KindOf(p) {
	case asset.KindHTML, asset.KindJS, asset.KindCSS:
		return true
	}
	limit := max(cmp.Or(o.StaticMaxSize, defaultStaticMax), cmp.Or(o.ImageMaxSize, defaultImageMax))
	return asset.Size(size) <= limit || slices.ContainsFunc(o.Precache, func(pattern string) bool { return stands(fromTop(pattern), p, name) })
}

// Select returns what Generate needs of a build that says no more than its
// directory does: the files that pages ask for, without the worker of the last
// time, and as the only root the page that stands in for every route. That the
// application is in a directory below is an error.
func Select(build asset.Build, opts Options) (asset.Build, error) {
	o, err := opts.resolved("")
	if err != nil {
		return asset.Build{}, err
	}
	shell := Shell(build)
	if shell == "" {
		for _, name := range []string{"browser", "client", "public", "out", "dist", "build"} {
			if build.File(name+"/index.html") != nil {
				return asset.Build{}, fmt.Errorf("no page in the directory, but %s/index.html; name the directory %s in it", name, name)
			}
		}
	}
	build.Files = slices.DeleteFunc(slices.Clone(build.Files), func(f asset.File) bool {
		return f.Path == o.File || f.Path == o.listFile() && Generated(f.Data) || unasked(f.Path)
	})
	if len(build.Files) == 0 {
		return asset.Build{}, errors.New("no files that a page asks for; name the directory that a build wrote")
	}
	roots := build.Roots
	build.Roots = nil
	if shell != "" {
		build.Roots = []asset.Root{shellRoot(&build, roots, shell)}
	}
	return build, nil
}

// Shell finds the page that stands in for every route in a directory that does
// not say: index.html, what hosts call the fallback page, or the only page in
// the top directory. It is "" where there is none.
func Shell(build asset.Build) string {
	var pages []string
	for _, f := range build.Files {
		if f.Kind == asset.KindHTML && !strings.Contains(f.Path, "/") {
			pages = append(pages, f.Path)
		}
	}
	for _, name := range []string{"index.html", "200.html", "index.csr.html", "app.html"} {
		if slices.Contains(pages, name) {
			return name
		}
	}
	if len(pages) == 1 {
		return pages[0]
	}
	return ""
}

// shellRoot is the root of the shell, without what the shell loads from another
// server: that is never asked of this one.
func shellRoot(build *asset.Build, roots []asset.Root, shell string) asset.Root {
	root := asset.Root{Source: shell, Name: shell, Entry: true, Page: shell}
	for _, r := range roots {
		if r.Entry && r.Page == shell {
			root = r
			break
		}
	}
	page := build.File(shell).Data
	elsewhere := func(p string) bool {
		return p != "" && regexp.MustCompile(`//[^/"'\s>]+/(?:[^"'\s>]*/)?`+regexp.QuoteMeta(p)).Match(page)
	}
	if elsewhere(root.File) {
		root.File = ""
	}
	root.Scripts = slices.DeleteFunc(slices.Clone(root.Scripts), elsewhere)
	root.Styles = slices.DeleteFunc(slices.Clone(root.Styles), elsewhere)
	return root
}

// unasked tells by its path what no page asks for, or what it gets with other
// bytes than the file has.
func unasked(p string) bool {
	lower := strings.ToLower(p)
	if _, _, encoded := coding.Sibling(lower); encoded || path.Ext(lower) == ".map" {
		return true
	}
	switch name := path.Base(p); name {
	case "robots.txt", "prerendered-routes.json", "asset-manifest.json", "ngsw.json", "ngsw-worker.js", "safety-worker.js", "worker-basic.min.js":
		return true
	default:
		return asset.IsNotice(p) || strings.HasPrefix(p, ".well-known/")
	}
}
