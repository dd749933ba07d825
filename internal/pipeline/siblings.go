package pipeline

import (
	"slices"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/internal/coding"
)

// withoutSiblings leaves out the files of plugins that are compressed siblings
// of others, where the build has made such a sibling itself: that one is of the
// file as it is published.
func withoutSiblings(build asset.Build) asset.Build {
	build.Files = slices.DeleteFunc(slices.Clone(build.Files), func(f asset.File) bool {
		plain, c, is := coding.Sibling(f.Path)
		if !is || f.Public {
			return false
		}
		of := build.File(plain)
		return of != nil && of.Encodings[c.Name] != nil
	})
	return build
}
