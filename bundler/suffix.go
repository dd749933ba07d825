package bundler

import (
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// Suffixes of imports say what the import gives, as in Vite.

const (
	filePrefix         = "paintbox-file:"         // ?url: the URL of the file as it is
	rawPrefix          = "paintbox-raw:"          // ?raw: its text
	inlinePrefix       = "paintbox-inline:"       // ?inline: a data URL
	startPrefix        = "paintbox-start:"        // ?worker: a function that starts the worker
	startSharedPrefix  = "paintbox-start-shared:" // ?sharedworker
	workerURLPrefix    = "paintbox-worker-url:"   // ?worker&url: the URL of the worker
	suffixFilter       = `^[^?]+\?(url|raw|inline|no-inline|worker|sharedworker|react|component|init)(&|$)`
	suffixesUnderstood = "?url, ?raw, ?inline, ?worker, ?sharedworker and ?worker&url"
)

// suffixPrefix tells what kind of module an import with a suffix is.
func suffixPrefix(suffix string) string {
	return map[string]string{
		"?url": filePrefix, "?no-inline": filePrefix, "?url&no-inline": filePrefix, "?raw": rawPrefix, "?inline": inlinePrefix, "?url&inline": inlinePrefix,
		"?worker": startPrefix, "?sharedworker": startSharedPrefix, "?worker&url": workerURLPrefix, "?url&worker": workerURLPrefix,
	}[suffix]
}

// resolveSuffixes makes imports with such a suffix known to the linker.
func resolveSuffixes(b api.PluginBuild, o Options, loaders map[string]api.Loader) {
	b.OnResolve(api.OnResolveOptions{Filter: suffixFilter}, func(a api.OnResolveArgs) (api.OnResolveResult, error) {
		if a.Kind != api.ResolveJSImportStatement && a.Kind != api.ResolveJSDynamicImport && a.Kind != api.ResolveJSRequireCall {
			return api.OnResolveResult{}, nil
		}
		name, suffix := cutSuffix(a.Path)
		prefix := suffixPrefix(suffix)
		if note := unsupported(name, suffix); note != "" {
			return failure("Cannot import "+strconv.Quote(a.Path), note), nil
		}
		found := b.Resolve(name, api.ResolveOptions{ResolveDir: a.ResolveDir, Importer: a.Importer, Kind: a.Kind})
		file := found.Path
		switch {
		case len(found.Errors) > 0 || found.External:
			return failure("Could not resolve "+strconv.Quote(a.Path), ""), nil
		case found.Namespace+":" == publicPrefix && prefix == filePrefix:
			return api.OnResolveResult{Path: file, Namespace: found.Namespace, SideEffects: api.SideEffectsFalse}, nil
		case found.Namespace+":" == publicPrefix:
			file = filepath.Join(o.Dir, filepath.FromSlash(o.Public), filepath.FromSlash(file))
		case prefix == filePrefix && loaders[path.Ext(file)] == api.LoaderFile:
			return api.OnResolveResult{Path: file}, nil // what an import without a suffix gives
		}
		return o.virtual(prefix, file), nil
	})
	load := func(prefix string, loader api.Loader) {
		b.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: strings.TrimSuffix(prefix, ":")}, func(a api.OnLoadArgs) (api.OnLoadResult, error) {
			data, err := os.ReadFile(filepath.Join(o.Dir, filepath.FromSlash(a.Path)))
			text := string(data)
			return api.OnLoadResult{Contents: &text, Loader: loader}, err
		})
	}
	load(urlPrefix, api.LoaderFile)
	load(filePrefix, api.LoaderFile)
	load(rawPrefix, api.LoaderText)
	load(inlinePrefix, api.LoaderDataURL)
	start := func(prefix, module string) {
		b.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: strings.TrimSuffix(prefix, ":")}, func(a api.OnLoadArgs) (api.OnLoadResult, error) {
			text := "import start from " + quote(workerPrefix+"./"+path.Base(a.Path)) + ";\nexport default " + module
			return api.OnLoadResult{Contents: &text, ResolveDir: filepath.Join(o.Dir, filepath.FromSlash(path.Dir(a.Path))), Loader: api.LoaderJS}, nil
		})
	}
	const options = ", import.meta.url), { ...options, type: 'module' });\n}\n"
	start(startPrefix, "function WorkerWrapper(options) {\n  return new Worker(new URL(start()"+options)
	start(startSharedPrefix, "function SharedWorkerWrapper(options) {\n  return new SharedWorker(new URL(start()"+options)
	start(workerURLPrefix, "new URL(start(), import.meta.url).href;\n")
}

// virtual names a module that stands for a file.
func (o Options) virtual(prefix, file string) api.OnResolveResult {
	if rel, err := filepath.Rel(o.Dir, file); err == nil { // esbuild's hashes hold the path
		file = filepath.ToSlash(rel)
	}
	return api.OnResolveResult{Path: file, Namespace: strings.TrimSuffix(prefix, ":"), SideEffects: api.SideEffectsFalse}
}

// unsupported says what to write instead of an import; "" when nothing is wrong
// with it.
func unsupported(name, suffix string) string {
	switch {
	case strings.HasPrefix(suffix, "?react") || strings.HasPrefix(suffix, "?component"):
		return "write the image as a component, or import its URL, without " + suffix + ", and show it in an <img>"
	case strings.HasPrefix(suffix, "?init"):
		return `import the URL, with ?url, and call WebAssembly.instantiateStreaming(fetch(url))`
	case strings.HasPrefix(suffix, "?worker&inline"), strings.HasPrefix(suffix, "?sharedworker&"):
		return "workers are files of their own here: write ?worker"
	case strings.HasPrefix(suffix, "?inline") && path.Ext(name) == ".css":
		return "write ?raw for the style sheet's text as it is, or import it without a suffix to have it loaded"
	case suffixPrefix(suffix) == "":
		return "the suffixes are " + suffixesUnderstood
	}
	return ""
}

func failure(text, note string) api.OnResolveResult {
	m := api.Message{Text: text}
	if note != "" {
		m.Notes = []api.Note{{Text: note}}
	}
	return api.OnResolveResult{Errors: []api.Message{m}}
}
