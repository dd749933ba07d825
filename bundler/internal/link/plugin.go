package link

import (
	"context"
	"path"
	"path/filepath"
	"strings"
	"sync"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler/internal/settings"
	"github.com/paintbox-build/paintbox/internal/css"
	"github.com/paintbox-build/paintbox/internal/pathname"
)

// plugin serves the modules that Paintbox makes or changes. esbuild calls it
// from several goroutines; what a run changes is guarded by mu.
type plugin struct {
	settings *settings.Settings
	archives *Archives
	packages *packages
	pages    map[string]pageText // modules of kind Page
	starts   map[string]bool     // files that pages start as modules

	ctx       context.Context              //nolint:containedctx // of the run: the linker's callbacks have none
	required  Requirements                 // of the run
	builtins  map[builtinUse]asset.Message // who asks for modules of Node.js that are empty, with the linker's error
	constants constants                    // of the run: the assignments that throw
	stars     map[string][]string          // of the run, by file: what it exports by itself
	left      map[missed]bool              // what is left out, since nothing is there: only who imports whom is asked
	stoodIn   map[string]bool              // the modules, as messages call them, and the extensions for which empty modules stand since they failed
	build     api.PluginBuild
	plugged   *plugged
	plain     *plainNames
	texts     *texts                         // of the run
	reads     *reads                         // of all runs
	within    []string                       // the classic workers that it links one of
	lone      *loneSheet                     // the style sheet that it links by itself; nil for a program
	another   func() (*plugin, []api.Plugin) // for a program by itself
	crowd     *crowd                         // of all runs

	lowers sync.Once
	wrong  []unlowered // what the linker writes wrong for the target
	jsx    sync.Map    // by directory: what tsconfig.json says of JSX

	mu       sync.Mutex
	globs    map[string][]asset.Message       // by file: where it calls import.meta.glob
	globDirs map[string]bool                  // the directories that these calls look into
	legal    map[string][]string              // by file: its legal comments
	classics map[string]api.OnLoadResult      // by file: the scripts of classic workers
	bundles  map[string]*Bundle               // by the linker's names of these: what they are made of
	beside   map[string]Copy                  // by name: the files that these name
	services map[string]service               // by name in the output: service workers
	filed    map[string]bool                  // the modules that plugins take for files
	gave     map[string]bool                  // properties that the project provides, and that a module uses
	filled   map[string]string                // modules of Node.js for which a package stands, and that
	outside  map[string]bool                  // what plugins leave to the browser
	parts    map[string][]asset.ContainedFile // by module: what compilers put into style sheets
	unvalued map[string]bool                  // style sheets that are entries, and so say nothing to scripts
	heads    map[string]css.Head              // by module: what only stands at the head of a style sheet
}

// begin starts a run. One without calls knows nothing of the runs before it: what
// was missing may be there now.
func (p *plugin) begin(ctx context.Context, required Requirements) {
	p.ctx = ctx
	p.constants, p.stars, p.texts = constants{}, map[string][]string{}, &texts{pages: p.pages}
	p.heads, p.filed, p.unvalued = map[string]css.Head{}, map[string]bool{}, map[string]bool{}
	p.parts = map[string][]asset.ContainedFile{}
	p.jsx.Clear()
	p.required, p.globs, p.globDirs, p.filled = required, map[string][]asset.Message{}, map[string]bool{}, map[string]string{}
	if required.Calls == nil {
		p.classics, p.bundles, p.beside, p.services = map[string]api.OnLoadResult{}, map[string]*Bundle{}, map[string]Copy{}, map[string]service{}
		p.packages, p.builtins, p.gave = newPackages(p.archives), map[builtinUse]asset.Message{}, map[string]bool{}
	}
}

// ended tells whether the run was given up.
func (p *plugin) ended() bool { return p.ctx.Err() != nil }

// virtual names a module that stands for a file.
func (p *plugin) virtual(kind Kind, file string) api.OnResolveResult {
	file = pathname.From(p.settings.Dir, file) // esbuild's hashes hold the path
	if kind == URL || kind == File {
		file = p.plain.of(file)
	}
	return api.OnResolveResult{Path: file, Namespace: string(kind), SideEffects: api.SideEffectsFalse}
}

// resolveBeside resolves a specifier that names a file relative to the importer.
func (p *plugin) resolveBeside(_ api.PluginBuild, a api.OnResolveArgs) (api.OnResolveResult, error) {
	kind, name, _ := strings.Cut(a.Path, ":")
	return p.virtual(Kind(kind), filepath.Join(a.ResolveDir, filepath.FromSlash(name))), nil
}

// importing is the text of a module that imports relative to a file.
func (p *plugin) importing(file, text string) api.OnLoadResult {
	return api.OnLoadResult{Contents: &text, ResolveDir: p.settings.File(path.Dir(file)), Loader: api.LoaderJS}
}

func failure(text, note string) api.OnResolveResult {
	m := api.Message{Text: text}
	if note != "" {
		m.Notes = []api.Note{{Text: note}}
	}
	return api.OnResolveResult{Errors: []api.Message{m}}
}

// builtinUse is a module that asks for a module of Node.js.
type builtinUse struct {
	importer  string // its absolute path
	specifier string
}

// missed is a specifier in a module, which has the linker's name for it or, if it
// is a file, its absolute path.
type missed struct{ importer, specifier string }

// purpose is what the plugin asks the linker for.
type purpose uint8

const (
	forStyles purpose = iota
	forJSX
	forExtension
	forEffects
	forStyle    // what a package gives to scripts
	forPlugins  // what there is without them
	forOdd      // what a specifier with odd characters names
	forBrowser  // what exports of a package lead to
	forLone     // what a style sheet names that is linked by itself
	forValues   // whether a style sheet is one that says something to scripts
	forPolyfill // whether it is there, and what stands for it
	forOnce     // the project's own copy of a package
)

// question marks, as an import's data, what the plugin asks for itself: who asked
// must not ask again. One may be asked because of another, whose mark, and the
// data that the import had before all, are in it.
type question struct {
	purpose purpose
	within  any
}

// asking tells whether an import is asked for a purpose.
func asking(data any, p purpose) bool {
	q, own := data.(question)
	return own && (q.purpose == p || asking(q.within, p))
}

// unmarked is the data that an import had before it was asked for.
func unmarked(data any) any {
	for {
		q, own := data.(question)
		if !own {
			return data
		}
		data = q.within
	}
}
