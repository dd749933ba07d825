package bundler

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler/internal/sourcemap"
)

// linkDir is where the linker believes it writes to. Nothing is written.
const linkDir = ".paintbox-link"

// linked is what the linker leaves to later phases.
type linked struct {
	meta     metafile
	outputs  map[string][]byte // by path relative to linkDir
	scripts  []string          // the outputs that are scripts, by the first module that each holds
	warnings []asset.Message
	rawMaps  map[string][]byte         // source maps, by the output that they are of
	maps     map[string]*sourcemap.Map // the same
}

// metafile is the part of esbuild's metafile that Paintbox reads.
type metafile struct {
	Inputs  map[string]metaInput
	Outputs map[string]metaOutput
}

type metaInput struct {
	Bytes   int
	Imports []metaImport
	Format  string
}

type metaImport struct {
	Path     string
	Kind     string
	Original string // the specifier
	External bool
}

type metaOutput struct {
	Imports    []metaImport
	EntryPoint string
	CSSBundle  string
	Inputs     map[string]struct{ BytesInOutput int }
}

// copied tells whether an output is a file that was copied: what an import of
// a file that is neither script nor style gives.
func (o metaOutput) copied() bool {
	for input := range o.Inputs {
		return len(o.Inputs) == 1 && (strings.HasPrefix(input, urlPrefix) || strings.HasPrefix(input, filePrefix))
	}
	return false
}

// linker is esbuild used as a linker: everything resolved, shaken and hoisted,
// names and white space kept, one output for each set of roots. A second run
// does not parse again what it has parsed.
type linker struct {
	dir      string
	esbuild  api.BuildContext
	required requirements // of require(), as of the next run
}

func newLinker(o Options, entries []Entry, packages *packages) (*linker, error) {
	l := &linker{dir: o.Dir}
	options, err := linkOptions(o, entries)
	if err != nil {
		return nil, err
	}
	options.Plugins = []api.Plugin{sourcePlugin(o, entries, packages, options.Loader, &l.required)}
	esbuild, failed := api.Context(options)
	if failed != nil {
		return nil, asset.Messages(messages(failed.Errors))
	}
	l.esbuild = esbuild
	return l, nil
}

func (r *linker) run(ctx context.Context) (*linked, error) {
	stop := context.AfterFunc(ctx, r.esbuild.Cancel)
	result := r.esbuild.Rebuild()
	stop()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if len(result.Errors) > 0 {
		return nil, asset.Messages(explain(r.dir, messages(result.Errors)))
	}
	l := &linked{outputs: map[string][]byte{}, warnings: explain(r.dir, messages(result.Warnings))}
	if err := json.Unmarshal([]byte(result.Metafile), &l.meta); err != nil {
		return nil, fmt.Errorf("reading the linker's metafile: %w", err)
	}
	root := filepath.Join(r.dir, linkDir)
	for _, f := range result.OutputFiles {
		rel, err := filepath.Rel(root, f.Path)
		if err != nil {
			return nil, fmt.Errorf("linker wrote outside its directory: %w", err)
		}
		rel = filepath.ToSlash(rel)
		if l.takeMap(rel, f.Contents) {
			continue
		}
		l.outputs[rel] = f.Contents
		if path.Ext(rel) == ".js" && !l.meta.Outputs[linkDir+"/"+rel].copied() {
			l.scripts = append(l.scripts, rel)
		}
	}
	if failed := l.globs(); failed != nil {
		return nil, failed
	}
	l.sortScripts()
	return l, l.readMaps()
}

// sortScripts puts the scripts in an order that does not depend on the hashes in
// their names, so that a change to one module leaves the rest where it was. No
// module is in two scripts.
func (l *linked) sortScripts() {
	first := make(map[string]string, len(l.scripts))
	for _, name := range l.scripts {
		inputs := l.meta.Outputs[linkDir+"/"+name].Inputs
		if len(inputs) > 0 {
			first[name] = slices.Min(slices.Collect(maps.Keys(inputs)))
		}
	}
	slices.SortFunc(l.scripts, func(a, b string) int { return cmp.Or(cmp.Compare(first[a], first[b]), cmp.Compare(a, b)) })
}

func linkOptions(o Options, entries []Entry) (api.BuildOptions, error) {
	loaders, err := o.loaders()
	if err != nil {
		return api.BuildOptions{}, err
	}
	target, engines, err := o.target()
	if err != nil {
		return api.BuildOptions{}, err
	}
	points := make([]api.EntryPoint, len(entries))
	for i, e := range entries {
		points[i] = api.EntryPoint{InputPath: e.input(o.Dir), OutputPath: fmt.Sprintf("entry-%d", i)}
	}
	return api.BuildOptions{
		EntryPointsAdvanced: points,
		AbsWorkingDir:       o.Dir,
		Outdir:              filepath.Join(o.Dir, linkDir),
		ChunkNames:          "chunk-[hash]",
		AssetNames:          "[name]-[hash]",
		Bundle:              true,
		Splitting:           true,
		Format:              api.FormatESModule,
		Platform:            api.PlatformBrowser,
		Metafile:            true,
		Sourcemap:           o.sourcemap(),
		MinifySyntax:        true,
		TreeShaking:         api.TreeShakingTrue,
		LegalComments:       api.LegalCommentsNone,
		Charset:             api.CharsetUTF8,
		JSX:                 api.JSXAutomatic,
		Target:              target,
		Engines:             engines,
		Define:              o.define(),
		Alias:               o.Alias,
		External:            o.External,
		Conditions:          o.conditions(),
		Loader:              loaders,
		LogLevel:            api.LogLevelSilent,
	}, nil
}

// conditions adds the user's conditions to those that bundlers agree on.
func (o Options) conditions() []string {
	return append([]string{"module", "production"}, o.Conditions...)
}

// input is the path by which the linker knows an entry.
func (e Entry) input(dir string) string {
	switch {
	case len(e.Modules) == 1 && e.Modules[0].Path != "":
		return filepath.Join(dir, filepath.FromSlash(e.Modules[0].Path))
	case len(e.Modules) > 0:
		return pagePrefix + e.module()
	}
	return filepath.Join(dir, filepath.FromSlash(e.Source))
}
