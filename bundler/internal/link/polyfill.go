package link

import (
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler/internal/js"
)

// polyfill is the package that stands for a module of Node.js in browsers, as
// webpack 4 and browserify choose it; "" where there is none.
func polyfill(name string) string {
	return map[string]string{"assert": "assert", "buffer": "buffer", "console": "console-browserify", "constants": "constants-browserify", "crypto": "crypto-browserify", "domain": "domain-browser",
		"events": "events", "http": "stream-http", "https": "https-browserify", "os": "os-browserify", "path": "path-browserify", "process": "process", "punycode": "punycode",
		"querystring": "querystring-es3", "stream": "stream-browserify", "string_decoder": "string_decoder", "sys": "util", "timers": "timers-browserify", "tty": "tty-browserify",
		"url": "url", "util": "util", "vm": "vm-browserify", "zlib": "browserify-zlib"}[name]
}

// resolvePolyfill finds the package that stands for a module of Node.js in
// projects of tools that do so, where it is installed and nothing else is meant:
// an alias, what a browser field says, a package of that name.
func (p *plugin) resolvePolyfill(b api.PluginBuild, a api.OnResolveArgs) (api.OnResolveResult, bool) {
	with := polyfill(a.Path)
	if p.settings.Env.NodeFor == "" || with == "" || asking(a.PluginData, forPolyfill) || a.ResolveDir == "" || p.settings.Alias[a.Path] != "" {
		return api.OnResolveResult{}, false
	}
	options := api.ResolveOptions{ResolveDir: a.ResolveDir, Importer: a.Importer, Namespace: a.Namespace, Kind: a.Kind, PluginData: question{forPolyfill, a.PluginData}}
	if found := b.Resolve(a.Path, options); len(found.Errors) == 0 && found.Namespace != string(Builtin) {
		return api.OnResolveResult{}, false
	}
	found, ok := p.standIn(b, a.Path, append([]string{a.ResolveDir, p.settings.Dir}, p.toolDirs()...), options)
	if ok {
		p.fill(a.Path, with)
	}
	return found, ok
}

// standIn finds the package that stands for a module of Node.js, as seen from the
// first of some directories that has it.
func (p *plugin) standIn(b api.PluginBuild, module string, dirs []string, options api.ResolveOptions) (api.OnResolveResult, bool) {
	specifier := polyfill(module) + "/"
	if module == "os" {
		specifier += "browser"
	}
	for _, dir := range dirs {
		options.ResolveDir = dir
		found := b.Resolve(specifier, options)
		if len(found.Errors) > 0 || !filepath.IsAbs(found.Path) || found.Namespace != "file" {
			continue
		}
		effects := api.SideEffectsTrue
		if !found.SideEffects {
			effects = api.SideEffectsFalse
		}
		return api.OnResolveResult{Path: found.Path, Namespace: found.Namespace, Suffix: found.Suffix, SideEffects: effects}, true
	}
	return api.OnResolveResult{}, false
}

// fill remembers that a package stands for what only Node.js has.
func (p *plugin) fill(name, with string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.filled[name] = with
}

// noteFilled says which packages stand for modules of Node.js.
func (p *plugin) noteFilled() []asset.Message {
	names := slices.Sorted(maps.Keys(p.filled))
	if len(names) == 0 {
		return nil
	}
	with := make([]string, len(names))
	for i, name := range names {
		names[i], with[i] = js.Quote(name), p.filled[name]
	}
	are, is := " are ", "packages for browsers: "
	if len(names) == 1 {
		are, is = " is ", "a package for browsers: "
	}
	return []asset.Message{{Text: strings.Join(names, ", ") + are + is + strings.Join(with, ", ") + ", as " + p.settings.Env.NodeFor + " has it",
		Note: `what only Node.js has makes pages large: give others in "alias", or leave the import out`}}
}
