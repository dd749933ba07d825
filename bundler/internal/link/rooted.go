package link

import (
	"net/url"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/paintbox-build/paintbox/bundler/internal/js"
)

// Imports and URLs that begin with a slash name a file of the project, from its
// directory on, or else a public file, which keeps its name and is not bundled.

// resolveRooted makes rooted imports known to the linker.
func (p *plugin) resolveRooted(b api.PluginBuild, a api.OnResolveArgs) (api.OnResolveResult, error) {
	if a.Kind == api.ResolveEntryPoint {
		return api.OnResolveResult{}, nil
	}
	found := b.Resolve("."+a.Path, api.ResolveOptions{ResolveDir: p.settings.Dir, Importer: a.Importer, Kind: a.Kind, PluginData: question{forStyles, a.PluginData}})
	switch {
	case found.External:
		return api.OnResolveResult{}, nil
	case len(found.Errors) == 0:
		return api.OnResolveResult{Path: found.Path, Namespace: found.Namespace, Suffix: found.Suffix}, nil
	}
	name, suffix := cutSuffix(strings.TrimPrefix(a.Path, "/"))
	style := a.Kind == api.ResolveCSSURLToken || a.Kind == api.ResolveCSSImportRule
	switch {
	case !p.isPublic(name):
		return api.OnResolveResult{}, nil
	case style || slices.Contains([]string{".js", ".mjs"}, path.Ext(name)):
		return api.OnResolveResult{Path: p.publicURL(name) + suffix, External: true}, nil
	case path.Ext(name) == ".css":
		return failure("Cannot import the public style sheet "+strconv.Quote(a.Path), "move it out of "+p.settings.Public+", or name it in a <link> of the page"), nil
	}
	return api.OnResolveResult{Path: name, Suffix: suffix, Namespace: string(Public), SideEffects: api.SideEffectsFalse}, nil
}

// loadPublic makes the module that exports the URL of a public file.
func (p *plugin) loadPublic(a api.OnLoadArgs) (api.OnLoadResult, error) {
	text := js.Quote(p.publicURL(a.Path) + a.Suffix)
	if p.settings.RelativeBase() {
		text = "new URL(" + text + ", import.meta.url).href"
	}
	text = "export default " + text + ";\n"
	return api.OnLoadResult{Contents: &text, Loader: api.LoaderJS}, nil
}

// isPublic tells whether there is a public file of that name.
func (p *plugin) isPublic(name string) bool {
	return p.settings.Public != "" && p.archives.IsFile(p.publicFile(name))
}

// publicFile is the path of a public file.
func (p *plugin) publicFile(name string) string {
	return filepath.Join(p.settings.File(p.settings.Public), filepath.FromSlash(name))
}

// publicURL is the URL of a public file, for a file in settings.AssetsDir.
func (p *plugin) publicURL(name string) string {
	escaped := (&url.URL{Path: name}).EscapedPath()
	if p.settings.RelativeBase() {
		return "../" + escaped
	}
	return p.settings.Base + escaped
}

// fileOf tells which file a URL in a source file names: its path from there, and
// the URL's query and fragment. Of a public file it is only the final URL, and
// of a URL that names no file nothing.
func (p *plugin) fileOf(file, target string) (name, suffix string) {
	name, suffix = cutSuffix(target)
	if decoded, err := url.PathUnescape(name); err == nil && decoded != name {
		if found, whole := p.fileAt(file, decoded, suffix); found != "" || whole != "" {
			return found, whole
		}
	}
	return p.fileAt(file, name, suffix)
}

// fileBehind is the file of a package, or behind an alias, as Vite and webpack have it
// where nothing beside the source is called so.
func (p *plugin) fileBehind(dir, name, suffix string) (found, whole string) {
	if name == "" || strings.HasPrefix(name, ".") || strings.Contains(name, ":") || !strings.Contains(name, "/") || p.build.Resolve == nil {
		return "", ""
	}
	to := p.build.Resolve(name, api.ResolveOptions{ResolveDir: dir, Kind: api.ResolveJSImportStatement})
	if len(to.Errors) > 0 || to.External || to.Namespace != "file" || !p.archives.IsFile(to.Path) {
		return "", ""
	}
	rel, err := filepath.Rel(dir, to.Path)
	if err != nil {
		return "", ""
	}
	return filepath.ToSlash(rel), suffix
}

// fileAt is the same of a path without query and fragment.
func (p *plugin) fileAt(file, name, suffix string) (found, whole string) {
	dir := filepath.Dir(file)
	if rest, rooted := strings.CutPrefix(name, "/"); rooted {
		rel, err := filepath.Rel(dir, p.settings.File(rest))
		if name = filepath.ToSlash(rel); err == nil && p.archives.IsFile(filepath.Join(dir, rel)) {
			return name, suffix
		}
		if p.isPublic(rest) {
			return "", p.publicURL(rest) + suffix
		}
		return "", ""
	}
	if !strings.Contains(name, ":") && p.archives.IsFile(filepath.Join(dir, filepath.FromSlash(name))) {
		return name, suffix
	}
	return p.fileBehind(dir, name, suffix)
}
