package link

import (
	"context"
	"path"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/internal/pathname"
)

// What is wrong with a program is said at once. The linker ends where a module
// fails: it reads nothing of what that imports, and does not compare exports with
// imports as long as anything fails. So a source with an error of ours is linked all
// the same, and a program that failed is linked again without what failed in it, to
// find the rest.

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

// rest finds what else is wrong with a program that does not link, in runs that
// leave out what failed in those before, of which the first is given; and the errors about modules of Node.js,
// for which these show who reaches them.
func (l *Linker) rest(ctx context.Context, result api.BuildResult, failed []asset.Message) (more, builtins []asset.Message, err error) {
	p := l.plugin
	p.left, p.stoodIn = map[missed]bool{}, map[string]bool{}
	defer func() { p.left, p.stoodIn = nil, nil }()
	known := map[string]bool{}
	for _, m := range failed {
		known[m.String()] = true
	}
	for p.leaveOut(Messages(result.Errors)) {
		if result, failed, err = l.rebuild(ctx); err != nil {
			return nil, nil, err
		}
		p.learns(failed)
		for _, m := range failed {
			if says, _ := said(m.Text); !known[m.String()] && says != saysAssigned && says != saysAssignedOf && says != saysAmbiguous {
				known[m.String()] = true
				more = append(more, m)
			}
		}
	}
	if len(p.builtins) > 0 {
		builtins, err = l.failedBuiltins(result)
	}
	return more, builtins, err
}

// leaveOut notes what a run has not found or not understood, and tells whether any
// of it is new.
func (p *plugin) leaveOut(failed []asset.Message) bool {
	found := false
	for _, m := range failed {
		switch says, name := said(m.Text); {
		case m.File == "", says == saysNoExport, says == saysAssigned, says == saysAssignedOf, says == saysAmbiguous:
		case says == saysUnresolved:
			if asked := askedFor(m.Text); asked != "" {
				name = asked
			}
			of := missed{m.File, name}
			if !IsMade(string(kindOf(m.File))) {
				of.importer, _ = cutQuery(p.settings.File(m.File))
			}
			found = found || !p.left[of]
			p.left[of] = true
		case says == saysNoLoader:
			found = found || !p.stoodIn[name]
			p.stoodIn[name] = true
		default:
			found = found || !p.stoodIn[m.File]
			p.stoodIn[m.File] = true
		}
	}
	return found
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
