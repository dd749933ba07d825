package link

import (
	"net/url"
	"path"
	"path/filepath"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// resolveOdd resolves a specifier with such characters. In style sheets it is a URL,
// in which they are percent-encoded, and so it is for browsers in scripts; for other
// bundlers it is a path there, so that a file whose name has them as they are goes
// before.
func (p *plugin) resolveOdd(b api.PluginBuild, a api.OnResolveArgs) (api.OnResolveResult, error) {
	if a.Kind == api.ResolveEntryPoint || strings.Contains(a.Path, ":") || strings.HasPrefix(a.Path, "//") || asking(a.PluginData, forOdd) {
		return api.OnResolveResult{}, nil
	}
	name, suffix := cutSuffix(a.Path)
	decoded, _ := url.PathUnescape(name) // "" where it is malformed
	style := a.Kind == api.ResolveCSSURLToken || a.Kind == api.ResolveCSSImportRule
	if file := p.starFile(a.ResolveDir, decoded, style); file != "" {
		return p.plainly(api.ResolveResult{Path: file, Namespace: "file", Suffix: suffix, SideEffects: true}), nil
	}
	tries := []string{a.Path}
	switch {
	case decoded == "" || decoded == name:
	case style:
		tries = []string{decoded}
	default:
		tries = append(tries, decoded)
	}
	for _, try := range tries {
		found := b.Resolve(try, api.ResolveOptions{ResolveDir: a.ResolveDir, Importer: a.Importer, Kind: a.Kind, PluginData: question{forOdd, a.PluginData}})
		if len(found.Errors) > 0 {
			continue
		}
		if try != a.Path && !found.External {
			found.Suffix += suffix
		}
		return p.plainly(found), nil
	}
	return api.OnResolveResult{}, nil
}

// starFile is a file that has a star in its name, which esbuild finds none of.
func (p *plugin) starFile(dir, name string, style bool) string {
	if !strings.Contains(name, "*") || !style && !strings.HasPrefix(name, ".") && !isRooted(name) {
		return ""
	}
	file := filepath.Join(dir, filepath.FromSlash(name))
	if isRooted(name) {
		file = p.settings.File(name)
	}
	if !p.archives.IsFile(file) {
		return ""
	}
	return file
}

// resolveStarless finds an entry whose path was written without stars.
func (p *plugin) resolveStarless(b api.PluginBuild, a api.OnResolveArgs) (api.OnResolveResult, error) {
	a.Path = strings.NewReplacer("%2A", "*", "%25", "%").Replace(strings.TrimPrefix(a.Path, starred))
	if Page.begins(a.Path) {
		return p.resolvePage(b, a)
	}
	return api.OnResolveResult{Path: a.Path}, nil
}

// plainly gives what was found the name that the linker knows it by.
func (p *plugin) plainly(found api.ResolveResult) api.OnResolveResult {
	result := api.OnResolveResult{Path: found.Path, Namespace: found.Namespace, Suffix: found.Suffix, External: found.External, SideEffects: api.SideEffectsTrue, Warnings: found.Warnings}
	if !found.SideEffects {
		result.SideEffects = api.SideEffectsFalse
	}
	if base := path.Base(filepath.ToSlash(found.Path)); found.Namespace == "file" && isOdd(base) && p.settings.Loaders[path.Ext(base)] == api.LoaderFile {
		virtual := p.virtual(File, found.Path)
		virtual.Suffix = found.Suffix
		return virtual
	}
	return result
}
