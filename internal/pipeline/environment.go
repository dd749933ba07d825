package pipeline

import (
	"cmp"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler"
	"github.com/paintbox-build/paintbox/internal/dotenv"
	"github.com/paintbox-build/paintbox/internal/page"
)

// environment reads what sources may know of where they are built. As in Vite,
// NODE_ENV is "production" in every mode, unless the process sets it, or a file
// sets it to "development"; in Create React App it always is. Where the error is
// asset.Messages, the rest of the files is read.
func (r *runner) environment() error {
	env, err := dotenv.Read(dotenv.Request{Dir: cmp.Or(r.opts.Foreign.EnvDir(), r.cfg.Dir), Mode: r.cfg.Mode, Prefixes: r.cfg.EnvPrefix, Process: r.opts.Environment})
	if env == nil {
		return err
	}
	r.files = env
	r.env = bundler.Environment{Mode: r.cfg.Mode, Values: env.Values, Global: r.cfg.Package.HasGlobal(), Context: r.cfg.Package.Webpack(), NodeFor: r.cfg.Package.NodeFor(r.cfg.Dir), Vite: r.cfg.Package.Vite(r.cfg.Dir)}
	r.env.SheetsFirst = bundler.SheetsFirst(r.cfg.Package.SheetsFirst(r.cfg.Dir, r.opts.Foreign.Vendors()))
	switch own := r.opts.Environment["NODE_ENV"]; {
	case r.cfg.Package.CreateReactApp():
	case own != "":
		r.env.NodeEnv = own
	case env.NodeEnv == "development":
		r.env.NodeEnv = env.NodeEnv
	}
	return err
}

// constants are what pages may name: what import.meta.env holds, and NODE_ENV.
func (r *runner) constants() page.Constants {
	c := page.Constants{Values: maps.Clone(r.env.Values), Prefixes: r.cfg.EnvPrefix}
	for name, expression := range bundler.Constants(r.bundling()) {
		value := expression
		_ = json.Unmarshal([]byte(expression), &value) // anything else but a string stands as it is
		c.Values[name] = value
	}
	return c
}

// noteEnvironment adds the files that were read to the inputs of a build, and
// what is to be said about them.
func (r *runner) noteEnvironment(build asset.Build) asset.Build {
	build.Inputs = append(slices.Clone(build.Inputs), r.files.Files...)
	slices.SortFunc(build.Inputs, func(a, b asset.Input) int { return strings.Compare(a.Path, b.Path) })
	for _, f := range r.files.Files {
		build.Environment = append(build.Environment, f.Path)
	}
	notes, warnings := r.opts.Foreign.Messages()
	build.Notes = slices.Concat(notes, r.cfg.Chosen, build.Notes)
	build.Warnings = slices.Concat(build.Warnings, warnings, r.cfg.Notes, r.files.Warnings)
	return build
}
