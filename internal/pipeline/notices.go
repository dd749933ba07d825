package pipeline

import (
	"slices"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/internal/notice"
)

// notices adds the notices of packages whose code or files are in the build. A
// license that the project does not allow is an error.
func (r *runner) notices(build asset.Build) (asset.Build, error) {
	if r.cfg.Licenses == nil {
		return build, nil
	}
	r.start("notices")
	found := notice.Read(&build, r.cfg.Dir)
	if failed := found.Check(*r.cfg.Licenses, build.Placements); failed != nil {
		return build, failed
	}
	files, err := found.Files()
	if err != nil {
		return build, err
	}
	if m, unknown := found.Warning(); unknown {
		build.Notes = append(slices.Clip(build.Notes), m)
	}
	for _, f := range files {
		if build.File(f.Path) == nil {
			build = build.With(f)
			continue
		}
		build.Warnings = append(slices.Clip(build.Warnings), asset.Message{
			File: build.File(f.Path).Source, Text: "it is published in place of the build's own notices of packages", Key: "licenses",
			Note: `rename it to have both, or set "licenses" to false`,
		})
	}
	return build, nil
}

// noticeFile is the file that scripts name; "" for none.
func (r *runner) noticeFile() string {
	if r.cfg.Licenses == nil {
		return ""
	}
	return notice.TextFile
}
