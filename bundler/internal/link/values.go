package link

import (
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler/internal/js"
	"github.com/paintbox-build/paintbox/internal/css"
)

// A style sheet that says something to scripts, by :export or @value, is two modules:
// a script with what it says, by its name, and the sheet, by a mark behind that.

// resolveValued leads style sheets, and the script of such a module, to its sheet.
func (p *plugin) resolveValued(b api.PluginBuild, a api.OnResolveArgs) (api.OnResolveResult, error) {
	if name, suffix := cutQuery(a.Path); isMarked(suffix) {
		return api.OnResolveResult{Path: filepath.Join(a.ResolveDir, filepath.FromSlash(name)), Suffix: suffix}, nil
	}
	if a.Kind == api.ResolveEntryPoint && IsSheet(a.Path) {
		p.mu.Lock()
		p.unvalued[a.Path] = true
		p.mu.Unlock()
	}
	if a.Kind != api.ResolveCSSImportRule && a.Kind != api.ResolveCSSComposesFrom || asking(a.PluginData, forValues) {
		return api.OnResolveResult{}, nil
	}
	found := b.Resolve(a.Path, api.ResolveOptions{ResolveDir: a.ResolveDir, Importer: a.Importer, Namespace: a.Namespace, Kind: a.Kind, PluginData: question{forValues, a.PluginData}})
	if len(found.Errors) > 0 || found.External || found.Namespace != "file" || !IsSheet(found.Path) || p.unvalued[found.Path] {
		return api.OnResolveResult{}, nil
	}
	text, err := p.sheetText(found.Path)
	if err != nil || !css.HoldsValues(text) {
		return api.OnResolveResult{}, nil //nolint:nilerr // what is missing is said by others
	}
	return api.OnResolveResult{Path: found.Path, Suffix: marked(found.Suffix), PluginData: found.PluginData, Warnings: found.Warnings}, nil
}

// readValues reads what a style sheet says to scripts. Where that is something, and
// the sheet itself is not asked for, the module is a script; else it is the sheet
// without what is no CSS.
func (p *plugin) readValues(a api.OnLoadArgs, text string, module bool) (script *string, plain string, failed []api.Message) {
	if !css.HoldsValues(text) {
		return nil, text, nil
	}
	v := css.ReadValues(text, module)
	values, failed := p.valuesOf(a.Path, text, v, nil)
	switch {
	case failed != nil:
		return nil, text, failed
	case isMarked(a.Suffix), p.lone != nil, p.unvalued[a.Path], a.Namespace != "file", len(v.Exports)+len(v.Defined)+len(v.Imports) == 0:
		return nil, v.Without(text, values), nil
	}
	var names []string
	if module {
		names = css.Names(v.Without(text, values))
	}
	made := valuesScript("./"+path.Base(filepath.ToSlash(a.Path))+marked(a.Suffix), names, v, values)
	return &made, "", nil
}

// valuesScript is the script of a module: the names of the sheet, where that is a CSS
// module, and its values. The linker knows names of a sheet only by its object.
func valuesScript(sheet string, names []string, v css.Values, values map[string]string) string {
	exported := map[string]string{}
	for _, one := range v.Defined {
		exported[one.Name] = values[one.Name]
	}
	for _, imp := range v.Imports {
		if imp.Exported {
			exported[imp.Name] = values[imp.Name]
		}
	}
	for _, one := range v.Exports {
		exported[one.Name] = css.Valued(one.Text, values)
	}
	var head, list, object strings.Builder
	if names == nil {
		head.WriteString("import " + js.Quote(sheet) + ";\n")
	} else {
		head.WriteString("import names from " + js.Quote(sheet) + ";\n")
		object.WriteString("...names, ")
	}
	for i, name := range names {
		if _, valued := exported[name]; js.IsIdentifier(name) && name != "default" && !valued {
			local := "name" + strconv.Itoa(i)
			head.WriteString("const " + local + " = names." + name + ";\n")
			list.WriteString(local + " as " + name + ", ")
		}
	}
	for i, name := range slices.Sorted(maps.Keys(exported)) {
		local := "value" + strconv.Itoa(i)
		head.WriteString("const " + local + " = " + js.Quote(exported[name]) + ";\n")
		object.WriteString(js.Quote(name) + ": " + local + ", ")
		if js.IsIdentifier(name) && name != "default" {
			list.WriteString(local + " as " + name + ", ")
		}
	}
	return head.String() + "export { " + list.String() + "};\nexport default { " + object.String() + "};\n"
}

// valuesOf gives the values that a sheet knows by name: its own and those that it
// imports. Within are the files that ask for it.
func (p *plugin) valuesOf(file, text string, v css.Values, within []string) (map[string]string, []api.Message) {
	values := map[string]string{}
	var failed []api.Message
	for _, one := range v.Defined {
		values[one.Name] = css.Valued(one.Text, values)
	}
	for _, imp := range v.Imports {
		value, wrong := p.importedValue(file, imp, values, append(slices.Clip(within), file))
		if wrong != "" {
			m := asset.Message{Text: "the value " + strconv.Quote(imp.Of) + " of " + strconv.Quote(imp.From) + " " + wrong, Note: "correct the name, or define the value there with @value"}
			failed = append(failed, carried(m, p.location(file, text, imp.Offset, 1)))
		}
		values[imp.Name] = value
	}
	for _, one := range v.Defined { // which may name imported ones
		values[one.Name] = css.Valued(one.Text, values)
	}
	return values, failed
}

// importedValue is a value of another style sheet; wrong says what keeps it from
// being known.
func (p *plugin) importedValue(file string, imp css.ValueImport, values map[string]string, within []string) (value, wrong string) {
	from := imp.From
	if named, ok := values[from]; ok { // @value theme: "./theme.css"
		from = strings.Trim(named, `"'`)
	}
	found := p.build.Resolve(from, api.ResolveOptions{ResolveDir: filepath.Dir(file), Importer: file, Kind: api.ResolveCSSImportRule, PluginData: question{forValues, nil}})
	if len(found.Errors) > 0 || found.External || found.Namespace != "file" {
		return "", "is not known, since there is no such file"
	}
	if slices.Contains(within, found.Path) {
		return "", "leads back to itself"
	}
	text, err := p.sheetText(found.Path)
	if err != nil {
		return "", "is not known: " + err.Error()
	}
	v := css.ReadValues(text, true)
	there, failed := p.valuesOf(found.Path, text, v, within)
	for _, one := range v.Exports {
		there[one.Name] = css.Valued(one.Text, there)
	}
	value, ok := there[imp.Of]
	if !ok || failed != nil {
		return "", "is not there"
	}
	return value, ""
}

// sheetText is a style sheet as it is on disk.
func (p *plugin) sheetText(file string) (string, error) {
	data, err := p.archives.ReadFile(file)
	return strings.TrimPrefix(string(data), "\ufeff"), err
}
