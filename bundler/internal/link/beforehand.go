package link

import (
	"encoding/base64"
	"hash/fnv"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler/internal/cut"
	"github.com/paintbox-build/paintbox/bundler/internal/sourcemap"
	"github.com/paintbox-build/paintbox/internal/css"
	"github.com/paintbox-build/paintbox/internal/pathname"
)

// What is done to style sheets before the linker reads them, whoever made them.

// readSheet takes out of a style sheet what the linker gets wrong, and keeps what
// it says at its head. File is what places in it are said to be in.
func (p *plugin) readSheet(module, file, text string) (changed string, warnings []api.Message) {
	hash := fnv.New64a()
	_, _ = hash.Write([]byte(module))
	prelude := cut.SheetBlock + strconv.FormatUint(hash.Sum64(), 36)
	if p.lone != nil {
		prelude = ""
	}
	s := css.Read(text, prelude, p.settings.Colors)
	p.texts.keepSheet(module, text)
	p.mu.Lock()
	p.heads[module] = s.Head
	p.mu.Unlock()
	for _, offset := range s.Head.Late {
		m := asset.Message{Text: "browsers pass over this @import, since other rules stand before it", Note: "move it to the head of the style sheet, or leave it out"}
		warnings = append(warnings, carried(m, p.location(file, text, offset, len("@import"))))
	}
	changed = s.Text
	if p.settings.Mapped() && !strings.Contains(text, "sourceMappingURL=") { // a map of its own leads further; lines are kept
		if data, err := sourcemap.Splice(changed, filepath.Base(file), text, staying(text, s.Edits)); err == nil {
			changed += inlineMap(api.LoaderCSS, data)
		}
	}
	return changed, warnings
}

// location is a place in a file, for esbuild's messages.
func (p *plugin) location(file, text string, offset, length int) *api.Location {
	start := 1 + strings.LastIndexByte(text[:offset], '\n')
	line, _, _ := strings.Cut(text[start:], "\n")
	return &api.Location{File: pathname.From(p.settings.Dir, file), Line: 1 + strings.Count(text[:offset], "\n"), Column: offset - start, Length: length, LineText: strings.TrimRight(line, "\r")}
}

func styled(l api.Loader) bool {
	return l == api.LoaderCSS || l == api.LoaderLocalCSS || l == api.LoaderGlobalCSS
}

func scripted(l api.Loader) bool {
	return l == api.LoaderJS || l == api.LoaderJSX || l == api.LoaderTS || l == api.LoaderTSX
}

// inlineMap is the comment that holds a source map.
func inlineMap(l api.Loader, data []byte) string {
	url := "# sourceMappingURL=data:application/json;base64," + base64.StdEncoding.EncodeToString(data)
	if scripted(l) {
		return "\n//" + url + "\n"
	}
	return "\n/*" + url + " */\n"
}
