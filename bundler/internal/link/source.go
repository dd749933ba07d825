package link

import (
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/paintbox-build/paintbox/bundler/internal/js"
	"github.com/paintbox-build/paintbox/bundler/internal/sourcemap"
)

// What is changed in sources before the linker reads them:
//
//   - a file of a package of "type": "commonjs" that has import statements and
//     no export is an ES module, for us as for every other bundler;
//   - new URL("file", import.meta.url) refers to an asset, and new Worker of
//     that to another entry.

// loadSource reads a script. An empty result leaves reading it to esbuild.
func (p *plugin) loadSource(a api.OnLoadArgs) (api.OnLoadResult, error) {
	file := a.Path
	data, err := os.ReadFile(file)
	if err != nil {
		return api.OnLoadResult{}, nil //nolint:nilerr // esbuild reports it, with the importer's location
	}
	text := string(data)
	changed, spans := p.prepare(file, text)
	if changed == text {
		return api.OnLoadResult{}, nil // esbuild knows which modules a browser field leaves out
	}
	if p.settings.Mapped() {
		changed = withMap(changed, filepath.Base(file), text, spans)
	}
	return api.OnLoadResult{Contents: &changed, Loader: api.LoaderDefault}, nil
}

// prepare changes the text of a script, wherever it comes from. Spans are the
// parts that stay.
func (p *plugin) prepare(file, text string) (string, []sourcemap.Span) {
	p.noteGlob(file, text)
	changed, spans := p.resolveURLs(file, text)
	changed = withEnv(changed)
	if !strings.HasSuffix(file, ".cjs") && !strings.HasSuffix(file, ".cts") && !strings.Contains(text, "export") && p.packages.of(filepath.Dir(file)).Type == "commonjs" &&
		hasImport(changed) && !mayExport(changed) {
		changed += "\nexport {};\n"
	}
	return changed, spans
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
func (p *plugin) resolveURLs(file, text string) (string, []sourcemap.Span) {
	var changed, imports strings.Builder
	var spans []sourcemap.Span
	last, n := 0, 0
	keep := func(end int) {
		spans = append(spans, sourcemap.Span{At: changed.Len(), From: last, Len: end - last})
		changed.WriteString(text[last:end])
		last = end
	}
	for _, u := range findURLs(text) {
		name, suffix := p.fileOf(file, u.target)
		var local string
		end := u.rest
		switch {
		case name == "" && suffix != "":
			local = js.Quote(suffix)
		case name == "":
			continue
		default:
			local = fmt.Sprintf("__paintbox_url_%d", n)
			n++
			kind, call := URL, ""
			if u.worker != "" {
				kind, call, end = Worker, "()", moduleWorker(end)
			}
			fmt.Fprintf(&imports, "\nimport %s from %s;", local, js.Quote(kind.prefix()+name))
			local += call
			if suffix != "" {
				local += " + " + js.Quote(suffix)
			}
		}
		keep(u.start)
		spans = append(spans, sourcemap.Span{At: changed.Len(), From: u.start})
		changed.WriteString(u.worker + "new URL(" + local + ", import.meta.url)" + end)
		last = u.end
	}
	keep(len(text))
	return changed.String() + imports.String(), spans
}

// fileOf tells which file a URL in a source file names: its path from there, and
// the URL's query and fragment. Of a public file it is only the final URL, and
// of a URL that names no file nothing.
func (p *plugin) fileOf(file, target string) (name, suffix string) {
	name, suffix = cutSuffix(target)
	dir := filepath.Dir(file)
	if rest, rooted := strings.CutPrefix(name, "/"); rooted {
		rel, err := filepath.Rel(dir, p.settings.File(rest))
		if name = filepath.ToSlash(rel); err == nil && isFile(filepath.Join(dir, rel)) {
			return name, suffix
		}
		if p.isPublic(rest) {
			return "", p.publicURL(rest) + suffix
		}
		return "", ""
	}
	if strings.Contains(name, ":") || !isFile(filepath.Join(dir, filepath.FromSlash(name))) {
		return "", ""
	}
	return name, suffix
}

// withMap adds to a changed source text the map that leads to the file.
func withMap(text, file, content string, spans []sourcemap.Span) string {
	if strings.Contains(content, "sourceMappingURL=") {
		return text // its own map leads further; lines are kept
	}
	data, err := sourcemap.Splice(text, file, content, spans)
	if err != nil {
		return text
	}
	return text + "\n//# sourceMappingURL=data:application/json;base64," + base64.StdEncoding.EncodeToString(data) + "\n"
}
