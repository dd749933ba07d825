package swgen

import (
	"fmt"

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
		warn("", "add a page to serviceWorker.precache", "no page is precached, so that the application does not start offline")
	}
	if 2*total > o.CacheLimit {
		warn("", "raise serviceWorker.cacheLimit", "the precache (%s) is more than half of cacheLimit (%s): an update will remove the old release's files before it takes over", total.Human(), o.CacheLimit)
	}
	if size := asset.Size(len(sw.Data)); o.Minify != nil && size >= maxWorker {
		warn("", "shorten serviceWorker.precache or navigationExclude", "%s is %s, more than %s", sw.Path, size.Human(), maxWorker)
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
