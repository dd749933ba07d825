package link

import (
	"cmp"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/paintbox-build/paintbox/bundler/internal/js"
	"github.com/paintbox-build/paintbox/bundler/internal/settings"
	"github.com/paintbox-build/paintbox/bundler/internal/sourcemap"
)

// A page with several module scripts is a module that imports them.

func (p *plugin) resolvePage(_ api.PluginBuild, a api.OnResolveArgs) (api.OnResolveResult, error) {
	return api.OnResolveResult{Path: strings.TrimPrefix(a.Path, Page.prefix()), Namespace: string(Page)}, nil
}

// addPage makes the modules of an entry known, as far as they are no files.
func (p *plugin) addPage(e settings.Entry) {
	for _, script := range e.Scripts {
		if script.Path != "" {
			p.starts[p.settings.File(script.Path)] = true
		}
	}
	if !strings.HasPrefix(entryPath(p.settings, e), Page.prefix()) {
		return
	}
	from := cmp.Or(e.From, path.Dir(e.Module()))
	p.pages[e.Module()] = pageText{text: pageModule(e), from: path.Dir(e.Module())}
	for i, script := range e.Scripts {
		switch {
		case script.Path != "":
		case p.settings.Mapped():
			p.pages[inlineName(e, i)] = pageText{mapInline(p.settings.Dir, e, i), from, true, e.Source, script}
		default:
			p.pages[inlineName(e, i)] = pageText{script.Inline, from, true, e.Source, script}
		}
	}
}

// loadPage gives the text of a module of a page. One that stands in the page is
// JavaScript, as for browsers, and TypeScript where it cannot be that.
func (p *plugin) loadPage(a api.OnLoadArgs) (api.OnLoadResult, error) {
	page, loader := p.pages[a.Path], api.LoaderJS
	if page.inline && len(api.Transform(page.text, api.TransformOptions{LogLevel: api.LogLevelSilent}).Errors) > 0 {
		loader = api.LoaderTS
	}
	dir := p.settings.File(page.from)
	s := newSource(filepath.Join(dir, path.Base(a.Path)), page.text, loader)
	text, _, said := p.prepare(s)
	if page.inline && s.startsAsModule() {
		text += "\nexport {};\n"
	}
	return api.OnLoadResult{Contents: &text, ResolveDir: dir, Loader: loader, Errors: said.errors, Warnings: said.warnings}, nil
}

// inlineName is what a module that stands in a page is called.
func inlineName(e settings.Entry, i int) string { return e.Module() + "#" + strconv.Itoa(i+1) }

// pageModule is the module that runs a page's scripts in their order.
func pageModule(e settings.Entry) string {
	var text strings.Builder
	for i, script := range e.Scripts {
		if script.Path == "" {
			fmt.Fprintf(&text, "import %s;\n", js.Quote(Page.prefix()+inlineName(e, i)))
			continue
		}
		to := script.Path
		if rel, err := filepath.Rel(path.Dir(e.Module()), script.Path); err == nil {
			to = filepath.ToSlash(rel)
		}
		fmt.Fprintf(&text, "import %s;\n", js.Quote("./"+to))
	}
	return text.String()
}

// mapInline adds to the text of the nth inline module of a page the map that
// leads to the page.
func mapInline(dir string, e settings.Entry, n int) string {
	text := e.Scripts[n].Inline
	data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(e.Source)))
	if err != nil {
		return text
	}
	page, at := string(data), 0
	for i := 0; i <= n; i++ {
		if script := e.Scripts[i]; script.Path == "" {
			found := strings.Index(page[at:], script.Inline)
			if found < 0 {
				return text
			}
			at += found
			if i < n {
				at += len(script.Inline)
			}
		}
	}
	return withMap(text, "../"+e.Source, page, []sourcemap.Span{{From: at, Len: len(text)}})
}
