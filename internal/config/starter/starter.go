// Package starter makes the first configuration of a project: what is there to
// build or to judge, and the budgets that other tools hold for it.
//
// Find looks at a directory; Project.Config writes what it found as a
// paintbox.json with comments. Nothing is guessed silently: what a comment does
// not say is as the project's own files have it, and what has no equivalent is
// a comment that says so.
package starter

import (
	"context"
	"errors"
)

// Find looks at a project's directory. Configurations that are programs are run
// by Node, as the tools themselves do; one that cannot be run becomes a note. It
// is an error if there is nothing to build or to judge.
func Find(ctx context.Context, dir string, o Options) (*Project, error) {
	f := &finder{ctx: ctx, dir: dir, options: o, project: &Project{}}
	if err := f.readPackage(); err != nil {
		return nil, err
	}
	if err := f.tool(); err != nil {
		return nil, err
	}
	for _, source := range sources() {
		f.take(source)
	}
	p := f.project
	if t := p.Taken; t != nil && !t.Unread && t.Settings["outdir"] == nil && p.Tool != "Create React App" {
		p.Outdir = "dist" // the default: the tool's own is not read, but that one's
	}
	if p.Tool == "" && p.Entries == nil && len(p.Sources) == 0 && !f.exists(p.Outdir) {
		return nil, errors.New("found no page, no script and no build here (run it in the project's directory, or name that with --cwd)")
	}
	return p, nil
}
