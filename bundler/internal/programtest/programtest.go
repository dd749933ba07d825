// Package programtest makes programs of a few lines of text, as the linker would
// print them, for tests and examples of the passes: no linker runs.
//
//   - Takes: scripts and style sheets as the linker would print them, and what else
//     is to be known of their modules, a line for each fact.
//   - Gives: the model of that program.
//   - Changes: nothing; the model is the test's, which may do with it what the face
//     does.
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

// Helpers declares the linker's functions that the passes know, for the start of
// a script.
const Helpers = `var __esm = (fn, res) => () => (fn && (res = fn(fn = 0)), res);
var __commonJS = (cb, mod) => () => (mod || cb((mod = { exports: {} }).exports, mod), mod.exports);
var __export = (target, getters) => target;
var __reExport = (target, mod) => target;
var __toESM = (mod, isNodeMode) => mod;
var __toCommonJS = (mod) => mod;
`

// Program makes a program of a txtar archive. Each file is a script or a style
// sheet of the linker; one whose name is followed by a module, as in
// "entry-0.js page.js" or "chunk-a.js route.js", is the entry point of that
// module. Files whose names begin with "entry-" are those of the entries, and a
// sheet belongs to the script of the same name. Every module that a comment at
// the start of a line names is part of the program.
//
// Each of the facts is a line such as
//
//	a.js imports b.js
//	a.js requires c.cjs
//	a.js loads route.js
//	a.css brings b.css
//	a.css brings https://c.test/d.css
//	a.css composes b.css
//	a.js has no side effects
//	a.mjs works as in Node
//	c.cjs is of react
//	logo.svg is copied as logo-1.svg
//	index.html runs page.js
//
// Program panics where the text is none that a linker prints.
func Program(archive string, facts ...string) *program.Program {
	files := txtar.Parse([]byte(archive)).Files
	out := &link.Output{Modules: modules(files), Sheets: map[string]link.Sheet{}}
	entries := sources(files)
	for _, line := range facts {
		read(out, entries, strings.Fields(line))
	}
	for _, f := range files {
		name, module, ok := strings.Cut(f.Name, " ")
		if path.Ext(name) == ".css" {
			out.Sheets[name] = link.Sheet{Text: f.Data}
			continue
		}
		s := link.Script{Name: name, Text: f.Data, Module: program.None}
		if ok {
			s.Module = out.Find(module)
		}
		out.Scripts = append(out.Scripts, s)
	}
	for i := range out.Scripts {
		name := strings.TrimSuffix(out.Scripts[i].Name, ".js") + ".css"
		if _, ok := out.Sheets[name]; ok {
			out.Scripts[i].Sheet = name
		}
	}
	s, err := settings.Settle(settings.Options{Dir: "/project"})
	if err != nil {
		panic(err)
	}
	p, err := program.Read(s, entries, out)
	if err != nil {
		panic(err)
	}
	return p
}

// modules lists the modules that the names of files and comments name.
func modules(files []txtar.File) []link.Module {
	names := map[string]bool{}
	for _, f := range files {
		if _, module, ok := strings.Cut(f.Name, " "); ok {
			names[module] = true
		}
		for line := range strings.Lines(string(f.Data)) {
			line = strings.TrimSpace(line)
			if name, ok := strings.CutPrefix(line, "// "); ok {
				names[name] = true
			}
			if name, ok := strings.CutPrefix(line, "/* "); ok && strings.HasSuffix(line, " */") {
				names[strings.TrimSuffix(name, " */")] = true
			}
		}
	}
	var list []link.Module
	for _, name := range slices.Sorted(maps.Keys(names)) {
		m := link.Module{Name: name, Path: name, File: "/project/" + name, ES: path.Ext(name) == ".js" || path.Ext(name) == ".mjs", SideEffects: true}
		if kind, _, ok := strings.Cut(name, ":"); ok && link.IsMade(kind) {
			m.Kind, m.File = link.Kind(kind), ""
		}
		list = append(list, m)
	}
	return list
}

// sources lists the entries: the modules of files whose names begin as the
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

// read adds what the words of a line tell of a module.
func read(out *link.Output, entries []settings.Entry, words []string) {
	line := strings.Join(words, " ")
	if words[1] == "runs" {
		i := slices.IndexFunc(entries, func(e settings.Entry) bool { return e.Source == words[2] })
		entries[i].Page = words[0]
		return
	}
	from := out.Find(words[0])
	if from < 0 {
		panic("no module of that name: " + line)
	}
	m := &out.Modules[from]
	ways := map[string]link.Way{"imports": link.WayStatement, "requires": link.WayRequire, "loads": link.WayDynamic, "composes": link.WayComposes}
	switch phrase := strings.Join(words[1:], " "); {
	case phrase == "has no side effects":
		m.SideEffects = false
	case phrase == "exports nothing":
		m.NoExports = true
	case phrase == "works as in Node":
		m.NodeMode = true
	case strings.HasPrefix(phrase, "is copied as "):
		m.Copied = words[4]
		out.Copies = append(out.Copies, link.Copy{Name: m.Copied, Source: m.Path})
	case strings.HasPrefix(phrase, "is of "):
		m.Package = words[3]
	case words[1] == "brings":
		if m.Head == nil {
			m.Head = &link.Head{}
		}
		m.Head.Imports = append(m.Head.Imports, link.SheetImport{Module: out.Find(words[2]), URL: words[2]})
	default:
		way, ok := ways[words[1]]
		to := out.Find(words[2])
		if !ok || to < 0 {
			panic("cannot read: " + line)
		}
		m.Imports = append(m.Imports, link.Import{Module: to, Way: way, Specifier: "./" + words[2]})
	}
}
