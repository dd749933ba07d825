package link

import (
	"path"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/internal/css"
)

// Style sheets, and what they name.

// loadSheet reads a style sheet: what no browser knows in it is an error or a
// warning, and what the linker gets wrong is taken out of it. An empty result
// leaves reading it to esbuild.
func (p *plugin) loadSheet(a api.OnLoadArgs) (api.OnLoadResult, error) {
	if l, stated := p.settings.Loaders[path.Ext(a.Path)]; stated != (path.Ext(a.Path) != ".css") || stated && l != api.LoaderCSS && l != api.LoaderLocalCSS && l != api.LoaderGlobalCSS {
		return api.OnLoadResult{}, nil
	}
	data, err := p.archives.ReadFile(a.Path)
	if err != nil {
		return api.OnLoadResult{}, nil //nolint:nilerr // esbuild reports it, with the importer's location
	}
	text := strings.TrimPrefix(string(data), "\ufeff")
	p.keepLegal(a.Path, legalOfSheet(data))
	local := isModuleSheet(a.Path) || p.settings.Loaders[path.Ext(a.Path)] == api.LoaderLocalCSS
	script, plain, failed := p.readValues(a, text, local)
	if script != nil || failed != nil {
		return api.OnLoadResult{Contents: script, Loader: api.LoaderJS, Errors: failed}, nil
	}
	var result api.OnLoadResult
	result.Errors, result.Warnings = p.unknown(a.Path, plain, local)
	changed, late := p.readSheet(p.plugged.name(a), a.Path, plain)
	if result.Warnings = append(result.Warnings, late...); changed != text || result.Warnings != nil || result.Errors != nil {
		result.Contents, result.Loader = &changed, api.LoaderDefault
	}
	return result, nil
}

// unknown judges what no browser knows in a style sheet.
func (p *plugin) unknown(file, text string, module bool) (failed, warnings []api.Message) {
	packaged := strings.Contains(filepath.ToSlash(file), "/node_modules/")
	for _, f := range css.Unknown(text) {
		if module && (f.Tool == "CSS modules" || f.What == "@value") {
			continue
		}
		at, advice := p.location(file, text, f.Offset, len(f.What)), css.Advice(f.Tool)
		part := f.Part || strings.HasSuffix(f.What, "()")
		if packaged && part { // what a package publishes is finished
			advice = "browsers pass over the declaration"
			if f.Part {
				advice = "browsers pass over the rule or declaration"
			}
		}
		m := carried(asset.Message{Text: css.Problem(f), Note: advice, Cause: advice}, at)
		if f.Rule || packaged && part {
			warnings = append(warnings, m)
		} else {
			failed = append(failed, m)
		}
	}
	return failed, warnings
}

// resolveMissing leaves what a style sheet names and is not there to the
// browser, with a warning. A style sheet that seems to be a package's is left
// to the linker, which says that it is missing.
func (p *plugin) resolveMissing(b api.PluginBuild, a api.OnResolveArgs) (api.OnResolveResult, error) {
	if asking(a.PluginData, forStyles) || a.Kind != api.ResolveCSSURLToken && a.Kind != api.ResolveCSSImportRule {
		return api.OnResolveResult{}, nil
	}
	options := api.ResolveOptions{ResolveDir: a.ResolveDir, Importer: a.Importer, Kind: a.Kind, PluginData: question{forStyles, a.PluginData}}
	found := b.Resolve(a.Path, options)
	if rest, tilde := strings.CutPrefix(a.Path, "~"); tilde && len(found.Errors) > 0 { // webpack's mark of packages
		found = b.Resolve(rest, options)
	}
	if scheme, _, ok := strings.Cut(a.Path, ":"); ok && len(scheme) > 1 && !strings.ContainsFunc(scheme, func(c rune) bool { return !isWord(c) && !strings.ContainsRune("+-.", c) }) && len(found.Errors) > 0 {
		return api.OnResolveResult{Path: a.Path, External: true}, nil // as about:blank
	}
	switch file := strings.HasPrefix(a.Path, ".") || strings.HasPrefix(a.Path, "/"); {
	case len(found.Errors) == 0:
		return api.OnResolveResult{Path: found.Path, Namespace: found.Namespace, Suffix: found.Suffix, External: found.External}, nil
	case a.Kind == api.ResolveCSSImportRule && !file, strings.HasPrefix(a.Path, "~"), strings.HasPrefix(a.Path, "@") && strings.Contains(a.Path, "/"):
		return api.OnResolveResult{}, nil
	}
	if name, suffix := p.publicBeside(a); name != "" {
		return api.OnResolveResult{Path: p.publicURL(name) + suffix, External: true}, nil
	}
	m := asset.Message{Text: "the file " + strconv.Quote(a.Path) + " does not exist", Note: "its URL stays as it is: correct it, or add the file", Cause: missing}
	if p.settings.MissingFails {
		m.Note = `correct the URL, or add the file; "missing": "warn" makes it a warning`
		return api.OnResolveResult{Errors: []api.Message{carried(m, nil)}}, nil
	}
	return api.OnResolveResult{Path: a.Path, External: true, Warnings: []api.Message{carried(m, nil)}}, nil
}

// publicBeside is the public file that a relative URL of a style sheet names, which
// is served beside the sheet's directory as the project's files are.
func (p *plugin) publicBeside(a api.OnResolveArgs) (name, suffix string) {
	name, suffix = cutSuffix(a.Path)
	at, err := filepath.Rel(p.settings.Dir, filepath.Join(a.ResolveDir, filepath.FromSlash(name)))
	if at = filepath.ToSlash(at); err == nil && p.isPublic(at) {
		return at, suffix
	}
	return "", ""
}

// missing is the cause of messages about files that are not there and that a style
// sheet or a script names.
const missing = "missing"
