package link

import (
	"context"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/paintbox-build/paintbox/asset"
)

// What is wrong with a program is said at once. The linker ends where a module
// fails: it reads nothing of what that imports, and does not compare exports with
// imports as long as anything fails. So a source with an error of ours is linked all
// the same, and a program that failed is linked again without what failed in it, to
// find the rest.

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

// failedBuiltins are the errors about modules of Node.js in a program that does
// not link for other reasons as well. Result is of a run that leaves these out, and
// shows who reaches whom where no module failed that may reach others.
func (l *Linker) failedBuiltins(result api.BuildResult) ([]asset.Message, error) {
	hidden := false
	for name := range l.plugin.stoodIn {
		hidden = hidden || !strings.HasPrefix(name, ".") // which is an extension
	}
	if hidden || len(result.Errors) > 0 || result.Metafile == "" {
		_, own := l.plugin.judgeBuiltins(nil)
		return own, nil
	}
	m, err := l.metafile(result)
	if err != nil {
		return nil, err
	}
	out, err := m.output(l.settings, l.plugin.packages)
	if err != nil {
		return nil, err
	}
	_, builtins := l.plugin.judgeBuiltins(out)
	return builtins, nil
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
