package link

import (
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler/internal/js"
	"github.com/paintbox-build/paintbox/bundler/internal/settings"
)

// nodeNamePrefix begins names that no source has.
const nodeNamePrefix = "__paintbox_free_"

// NodeName is a warning about a name that only Node.js gives to modules, where a
// module uses it without asking whether it is there. It tells the place.
func (e *Sources) NodeName(module int, name string) (asset.Message, bool) {
	m := &e.modules[module]
	text, loader := "", e.settings.LoaderOf(m.File)
	switch data, err := os.ReadFile(m.File); {
	case m.Text != nil:
		text = m.Text.Text
		loader, _ = settings.LoaderNamed(m.Text.Loader)
	case m.File == "" || err != nil:
		return asset.Message{}, false
	default:
		text = string(data)
	}
	define := maps.Clone(e.settings.Define)
	define[name] = nodeNamePrefix + name
	result := api.Transform(text, api.TransformOptions{Loader: loader, Define: define, JSX: e.settings.JSX, MinifySyntax: true, LegalComments: api.LegalCommentsNone, LogLevel: api.LogLevelSilent})
	printed := string(result.Code)
	if !strings.Contains(printed, nodeNamePrefix+name) {
		return asset.Message{}, false // a variable of its own
	}
	places := slices.DeleteFunc(codeWords(text, name, name, nodeNamePrefix, loader), func(at int) bool {
		return at > 0 && text[at-1] == '.' || strings.HasPrefix(text[at:], "process.env")
	})
	found := asset.Message{File: m.Path}
	if len(places) > 0 {
		found = placeIn(m.Path, text, places[0])
	}
	found.Text = name + " is not defined in browsers, and nothing here defines it"
	if m.Package != "" {
		found.Text = name + " is not defined in browsers, and nothing here defines it for package " + m.Package
	}
	found.Note = nodeNameAdvice(name)
	found.Cause = "name:" + name
	return found, true
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
