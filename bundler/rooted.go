package bundler

import (
	"net/url"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// Imports and URLs that begin with a slash name a file of the project, from its
// directory on, or else a public file, which keeps its name and is not bundled.

// publicPrefix begins the module that exports the URL of a public file.
const publicPrefix = "paintbox-public:"

// resolveRooted makes rooted imports known to the linker.
func resolveRooted(b api.PluginBuild, o Options) {
	b.OnResolve(api.OnResolveOptions{Filter: "^/[^/]"}, func(a api.OnResolveArgs) (api.OnResolveResult, error) {
		if a.Kind == api.ResolveEntryPoint {
			return api.OnResolveResult{}, nil
		}
		found := b.Resolve("."+a.Path, api.ResolveOptions{ResolveDir: o.Dir, Importer: a.Importer, Kind: a.Kind})
		switch {
		case found.External:
			return api.OnResolveResult{}, nil
		case len(found.Errors) == 0:
			return api.OnResolveResult{Path: found.Path, Namespace: found.Namespace, Suffix: found.Suffix}, nil
		}
		name, suffix := cutSuffix(strings.TrimPrefix(a.Path, "/"))
		style := a.Kind == api.ResolveCSSURLToken || a.Kind == api.ResolveCSSImportRule
		switch {
		case !o.isPublic(name):
			return api.OnResolveResult{}, nil
		case style || slices.Contains([]string{".js", ".mjs"}, path.Ext(name)):
			return api.OnResolveResult{Path: o.publicURL(name) + suffix, External: true}, nil
		case path.Ext(name) == ".css":
			return failure("Cannot import the public style sheet "+strconv.Quote(a.Path), "move it out of "+o.Public+", or name it in a <link> of the page"), nil
		}
		return api.OnResolveResult{Path: name, Suffix: suffix, Namespace: strings.TrimSuffix(publicPrefix, ":"), SideEffects: api.SideEffectsFalse}, nil
	})
	b.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: strings.TrimSuffix(publicPrefix, ":")}, func(a api.OnLoadArgs) (api.OnLoadResult, error) {
		text := quote(o.publicURL(a.Path) + a.Suffix)
		if o.relativeBase() {
			text = "new URL(" + text + ", import.meta.url).href"
		}
		text = "export default " + text + ";\n"
		return api.OnLoadResult{Contents: &text, Loader: api.LoaderJS}, nil
	})
}

// resolveEscaped resolves URLs of style sheets with percent-encoded characters
// as browsers do: the file is that of the decoded path.
func resolveEscaped(b api.PluginBuild) {
	b.OnResolve(api.OnResolveOptions{Filter: "%[0-9A-Fa-f]{2}"}, func(a api.OnResolveArgs) (api.OnResolveResult, error) {
		if a.Kind != api.ResolveCSSURLToken && a.Kind != api.ResolveCSSImportRule || strings.Contains(a.Path, ":") || strings.HasPrefix(a.Path, "//") {
			return api.OnResolveResult{}, nil
		}
		name, suffix := cutSuffix(a.Path)
		decoded, _ := url.PathUnescape(name) // "" where it is malformed
		if decoded == "" || strings.Contains(decoded, "%") {
			return api.OnResolveResult{}, nil
		}
		found := b.Resolve(decoded+suffix, api.ResolveOptions{ResolveDir: a.ResolveDir, Importer: a.Importer, Kind: a.Kind})
		if len(found.Errors) > 0 {
			return api.OnResolveResult{}, nil
		}
		return api.OnResolveResult{Path: found.Path, Namespace: found.Namespace, Suffix: found.Suffix, External: found.External}, nil
	})
}

// isPublic tells whether there is a public file of that name.
func (o Options) isPublic(name string) bool {
	return o.Public != "" && isFile(filepath.Join(o.Dir, filepath.FromSlash(o.Public), filepath.FromSlash(name)))
}

// publicURL is the URL of a public file, for a file in AssetsDir.
func (o Options) publicURL(name string) string {
	escaped := (&url.URL{Path: name}).EscapedPath()
	if o.relativeBase() {
		return "../" + escaped
	}
	return o.base() + escaped
}

func isFile(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.Mode().IsRegular()
}

// cutSuffix parts a URL before its query or fragment.
func cutSuffix(ref string) (rest, suffix string) {
	if i := strings.IndexAny(ref, "?#"); i >= 0 {
		return ref[:i], ref[i:]
	}
	return ref, ""
}
