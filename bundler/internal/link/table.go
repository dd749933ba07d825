package link

import (
	"regexp"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler/internal/settings"
)

// row is one way in which the linker reads what is not simply a file. Rows are
// asked in the order of the table: those before hide those after.
type row struct {
	kind Kind
	step string // how a chain of imports names its way through such a module; "" where that imports nothing

	imports string // a pattern of the specifiers that resolve is asked about; "" for none
	resolve func(*plugin, api.PluginBuild, api.OnResolveArgs) (api.OnResolveResult, error)

	files string // of a row of sources: a pattern of the paths that load is asked about
	load  func(*plugin, api.OnLoadArgs) (api.OnLoadResult, error)
}

// startsWorker is the step from a module to the worker that it starts.
const startsWorker = "new Worker()"

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
		{kind: Page, step: "<script>", imports: "^" + Page.prefix(), resolve: (*plugin).resolvePage, load: (*plugin).loadPage},
		{kind: URL, imports: "^" + URL.prefix(), resolve: (*plugin).resolveBeside, load: loadAs(api.LoaderFile)},
		{kind: Worker, step: startsWorker, imports: "^" + Worker.prefix(), resolve: (*plugin).resolveBeside, load: (*plugin).loadWorker},
		{imports: ".*", resolve: (*plugin).resolveRequired, files: ".*", load: (*plugin).loadRequired},
		{kind: Env, imports: "^" + Env.prefix(), resolve: (*plugin).resolveEnv, load: (*plugin).loadEnv},
		{imports: ".*", resolve: (*plugin).resolvePlugged, files: ".*", load: (*plugin).loadPlugged},
		{kind: Plugged, load: (*plugin).loadPlugged},
		{kind: Virtual, load: (*plugin).loadPlugged},
		{kind: Builtin, imports: builtinFilter, resolve: (*plugin).resolveBuiltin, load: loadBuiltin},
		{imports: `^(@[^/]+/)?[\w.-]+(/|$)`, resolve: (*plugin).resolveStyle},
		{imports: suffixFilter, resolve: (*plugin).resolveSuffix},
		{imports: "^react/jsx-runtime$", resolve: (*plugin).resolveJSX},
		{kind: File, load: loadAs(api.LoaderFile)},
		{kind: Raw, load: loadAs(api.LoaderText)},
		{kind: Inline, load: loadAs(api.LoaderDataURL)},
		{kind: Start, step: startsWorker, load: loadStart("function WorkerWrapper(options) {\n  return new Worker(new URL(start()" + startOptions)},
		{kind: StartShared, step: startsWorker, load: loadStart("function SharedWorkerWrapper(options) {\n  return new SharedWorker(new URL(start()" + startOptions)},
		{kind: Init, load: (*plugin).loadInit},
		{kind: WorkerURL, step: startsWorker, load: loadStart("new URL(start(), import.meta.url).href;\n")},
		{imports: "%[0-9A-Fa-f]{2}", resolve: (*plugin).resolveEscaped},
		{kind: Public, imports: "^/[^/]", resolve: (*plugin).resolveRooted, load: (*plugin).loadPublic},
		{imports: ".*", resolve: (*plugin).resolveEffects},
		{imports: ".*", resolve: (*plugin).resolveLeniently},
		{imports: ".", resolve: (*plugin).resolveMissing, files: `\.\w*(css|less|sass|styl)$`, load: (*plugin).loadSheet},
		{files: `\.[cm]?[jt]sx?$`, load: (*plugin).loadSource},
		{files: `(\.jsonc|[\\/][jt]sconfig[^\\/]*\.json)$`, load: loadCommented},
		{files: ".*", load: (*plugin).loadSmall},
	}
}

func newPlugin(s *settings.Settings, entries []settings.Entry) *plugin {
	archives := &Archives{}
	p := &plugin{settings: s, archives: archives, packages: newPackages(archives), pages: map[string]string{}, builtins: map[builtinUse]asset.Message{},
		legal: map[string][]string{}, plugged: newPlugged(s.Dir), suffixed: regexp.MustCompile(suffixFilter)}
	for _, e := range entries {
		if !strings.HasPrefix(entryPath(s, e), Page.prefix()) {
			continue
		}
		p.pages[e.Module()] = pageModule(e)
		for i, script := range e.Scripts {
			if script.Path == "" {
				p.pages[inlineName(e, i)] = script.Inline
				if s.Mapped() {
					p.pages[inlineName(e, i)] = mapInline(s.Dir, e, i)
				}
			}
		}
	}
	return p
}

// setup makes the table known to esbuild.
func (p *plugin) setup(b api.PluginBuild) {
	p.build = b
	table := kinds()
	for _, r := range table {
		if r.resolve != nil {
			b.OnResolve(api.OnResolveOptions{Filter: r.imports}, func(a api.OnResolveArgs) (api.OnResolveResult, error) { return r.resolve(p, b, a) })
		}
	}
	for _, r := range table {
		options := api.OnLoadOptions{Filter: ".*", Namespace: string(r.kind)}
		if r.kind == Source {
			options = api.OnLoadOptions{Filter: r.files, Namespace: "file"}
		}
		if r.load != nil {
			b.OnLoad(options, func(a api.OnLoadArgs) (api.OnLoadResult, error) { return r.load(p, a) })
		}
	}
}
