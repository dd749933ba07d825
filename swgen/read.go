package swgen

import (
	"net/url"
	"path"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/internal/lex"
)

// stored is what an element of the worker's precache may be, as the template
// writes it or minified: ["index.html","JXtrEAOChjn3",!1].
func stored() []string {
	return []string{"[$string, $string, true]", "[$string, $string, false]", "[$string, $string, !0]", "[$string, $string, !1]"}
}

// revisionLength is that of an element's second string.
const revisionLength = 12

// Precached lists the files of a directory that the worker in it, if this
// package wrote one, stores at installation, as Result.Precache does. It is nil
// without a worker.
func Precached(build asset.Build) []string {
	for _, sw := range build.Files {
		if sw.Kind != asset.KindJS || !Generated(sw.Data) {
			continue
		}
		var paths []string
		for found := range lex.FindAll(sw.Data, stored()...) {
			address, revision := found.Values[0], found.Values[1]
			if len(revision) != revisionLength {
				continue
			}
			name, err := url.PathUnescape(strings.TrimPrefix(address, "./"))
			if f := build.File(path.Join(path.Dir(sw.Path), name)); err == nil && f != nil && !Generated(f.Data) {
				paths = append(paths, f.Path)
			}
		}
		return paths
	}
	return nil
}
