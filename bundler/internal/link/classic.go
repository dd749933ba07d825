package link

import (
	"cmp"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler/internal/js"
	"github.com/paintbox-build/paintbox/bundler/internal/settings"
	"github.com/paintbox-build/paintbox/internal/lex"
	"github.com/paintbox-build/paintbox/internal/pathname"
)

// Classic workers stay classic: one that imports nothing is published as it is,
// and one that does as one script with all of it, in which import.meta.url is the
// script's own URL.

// kindOfURL tells what becomes of the file that a URL names.
func (p *plugin) kindOfURL(u urlCall, file string) Kind {
	if u.starts == startsNothing || !isScript(file) {
		return URL
	}
	if u.format == formatModule {
		return Worker
	}
	w := p.readWorker(file)
	switch {
	case u.format == formatUnknown && w.module:
		return Worker
	case w.bundles || w.compiles:
		return Classic
	}
	return URL
}

// workerSource is what the source of a worker needs, which may be classic.
type workerSource struct {
	source
	module   bool // it has what only ES modules have
	bundles  bool // it takes other modules
	compiles bool // no browser knows it as it is
}

// readWorker reads the source of a worker.
func (p *plugin) readWorker(file string) workerSource {
	text, _ := p.readText(file) // that it is missing is said where it is named
	w := workerSource{source: *newSource(file, text, p.settings.LoaderOf(file))}
	t := w.tokens()
	f := t.format()
	w.module = f.imports || f.exports
	for i := range t.list {
		_, literal := t.value(i + 2)
		w.module = w.module || t.meta(i) != ""
		w.bundles = w.bundles || literal && !t.property(i) && t.match(i, lex.Import, lex.ParenOpen)
	}
	w.bundles = w.bundles || w.module || len(t.requiredAtLoad()) > 0
	ext := path.Ext(filepath.ToSlash(file))
	w.compiles = ext != ".js" && ext != ".mjs" && ext != ".cjs"
	for _, name := range slices.Sorted(maps.Keys(p.settings.Define)) {
		first, _, _ := strings.Cut(name, ".")
		w.compiles = w.compiles || first != "import" && t.mentions(first)
	}
	return w
}

// resolveClassic makes the script of a classic worker known to the linker.
func (p *plugin) resolveClassic(_ api.PluginBuild, a api.OnResolveArgs) (api.OnResolveResult, error) {
	file := filepath.Join(a.ResolveDir, filepath.FromSlash(strings.TrimPrefix(a.Path, Classic.prefix())))
	script := strings.TrimSuffix(file, filepath.Ext(file)) + ".js"
	if script != file && p.archives.IsFile(script) {
		script = file + ".js"
	}
	result := p.virtual(Classic, script)
	result.PluginData = file
	return result, nil
}

// loadClassic makes the script of a classic worker.
func (p *plugin) loadClassic(a api.OnLoadArgs) (api.OnLoadResult, error) {
	file, _ := a.PluginData.(string)
	p.mu.Lock()
	made, known := p.classics[file]
	p.mu.Unlock()
	if !known {
		var bundle *Bundle
		made, bundle = p.bundleClassic(file, "")
		p.mu.Lock()
		p.classics[file], p.bundles[Classic.prefix()+a.Path] = made, bundle
		p.mu.Unlock()
	}
	return made, nil
}

// bundleClassic links a classic worker by itself. The files that it names are
// published as well; from is where they are from its place, "" for beside it.
func (p *plugin) bundleClassic(file, from string) (api.OnLoadResult, *Bundle) {
	if slices.Contains(p.within, file) {
		return api.OnLoadResult{Errors: []api.Message{{Text: "The classic worker " + pathname.From(p.settings.Dir, file) + " starts itself",
			Notes: []api.Note{{Text: `write new Worker(self.location.href) there, or make it a module: { type: "module" }`}}}}}, nil
	}
	inner, plugins := p.another()
	inner.within = append(slices.Clip(p.within), file)
	inner.begin(p.ctx, Requirements{})
	inner.builtins = p.builtins
	options := linkOptions(p.settings, nil)
	options.EntryPoints, options.Outdir, options.EntryNames = []string{file}, filepath.Join(p.settings.Dir, linkDir), "classic"
	options.PublicPath = from
	options.Splitting, options.Write = false, false
	options.MinifyWhitespace, options.MinifyIdentifiers = true, true
	options.Format = api.FormatIIFE
	if w := p.readWorker(file); !w.bundles { // what it declares stays global
		options.Bundle, options.Format, options.External, options.Alias, options.TreeShaking = false, api.FormatDefault, nil, nil, api.TreeShakingFalse
	}
	options.Define = maps.Clone(options.Define)
	options.Define["import.meta.url"] = "self.location.href"
	options.Plugins = plugins
	result := api.Build(options)
	inner.archives.Close()
	if len(result.Errors) > 0 {
		return api.OnLoadResult{Errors: result.Errors, Warnings: result.Warnings}, nil
	}
	text, bundle, err := p.takeClassic(inner, pathname.From(p.settings.Dir, file), result)
	if err != nil {
		return api.OnLoadResult{Errors: []api.Message{{Text: err.Error()}}}, nil
	}
	return api.OnLoadResult{Contents: &text, Loader: api.LoaderFile, Warnings: worthSaying(result.Warnings)}, bundle
}

// takeClassic takes the script of a worker, and what is published beside it.
func (p *plugin) takeClassic(inner *plugin, from string, result api.BuildResult) (string, *Bundle, error) {
	m, err := readMetafile(p.settings.Dir, result)
	if err != nil {
		return "", nil, err
	}
	m.plain, m.filed = inner.plain, inner.filed
	fillProcessEnv(m.files, p.settings.ProcessEnv)
	inner.freeAgain(m.files)
	bundle := m.bundle(p.settings, inner.packages, inner.legal, inner.parts)
	p.mu.Lock()
	defer p.mu.Unlock()
	for file, data := range m.files {
		if name := path.Base(file); name != bundled && path.Ext(name) != ".css" && !m.isMap(file) {
			p.beside[name] = Copy{Name: name, Data: data, Source: name, Bundle: m.startedBy(from, file, inner.bundles)}
		}
	}
	maps.Copy(p.beside, inner.beside)
	maps.Copy(p.globDirs, inner.globDirs)
	maps.Copy(p.legal, inner.legal)
	return string(m.files[bundled]), bundle, nil
}

// service makes the script of a service worker that a source registers by its URL: one
// script at the top of the output, under its own name, since browsers look there for
// another one.
func (p *plugin) service(s *source, u urlCall) api.OnLoadResult {
	found, _ := p.fileOf(s.file, u.target)
	if found == "" || !isScript(found) {
		return api.OnLoadResult{}
	}
	file, name := filepath.Join(filepath.Dir(s.file), filepath.FromSlash(found)), serviceName(found)
	shown := pathname.From(p.settings.Dir, file)
	p.mu.Lock()
	known, ok := p.services[name]
	p.services[name] = service{cmp.Or(known.file, shown), known.text, known.bundle, known.failed}
	p.mu.Unlock()
	as := ""
	switch {
	case ok && known.file != shown:
		as = known.file + " is"
	case ok:
		return api.OnLoadResult{Errors: known.failed}
	case p.isPublic(name):
		as = "a public file is"
	}
	if as != "" {
		return api.OnLoadResult{Errors: []api.Message{{Text: "The service worker " + shown + " would be published as " + name + ", as " + as, Notes: []api.Note{{Text: "rename one of them"}}}}}
	}
	made, bundle := p.bundleClassic(file, "./"+settings.AssetsDir+"/")
	if bundle != nil {
		bundle.From, bundle.Step = pathname.From(p.settings.Dir, s.file), registers
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.services[name] = service{shown, made.Contents, bundle, made.Errors}
	return made
}

// serviceName is what a service worker is called in the output.
func serviceName(file string) string {
	base := path.Base(file)
	return strings.TrimSuffix(base, path.Ext(base)) + ".js"
}

// loadWorker makes the module that imports a worker, so that it is an entry.
func (p *plugin) loadWorker(a api.OnLoadArgs) (api.OnLoadResult, error) {
	if len(p.within) > 0 {
		return api.OnLoadResult{Errors: []api.Message{{Text: "The classic worker " + pathname.From(p.settings.Dir, p.within[0]) + " starts a worker that is a module, " + a.Path,
			Notes: []api.Note{{Text: `make both modules: { type: "module" }, or both classic`}}}}}, nil
	}
	return p.importing(a.Path, "export default () => import("+js.Quote("./"+path.Base(a.Path))+");"), nil
}

// judgeStart finds what a classic worker would not find any more.
func (p *plugin) judgeStart(s *source, u urlCall) *asset.Message {
	name, _ := p.fileOf(s.file, u.target)
	if u.starts == startsNothing || u.format == formatModule || name == "" || !isScript(name) {
		return nil
	}
	return p.judgeScripts(filepath.Join(filepath.Dir(s.file), filepath.FromSlash(name)))
}

// judgeScripts finds calls of importScripts() in a classic worker that name files
// by their places beside it, where they will not be.
func (p *plugin) judgeScripts(file string) *asset.Message {
	text, _ := p.readText(file)
	if !strings.Contains(text, "importScripts") {
		return nil
	}
	s := newSource(file, text, p.settings.LoaderOf(file))
	t := s.tokens()
	for _, i := range t.indices("importScripts") {
		name, ok := t.value(i + 2)
		if t.kind(i+1) != lex.ParenOpen || !ok || strings.HasPrefix(name, "/") || strings.Contains(name, ":") {
			continue
		}
		if found, _ := p.fileOf(file, name); found == "" {
			continue
		}
		m := p.placeOf(file, s.text, t.start(i+2))
		m.Text = "the worker is published under another name, and " + js.Quote(name) + " not beside it"
		m.Note = `import the file instead of importScripts(), or put it into the public folder and write importScripts("/` + path.Base(name) + `")`
		return &m
	}
	return nil
}
