package link

import (
	"encoding/json"
	"maps"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/paintbox-build/paintbox/internal/css"
)

// Style sheets of which a script wants the text or the URL, by ?inline and ?url, are
// linked by themselves: what they import is in them, and they are compiled and
// shortened as all others are.

// loadLoneSheet makes the module of a style sheet's text. Text is what plugins made
// of it, nil where there is none.
func (p *plugin) loadLoneSheet(a api.OnLoadArgs, text *string, loader api.Loader, read []string) (api.OnLoadResult, error) {
	if loader == api.LoaderLocalCSS || isModuleSheet(a.Path) {
		return api.OnLoadResult{Errors: []api.Message{{Text: "The text of a CSS module has no names that a script could know",
			Notes: []api.Note{{Text: "import the module without " + a.Suffix + ", or call the file .css without .module"}}}}}, nil
	}
	sheet := &loneSheet{file: a.Path, text: text}
	made, result := p.linkSheet(p.plugged.name(a), sheet, read)
	if result.Contents == nil {
		return result, nil
	}
	if len(made.named) == 0 {
		result.Loader = api.LoaderText
		return result, nil
	}
	script := made.script(*result.Contents)
	result.Contents, result.Loader, result.ResolveDir = &script, api.LoaderJS, filepath.Dir(a.Path)
	return result, nil
}

// loadSheetFile makes the file of a style sheet that a script names.
func (p *plugin) loadSheetFile(a api.OnLoadArgs) (api.OnLoadResult, error) {
	file, _ := a.PluginData.(string)
	_, result := p.linkSheet(p.plugged.name(a), &loneSheet{file: file, kind: SheetFile}, nil)
	result.Loader = api.LoaderFile
	return result, nil
}

// loadInline makes a data URL of a file: of a style sheet, with all that it names.
func (p *plugin) loadInline(a api.OnLoadArgs) (api.OnLoadResult, error) {
	if !IsSheet(a.Path) {
		return loadAs(api.LoaderDataURL)(p, a)
	}
	_, result := p.linkSheet(p.plugged.name(a), &loneSheet{file: p.settings.File(p.plain.back(a.Path)), kind: Inline}, nil)
	if result.Contents != nil {
		url := "data:text/css;charset=utf-8," + percentEncoded(*result.Contents)
		result.Contents, result.Loader = &url, api.LoaderText
	}
	return result, nil
}

// sheetFile names the module of a style sheet that is published as a file by itself.
func (p *plugin) sheetFile(file string) api.OnResolveResult {
	sheet := strings.TrimSuffix(file, filepath.Ext(file)) + ".css"
	if sheet != file && p.archives.IsFile(sheet) {
		sheet = file + ".css"
	}
	result := p.virtual(SheetFile, sheet)
	result.Path = p.plain.of(result.Path)
	result.PluginData = file
	return result
}

// linkSheet links a style sheet by itself, and finishes its text. Module is what stands
// for it, and read what its text was made of.
func (p *plugin) linkSheet(module string, sheet *loneSheet, read []string) (*loneSheet, api.OnLoadResult) {
	inner, plugins := p.another()
	inner.lone, inner.within = sheet, p.within
	inner.begin(p.ctx, Requirements{})
	inner.builtins = p.builtins
	options := linkOptions(p.settings, nil)
	options.EntryPoints, options.Outdir, options.EntryNames = []string{starless(sheet.file)}, filepath.Join(p.settings.Dir, linkDir), "sheet"
	options.Splitting, options.Sourcemap, options.Write, options.MinifyWhitespace = false, api.SourceMapNone, false, true
	if sheet.kind == Inline {
		options.Loader = maps.Clone(options.Loader)
		for ext, l := range options.Loader {
			if l == api.LoaderFile {
				options.Loader[ext] = api.LoaderDataURL
			}
		}
	}
	options.Plugins = plugins
	result := api.Build(options)
	inner.archives.Close()
	made := api.OnLoadResult{Errors: result.Errors, Warnings: result.Warnings}
	if len(result.Errors) > 0 {
		return sheet, made
	}
	p.keepParts(module, "", "", append(inner.partsRead(result.Metafile), read...))
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, f := range result.OutputFiles {
		if name := filepath.Base(f.Path); name != "sheet.css" {
			p.beside[name] = Copy{Name: name, Data: f.Contents, Source: name}
			continue
		}
		text, _ := css.Finish(strings.TrimRight(string(f.Contents), "\n"))
		if sheet.kind != SheetFile {
			text = strings.TrimPrefix(text, `@charset "UTF-8";`) // a script has no other encoding
		}
		made.Contents = &text
	}
	maps.Copy(p.beside, inner.beside)
	return sheet, made
}

// partsRead lists the files that are in a style sheet which was linked by itself.
func (p *plugin) partsRead(metafile string) []string {
	var m struct{ Inputs map[string]struct{} }
	if json.Unmarshal([]byte(metafile), &m) != nil {
		return nil
	}
	var list []string
	for name := range m.Inputs {
		if !strings.Contains(name, ":") {
			file, _ := cutQuery(name)
			list = append(list, p.settings.File(file))
		}
	}
	for _, parts := range p.parts {
		for _, part := range parts {
			list = append(list, part.File)
		}
	}
	return list
}

// resolveNamed keeps the files that the text of a style sheet names for the script
// that will hold it.
func (p *plugin) resolveNamed(b api.PluginBuild, a api.OnResolveArgs) (api.OnResolveResult, error) {
	if p.lone == nil || p.lone.kind != Source || a.Kind != api.ResolveCSSURLToken || asking(a.PluginData, forLone) {
		return api.OnResolveResult{}, nil
	}
	found := b.Resolve(a.Path, api.ResolveOptions{ResolveDir: a.ResolveDir, Importer: a.Importer, Namespace: a.Namespace, Kind: a.Kind, PluginData: question{forLone, a.PluginData}})
	var n fileNamed
	switch rest, above := strings.CutPrefix(found.Path, "../"); {
	case len(found.Errors) > 0:
		return api.OnResolveResult{}, nil // which fails again, at its place
	case found.External && above && p.settings.RelativeBase() && found.Path != a.Path:
		n.url, n.suffix = cutSuffix("../" + rest)
	case found.External || found.Namespace != "file", p.settings.InlineLimit > 0 && p.small(found.Path) && found.Suffix == "":
		return api.OnResolveResult{Path: found.Path, Namespace: found.Namespace, Suffix: found.Suffix, External: found.External, PluginData: found.PluginData, Warnings: found.Warnings}, nil
	default:
		rel, err := filepath.Rel(filepath.Dir(p.lone.file), found.Path)
		if err != nil {
			return api.OnResolveResult{}, nil // on another drive: the linker copies it
		}
		n.specifier, n.suffix = "./"+filepath.ToSlash(rel)+"?no-inline", found.Suffix
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.lone.named = append(p.lone.named, n)
	return api.OnResolveResult{Path: placeholder + strconv.Itoa(len(p.lone.named)-1) + ".", External: true, Warnings: found.Warnings}, nil
}

// loadPluggedLone gives what plugins made of a style sheet that is linked by itself.
func (p *plugin) loadPluggedLone(a api.OnLoadArgs) (api.OnLoadResult, error) {
	if p.lone == nil || p.lone.text == nil || a.Path != p.lone.file || a.Namespace != "file" {
		return api.OnLoadResult{}, nil
	}
	changed, warnings := p.readSheet(p.plugged.name(a), a.Path, *p.lone.text)
	return api.OnLoadResult{Contents: &changed, Loader: api.LoaderCSS, Warnings: warnings}, nil
}
