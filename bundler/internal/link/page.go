package link

import (
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

func (p *plugin) loadPage(a api.OnLoadArgs) (api.OnLoadResult, error) {
	text, _, said := p.prepare(&source{file: p.settings.File(a.Path), text: p.pages[a.Path], loader: api.LoaderTS})
	return api.OnLoadResult{Contents: &text, ResolveDir: p.settings.File(path.Dir(a.Path)), Loader: api.LoaderTS, Errors: said.errors, Warnings: said.warnings}, nil
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
