// Package programtest makes programs of a few lines of text, as the linker would
// print them, for tests and examples of the passes: no linker runs.
package programtest

import (
	"maps"
	"path"
	"slices"
	"strings"

	"golang.org/x/tools/txtar"

	"github.com/paintbox-build/paintbox/bundler/internal/link"
	"github.com/paintbox-build/paintbox/bundler/internal/program"
	"github.com/paintbox-build/paintbox/bundler/internal/settings"
)

// Program makes a program of a txtar archive. Each file is a script of the
// linker; one whose name is followed by a module, as in "entry-0.js page.js", is
// the entry point of that module. Every module that a script's comments name is
// part of the program.
//
// Each of the imports is a line such as
//
//	a.js imports b.js
//	a.js requires c.cjs
//	a.js loads route.js
//	a.js has no side effects
//
// Program panics where the text is none that a linker prints.
func Program(archive string, imports ...string) *program.Program {
	out := &link.Output{Sheets: map[string]link.Sheet{}}
	files := txtar.Parse([]byte(archive)).Files
	modules := map[string]bool{}
	for _, f := range files {
		if _, module, ok := strings.Cut(f.Name, " "); ok {
			modules[module] = true
		}
		for line := range strings.Lines(string(f.Data)) {
			if name, ok := strings.CutPrefix(line, "// "); ok {
				modules[strings.TrimSpace(name)] = true
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(modules)) {
		out.Modules = append(out.Modules, link.Module{Name: name, Path: name, File: "/project/" + name, ES: path.Ext(name) != ".cjs", SideEffects: true})
	}
	for _, line := range imports {
		read(out, line)
	}
	for _, f := range files {
		name, module, ok := strings.Cut(f.Name, " ")
		s := link.Script{Name: name, Text: f.Data, Module: program.None}
		if ok {
			s.Module = out.Find(module)
		}
		out.Scripts = append(out.Scripts, s)
	}
	s, err := settings.Settle(settings.Options{Dir: "/project"})
	if err != nil {
		panic(err)
	}
	p, err := program.Read(s, sources(files), out)
	if err != nil {
		panic(err)
	}
	return p
}

// sources lists the entries: the modules of scripts whose names begin as the
// linker calls those of entries.
func sources(files []txtar.File) []settings.Entry {
	var entries []settings.Entry
	for _, f := range files {
		if name, module, ok := strings.Cut(f.Name, " "); ok && strings.HasPrefix(name, "entry-") {
			entries = append(entries, settings.Entry{Name: strings.TrimSuffix(path.Base(module), path.Ext(module)), Source: module})
		}
	}
	return entries
}

// read adds what a line tells of a module.
func read(out *link.Output, line string) {
	words := strings.Fields(line)
	ways := map[string]link.Way{"imports": link.WayStatement, "requires": link.WayRequire, "loads": link.WayDynamic}
	from := out.Find(words[0])
	if from < 0 {
		panic("no module of that name: " + line)
	}
	if strings.Join(words[1:], " ") == "has no side effects" {
		out.Modules[from].SideEffects = false
		return
	}
	way, ok := ways[words[1]]
	to := out.Find(words[2])
	if !ok || to < 0 {
		panic("cannot read: " + line)
	}
	out.Modules[from].Imports = append(out.Modules[from].Imports, link.Import{Module: to, Way: way, Specifier: "./" + words[2]})
}
