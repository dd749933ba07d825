package link

import (
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/paintbox-build/paintbox/bundler/internal/js"
	"github.com/paintbox-build/paintbox/bundler/internal/settings"
)

// Suffixes of imports say what the import gives, as in Vite.

// suffixesUnderstood names the suffixes of the table, each kind of module by its first.
func suffixesUnderstood() string {
	var names []string
	for _, r := range kinds() {
		if len(r.suffixes) > 0 {
			names = append(names, r.suffixes[0])
		}
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " and " + names[last]
}

// componentSuffixes are those of Vite's plugins for images.
func componentSuffixes() []string { return []string{"react", "component"} }

// suffixKind tells what kind of module an import with a suffix is: Source where
// the suffix is not understood.
func suffixKind(suffix string) Kind {
	for _, r := range kinds() {
		if slices.Contains(r.suffixes, suffix) {
			return r.kind
		}
	}
	return Source
}

// isSuffixed tells whether a specifier ends with a suffix of Vite's, perhaps one
// that is not understood.
func isSuffixed(specifier string) bool {
	file, query, ok := strings.Cut(specifier, "?")
	if !ok || file == "" {
		return false
	}
	word, _, _ := strings.Cut(query, "&")
	return slices.Contains(componentSuffixes(), word) || slices.ContainsFunc(kinds(), func(r row) bool {
		return slices.ContainsFunc(r.suffixes, func(suffix string) bool {
			first, _, _ := strings.Cut(suffix, "&")
			return first == "?"+word
		})
	})
}

// resolveSuffix makes imports with such a suffix known to the linker.
func (p *plugin) resolveSuffix(b api.PluginBuild, a api.OnResolveArgs) (api.OnResolveResult, error) {
	if a.Kind != api.ResolveJSImportStatement && a.Kind != api.ResolveJSDynamicImport && a.Kind != api.ResolveJSRequireCall {
		return api.OnResolveResult{}, nil
	}
	name, suffix := cutSuffix(a.Path)
	kind := suffixKind(suffix)
	if suffix == inlineSheet && IsSheet(name) {
		kind = Source
	}
	note := unsupported(name, suffix)
	if note != "" && p.settings.Plugins == nil {
		return failure("Cannot import "+strconv.Quote(a.Path), note), nil
	}
	found := b.Resolve(name, api.ResolveOptions{ResolveDir: a.ResolveDir, Importer: a.Importer, Kind: a.Kind})
	file := found.Path
	switch {
	case note != "" && found.Namespace == "file" && p.settings.Plugins.Wants(settings.ModuleID{ID: filepath.ToSlash(file) + suffix}):
		return api.OnResolveResult{Path: file, Suffix: suffix}, nil
	case note != "":
		return failure("Cannot import "+strconv.Quote(a.Path), note), nil
	case len(found.Errors) > 0 || found.External:
		return failure("Could not resolve "+strconv.Quote(a.Path), ""), nil
	case Kind(found.Namespace) == Public && kind == File:
		return api.OnResolveResult{Path: file, Namespace: found.Namespace, SideEffects: api.SideEffectsFalse}, nil
	case Kind(found.Namespace) == Public:
		file = p.publicFile(file)
	case kind == Source:
		return api.OnResolveResult{Path: file, Suffix: inlineSheet, SideEffects: api.SideEffectsFalse}, nil
	case kind == File && IsSheet(file):
		return p.sheetFile(file), nil
	case kind == File && p.settings.Loaders[path.Ext(file)] == api.LoaderFile && !strings.Contains(suffix, "no-inline") && !p.taken(file):
		return api.OnResolveResult{Path: file}, nil // what an import without a suffix gives
	}
	return p.virtual(kind, file), nil
}

// taken tells whether plugins may make something else of a file.
func (p *plugin) taken(file string) bool {
	return p.settings.Plugins != nil && p.settings.Plugins.Wants(settings.ModuleID{ID: filepath.ToSlash(file)})
}

// resolveScheme reads such an import as one with the suffix that says the same.
func (p *plugin) resolveScheme(b api.PluginBuild, a api.OnResolveArgs) (api.OnResolveResult, error) {
	scheme, name, _ := strings.Cut(a.Path, ":")
	switch {
	case scheme == "url":
		name += "?url"
	case scheme == "data-url" && IsSheet(name):
		name += "?url&inline"
	case scheme == "data-url", IsSheet(name):
		name += "?inline"
	case slices.Contains([]string{".js", ".jsx", ".ts", ".tsx", ".mjs"}, path.Ext(name)):
		return failure("Cannot import "+strconv.Quote(a.Path), "the text of a bundled script is not made here: import it as a module, or start it as a worker with new Worker(new URL(…, import.meta.url))"), nil
	default:
		name += "?raw"
	}
	a.Path = name
	return p.resolveSuffix(b, a)
}

// loadAs reads the file that a module stands for.
func loadAs(loader api.Loader) func(*plugin, api.OnLoadArgs) (api.OnLoadResult, error) {
	return func(p *plugin, a api.OnLoadArgs) (api.OnLoadResult, error) {
		data, err := p.archives.ReadFile(p.settings.File(p.plain.back(a.Path)))
		text := string(data)
		return api.OnLoadResult{Contents: &text, Loader: loader}, err
	}
}

// loadInit makes a module that instantiates WebAssembly, by streaming where the
// server states its type.
func (p *plugin) loadInit(a api.OnLoadArgs) (api.OnLoadResult, error) {
	return p.importing(a.Path, "import url from "+js.Quote("./"+path.Base(a.Path)+"?no-inline")+`;
export default async imports => {
  const response = await fetch(url);
  const type = response.headers.get("Content-Type") || "";
  const { instance } = type.startsWith("application/wasm")
    ? await WebAssembly.instantiateStreaming(response, imports)
    : await WebAssembly.instantiate(await response.arrayBuffer(), imports);
  return instance;
};
`), nil
}

const startOptions = ", import.meta.url), { ...options, type: 'module' });\n}\n"

// loadStart makes a module that starts a worker.
func loadStart(exported string) func(*plugin, api.OnLoadArgs) (api.OnLoadResult, error) {
	return func(p *plugin, a api.OnLoadArgs) (api.OnLoadResult, error) {
		return p.importing(a.Path, "import start from "+js.Quote(Worker.prefix()+"./"+path.Base(a.Path))+";\nexport default "+exported), nil
	}
}

// unsupported says what to write instead of an import; "" when nothing is wrong
// with it.
func unsupported(name, suffix string) string {
	switch {
	case slices.ContainsFunc(componentSuffixes(), func(word string) bool { return strings.HasPrefix(suffix, "?"+word) }):
		return "write the image as a component, or import its URL, without " + suffix + ", and show it in an <img>"
	case suffix == "?init" && path.Ext(name) != ".wasm":
		return "?init is for WebAssembly: files that end in .wasm"
	case strings.HasPrefix(suffix, "?worker&inline") && suffix != "?worker&inline", strings.HasPrefix(suffix, "?sharedworker&") && suffix != "?sharedworker&inline":
		return "workers are files of their own here: write ?worker"
	case suffix == inlineSheet && IsSheet(name):
		return ""
	case suffixKind(suffix) == Source:
		return "the suffixes are " + suffixesUnderstood()
	}
	return ""
}
