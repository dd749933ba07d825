package link

import (
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
	"github.com/tailscale/hujson"

	"github.com/paintbox-build/paintbox/asset"
)

// loadCommented reads JSON in which TypeScript allows comments: .jsonc files,
// tsconfig.json and jsconfig.json. Comments become white space, so that errors
// keep their places.
func loadCommented(p *plugin, a api.OnLoadArgs) (api.OnLoadResult, error) {
	data, err := p.archives.ReadFile(a.Path)
	if err != nil {
		return api.OnLoadResult{}, nil //nolint:nilerr // esbuild reports it, with the importer's location
	}
	if plain, err := hujson.Standardize(data); err == nil {
		data = plain
	}
	text := string(data)
	p.texts.keep(p.plugged.name(a), Text{Text: text, loader: api.LoaderJSON})
	return api.OnLoadResult{Contents: &text, Loader: api.LoaderJSON}, nil
}

// loadData keeps the text of a JSON file, which may stand for what modules export.
func (p *plugin) loadData(a api.OnLoadArgs) (api.OnLoadResult, error) {
	if text, err := p.readText(a.Path); err == nil {
		p.texts.keep(p.plugged.name(a), Text{Text: text, loader: api.LoaderJSON})
	}
	return api.OnLoadResult{}, nil
}

// loadSmall makes data URLs of small files that are only named. Of a file with a
// fragment, as of an SVG sprite, it makes none: a data URL has no parts.
func (p *plugin) loadSmall(a api.OnLoadArgs) (api.OnLoadResult, error) {
	if p.settings.InlineLimit == 0 || !p.small(a.Path) || strings.HasPrefix(a.Suffix, "#") {
		return api.OnLoadResult{}, nil
	}
	data, err := p.archives.ReadFile(a.Path)
	text := string(data)
	return api.OnLoadResult{Contents: &text, Loader: api.LoaderDataURL}, err
}

// small tells whether a file is smaller than the limit, and nothing that a build
// changes.
func (p *plugin) small(file string) bool {
	info, err := os.Stat(file)
	return err == nil && asset.Size(info.Size()) < p.settings.InlineLimit && p.settings.Loaders[path.Ext(filepath.ToSlash(file))] == api.LoaderFile
}
