package report

import (
	"fmt"

	"github.com/paintbox-build/paintbox/asset"
)

// Records makes the files that describe the build to other programs:
// manifest.json in Vite's shape, meta.json in esbuild's, report.json in ours.
// They depend on the build and its verdict alone: Run, Outdir and Why do not
// enter them, so that the same tree gives the same bytes.
func Records(r Report) ([]asset.File, error) {
	r.Run, r.Outdir, r.Why = nil, "", nil
	var files []asset.File
	for _, record := range []struct {
		name string
		make func(*Report) any
	}{
		{"manifest.json", viteManifest},
		{"meta.json", metafile},
		{"report.json", func(r *Report) any { return document(r) }},
	} {
		data, err := encode(record.make(&r))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", record.name, err)
		}
		p := Dir + "/" + record.name
		files = append(files, asset.File{Path: p, Name: p, Kind: asset.KindOther, Data: data})
	}
	return files, nil
}
