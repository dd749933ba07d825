package link

import (
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/paintbox-build/paintbox/bundler/internal/js"
	"github.com/paintbox-build/paintbox/bundler/internal/settings"
	"github.com/paintbox-build/paintbox/bundler/internal/sourcemap"
	"github.com/paintbox-build/paintbox/internal/lex"
)

// Names that the project provides: each module that uses one, and does not declare
// it, imports what it stands for. Another name stands for it while the program is
// linked, as for those of Node.js, so that process.env stays what the build
// defines it as. Who uses one the linker tells, which knows what is declared where.

// mayBeProvided is quick, and right where it says no: a script uses none of the
// names. JSX uses the name of its function without a word.
func (p *plugin) mayBeProvided(text string) bool {
	for name := range p.settings.Provide {
		if strings.Contains(text, name[strings.LastIndex(name, ".")+1:]) || strings.Contains(text, `\u`) { // a name may be written with escapes
			return true
		}
	}
	jsx := strings.Contains(text, "</") || strings.Contains(text, "/>")
	return jsx && p.settings.Provide[p.settings.JSX.Root()] != nil
}

// withProvided adds to a script what gives it the provided names that it uses. The
// parts of the source in it move with the text.
func (p *plugin) withProvided(s *source, text string, spans []sourcemap.Span) (string, []sourcemap.Span) {
	used := p.providedTo(s, text)
	if len(used) == 0 {
		return text, spans
	}
	tokens := readTokens([]byte(text), s.loader)
	var added, after string
	if found := tokens.format(); found.imports || found.exports || tokens.waits() {
		added, after = p.importsOf(used)
	} else {
		added = p.requiresOf(used, strings.Contains(text, "exports"))
	}
	at := tokens.directives()
	return text[:at] + added + text[at:] + after, moved(spans, at, len(added))
}

// moved are the parts of a source where something is added to the text at a place.
func moved(spans []sourcemap.Span, at, length int) []sourcemap.Span {
	var all []sourcemap.Span
	for _, part := range spans {
		before := at - part.At
		switch {
		case before <= 0:
			part.At += length
			all = append(all, part)
		case before >= part.Len:
			all = append(all, part)
		default:
			all = append(all, sourcemap.Span{At: part.At, From: part.From, Len: before},
				sourcemap.Span{At: at + length, From: part.From + before, Len: part.Len - before})
		}
	}
	return all
}

// providedTo lists the names that a script uses.
func (p *plugin) providedTo(s *source, text string) []string {
	if !p.mayBeProvided(text) {
		return nil
	}
	options := api.TransformOptions{Loader: s.loader, Define: p.settings.Define, MinifySyntax: true, LegalComments: api.LegalCommentsNone, LogLevel: api.LogLevelSilent}
	p.settings.JSX.Transform(p.settings.Dir, &options)
	printed := api.Transform(text, options).Code          // nothing where it is wrong, which linking reports
	if p.settings.Provide[p.settings.JSX.Root()] != nil { // the function of JSX is a name like others only now
		options.Loader = api.LoaderJS
		printed = api.Transform(string(printed), options).Code
	}
	tokens := readTokens(printed, api.LoaderJS)
	var names []string
	for _, name := range slices.Sorted(maps.Keys(p.settings.Provide)) {
		property := strings.Contains(name, ".")
		itself := !property && strings.Contains(filepath.ToSlash(s.file), "/node_modules/"+p.settings.Provide[name][0]+"/")
		if !itself && tokens.mentions(settings.StandIn(name)) {
			names = append(names, name)
			if property {
				p.mu.Lock()
				p.gave[name] = true
				p.mu.Unlock()
			}
		}
	}
	return names
}

// importsOf are statements for the start and the end of an ES module. A property
// may be assigned to, which an import may not: a variable of the module has its
// value, as webpack has it.
func (p *plugin) importsOf(names []string) (start, end string) {
	var text strings.Builder
	for _, name := range names {
		specifier, exported := Whole.prefix()+p.settings.Provide[name][0], "module"
		if from := p.settings.Provide[name]; len(from) > 1 {
			specifier, exported = from[0], js.Quote(from[1])
		}
		imported := p.localName(name)
		if strings.Contains(name, ".") {
			start += ";var " + imported + " = " + imported + "$;"
			imported += "$"
		}
		text.WriteString("\nimport { " + exported + " as " + imported + " } from " + js.Quote(specifier) + ";")
	}
	return start, text.String() + "\n"
}

// localName is what a module that uses a name calls what stands for it. JSX takes no
// other name than its own.
func (p *plugin) localName(name string) string {
	if name == p.settings.JSX.Root() {
		return name
	}
	return settings.StandIn(name)
}

// requiresOf are statements for the start of any other script, which may not be
// strict. They make a CommonJS module of it where it says nothing of that, so that
// the variables are its own.
func (p *plugin) requiresOf(names []string, exports bool) string {
	text, guard := ";", ""
	if !exports {
		guard = "exports && "
	}
	for _, name := range names {
		from := p.settings.Provide[name]
		text += "var " + p.localName(name) + " = " + guard + "require(" + js.Quote(Whole.prefix()+from[0]) + ").module"
		if len(from) > 1 {
			text += "[" + js.Quote(from[1]) + "]"
		}
		text += ";"
	}
	return text
}

// waits tells whether what only an ES module may stands in a script: await at its
// top level, or import.meta.
func (s *tokens) waits() bool {
	for i := range s.list {
		if s.kind(i) == lex.Await && s.within[i] < 0 && !s.property(i) || s.meta(i) != "" {
			return true
		}
	}
	return false
}

// directives is where those that a script starts with end.
func (s *tokens) directives() int {
	if len(s.list) == 0 {
		return len(s.program)
	}
	at, i := s.start(0), 0
	for s.kind(i) == lex.String {
		switch next := i + 1; {
		case s.kind(next) == lex.Semicolon:
			at, i = s.end(next), i+2
		case next == len(s.list) || s.list[next].Newline && (s.kind(next) == lex.String || s.kind(next).Word() && s.kind(next) != lex.In && s.kind(next) != lex.Instanceof):
			at, i = s.end(i), next
		default:
			return at
		}
	}
	return at
}

// wholeOf is a module that one of kind Whole exports, as its importer names it.
type wholeOf struct{ dir, specifier, file string }

// resolveWhole finds the module that one stands for.
func (p *plugin) resolveWhole(b api.PluginBuild, a api.OnResolveArgs) (api.OnResolveResult, error) {
	specifier := strings.TrimPrefix(a.Path, Whole.prefix())
	found := b.Resolve(specifier, api.ResolveOptions{ResolveDir: a.ResolveDir, Importer: a.Importer, Namespace: a.Namespace, Kind: api.ResolveJSImportStatement, PluginData: a.PluginData})
	if len(found.Errors) > 0 {
		return api.OnResolveResult{Errors: found.Errors}, nil
	}
	of := wholeOf{dir: a.ResolveDir, specifier: specifier}
	result := api.OnResolveResult{Path: specifier, Namespace: string(Whole), SideEffects: api.SideEffectsFalse}
	if found.Namespace == "file" && !found.External {
		of.file = found.Path
		result = p.virtual(Whole, found.Path)
		result.Suffix = found.Suffix
	}
	result.PluginData = of
	return result, nil
}

// loadWhole makes the module: of an ES module all that it exports, of any other
// what it says.
func (p *plugin) loadWhole(a api.OnLoadArgs) (api.OnLoadResult, error) {
	of, _ := a.PluginData.(wholeOf)
	text := "import * as module from " + js.Quote(of.specifier) + ";\nexport { module };\n"
	if of.file != "" && !p.isModule(of.file) {
		text = "const module = require(" + js.Quote(of.specifier) + ");\nexport { module };\n"
	}
	return api.OnLoadResult{Contents: &text, ResolveDir: of.dir, Loader: api.LoaderJS}, nil
}

// isModule tells whether a file is an ES module, or one that a plugin makes of
// what is no script.
func (p *plugin) isModule(file string) bool {
	text, err := p.readText(file)
	if err != nil || filepath.Ext(file) == ".mjs" {
		return true
	}
	loader := p.settings.LoaderOf(file)
	found := readTokens(bytesOf(text), loader).format()
	return found.imports || found.exports || !isScript(file) && filepath.Ext(file) != ".json"
}
