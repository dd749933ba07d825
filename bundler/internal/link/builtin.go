package link

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler/internal/js"
)

// Modules of Node.js that code for browsers asks for. In a try statement the
// call throws, as it would there. In a function, block or condition, or in a
// module that is only reached so, the module is empty, with a note. What asks
// when the program starts would fail: that is an error, but in projects of Vite.
//
// esbuild tells which ask outside of try statements, by errors. A second run
// with empty modules in their places, which parses nothing again, shows who
// reaches them.

func (p *plugin) resolveBuiltin(b api.PluginBuild, a api.OnResolveArgs) (api.OnResolveResult, error) {
	if found, ok := p.resolvePolyfill(b, a); ok {
		return found, nil
	}
	if _, empty := p.builtins[builtinUse{a.Importer, a.Path}]; !empty || a.Kind != api.ResolveJSImportStatement && a.Kind != api.ResolveJSRequireCall && a.Kind != api.ResolveJSDynamicImport {
		return api.OnResolveResult{}, nil
	}
	return api.OnResolveResult{Path: a.Path, Namespace: string(Builtin), SideEffects: api.SideEffectsFalse}, nil
}

// loadBuiltin makes an empty module. It is a CommonJS one, so that an import of
// any name is undefined.
func loadBuiltin(*plugin, api.OnLoadArgs) (api.OnLoadResult, error) {
	text := "module.exports = {};\n"
	return api.OnLoadResult{Contents: &text, Loader: api.LoaderJS}, nil
}

// emptyBuiltins makes empty what a run has found no module of Node.js for, and
// tells whether there is any: then the program is linked again.
func (p *plugin) emptyBuiltins(failed []asset.Message) bool {
	found := false
	for _, m := range failed {
		says, name := said(m.Text)
		if says != saysUnresolved || m.File == "" || !isBuiltin(name) {
			continue
		}
		use := builtinUse{p.settings.File(m.File), name}
		if _, known := p.builtins[use]; !known {
			p.builtins[use], found = m, true
		}
	}
	return found
}

// judgeBuiltins tells the uses of empty modules that fail from those that are
// only noted. Without modules, where nobody knows who reaches whom, only those of
// the project's own modules fail.
func (p *plugin) judgeBuiltins(out *Output) (notes, failed []asset.Message) {
	var noted, emptied []asset.Message
	names := map[string]bool{}
	reach := newLoadReach(out, p.texts)
	for use, m := range p.builtins {
		if out != nil && !out.left[Builtin.prefix()+use.specifier] {
			continue // an import that nothing uses
		}
		if reach.runs(m.File).takes(use.specifier) && (out == nil && packageName(m.File) == "" || out != nil && reach.atLoad(use.importer)) {
			if p.settings.Env.Vite > 0 {
				emptied = append(emptied, builtinWarning(m, use.specifier))
			} else {
				failed = append(failed, builtinError(m, use.specifier))
			}
			continue
		}
		noted = append(noted, m)
		names[js.Quote(use.specifier)] = true
	}
	byPlace := func(a, b asset.Message) int { return strings.Compare(a.String(), b.String()) }
	slices.SortFunc(failed, byPlace)
	slices.SortFunc(noted, byPlace)
	slices.SortFunc(emptied, byPlace)
	if len(noted) > 0 {
		notes = append(notes, builtinNote(noted, names))
	}
	return append(notes, emptied...), failed
}

// builtinError names the package, and what helps.
func builtinError(m asset.Message, specifier string) asset.Message {
	m.Note = "Node.js has it, browsers do not: remove the import, give a version for browsers in \"alias\", or name it in \"external\" where the page provides it"
	if name := packageName(m.File); name != "" {
		m.Text = "Could not resolve " + js.Quote(specifier) + ", which package " + name + " needs when it starts"
		m.Note = "Node.js has it, browsers do not: use a version of " + name + " for browsers, or give one of " + js.Quote(specifier) + " in \"alias\""
	}
	if with := polyfill(strings.TrimPrefix(specifier, "node:")); with != "" {
		m.Note += fmt.Sprintf(", such as { %s: %s } after npm install %s", js.Quote(specifier), js.Quote(with+"/"), with)
	}
	return m
}

// builtinWarning is for projects of Vite, which makes every module of Node.js
// empty: what a program does without it shows when it runs.
func builtinWarning(m asset.Message, specifier string) asset.Message {
	who := packageName(m.File)
	if who == "" {
		who = m.File
	}
	m.Text = js.Quote(specifier) + " is an empty module, as in builds of Vite, although " + who + " needs it when it starts"
	m.Note = "where something of it is used, give a version for browsers in \"alias\""
	return m
}

// builtinNote is one note about all empty modules, of which it has the names.
func builtinNote(uses []asset.Message, names map[string]bool) asset.Message {
	by := map[string]bool{}
	for _, m := range uses {
		who := packageName(m.File)
		if who == "" {
			who = m.File
		}
		by[who] = true
	}
	are, ask := " is an empty module here: ", " asks"
	if len(names) > 1 {
		are = " are empty modules here: "
	}
	if len(by) > 1 {
		ask = " ask"
	}
	return asset.Message{File: uses[0].File, Line: uses[0].Line,
		Text: strings.Join(slices.Sorted(maps.Keys(names)), ", ") + are + strings.Join(slices.Sorted(maps.Keys(by)), ", ") + ask + " for what only Node.js has, in code that does not run at the start",
		Note: "nothing is to be done where that code is for Node.js; else give a version for browsers in \"alias\""}
}

// loadReach tells which modules are evaluated when an entry or a route is.
type loadReach struct {
	out       *Output
	texts     *texts
	importers map[int][]int // by imported module
	known     map[int]bool
	running   map[string]running // by module
}

// running is what evaluating a module takes of others, as its source says.
type running struct{ imported, required []string }

func (r running) takes(specifier string) bool {
	return slices.Contains(r.imported, specifier) || slices.Contains(r.required, specifier)
}

// runs reads a source, once.
func (r *loadReach) runs(name string) running {
	if known, ok := r.running[name]; ok {
		return known
	}
	text, _ := r.texts.of(name)
	t := readTokens([]byte(text.Text), text.loader)
	found := running{t.imported(), t.requiredAtLoad()}
	r.running[name] = found
	return found
}

func newLoadReach(out *Output, sources *texts) *loadReach {
	r := &loadReach{out: out, texts: sources, importers: map[int][]int{}, known: map[int]bool{}, running: map[string]running{}}
	if out == nil {
		return r
	}
	for from, m := range out.Modules {
		for _, imp := range m.Imports {
			r.importers[imp.Module] = append(r.importers[imp.Module], from)
		}
	}
	for _, s := range out.Scripts {
		if s.Module >= 0 {
			r.known[s.Module] = true
		}
	}
	return r
}

// atLoad goes from a module to those that evaluate it, up to an entry.
func (r *loadReach) atLoad(file string) bool {
	starts := []int{}
	for i, m := range r.out.Modules {
		if m.File == filepath.Clean(file) {
			starts = append(starts, i)
		}
	}
	found := false
	asset.Reach(starts, func(at int) []int {
		if found = found || r.known[at]; found {
			return nil // which reads no more sources
		}
		var list []int
		for _, from := range r.importers[at] {
			if r.evaluates(from, at) {
				list = append(list, from)
			}
		}
		return list
	})
	return found
}

// evaluates tells whether evaluating a module evaluates another one.
func (r *loadReach) evaluates(from, to int) bool {
	m := r.out.Modules[from]
	for _, imp := range m.Imports {
		if imp.Module != to {
			continue
		}
		if imp.Way == WayStatement {
			return true
		}
		if imp.Way == WayRequire && slices.Contains(r.runs(m.Name).required, imp.Specifier) {
			return true
		}
	}
	return false
}
