package link

import (
	"encoding/base64"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler/internal/js"
	"github.com/paintbox-build/paintbox/bundler/internal/sourcemap"
	"github.com/paintbox-build/paintbox/internal/edit"
)

// What is changed in sources before the linker reads them:
//
//   - a file that has import statements and no export is an ES module, for us as
//     for every other bundler, whatever the "type" of its package is;
//   - the line that names an interpreter is a comment;
//   - import.meta.glob and require.context stand for the files that they match, and so
//     do import(), require() and new URL() of what is known in part;
//   - decorators of Babel's and TypeScript's old kind are calls;
//   - JSX of a file that names the function which makes its elements is calls of that;
//   - new URL("file", import.meta.url) refers to an asset, and new Worker of
//     that to another entry.

// loadSource reads a script. What it has read goes to esbuild, which need not read
// it again, but for files that esbuild alone knows how to take: an empty result
// leaves them to it.
func (p *plugin) loadSource(a api.OnLoadArgs) (api.OnLoadResult, error) {
	text, err := p.readText(a.Path)
	if err != nil {
		return api.OnLoadResult{}, nil //nolint:nilerr // esbuild reports it, with the importer's location
	}
	s := newSource(a.Path, text, p.settings.LoaderOf(a.Path))
	p.texts.keep(p.plugged.name(a), Text{Text: s.text, loader: s.loader})
	old := p.hasOldDecorators(s)
	changes := old || p.reassigned(a) || len(p.stars[a.Path]) > 0 || p.isGiven(a) || p.mayBeProvided(s.text) || p.mayChange(s)
	p.noteLegal(s)
	theirs := len(a.With) > 0 || p.packages.mayLeaveOut(a.Path)
	switch {
	case p.packages.leavesOut(a.Path), !changes && theirs:
		return api.OnLoadResult{}, nil
	case !changes:
		return api.OnLoadResult{Contents: &s.text, Loader: api.LoaderDefault}, nil
	}
	changed, spans, messages := p.prepare(s)
	changed, spans = p.withProvided(s, p.withGiven(a, p.constants.throwing(p.plugged.name(a), changed, s.loader)), spans)
	changed = p.withStars(a, changed)
	if changed == s.text && !old && theirs && messages.errors == nil {
		return api.OnLoadResult{Warnings: messages.warnings}, nil
	}
	if p.settings.Mapped() && changed != s.text {
		changed = withMap(changed, filepath.Base(s.file), s.text, spans)
	}
	result := api.OnLoadResult{Contents: &changed, Loader: api.LoaderDefault, Warnings: messages.warnings, Errors: messages.errors}
	if old {
		changed, result.Loader = undecorated(changed, p.settings.Mapped())+s.pragmas()+p.statedJSX(s), api.LoaderJSX
	}
	return result, nil
}

// readText reads a file.
func (p *plugin) readText(file string) (string, error) {
	data, err := p.archives.ReadFile(file)
	return textOf(data), err
}

// mayChange is quick, and right where it says no: prepare would leave a script
// as it is. That holds for most.
func (p *plugin) mayChange(s *source) bool {
	return strings.Contains(s.text, "import.meta") || strings.Contains(s.text, contextWord) || mayChoose(s.text) || p.mayNameWebpack(s) || strings.HasPrefix(strings.TrimPrefix(s.text, byteOrderMark), "#!") ||
		p.isImporter(s) || p.isWrongForTarget(s) || s.classicJSX() != "" || p.statedJSX(s) != ""
}

// withStars adds to a script what it is to export by itself.
func (p *plugin) withStars(a api.OnLoadArgs, text string) string {
	if len(p.stars) == 0 || a.Namespace != "file" {
		return text
	}
	return text + strings.Join(p.stars[a.Path], "")
}

// prepared is what is said of a script.
type prepared struct{ warnings, errors []api.Message }

// prepare changes the text of a script, wherever it comes from. Spans are the
// parts that stay.
func (p *plugin) prepare(s *source) (changed string, spans []sourcemap.Span, said prepared) {
	urls, without := p.missingURLs(s)
	wrong := p.wrongForTarget(s)
	changed, spans, messages := p.changeSource(s, without)
	if p.isImporter(s) {
		changed += "\nexport {};\n"
	}
	said.warnings = slices.Concat(urls.warnings, wrong.warnings, linkerMessages(messages.warnings))
	said.errors = slices.Concat(urls.errors, wrong.errors, linkerMessages(messages.errors))
	return changed, spans, said
}

// wrongForTarget lists what a script has that the linker writes wrong for the target.
func (p *plugin) wrongForTarget(s *source) prepared {
	var said prepared
	for _, k := range p.unlowered() {
		if !strings.Contains(s.text, k.word) {
			continue
		}
		for _, i := range k.find(s.tokens()) {
			m := asset.Message{Text: "for this target " + k.what, Note: `write it in other words, or set "target" to a newer version or newer browsers`}
			at := carried(m, p.location(s.file, s.text, s.tokens().start(i), s.tokens().end(i)-s.tokens().start(i)))
			if k.fails {
				said.errors = append(said.errors, at)
			} else {
				said.warnings = append(said.warnings, at)
			}
		}
	}
	return said
}

// unlowered are the kinds that concern the target.
func (p *plugin) unlowered() []unlowered {
	p.lowers.Do(func() {
		target := p.settings.Target
		p.wrong = slices.DeleteFunc(unloweredKinds(), func(k unlowered) bool {
			return target.Leaves(k.lacks) || k.knows != "" && !target.Leaves(k.knows)
		})
	})
	return p.wrong
}

// isWrongForTarget tells whether there may be anything of that in a script.
func (p *plugin) isWrongForTarget(s *source) bool {
	return slices.ContainsFunc(p.unlowered(), func(k unlowered) bool { return strings.Contains(s.text, k.word) && len(k.find(s.tokens())) > 0 })
}

// changeSource changes what the linker would not understand; not the URLs that
// start at some tokens, since they are wrong. Spans are the parts that stay.
func (p *plugin) changeSource(s *source, without map[int]bool) (string, []sourcemap.Span, globbed) {
	globs := p.expandGlobs(s)
	p.expandContexts(&globs, s)
	renamed := p.expandAMD(&globs, s)
	p.expandNames(&globs, s, renamed)
	p.expandChosen(&globs, s, renamed)
	edits, imports := p.resolveURLs(s, without)
	imports += p.expandURLs(&globs, s)
	edits = append(edits, globs.edits...)
	first := 0
	if strings.HasPrefix(s.text, byteOrderMark) {
		first = len(byteOrderMark)
	}
	if strings.HasPrefix(s.text[first:], "#!") { // a browser needs no interpreter: a comment
		edits = append(edits, edit.New(first, first+len("#!"), globs.imports+"//"))
	} else if globs.imports != "" {
		edits = append(edits, edit.New(first, first, globs.imports))
	}
	slices.SortStableFunc(edits, func(a, b edit.Edit) int { return a.Start - b.Start })
	changed, spans := edit.Apply(s.text, edits), staying(s.text, edits)
	return changed + imports + s.envImport() + s.classicJSX() + p.statedJSX(s), spans, globs
}

const byteOrderMark = "\uFEFF"

// resolveURLs makes the files that new URL(…, import.meta.url) names known to
// the linker, by an import for each, which come last. A URL that names no file
// stays as it is, and so does all around the target, and one that is wrong.
func (p *plugin) resolveURLs(s *source, without map[int]bool) (edits []edit.Edit, statements string) {
	if !mayHaveURLs(s.text) {
		return nil, ""
	}
	var imports strings.Builder
	t, n := s.tokens(), 0
	for _, u := range t.urls() {
		if without[u.first] {
			continue
		}
		name, suffix := p.fileOf(s.file, u.target)
		var target string
		switch {
		case name == "" && suffix != "":
			target = js.Quote(suffix)
		case name == "":
			continue
		case u.starts == startsService && isScript(name):
			target = js.Quote(p.publicURL(serviceName(name)) + suffix)
		default:
			target = fmt.Sprintf("__paintbox_url_%d", n)
			n++
			kind := p.kindOfURL(u, filepath.Join(filepath.Dir(s.file), filepath.FromSlash(name)))
			fmt.Fprintf(&imports, "\nimport %s from %s;", target, js.Quote(kind.prefix()+name))
			if kind == Worker {
				target += "()"
			}
			if suffix != "" {
				target += " + " + js.Quote(suffix)
			}
		}
		lines := strings.Repeat("\n", strings.Count(string(t.text(u.literal)), "\n")) // messages name those of the source
		edits = append(edits, edit.New(t.start(u.literal), t.end(u.literal), target+lines))
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
