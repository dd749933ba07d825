package report

import (
	"errors"
	"fmt"
	"sync"

	"github.com/paintbox-build/paintbox/asset"
)

// Records makes the files that describe the build to other programs:
// manifest.json in Vite's shape, meta.json in esbuild's, report.json in ours.
// They depend on the build and its verdict alone: Run, Outdir and Why do not
// enter them, so that the same tree gives the same bytes.
func Records(r Report) ([]asset.File, error) {
	r.Run, r.Outdir, r.Why = nil, "", nil
	records := []struct {
		name string
		make func(*Report) any
	}{
		{"manifest.json", viteManifest},
		{"meta.json", metafile},
		{"report.json", func(r *Report) any { return document(r) }},
	}
	files, errs := make([]asset.File, len(records)), make([]error, len(records))
	var wait sync.WaitGroup
	for i, record := range records {
		wait.Go(func() {
			p := Dir + "/" + record.name
			data, err := encode(record.make(&r))
			if err != nil {
				errs[i] = fmt.Errorf("%s: %w", record.name, err)
			}
			files[i] = asset.File{Path: p, Name: p, Kind: asset.KindOther, Data: data}
		})
	}
	wait.Wait()
	return files, errors.Join(errs...)
}
