package swgen

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
)

// maxWorker is the size that the worker should stay under: browsers load it
// again on every visit. It is below 8 KB by itself; what comes on top is names
// that people chose.
const maxWorker = 10 * asset.KB

// warnings names what is allowed but works less well than the user may think.
func (o Options) warnings(build asset.Build, precache []asset.File, shell string, sw asset.File) []asset.Message {
	var ms []asset.Message
	warn := func(file, note, format string, args ...any) {
		ms = append(ms, asset.Message{Text: "service worker: " + fmt.Sprintf(format, args...), File: file, Note: note})
	}
	var total asset.Size
	for _, f := range precache {
		total += asset.Size(len(f.Data))
	}
	if shell == "" {
		warn("", "add a page to "+o.inFull("precache"), "no page is precached, so that the application does not start offline")
	}
	if 2*total > o.CacheLimit {
		warn("", "raise "+o.inFull("cacheLimit"), "the precache (%s) is more than half of %s (%s): an update will remove the old release's files before it takes over", total.Human(), o.called("cacheLimit"), o.CacheLimit)
	}
	if size := asset.Size(len(sw.Data)); o.Minify != nil && size >= maxWorker {
		warn("", "shorten "+o.inFull("precache")+" or "+o.called("navigationExclude"), "%s is %s, more than %s", sw.Path, size.Human(), maxWorker)
	}
	if large, most := o.tooLarge(build, precache); len(large) > 0 {
		enough := (most + asset.KB - 1) / asset.KB * asset.KB
		note := fmt.Sprintf("raise %s to %s, or lower the maxSize of its group", o.inFull("staticMaxSize"), enough)
		if enough > o.CacheLimit {
			note = fmt.Sprintf("raise %s and %s to %s and more, or lower the maxSize of its group", o.inFull("staticMaxSize"), o.called("cacheLimit"), enough)
		}
		warn(large[0].Path, note, "%s larger than %s (%s), so that what needs it does not work offline", sizes(large), o.called("staticMaxSize"), o.StaticMaxSize)
	}
	for _, root := range build.Roots {
		for _, name := range append([]string{root.File}, root.Styles...) {
			if f := build.File(name); f != nil && !f.Immutable {
				warn(f.Path, "put a content hash into its name", "the name carries no content hash: after a deployment a page may get the old file until the new worker takes over")
			}
		}
	}
	return ms
}

// tooLarge lists the scripts, style sheets and WebAssembly that the worker never
// stores, and says how large the largest of them is.
func (o Options) tooLarge(build asset.Build, precache []asset.File) (large []asset.File, most asset.Size) {
	for _, f := range build.Files {
		size := asset.Size(len(f.Data))
		isPrecached := slices.ContainsFunc(precache, func(other asset.File) bool { return other.Path == f.Path })
		if f.Kind != asset.KindJS && f.Kind != asset.KindCSS && f.Kind != asset.KindWASM || size <= o.StaticMaxSize || isPrecached || f.Path == o.File {
			continue
		}
		large, most = append(large, f), max(most, size)
	}
	slices.SortStableFunc(large, func(a, b asset.File) int { return cmp.Compare(len(b.Data), len(a.Data)) })
	return large, most
}

// sizes names some files with their sizes, as the beginning of a sentence.
func sizes(files []asset.File) string {
	const named = 3
	var list []string
	for _, f := range files[:min(len(files), named)] {
		list = append(list, fmt.Sprintf("%s (%s)", f.Path, asset.Size(len(f.Data)).Human()))
	}
	if more := len(files) - named; more > 0 {
		list = append(list, fmt.Sprintf("%d more", more))
	}
	if len(list) == 1 {
		return list[0] + " is"
	}
	return strings.Join(list[:len(list)-1], ", ") + " and " + list[len(list)-1] + " are"
}
