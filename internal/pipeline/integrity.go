package pipeline

import (
	"crypto/sha512"
	"encoding/base64"
	"slices"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/internal/page"
)

// integrity has the pages say what scripts and style sheets are, over their final
// bytes, so that browsers refuse any other.
func (r *runner) integrity(build asset.Build) (asset.Build, error) {
	if !r.cfg.Integrity {
		return build, nil
	}
	known := map[string]string{}
	sri := func(path string) string {
		f := build.File(path)
		if f == nil || f.Kind != asset.KindJS && f.Kind != asset.KindCSS {
			return ""
		}
		if known[path] == "" {
			sum := sha512.Sum384(f.Data)
			known[path] = "sha384-" + base64.StdEncoding.EncodeToString(sum[:])
		}
		return known[path]
	}
	var pages []asset.File
	for _, f := range build.Files {
		if f.Kind != asset.KindHTML || !f.Entry {
			continue
		}
		p, err := page.Parse(f.Path, f.Data, page.Public{})
		if err != nil {
			return build, err
		}
		if f.Data, err = p.WithIntegrity(build.Base, sri, later(&build, f.Imports)); err != nil {
			return build, err
		}
		pages = append(pages, f)
	}
	return build.With(pages...), nil
}

// later lists the scripts that some lead to by their imports, themselves included,
// sorted.
func later(build *asset.Build, scripts []string) []string {
	reached := asset.Reach(scripts, func(path string) []string {
		if f := build.File(path); f != nil {
			return slices.Concat(f.Imports, f.Dynamic)
		}
		return nil
	})
	return slices.Sorted(slices.Values(reached.Nodes()))
}
