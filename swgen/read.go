package swgen

import (
	"encoding/json"
	"net/url"
	"path"
	"regexp"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
)

// stored is an element of the worker's precache, as the template writes it or
// minified: ["index.html","JXtrEAOChjn3",!1].
var stored = regexp.MustCompile(`\[("(?:[^"\\]|\\.)*"),\s*"[0-9A-Za-z+/]{12}",\s*(?:true|false|!0|!1)\]`)

// Precached lists the files of a directory that the worker in it, if this
// package wrote one, stores at installation, as Result.Precache does. It is nil
// without a worker.
func Precached(build asset.Build) []string {
	for _, sw := range build.Files {
		if sw.Kind != asset.KindJS || !Generated(sw.Data) {
			continue
		}
		var paths []string
		for _, m := range stored.FindAllSubmatch(sw.Data, -1) {
			var address string
			if json.Unmarshal(m[1], &address) != nil {
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
