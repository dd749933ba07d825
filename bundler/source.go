package bundler

import (
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
	"github.com/paintbox-build/paintbox/bundler/internal/sourcemap"
)

// What the linker reads, where it is not simply the files on disk:
//
//   - a page with several module scripts is a module that imports them;
//   - a file of a package of "type": "commonjs" that has import statements and
//     no export is an ES module, for us as for every other bundler;
//   - new URL("file", import.meta.url) refers to an asset, and new Worker of
//     that to another entry.

const (
	pagePrefix   = "paintbox-page:"
	urlPrefix    = "paintbox-url:"
	workerPrefix = "paintbox-worker:"
)

// sourcePlugin serves the modules that Paintbox makes or changes.
func sourcePlugin(o Options, entries []Entry, packages *packages, loaders map[string]api.Loader, required *requirements) api.Plugin {
	return api.Plugin{Name: "paintbox", Setup: func(b api.PluginBuild) {
		pages := map[string]string{}
		for _, e := range entries {
			if input := e.input(o.Dir); strings.HasPrefix(input, pagePrefix) {
				pages[e.module()] = pageModule(e)
				for i, m := range e.Modules {
					if m.Path == "" {
						pages[inlineName(e, i)] = m.Inline
						if o.mapped() {
							pages[inlineName(e, i)] = mapInline(o.Dir, e, i)
						}
					}
				}
			}
		}
		b.OnResolve(api.OnResolveOptions{Filter: "^paintbox-(page|url|worker):"}, func(a api.OnResolveArgs) (api.OnResolveResult, error) {
			kind, name, _ := strings.Cut(a.Path, ":")
			if kind+":" == pagePrefix {
				return api.OnResolveResult{Path: name, Namespace: kind}, nil
			}
			return o.virtual(kind+":", filepath.Join(a.ResolveDir, filepath.FromSlash(name))), nil
		})
		resolveRequired(b, packages, required)
		resolveEnv(b, o)
		resolveSuffixes(b, o, loaders)
		resolveEscaped(b)
		resolveRooted(b, o)
		b.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: strings.TrimSuffix(pagePrefix, ":")}, func(a api.OnLoadArgs) (api.OnLoadResult, error) {
			text := withEnv(pages[a.Path])
			return api.OnLoadResult{Contents: &text, ResolveDir: filepath.Join(o.Dir, filepath.FromSlash(path.Dir(a.Path))), Loader: api.LoaderTS}, nil
		})
		b.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: strings.TrimSuffix(workerPrefix, ":")}, func(a api.OnLoadArgs) (api.OnLoadResult, error) {
			text := "export default () => import(" + quote("./"+path.Base(a.Path)) + ");"
			return api.OnLoadResult{Contents: &text, ResolveDir: filepath.Join(o.Dir, filepath.FromSlash(path.Dir(a.Path))), Loader: api.LoaderJS}, nil
		})
		b.OnLoad(api.OnLoadOptions{Filter: `\.[cm]?[jt]sx?$`, Namespace: "file"}, func(a api.OnLoadArgs) (api.OnLoadResult, error) {
			return loadSource(o, a.Path, packages)
		})
	}}
}

// module names the module that runs an entry's scripts.
func (e Entry) module() string {
	name := cmp.Or(e.Page, e.Source)
	if e.Part > 0 {
		name += "?" + itoa(e.Part+1)
	}
	return name
}

// inlineName is what a module that stands in a page is called.
func inlineName(e Entry, i int) string { return e.module() + "#" + itoa(i+1) }

// pageModule is the module that runs a page's scripts in their order.
func pageModule(e Entry) string {
	var text strings.Builder
	for i, m := range e.Modules {
		if m.Path == "" {
			fmt.Fprintf(&text, "import %s;\n", quote(pagePrefix+inlineName(e, i)))
			continue
		}
		to := m.Path
		if rel, err := filepath.Rel(path.Dir(e.module()), m.Path); err == nil {
			to = filepath.ToSlash(rel)
		}
		fmt.Fprintf(&text, "import %s;\n", quote("./"+to))
	}
	return text.String()
}

var (
	importPattern = regexp.MustCompile(`(?m)^\s*import\b\s*(?:["'{*]|[\w$]+\s*(?:,|\bfrom\b))`)
	exportPattern = regexp.MustCompile(`(?m)\bexport\b|\bexports\b|^\s*import\s+[\w$]+\s*=`)
	urlPattern    = regexp.MustCompile(`(new\s+(?:Shared)?Worker\s*\(\s*)?new\s+URL\s*\(\s*("[^"\n]+"|'[^'\n]+'|` + "`[^`$\n]+`" + `)\s*,\s*import\.meta\.url\s*,?\s*\)(\s*,?\s*\)|\s*,\s*\{[^{}]*\})?`)
)

// loadSource reads a script. An empty result leaves reading it to esbuild.
func loadSource(o Options, file string, packages *packages) (api.OnLoadResult, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return api.OnLoadResult{}, nil //nolint:nilerr // esbuild reports it, with the importer's location
	}
	text := string(data)
	changed, spans := o.resolveURLs(file, text)
	changed = withEnv(changed)
	if !strings.HasSuffix(file, ".cjs") && !strings.HasSuffix(file, ".cts") && !strings.Contains(text, "export") && packages.of(filepath.Dir(file)).Type == "commonjs" &&
		importPattern.MatchString(changed) && !exportPattern.MatchString(changed) {
		changed += "\nexport {};\n"
	}
	if changed == text {
		return api.OnLoadResult{Warnings: warnGlob(o, file, text)}, nil // esbuild knows which modules a browser field leaves out
	}
	if o.mapped() {
		changed = withMap(changed, filepath.Base(file), text, spans)
	}
	return api.OnLoadResult{Contents: &changed, Loader: api.LoaderDefault, Warnings: warnGlob(o, file, text)}, nil
}

// moduleWorker completes the arguments of a Worker, from what follows its URL:
// workers are modules here, since their code is in several files.
func moduleWorker(rest string) string {
	if before, object, ok := strings.Cut(rest, "{"); ok {
		if strings.Contains(object, "type") {
			return rest
		}
		return before + `{ type: "module", ` + object
	}
	return `, { type: "module" }` + rest
}

// resolveURLs makes the files that new URL(…, import.meta.url) names known to
// the linker, by an import for each. A URL that names no file stays as it is.
// Spans are the parts that stay.
func (o Options) resolveURLs(file, text string) (string, []sourcemap.Span) {
	var changed, imports strings.Builder
	var spans []sourcemap.Span
	last, n := 0, 0
	keep := func(end int) {
		spans = append(spans, sourcemap.Span{At: changed.Len(), From: last, Len: end - last})
		changed.WriteString(text[last:end])
		last = end
	}
	for _, at := range findURLs(text) {
		group := func(i int) string {
			if at[2*i] < 0 {
				return ""
			}
			return text[at[2*i]:at[2*i+1]]
		}
		target := text[at[4]+1 : at[5]-1]
		name, suffix := o.fileOf(file, target)
		var local string
		end := group(3)
		switch {
		case name == "" && suffix != "":
			local = quote(suffix)
		case name == "":
			continue
		default:
			local = fmt.Sprintf("__paintbox_url_%d", n)
			n++
			prefix, call := urlPrefix, ""
			if group(1) != "" {
				prefix, call, end = workerPrefix, "()", moduleWorker(end)
			}
			fmt.Fprintf(&imports, "\nimport %s from %s;", local, quote(prefix+name))
			local += call
			if suffix != "" {
				local += " + " + quote(suffix)
			}
		}
		keep(at[0])
		spans = append(spans, sourcemap.Span{At: changed.Len(), From: at[0]})
		changed.WriteString(group(1) + "new URL(" + local + ", import.meta.url)" + end)
		last = at[1]
	}
	keep(len(text))
	return changed.String() + imports.String(), spans
}

func findURLs(text string) [][]int {
	if !strings.Contains(text, "import.meta.url") {
		return nil
	}
	return urlPattern.FindAllStringSubmatchIndex(text, -1)
}

// fileOf tells which file a URL in a source file names: its path from there, and
// the URL's query and fragment. Of a public file it is only the final URL, and
// of a URL that names no file nothing.
func (o Options) fileOf(file, target string) (name, suffix string) {
	name, suffix = cutSuffix(target)
	dir := filepath.Dir(file)
	if rest, rooted := strings.CutPrefix(name, "/"); rooted {
		rel, err := filepath.Rel(dir, filepath.Join(o.Dir, filepath.FromSlash(rest)))
		if name = filepath.ToSlash(rel); err == nil && isFile(filepath.Join(dir, rel)) {
			return name, suffix
		}
		if o.isPublic(rest) {
			return "", o.publicURL(rest) + suffix
		}
		return "", ""
	}
	if strings.Contains(name, ":") || !isFile(filepath.Join(dir, filepath.FromSlash(name))) {
		return "", ""
	}
	return name, suffix
}

func quote(s string) string {
	data, err := json.Marshal(s)
	if err != nil {
		panic(err) // strings always marshal
	}
	return string(data)
}
