package pipeline

import (
	"context"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler"
	"github.com/paintbox-build/paintbox/chunker"
)

// split plans the chunks of a program and writes them. Where a file comes out
// larger than its limit although it could be cut, it plans again with the sizes
// that were measured.
func (r *runner) split(ctx context.Context, program *bundler.Program) (asset.Build, error) {
	var calibration chunker.Calibration
	for {
		r.start("plan")
		plan, err := chunker.New(&program.Graph, r.cfg.Chunks, calibration)
		if err != nil {
			return asset.Build{}, err
		}
		r.start("assemble")
		build, sizes, err := program.Assemble(ctx, &plan)
		if err != nil {
			return asset.Build{}, err
		}
		next, again := plan.Calibrate(calibration, sizes)
		if !again {
			build.Placements = program.Explain(&build, &plan, r.cfg.Chunks)
			if r.plugins != nil {
				for i := range build.Placements {
					p := &build.Placements[i]
					p.Plugins = r.plugins.Takers(p.Module)
				}
			}
			return build, nil
		}
		calibration = next
	}
}
