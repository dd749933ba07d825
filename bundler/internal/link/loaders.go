package link

import (
	"encoding/json"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/paintbox-build/paintbox/bundler/internal/js"
)

// Imports that name their loaders, as webpack has them: "!!raw-loader!./notes.txt".
// What the loaders that are known give, suffixes of imports give here.

// requestLoader is a loader that is known.
type requestLoader struct {
	name   string // without "-loader" at its end
	suffix string // of the import that gives the same; "" for what any import of the file gives
	since  int    // the major version from which on require() finds that in a property default; 0 for none
}

func requestLoaders() []requestLoader {
	list := []requestLoader{
		{"raw", "?raw", 1}, {"text", "?raw", 0}, {"svg-inline", "?raw", 1}, {"file", "?url", 5}, {"url", "?url", 3}, {"svg-url", "?url", 0},
		{"worker", "?worker", 3}, {"sharedworker", "?sharedworker", 1}, {"null", "", 0},
	}
	for _, name := range []string{"style", "vue-style", "css", "sass", "less", "stylus", "postcss", "to-string", "css-to-string", "babel", "ts", "swc", "esbuild", "source-map", "eslint", "thread", "cache", "json"} {
		list = append(list, requestLoader{name: name})
	}
	return list
}

// hasLoaders tells whether a specifier may name loaders.
func hasLoaders(specifier string) bool {
	at := strings.LastIndexByte(specifier, '!')
	return at >= 0 && at < len(specifier)-1 && !strings.HasPrefix(specifier, "data:") && !strings.Contains(specifier, "://")
}

// loaded is a module that stands for what loaders give to require().
type loaded struct{ dir, text string }

// resolveLoaders reads such an import as one with the suffix that says the same.
func (p *plugin) resolveLoaders(b api.PluginBuild, a api.OnResolveArgs) (api.OnResolveResult, error) {
	if a.Kind != api.ResolveJSImportStatement && a.Kind != api.ResolveJSDynamicImport && a.Kind != api.ResolveJSRequireCall || IsMade(a.Path) || p.archives.IsFile(filepath.Join(a.ResolveDir, filepath.FromSlash(a.Path))) {
		return api.OnResolveResult{}, nil
	}
	parts := strings.Split(strings.TrimLeft(a.Path, "-!"), "!")
	file := parts[len(parts)-1]
	var known []requestLoader
	for _, part := range parts[:len(parts)-1] {
		l, ok := requestLoaderOf(part)
		if !ok {
			return failure("Cannot import "+strconv.Quote(a.Path), unknownLoader(part, file)), nil
		}
		known = append(known, l)
	}
	names := func(name string) bool {
		return slices.ContainsFunc(known, func(l requestLoader) bool { return l.name == name })
	}
	has := func(l requestLoader) bool { return l.suffix != "" }
	giving := slices.IndexFunc(known, has)
	sheet := IsSheet(file) && (names("css") || giving >= 0 && known[giving].suffix == "?raw" && len(known) > 1)
	switch {
	case names("null"):
		result := p.virtual(Loaded, filepath.Join(a.ResolveDir, filepath.FromSlash(file)))
		result.PluginData = loaded{a.ResolveDir, "module.exports = {};\n"}
		return result, nil
	case sheet && !names("style") && !names("vue-style"):
		a.Path = file + inlineSheet
	case giving < 0:
		return p.resolveAgain(b, a, file), nil
	default:
		a.Path = strings.SplitN(file, "?", 2)[0] + known[giving].suffix
	}
	if a.Kind != api.ResolveJSRequireCall || giving < 0 || !p.givesDefault(a.ResolveDir, known[giving], parts[giving]) {
		return p.resolveSuffix(b, a)
	}
	result := p.virtual(Loaded, filepath.Join(a.ResolveDir, filepath.FromSlash(a.Path)))
	result.PluginData = loaded{a.ResolveDir, "export { default } from " + js.Quote(a.Path) + ";\n"}
	return result, nil
}

// resolveAgain resolves what is left of an import without its loaders.
func (p *plugin) resolveAgain(b api.PluginBuild, a api.OnResolveArgs, file string) api.OnResolveResult {
	found := b.Resolve(file, api.ResolveOptions{ResolveDir: a.ResolveDir, Importer: a.Importer, Namespace: a.Namespace, Kind: a.Kind, PluginData: a.PluginData})
	if len(found.Errors) > 0 {
		return failure("Could not resolve "+strconv.Quote(file), "")
	}
	return p.plainly(found)
}

// requestLoaderOf is the loader that a part of a request names.
func requestLoaderOf(part string) (requestLoader, bool) {
	name, _, _ := strings.Cut(part, "?")
	name = strings.TrimSuffix(name, "-loader")
	list := requestLoaders()
	i := slices.IndexFunc(list, func(l requestLoader) bool { return l.name == name })
	if i < 0 {
		return requestLoader{}, false
	}
	return list[i], true
}

// unknownLoader says what to write in the place of a loader that is not known.
func unknownLoader(part, file string) string {
	name, _, _ := strings.Cut(part, "?")
	return "the loader " + name + " does not run in an import: write " + js.Quote(file) + ", and name the loader in module.rules of webpack's configuration, or a plugin that reads such files in \"plugins\"; " +
		js.Quote(file+"?raw") + " is the text of the file, " + js.Quote(file+"?url") + " its URL"
}

// givesDefault tells whether require() finds what a loader gives in a property
// default, which depends on the version that is installed. One that is not is
// taken for new.
func (p *plugin) givesDefault(dir string, l requestLoader, part string) bool {
	if l.since == 0 || strings.Contains(part, "esModule=false") || strings.Contains(part, "-esModule") {
		return false
	}
	for at := dir; ; at = filepath.Dir(at) {
		var manifest struct{ Version string }
		if data, err := p.archives.ReadFile(filepath.Join(at, "node_modules", l.name+"-loader", "package.json")); err == nil && json.Unmarshal(data, &manifest) == nil {
			major, _, _ := strings.Cut(manifest.Version, ".")
			n, err := strconv.Atoi(major)
			return err != nil || n >= l.since
		}
		if filepath.Dir(at) == at {
			return true
		}
	}
}

// loadLoaded makes a module that stands for what loaders give.
func loadLoaded(_ *plugin, a api.OnLoadArgs) (api.OnLoadResult, error) {
	of, _ := a.PluginData.(loaded)
	return api.OnLoadResult{Contents: &of.text, ResolveDir: of.dir, Loader: api.LoaderJS}, nil
}
