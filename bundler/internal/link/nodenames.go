package link

import (
	"github.com/evanw/esbuild/pkg/api"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler/internal/js"
	"github.com/paintbox-build/paintbox/bundler/internal/settings"
	"github.com/paintbox-build/paintbox/internal/edit"
	"github.com/paintbox-build/paintbox/internal/lex"
)

// NameUse is a module that uses a name which only Node.js gives to modules.
type NameUse struct {
	Module int
	Name   string
	Asks   bool // it asks by typeof whether the name is there
	Anyway bool // it uses the name where no condition stands before that
}

// needs tells whether a module needs a name: whether anything is left of it where
// typeof tells that it is not there, which the linker finds out by reading the
// module alone.
func (e *Sources) needs(u NameUse) bool {
	source, ok := e.texts[e.modules[u.Module].Name]
	if !u.Asks || !ok {
		return ok
	}
	free := settings.FreePrefix + u.Name // which stands for it while the program is linked
	options := api.TransformOptions{Loader: source.loader, Define: e.settings.Define, MinifySyntax: true, LegalComments: api.LegalCommentsNone, LogLevel: api.LogLevelSilent}
	e.settings.JSX.Transform(e.settings.Dir, &options)
	printed := readTokens(api.Transform(source.Text, options).Code, api.LoaderJS)
	var edits []edit.Edit
	for _, i := range printed.indices(free) {
		if printed.kind(i-1) == lex.Typeof {
			edits = append(edits, edit.New(printed.start(i-1), printed.end(i), js.Quote("undefined")))
		}
	}
	told := edit.Apply(string(printed.program), edits)
	options.Loader = api.LoaderJS
	return len(readTokens(api.Transform(told, options).Code, api.LoaderJS).indices(free)) > 0
}

// NodeNames are warnings about the names that modules use without asking, and
// that nothing gives them, with their places. Packages may ask in other ways.
func (e *Sources) NodeNames(uses []NameUse) []asset.Message {
	var warnings []asset.Message
	for _, u := range uses {
		if !u.Asks && (u.Anyway || e.modules[u.Module].Package == "") {
			warnings = append(warnings, e.nodeName(u))
		}
	}
	return warnings
}

func (e *Sources) nodeName(u NameUse) asset.Message {
	m := &e.modules[u.Module]
	source := e.texts[m.Name]
	t := readTokens(bytesOf(source.Text), source.loader)
	found := asset.Message{File: m.Path}
	for _, i := range t.indices(u.Name) {
		if !t.key(i) && (u.Name != "process" || t.member(i) != "env") {
			found = placeIn(m.Path, source.Text, t.start(i))
			break
		}
	}
	found.Text = u.Name + " is not defined in browsers, and nothing here defines it"
	if m.Package != "" {
		found.Text = u.Name + " is not defined in browsers, and nothing here defines it for package " + m.Package
	}
	found.Note = nodeNameAdvice(u.Name)
	found.Cause = "name:" + u.Name
	return found
}

// nodeNameAdvice says what to write.
func nodeNameAdvice(name string) string {
	own := `, or where the page itself sets it "define": { ` + js.Quote(name) + `: "globalThis.` + name + `" }`
	return map[string]string{
		"Buffer":         `write import { Buffer } from "buffer/" after npm install buffer, or Uint8Array` + own,
		"process":        `write import process from "process/browser" after npm install process, or do without it` + own,
		"__dirname":      `write new URL("file", import.meta.url) for a file, or a value in "define": { "__dirname": "\"/\"" }`,
		"__filename":     `write import.meta.url, or a value in "define": { "__filename": "\"/index.js\"" }`,
		"setImmediate":   `write setTimeout(f, 0) or queueMicrotask(f)` + own,
		"clearImmediate": `write clearTimeout` + own,
	}[name]
}
