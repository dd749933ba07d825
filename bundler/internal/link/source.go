package link

import (
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/paintbox-build/paintbox/bundler/internal/js"
	"github.com/paintbox-build/paintbox/bundler/internal/sourcemap"
)

// What is changed in sources before the linker reads them:
//
//   - a file of a package of "type": "commonjs" that has import statements and
//     no export is an ES module, for us as for every other bundler;
//   - the line that names an interpreter is a comment;
//   - import.meta.glob stands for the files that it matches;
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
	changed, spans, messages := p.changeSource(file, text, p.loaderOf(file))
	if len(messages.errors) > 0 {
		return api.OnLoadResult{Errors: linkerMessages(messages.errors)}, nil
	}
	if !strings.HasSuffix(file, ".cjs") && !strings.HasSuffix(file, ".cts") && !strings.Contains(text, "export") && p.packages.of(filepath.Dir(file)).Type == "commonjs" &&
		hasImport(changed) && !mayExport(changed) {
		changed += "\nexport {};\n"
	}
	if changed == text {
		return api.OnLoadResult{}, nil // esbuild knows which modules a browser field leaves out
	}
	if p.settings.Mapped() {
		changed = withMap(changed, filepath.Base(file), text, spans)
	}
	return api.OnLoadResult{Contents: &changed, Loader: api.LoaderDefault, Warnings: linkerMessages(messages.warnings)}, nil
}

// edit is text that stands for a part of a source, with as many ends of lines.
type edit struct {
	start, end int
	text       string
}

// changeSource changes what the linker would not understand. Spans are the parts
// that stay.
func (p *plugin) changeSource(file, text string, loader api.Loader) (string, []sourcemap.Span, globbed) {
	globs := p.expandGlobs(file, text, loader)
	edits, imports := p.resolveURLs(file, text)
	edits = append(edits, globs.edits...)
	first := 0
	if strings.HasPrefix(text, byteOrderMark) {
		first = len(byteOrderMark)
	}
	if strings.HasPrefix(text[first:], "#!") { // a browser needs no interpreter: a comment
		edits = append(edits, edit{first, first + len("#!"), globs.imports + "//"})
	} else if globs.imports != "" {
		edits = append(edits, edit{first, first, globs.imports})
	}
	slices.SortStableFunc(edits, func(a, b edit) int { return a.start - b.start })
	changed, spans := apply(text, edits)
	return withEnv(changed + imports), spans, globs
}

const byteOrderMark = "\uFEFF"

// apply makes edits, which are in order. Spans are the parts that stay.
func apply(text string, edits []edit) (string, []sourcemap.Span) {
	var changed strings.Builder
	var spans []sourcemap.Span
	last := 0
	keep := func(end int) {
		spans = append(spans, sourcemap.Span{At: changed.Len(), From: last, Len: end - last})
		changed.WriteString(text[last:end])
	}
	for _, e := range edits {
		keep(e.start)
		spans = append(spans, sourcemap.Span{At: changed.Len(), From: e.start})
		changed.WriteString(e.text)
		last = e.end
	}
	keep(len(text))
	return changed.String(), spans
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
// the linker, by an import for each, which come last. A URL that names no file
// stays as it is.
func (p *plugin) resolveURLs(file, text string) (edits []edit, statements string) {
	var imports strings.Builder
	n := 0
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
		edits = append(edits, edit{u.start, u.end, u.worker + "new URL(" + local + ", import.meta.url)" + end})
	}
	return edits, imports.String()
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
