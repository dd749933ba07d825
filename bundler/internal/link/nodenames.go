package link

import (
	"maps"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler/internal/js"
	"github.com/paintbox-build/paintbox/bundler/internal/settings"
)

// NameUse is a module that uses a name which only Node.js gives to modules.
type NameUse struct {
	Module int
	Name   string
	Asks   bool // it asks by typeof whether the name is there
	Needed bool // something is left of it where typeof tells that it is not
	Anyway bool // it uses the name where no condition stands before that
}

// NameUses leaves out those whose name is a variable of their own, and tells
// which need it. Who only asks matters where something may be given to them.
func (e *Sources) NameUses(uses []NameUse) []NameUse {
	var found []NameUse
	for _, u := range uses {
		if u.Asks && !slices.Contains(e.settings.FreeNames, u.Name) {
			continue
		}
		source, ok := e.texts[e.modules[u.Module].Name]
		if _, provided := e.settings.Provide[u.Name]; !ok || provided {
			continue
		}
		define := maps.Clone(e.settings.Define)
		free := settings.FreePrefix + u.Name
		define[u.Name] = free
		options := api.TransformOptions{Loader: source.loader, Define: define, JSX: e.settings.JSX, MinifySyntax: true, LegalComments: api.LegalCommentsNone, LogLevel: api.LogLevelSilent}
		printed := string(api.Transform(source.Text, options).Code)
		if !strings.Contains(printed, free) {
			continue
		}
		u.Needed = true
		if u.Asks {
			options.Loader = api.LoaderJS
			told := strings.ReplaceAll(printed, "typeof "+free, `"undefined"`)
			u.Needed = strings.Contains(string(api.Transform(told, options).Code), free)
		}
		u.Anyway = usesAnyway([]byte(printed), free)
		found = append(found, u)
	}
	return found
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
	t := readTokens([]byte(source.Text), source.loader)
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
