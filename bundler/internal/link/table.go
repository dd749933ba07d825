package link

import (
	"github.com/evanw/esbuild/pkg/api"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler/internal/settings"
)

// row is one way in which the linker reads what is not simply a file. Rows are
// asked in the order of the table: those before hide those after.
type row struct {
	kind Kind
	step string // how a chain of imports names its way through such a module; "" where that imports nothing

	suffixes []string // of imports that give a module of the kind, as in Vite

	imports func(specifier string) bool // which specifiers resolve is asked about
	resolve func(*plugin, api.PluginBuild, api.OnResolveArgs) (api.OnResolveResult, error)

	files func(file string) bool // of a row of sources: which paths load is asked about
	load  func(*plugin, api.OnLoadArgs) (api.OnLoadResult, error)
}

// Step names the way that a chain of imports takes through a module of a kind
// that Paintbox makes: how the module before it gets at the one after it.
func Step(k Kind) string {
	for _, r := range kinds() {
		if r.kind == k && r.step != "" {
			return r.step
		}
	}
	return "import"
}

// kinds is the table of all that the plugin serves. Plugins from outside are
// asked ahead of suffixes and of what reads sources.
func kinds() []row {
	return []row{
		{imports: every, resolve: (*plugin).resolveNamed, files: every, load: (*plugin).loadPluggedLone},
		{imports: every, resolve: (*plugin).resolveValued},
		{imports: hasStarless, resolve: (*plugin).resolveStarless},
		{kind: Page, step: "<script>", imports: Page.begins, resolve: (*plugin).resolvePage, load: (*plugin).loadPage},
		{kind: URL, imports: URL.begins, resolve: (*plugin).resolveBeside, load: loadAs(api.LoaderFile)},
		{kind: Worker, step: startsWorker, imports: Worker.begins, resolve: (*plugin).resolveBeside, load: (*plugin).loadWorker},
		{kind: Classic, step: startsWorker, imports: Classic.begins, resolve: (*plugin).resolveClassic, load: (*plugin).loadClassic},
		{imports: every, resolve: (*plugin).resolveRequired, files: every, load: (*plugin).loadRequired},
		{kind: Env, imports: Env.begins, resolve: (*plugin).resolveEnv, load: (*plugin).loadEnv},
		{kind: Loaded, imports: hasLoaders, resolve: (*plugin).resolveLoaders, load: loadLoaded},
		{imports: every, resolve: (*plugin).resolvePlugged, files: every, load: (*plugin).loadPlugged},
		{kind: Plugged, load: (*plugin).loadPlugged},
		{kind: Virtual, load: (*plugin).loadPlugged},
		{kind: Given, imports: Given.begins, resolve: (*plugin).resolveGiven, load: loadGiven},
		{kind: Whole, imports: Whole.begins, resolve: (*plugin).resolveWhole, load: (*plugin).loadWhole},
		{kind: Builtin, imports: isBuiltin, resolve: (*plugin).resolveBuiltin, load: loadBuiltin},
		{imports: isBare, resolve: (*plugin).resolveOnce},
		{imports: isBare, resolve: (*plugin).resolveStyle},
		{imports: isSuffixed, resolve: (*plugin).resolveSuffix},
		{imports: isSchemed, resolve: (*plugin).resolveScheme},
		{imports: isRuntime, resolve: (*plugin).resolveJSX},
		{kind: File, suffixes: []string{"?url", "?no-inline", "?url&no-inline"}, load: loadAs(api.LoaderFile)},
		{kind: SheetFile, load: (*plugin).loadSheetFile},
		{kind: Raw, suffixes: []string{"?raw"}, load: loadAs(api.LoaderText)},
		{kind: Inline, suffixes: []string{"?inline", "?url&inline"}, load: (*plugin).loadInline},
		{kind: Start, suffixes: []string{"?worker", "?worker&inline", "?inline&worker"}, step: startsWorker, load: loadStart("function WorkerWrapper(options) {\n  return new Worker(new URL(start()" + startOptions)},
		{kind: StartShared, suffixes: []string{"?sharedworker", "?sharedworker&inline", "?inline&sharedworker"}, step: startsWorker, load: loadStart("function SharedWorkerWrapper(options) {\n  return new SharedWorker(new URL(start()" + startOptions)},
		{kind: WorkerURL, suffixes: []string{"?worker&url", "?url&worker"}, step: startsWorker, load: loadStart("new URL(start(), import.meta.url).href;\n")},
		{kind: Init, suffixes: []string{"?init"}, load: (*plugin).loadInit},
		{imports: isOdd, resolve: (*plugin).resolveOdd},
		{kind: Public, imports: isRooted, resolve: (*plugin).resolveRooted, load: (*plugin).loadPublic},
		{imports: isBare, resolve: (*plugin).resolveForBrowser},
		{imports: isBare, resolve: (*plugin).resolveModuleField},
		{imports: isBare, resolve: (*plugin).resolveExtended},
		{imports: every, resolve: (*plugin).resolveEffects},
		{imports: every, resolve: (*plugin).resolveLeft},
		{imports: named, resolve: (*plugin).resolveMissing, files: every, load: (*plugin).loadSheet},
		{files: isScript, load: (*plugin).loadSource},
		{files: isCommented, load: loadCommented},
		{files: isData, load: (*plugin).loadData},
		{files: every, load: (*plugin).loadSmall},
	}
}

func newPlugin(s *settings.Settings, entries []settings.Entry) *plugin {
	reads := &reads{}
	archives := &Archives{reads: reads}
	p := &plugin{settings: s, archives: archives, reads: reads, crowd: newCrowd(), packages: newPackages(archives), pages: map[string]pageText{}, starts: map[string]bool{}, builtins: map[builtinUse]asset.Message{},
		legal: map[string][]string{}, plugged: newPlugged(s.Dir), texts: &texts{}, plain: &plainNames{}, classics: map[string]api.OnLoadResult{}, bundles: map[string]*Bundle{}, beside: map[string]Copy{}, services: map[string]service{}, outside: map[string]bool{}}
	p.another = func() (*plugin, []api.Plugin) {
		inner := newPlugin(s, nil)
		inner.reads, inner.archives.reads = p.reads, p.reads
		return inner, []api.Plugin{{Name: "paintbox", Setup: inner.setup}}
	}
	for _, e := range entries {
		p.addPage(e)
	}
	return p
}

// setup makes the table known to esbuild, as one hook of each kind: esbuild asks
// for every import and every module, and each hook that it asks costs.
func (p *plugin) setup(b api.PluginBuild) {
	p.build = b
	var resolving []row
	loading := map[Kind][]row{} // esbuild calls sources "file"
	for _, r := range kinds() {
		if r.resolve != nil {
			resolving = append(resolving, r)
		}
		if r.load != nil {
			loading[r.kind] = append(loading[r.kind], r)
		}
	}
	b.OnResolve(api.OnResolveOptions{Filter: "^"}, func(a api.OnResolveArgs) (api.OnResolveResult, error) {
		if p.ended() { // esbuild ends when its modules do, and finding the place of an error takes long
			return api.OnResolveResult{Path: a.Path, External: true}, nil
		}
		p.reads.lookup(a)
		return p.resolve(resolving, a)
	})
	b.OnLoad(api.OnLoadOptions{Filter: "^"}, func(a api.OnLoadArgs) (api.OnLoadResult, error) {
		if p.ended() {
			return api.OnLoadResult{Contents: new(string), Loader: api.LoaderEmpty}, nil
		}
		p.crowd.wait()
		p.reads.module(p.settings, a)
		kind := Kind(a.Namespace)
		if kind == "file" {
			kind = Source
		}
		if made := p.emptied(a); made.Contents != nil {
			return made, nil
		}
		result, err := p.load(loading[kind], a)
		result = goOn(result)
		if result.Contents != nil {
			growStack(len(*result.Contents))
		}
		return result, err
	})
}

// resolve asks the rows in their order, until one knows or fails. What those
// before it warn of is said as well.
func (p *plugin) resolve(rows []row, a api.OnResolveArgs) (api.OnResolveResult, error) {
	if a.ResolveDir != "" {
		p.packages.of(a.ResolveDir) // which may leave out what is imported
	}
	var warnings []api.Message
	for _, r := range rows {
		if !r.imports(a.Path) {
			continue
		}
		result, err := r.resolve(p, p.build, a)
		warnings = append(warnings, result.Warnings...)
		if err != nil || len(result.Errors) > 0 || result.Path != "" || result.External {
			result.Warnings = warnings
			return result, err
		}
	}
	return api.OnResolveResult{Warnings: warnings}, nil
}

// load asks the rows of a kind in their order, as resolve does.
func (p *plugin) load(rows []row, a api.OnLoadArgs) (api.OnLoadResult, error) {
	var warnings []api.Message
	for _, r := range rows {
		if r.kind == Source && !r.files(a.Path) {
			continue
		}
		result, err := r.load(p, a)
		warnings = append(warnings, result.Warnings...)
		if err != nil || len(result.Errors) > 0 || result.Contents != nil {
			result.Warnings = warnings
			return result, err
		}
	}
	return api.OnLoadResult{Warnings: warnings}, nil
}
