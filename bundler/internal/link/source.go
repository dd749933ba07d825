package link

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/paintbox-build/paintbox/bundler/internal/js"
	"github.com/paintbox-build/paintbox/bundler/internal/sourcemap"
)

// What is changed in sources before the linker reads them:
//
//   - a file that has import statements and no export is an ES module, for us as
//     for every other bundler, whatever the "type" of its package is;
//   - the line that names an interpreter is a comment;
//   - import.meta.glob and require.context stand for the files that they match;
//   - new URL("file", import.meta.url) refers to an asset, and new Worker of
//     that to another entry.

// loadSource reads a script. An empty result leaves reading it to esbuild.
func (p *plugin) loadSource(a api.OnLoadArgs) (api.OnLoadResult, error) {
	file := a.Path
	buffer := p.buffer()
	defer p.buffers.Put(buffer)
	if err := p.archives.ReadInto(buffer, file); err != nil {
		return api.OnLoadResult{}, nil // esbuild reports it, with the importer's location
	}
	p.noteLegal(file, buffer.Bytes())
	if !p.reassigned(a) && !p.isGiven(a) && !p.mayChange(file, buffer.Bytes()) {
		return api.OnLoadResult{}, nil // and reading it again: so nothing of it is held twice
	}
	text := buffer.String()
	changed, spans, messages := p.prepare(file, text, p.settings.LoaderOf(file))
	if len(messages.errors) > 0 {
		return api.OnLoadResult{Errors: messages.errors}, nil
	}
	changed = p.withGiven(a, p.constants.throwing(p.plugged.name(a), changed))
	if changed == text {
		return api.OnLoadResult{Warnings: messages.warnings}, nil // esbuild knows which modules a browser field leaves out
	}
	if p.settings.Mapped() {
		changed = withMap(changed, filepath.Base(file), text, spans)
	}
	return api.OnLoadResult{Contents: &changed, Loader: api.LoaderDefault, Warnings: messages.warnings}, nil
}

// buffer gives space to read a source into.
func (p *plugin) buffer() *bytes.Buffer {
	if b, ok := p.buffers.Get().(*bytes.Buffer); ok {
		return b
	}
	return new(bytes.Buffer)
}

// mayChange is quick, and right where it says no: prepare would leave a script
// as it is. That holds for most.
func (p *plugin) mayChange(file string, text []byte) bool {
	return bytes.Contains(text, []byte("import.meta")) || bytes.Contains(text, []byte(contextWord)) || bytes.HasPrefix(bytes.TrimPrefix(text, []byte(byteOrderMark)), []byte("#!")) ||
		p.isImporter(file, string(text))
}

// isImporter tells whether a script is an ES module by its import statements
// alone, which the linker takes for CommonJS: where its package says so, or where
// it mentions this, exports or module.
func (p *plugin) isImporter(file, text string) bool {
	ext := filepath.Ext(file)
	if ext == ".cjs" || ext == ".cts" || !hasImport(text) || mayExport(text) {
		return false
	}
	found := func(reader, int) bool { return true }
	return eachWord(text, "module", found) || eachWord(text, "exports", found) || eachWord(text, "this", found) || p.packages.of(filepath.Dir(file)).Type == "commonjs"
}

// prepared is what is said of a script.
type prepared struct{ warnings, errors []api.Message }

// prepare changes the text of a script, wherever it comes from. Spans are the
// parts that stay.
func (p *plugin) prepare(file, text string, loader api.Loader) (changed string, spans []sourcemap.Span, said prepared) {
	failed, warned := p.missingURLs(file, text)
	if failed != nil {
		return text, nil, prepared{errors: failed}
	}
	changed, spans, messages := p.changeSource(file, text, loader)
	if p.isImporter(file, changed) {
		changed += "\nexport {};\n"
	}
	return changed, spans, prepared{append(warned, linkerMessages(messages.warnings)...), linkerMessages(messages.errors)}
}

// changeSource changes what the linker would not understand. Spans are the parts
// that stay.
func (p *plugin) changeSource(file, text string, loader api.Loader) (string, []sourcemap.Span, globbed) {
	globs := p.expandGlobs(file, text, loader)
	p.expandContexts(&globs, file, text, loader)
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
		lines := strings.Repeat("\n", max(0, strings.Count(text[u.start:u.end], "\n")-strings.Count(u.worker+end, "\n"))) // messages name those of the source
		edits = append(edits, edit{u.start, u.end, u.worker + "new URL(" + local + ", import.meta.url" + lines + ")" + end})
	}
	return edits, imports.String()
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
