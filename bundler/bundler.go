// Package bundler turns source code into the files of planned chunks. It is
// the only place that knows esbuild, which it uses twice: as the linker, whose
// output is taken apart into units, the smallest pieces of code that can move;
// and to minify each chunk of a plan once its units have been put together.
//
// This file is the face: the phases, in their order, and nothing else. Each is a
// package below internal and takes what the ones before it returned; only this
// one changes the program between them. What else callers see is in public.go.
//
//	settings   what is asked for, settled once
//	link       esbuild as the linker
//	program    the model: modules, statements, symbols, roots
//	mend       what the linker gets wrong
//	shake      what more can be left out
//	unit       what moves together
//	styles     the style sheets
//	emit       chunks to files
//	why        reasons
package bundler

import (
	"context"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler/internal/emit"
	"github.com/paintbox-build/paintbox/bundler/internal/link"
	"github.com/paintbox-build/paintbox/bundler/internal/mend"
	"github.com/paintbox-build/paintbox/bundler/internal/program"
	"github.com/paintbox-build/paintbox/bundler/internal/shake"
	"github.com/paintbox-build/paintbox/bundler/internal/styles"
	"github.com/paintbox-build/paintbox/bundler/internal/unit"
	"github.com/paintbox-build/paintbox/chunker"
)

// Link reads, transforms and links everything that the entries reach, as it is
// on disk now. Errors about the source are asset.Messages.
func (l *Linker) Link(ctx context.Context) (*Program, error) {
	p, warnings, err := l.model(ctx)
	if err != nil {
		return nil, err
	}
	shakeAll(p)
	spaces := shake.Spaces(p)
	p.SetSpaces(spaces)
	p.Rebind(spaces.Once)
	units := divide(p)
	sheets, err := styles.Cut(p)
	if err != nil {
		return nil, err
	}
	return &Program{Graph: units.Graph, Reads: l.linker.Reads(), model: p, units: units, emitter: emit.New(p, units, sheets, append(warnings, sheets.Warnings...))}, nil
}

// model links, again where modules are given what only Node.js has or wait for others,
// and where require() takes less than all of ES modules, and mends what the linker
// gets wrong.
func (l *Linker) model(ctx context.Context) (*program.Program, []asset.Message, error) {
	var required link.Requirements
	p, sources, warnings, err := l.read(ctx, required)
	again := func(to link.Requirements, more bool) bool {
		if required = to; more {
			p, sources, warnings, err = l.read(ctx, required)
		}
		return more && err == nil
	}
	for err == nil && again(l.linker.Give(required, sources, mend.NodeNames(p), mend.Waits(p))) {
	}
	if err == nil {
		again(required.Take(shake.Required(p, sources)))
	}
	if err != nil {
		return nil, nil, err
	}
	if l.settings.NodeMode {
		for _, use := range mend.Defaults(p) {
			warnings = append(warnings, sources.DefaultWarning(use.Importer, use.Module))
		}
	} else {
		p.Reword(mend.NodeImports(p))
	}
	warnings = append(warnings, sources.NodeNames(mend.NodeNames(p))...)
	p.Rebind(mend.Interop(p))
	p.AddRuns(mend.Runs(p))
	return p, warnings, nil
}

// read links, and finds out what the names in the linker's output stand for.
func (l *Linker) read(ctx context.Context, required link.Requirements) (*program.Program, *link.Sources, []asset.Message, error) {
	out, err := l.linker.Run(ctx, required)
	if err != nil {
		return nil, nil, nil, err
	}
	p, err := program.Read(l.settings, l.entries, out)
	if err != nil {
		return nil, nil, nil, err
	}
	sources := link.NewSources(l.settings, out)
	p.Rebind(mend.Getters(p, sources))
	return p, sources, out.Warnings, nil
}

// shakeAll leaves out the roots that nothing loads, and what is unused where less
// is wanted than the linker believed, until nothing more is.
func shakeAll(p *program.Program) {
	if dead, ok := shake.Dead(p); ok {
		p.Drop(dead)
	}
	for narrow(p) {
		dead, ok := shake.Dead(p)
		if !ok {
			return
		}
		p.Drop(dead)
	}
}

// narrow leaves out what nobody takes of routes and namespace objects. It tells
// whether there was any.
func narrow(p *program.Program) bool {
	routes := shake.Routes(p)
	p.Limit(routes)
	getters := shake.Namespaces(p)
	p.DropGetters(getters)
	if len(routes) == 0 && len(getters) == 0 {
		return false
	}
	p.LeaveOut(shake.Unused(p))
	p.DropGetters(shake.Namespaces(p)) // what was left out uses nothing
	p.LeaveOut(shake.Unused(p))
	return true
}

// divide finds what moves together, and describes it.
func divide(p *program.Program) *unit.Set {
	groups := unit.Group(p)
	p.Replace(unit.Aliases(p, groups))
	return unit.Describe(p, groups)
}

// Assemble writes the chunks of a plan and all other files of the program, and gives the size
// of each chunk of the plan, in raw bytes. It is not safe for concurrent use.
func (p *Program) Assemble(ctx context.Context, plan *chunker.Plan) (asset.Build, []asset.Size, error) {
	return p.emitter.Assemble(ctx, plan)
}
