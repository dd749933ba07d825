package swgen

import (
	"fmt"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/internal/glob"
)

// precached returns the files to precache, the shell first.
func (o Options) precached(build asset.Build) ([]asset.File, error) {
	var files []asset.File
	if o.Precache == nil {
		files = defaultPrecache(build)
		files = files[:min(len(files), o.PrecacheLimit)]
	}
	for _, pattern := range o.Precache {
		found, err := o.matching(build, pattern)
		if err != nil {
			return nil, err
		}
		for _, f := range found {
			if !slices.ContainsFunc(files, func(other asset.File) bool { return other.Path == f.Path }) {
				files = append(files, f)
			}
		}
	}
	if len(files) > o.PrecacheLimit {
		return nil, o.wrong("precache", fmt.Sprintf("%d files, the limit is %d", len(files), o.PrecacheLimit), "list fewer, since every visitor loads them at once, or set "+o.called("precacheLimit"))
	}
	return files, nil
}

// fits checks that the files are within the cache limit, alone and together.
func (o Options) fits(files []asset.File) error {
	var total asset.Size
	for _, f := range files {
		size := asset.Size(len(f.Data))
		if total += size; size > o.CacheLimit {
			return o.wrong("precache", fmt.Sprintf("%s is %s, larger than %s (%s)", f.Path, size.Human(), o.called("cacheLimit"), o.CacheLimit), "leave it out or raise "+o.called("cacheLimit"))
		}
	}
	if total > o.CacheLimit {
		return o.wrong("precache", fmt.Sprintf("%s together, more than %s (%s)", total.Human(), o.called("cacheLimit"), o.CacheLimit), "list fewer files or raise "+o.called("cacheLimit"))
	}
	return nil
}

// defaultPrecache is what the shell needs to start: the page, its first entry
// script and one style sheet, the script's first or else the page's. Files that carry no entry's name
// are loaded when they are used.
func defaultPrecache(build asset.Build) []asset.File {
	shell := shellOf(build)
	if shell == nil {
		return nil
	}
	files := []asset.File{*shell}
	for _, root := range build.Roots {
		if !root.Entry || root.Page != shell.Path {
			continue
		}
		for _, name := range append([]string{root.File}, ownFirst(build, root)...) {
			f := build.File(name)
			if f != nil && !slices.ContainsFunc(files, func(other asset.File) bool { return other.Kind == f.Kind }) {
				files = append(files, *f)
			}
		}
	}
	return files
}

// started lists the addresses of what the shell loads to start, beside the
// precached files, as far as the worker may store it: a page that was loaded
// before there was a worker works offline with these. list is the size of the
// list of files in bytes. What routes load is not among them.
func (o Options) started(build asset.Build, precache []asset.File, list int) []string {
	var addresses []string
	room := o.CacheLimit*9/10 - asset.Size(list)
	seen := map[string]bool{}
	for _, f := range precache {
		room -= asset.Size(len(f.Data))
		seen[f.Path] = true
	}
	for _, root := range build.Roots {
		if !root.Entry || !slices.ContainsFunc(precache, func(f asset.File) bool { return f.Kind == asset.KindHTML && f.Path == root.Page }) {
			continue
		}
		for _, f := range build.FilesAt(root.Scripts, root.Styles) {
			size := asset.Size(len(f.Data))
			if seen[f.Path] || size > o.StaticMaxSize {
				continue
			}
			if room -= size; room < 0 {
				return addresses
			}
			seen[f.Path] = true
			addresses = append(addresses, address(f.Path))
		}
	}
	return addresses
}

// ownFirst lists the root's style sheets, those of its script first.
func ownFirst(build asset.Build, root asset.Root) []string {
	script := build.File(root.File)
	if script == nil {
		return root.Styles
	}
	var own, others []string
	for _, name := range root.Styles {
		if slices.Contains(script.CSS, name) {
			own = append(own, name)
		} else {
			others = append(others, name)
		}
	}
	return append(own, others...)
}

// shellOf is the page that stands in for every route: index.html, else the only page.
func shellOf(build asset.Build) *asset.File {
	if f := build.File("index.html"); f != nil {
		return f
	}
	var pages []string
	for _, root := range build.Roots {
		if root.Entry && root.Page != "" && !slices.Contains(pages, root.Page) {
			pages = append(pages, root.Page)
		}
	}
	if len(pages) != 1 {
		return nil
	}
	return build.File(pages[0])
}

// matching finds the files that one element of Options.Precache stands for.
func (o Options) matching(build asset.Build, pattern string) ([]asset.File, error) {
	pattern = fromTop(pattern)
	var found []asset.File
	for _, f := range build.Files {
		if stands(pattern, f.Path, f.Name, f.Source) && !f.Notice {
			found = append(found, f)
		}
	}
	if len(found) == 0 {
		return nil, o.wrong("precache", fmt.Sprintf("the build has no file %q", pattern), fmt.Sprintf("write a path below the output directory, such as %q", example(build)))
	}
	return found, nil
}

// fromTop writes "/index.html" and "./index.html" as the build has it.
func fromTop(pattern string) string {
	return strings.TrimPrefix(strings.TrimPrefix(pattern, "./"), "/")
}

// stands tells whether an element of Options.Precache stands for a file with
// one of these names.
func stands(pattern string, names ...string) bool {
	return slices.ContainsFunc(names, func(name string) bool {
		return glob.Match(pattern, name)
	})
}

// example is a file that could be meant.
func example(build asset.Build) string {
	if files := defaultPrecache(build); len(files) > 0 {
		return files[len(files)-1].Name
	}
	return "index.html"
}
