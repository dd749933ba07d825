package link

import (
	"path"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/paintbox-build/paintbox/internal/pathname"
)

// How a program is linked although something in it fails.

// late is an error of a module that is linked all the same. The linker takes it for
// a warning.
type late struct{ message api.Message }

// goOn makes errors of a module late, where there is a text to go on with.
func goOn(result api.OnLoadResult) api.OnLoadResult {
	if result.Contents == nil {
		return result
	}
	for _, m := range result.Errors {
		result.Warnings = append(result.Warnings, api.Message{Text: m.Text, Notes: m.Notes, Location: m.Location, Detail: late{m}})
	}
	result.Errors = nil
	return result
}

// takeLate parts late errors from warnings.
func takeLate(all []api.Message) (warnings, errors []api.Message) {
	for _, m := range all {
		if l, ok := m.Detail.(late); ok {
			l.message.Location = m.Location // which the linker knows
			errors = append(errors, l.message)
		} else {
			warnings = append(warnings, m)
		}
	}
	return warnings, errors
}

// resolveLeft leaves out what is noted.
func (p *plugin) resolveLeft(_ api.PluginBuild, a api.OnResolveArgs) (api.OnResolveResult, error) {
	importer, _ := cutQuery(a.Importer)
	if IsMade(a.Namespace) {
		importer = a.Namespace + ":" + a.Importer
	}
	if !p.left[missed{importer, a.Path}] {
		return api.OnResolveResult{}, nil
	}
	return api.OnResolveResult{Path: a.Path, External: true}, nil
}

// emptied is an empty module in the place of one that failed, which has every name
// that is imported of it. An empty result tells that the module did not fail.
func (p *plugin) emptied(a api.OnLoadArgs) api.OnLoadResult {
	if len(p.stoodIn) == 0 {
		return api.OnLoadResult{}
	}
	name := a.Namespace + ":" + a.Path
	if a.Namespace == "file" {
		name = pathname.From(p.settings.Dir, a.Path)
	}
	if !p.stoodIn[name] && !p.stoodIn[path.Ext(a.Path)] {
		return api.OnLoadResult{}
	}
	if IsSheet(a.Path) {
		return api.OnLoadResult{Contents: new(string), Loader: api.LoaderDefault}
	}
	text := "module.exports = {};\n"
	return api.OnLoadResult{Contents: &text, Loader: api.LoaderJS}
}
