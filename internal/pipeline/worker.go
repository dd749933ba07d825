package pipeline

import (
	"bytes"
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler"
	"github.com/paintbox-build/paintbox/internal/config"
	"github.com/paintbox-build/paintbox/internal/lex"
	"github.com/paintbox-build/paintbox/internal/page"
	"github.com/paintbox-build/paintbox/swgen"
)

// serviceWorker adds sw.js, unless the project has a worker of its own of that
// name, or one of its plugins made one.
func (r *runner) serviceWorker(build asset.Build) (asset.Build, error) {
	if r.cfg.ServiceWorker == nil {
		return build, nil
	}
	registered := registeredWorkers(&build, r.cfg.Base)
	if own := build.File(workerFile(r.cfg)); own != nil && (own.Public || !swgen.Generated(own.Data)) {
		build.Notes = append(build.Notes, leftOut(own, "published", `give Paintbox's another name with serviceWorker.file, or set "serviceWorker" to false to leave out this line`))
		return build, nil
	}
	if own := r.theirs(&build, registered); own != nil {
		build.Notes = append(build.Notes, leftOut(own, "published and registered", `register `+workerFile(r.cfg)+` in its place to have Paintbox's, or set "serviceWorker" to false to leave out this line`))
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
	build.Warnings = append(build.Warnings, missingWorkers(&build, registered, workerFile(r.cfg))...)
	if result.Register != "" && !registers(&build, workerFile(r.cfg)) {
		build.Notes = append(build.Notes, asset.Message{
			Text: "service worker: no page or script registers " + workerFile(r.cfg) + ", so that no browser runs it",
			Note: "write " + result.Register + ", or set serviceWorker.register to true",
		})
	}
	return build, nil
}

// leftOut says that a worker of the project's own stands in the place of Paintbox's.
func leftOut(own *asset.File, what, advice string) asset.Message {
	text := "service worker: your own " + own.Source + " is " + what
	if own.Source == "" {
		text = "service worker: " + own.Path + " is " + what + " as a plugin made it"
	}
	return asset.Message{Text: text + ", and Paintbox's is left out", Note: advice}
}

// theirs is a script of the build that the application registers in the place of
// Paintbox's: a page has one worker for all that is beside it and below, and the
// last one registered would replace the other. nil where there is none.
func (r *runner) theirs(build *asset.Build, registered []string) *asset.File {
	if r.cfg.ServiceWorker.Register || r.cfg.ServiceWorker.File != "" || slices.Contains(registered, workerFile(r.cfg)) {
		return nil
	}
	for _, name := range registered {
		if own := build.File(name); own != nil && !strings.Contains(name, "/") {
			return own
		}
	}
	return nil
}

// missingWorkers warns of the scripts that are registered and that nothing publishes.
func missingWorkers(build *asset.Build, registered []string, worker string) []asset.Message {
	var warnings []asset.Message
	for _, name := range registered {
		if name != worker && build.File(name) == nil {
			warnings = append(warnings, asset.Message{Text: "service worker: " + name + " is registered, and no file of the build is called so",
				Note: "write it into the public directory, or register " + worker + ", which Paintbox makes"})
		}
	}
	return warnings
}

// registeredWorkers lists the scripts that programs of a build register by a literal,
// or name as workers are usually called where they register one, as paths in the
// output, each once.
func registeredWorkers(build *asset.Build, base string) []string {
	var names []string
	for _, f := range build.Files {
		if !bytes.Contains(f.Data, []byte("serviceWorker")) {
			continue
		}
		var programs [][]byte
		switch f.Kind {
		case asset.KindJS:
			programs = [][]byte{f.Data}
		case asset.KindHTML:
			if p, err := page.Parse(f.Path, f.Data, page.Public{}); err == nil {
				programs = p.Programs()
			}
		}
		for _, text := range programs {
			_, registers := lex.Find(text, "serviceWorker.register(")
			for found := range lex.FindAll(text, "register($string", "register(new URL($string", "$string") {
				name, _, _ := strings.Cut(found.Values[0], "?")
				name = strings.TrimPrefix(strings.TrimPrefix(strings.TrimPrefix(name, base), "./"), "/")
				if found.Phrase == 2 && !(registers && slices.Contains([]string{"sw.js", "service-worker.js", "serviceWorker.js"}, name)) {
					continue
				}
				if path.Ext(name) == ".js" && !strings.Contains(name, ":") && !strings.HasPrefix(name, "..") && !slices.Contains(names, name) {
					names = append(names, name)
				}
			}
		}
	}
	return names
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
