package pipeline

import (
	"bytes"
	"cmp"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler"
	"github.com/paintbox-build/paintbox/internal/config"
	"github.com/paintbox-build/paintbox/swgen"
)

// serviceWorker adds sw.js, unless the project has a worker of its own of that
// name, or one of its plugins made one.
func (r *runner) serviceWorker(build asset.Build) (asset.Build, error) {
	if r.cfg.ServiceWorker == nil {
		return build, nil
	}
	if own := build.File(workerFile(r.cfg)); own != nil && (own.Public || !swgen.Generated(own.Data)) {
		text := "service worker: your own " + own.Source + " is published"
		if !own.Public {
			text = "service worker: " + own.Path + " is published as a plugin made it"
		}
		build.Notes = append(build.Notes, asset.Message{
			Text: text + ", and Paintbox's is left out",
			Note: `give Paintbox's another name with serviceWorker.file, or set "serviceWorker" to false to leave out this line`,
		})
		return build, nil
	}
	options := *r.cfg.ServiceWorker
	options.Version = r.opts.Version
	options.Minify = bundler.MinifyScript
	result, err := swgen.Generate(build, options)
	if err != nil {
		return build, err
	}
	build = build.With(result.Files...)
	build.Precache = result.Precache
	build.Warnings = append(build.Warnings, result.Warnings...)
	if result.Register != "" && !registers(&build, workerFile(r.cfg)) {
		build.Notes = append(build.Notes, asset.Message{
			Text: "service worker: no page or script registers " + workerFile(r.cfg) + ", so that no browser runs it",
			Note: "write " + result.Register + ", or set serviceWorker.register to true",
		})
	}
	return build, nil
}

// workerFile is the path of the service worker that the build writes.
func workerFile(cfg *config.Config) string { return cmp.Or(cfg.ServiceWorker.File, "sw.js") }

// registers tells whether a page or a script could register the worker. A build
// without pages is registered by what its pages come from.
func registers(build *asset.Build, worker string) bool {
	pages, registering, named := false, false, false
	for _, f := range build.Files {
		if f.Kind != asset.KindHTML && f.Kind != asset.KindJS || f.Path == worker {
			continue
		}
		pages = pages || f.Kind == asset.KindHTML
		registering = registering || bytes.Contains(f.Data, []byte("serviceWorker")) && bytes.Contains(f.Data, []byte("register"))
		named = named || bytes.Contains(f.Data, []byte(worker))
	}
	return !pages || registering && named
}
