package bundler

import (
	"bytes"
	"fmt"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
	"github.com/paintbox-build/paintbox/bundler/internal/cut"
)

// What require() gives of an ES module is a copy of its namespace, which the
// linker writes as
//
//	(init_module(), __toCommonJS(module_exports))
//
// with all that the module exports. Where every require() of it is taken apart
// on the spot, the program is linked again, and they get a module that exports
// no more than the names they want.

// requiredSuffix is what the path of that module ends with.
const requiredSuffix = "?required"

var (
	requiredTaken    = regexp.MustCompile(`(?:^|, )\{([^{}\[\]()]*)\} = \($`)
	requiredHeld     = regexp.MustCompile(`(?:^|, )([\w$\x{80}-\x{10FFFF}]+) = \($`)
	declarationStart = regexp.MustCompile(`^\s*(?:const|let|var) `)
	requiredMember   = regexp.MustCompile(`^\)\)\.([\w$\x{80}-\x{10FFFF}]+)`)
	requiredEnd      = regexp.MustCompile(`^\)\)(?:[;,]|$)`)
	identifier       = regexp.MustCompile(`^[A-Za-z_$\x{80}-\x{10FFFF}][\w$\x{80}-\x{10FFFF}]*$`)
)

// requirements are ES modules of which require() wants less than all. There are
// none before the program was linked once.
type requirements struct {
	texts map[string]string      // of what require() gets, by the module's absolute path
	calls map[requireCall]string // the modules' paths
}

// requireCall stands for the calls of require() with one argument in one module.
type requireCall struct{ importer, specifier string }

// requiredNames is what require() wants of a namespace object.
type requiredNames struct {
	module int
	names  nameSet
	all    bool
}

// findRequirements finds what require() wants of ES modules. It tells whether
// that is less than all of any.
func (p *Program) findRequirements(to *requirements) bool {
	to.texts, to.calls = map[string]string{}, map[requireCall]string{}
	wanted := p.wantedOfRequire()
	if len(wanted) == 0 {
		return false
	}
	objects := p.namespaces()
	loaders, _ := p.options.loaders()
	sources := exporter{p: p, loaders: loaders, read: map[int]sourceExports{}}
	for sym, w := range wanted {
		if object := objects[sym]; object != nil && !w.all && p.suffices(object, w.names) && p.isFile(w.module) {
			to.texts[p.file(w.module)] = sources.exportsOnly(w.module, w.names)
		}
	}
	for i, name := range p.paths {
		for _, imp := range p.linked.meta.Inputs[name].Imports {
			m, ok := p.modules[imp.Path]
			if !ok || imp.Kind != "require-call" {
				continue
			}
			if to.texts[p.file(m)] != "" {
				to.calls[requireCall{p.file(i), imp.Original}] = p.file(m)
			}
		}
	}
	return len(to.texts) > 0
}

// exportsOnly writes a module that exports some names of another. It passes over
// modules without side effects that only pass a name on.
func (e *exporter) exportsOnly(module int, names nameSet) string {
	var text strings.Builder
	for _, name := range sortedKeys(names) {
		x := exported{module, name}
		if chain, ok := e.trace(x); ok {
			for len(chain) > 1 && !e.p.Graph.Modules[chain[0].module].SideEffects && e.p.isFile(chain[1].module) && identifier.MatchString(chain[1].name) {
				chain = chain[1:]
			}
			x = chain[0]
		}
		from, err := filepath.Rel(filepath.Dir(e.p.file(module)), e.p.file(x.module))
		if err != nil {
			x, from = exported{module, name}, filepath.Base(e.p.file(module))
		}
		fmt.Fprintf(&text, "export { %s as %s } from %s;\n", x.name, name, quote("./"+filepath.ToSlash(from)))
	}
	return text.String()
}

// isFile tells whether a module is simply a file.
func (p *Program) isFile(module int) bool {
	return module != p.runtime && !strings.ContainsAny(p.paths[module], ":?")
}

// file is the absolute path of a module.
func (p *Program) file(module int) string {
	return filepath.Join(p.options.Dir, filepath.FromSlash(p.paths[module]))
}

// wantedOfRequire lists what require() wants of namespace objects, by symbol.
func (p *Program) wantedOfRequire() map[int32]*requiredNames {
	copier := p.helper("__toCommonJS")
	if copier < 0 {
		return nil
	}
	wanted := map[int32]*requiredNames{}
	held := map[int32]*requiredNames{} // by the symbol of a variable
	reader := importReader{}
	for i := range p.files {
		f := &p.files[i]
		for si := range f.Statements {
			s := &f.Statements[si]
			for k := 2; k < len(s.Refs); k++ {
				init, object := f.symbols[s.Refs[k-2].Name], f.symbols[s.Refs[k].Name]
				if f.symbols[s.Refs[k-1].Name] != copier || init < 0 || p.symbols[init].wraps < 0 {
					continue
				}
				w := wanted[object]
				if w == nil {
					w = &requiredNames{module: p.symbols[init].wraps, names: nameSet{}}
					wanted[object] = w
				}
				names, holder, ok := reader.requiredNames(f, s, k)
				if holder >= 0 {
					held[holder] = w
				}
				w.all = w.all || !ok
				for name, called := range names {
					w.names[name] = w.names[name] || called
				}
			}
		}
	}
	p.readHeld(held)
	return wanted
}

// readHeld notes what is read of variables of the top level.
func (p *Program) readHeld(held map[int32]*requiredNames) {
	if len(held) == 0 {
		return
	}
	for i := range p.files {
		f := &p.files[i]
		for _, sym := range f.exports {
			if w := held[sym]; w != nil {
				w.all = true
			}
		}
		for si := range f.Statements {
			s := &f.Statements[si]
			for _, r := range s.Refs {
				w := held[f.symbols[r.Name]]
				if w == nil || r.Flags == cut.RefDeclared {
					continue
				}
				rest := f.Source[int(r.Pos)+len(f.Names[r.Name]):]
				name, end := memberAt(rest)
				w.all = w.all || end == 0 || r.Flags&^cut.RefLazy != 0
				w.names[name] = w.names[name] || calls(rest[end:])
			}
			if s.Eval {
				for sym, w := range held {
					w.all = w.all || p.symbols[sym].file == i
				}
			}
		}
	}
}

// requiredNames lists the names that a require() wants, of which the third name
// in its expression is a reference; ok is false where it may be any. Where a
// variable of the top level holds what it gives, holder is its symbol, else -1.
func (r importReader) requiredNames(f *source, s *cut.Statement, ref int) (names nameSet, holder int32, ok bool) {
	start, object := int(s.Refs[ref-2].Pos), s.Refs[ref]
	before := f.Source[s.Start:start]
	after := f.Source[int(object.Pos)+len(f.Names[object.Name]) : s.End]
	if s.Eval || !bytes.HasSuffix(before, []byte("(")) {
		return nil, -1, false
	}
	if m := requiredMember.FindSubmatchIndex(after); m != nil {
		return nameSet{string(after[m[2]:m[3]]): calls(after[m[3]:])}, -1, true
	}
	line, ok := declarators(s.Prefix, before)
	if !ok || !requiredEnd.Match(after) {
		return nil, -1, false
	}
	if m := requiredTaken.FindSubmatch(line); m != nil {
		names, ok = patternNames(string(m[1]))
		return names, -1, ok
	}
	if m := requiredHeld.FindSubmatch(line); m != nil {
		if sym := f.symbolIn(s, string(m[1])); sym >= 0 {
			return nil, sym, true
		}
		names, ok = r.memberNames(f, s, string(m[1]))
		return names, -1, ok
	}
	return nil, -1, false
}

// declarators is what follows the word const, let or var that the last line of a
// statement's text starts with. Ok is false where it starts otherwise, or
// brackets other than the last one are open.
func declarators(prefix string, text []byte) (rest []byte, ok bool) {
	newline := bytes.LastIndexByte(text, '\n')
	line := text[newline+1:]
	if newline < 0 && prefix != "" {
		line = append([]byte(prefix+" "), bytes.TrimLeft(line, " ")...)
	}
	start := declarationStart.FindIndex(line)
	if start == nil {
		return nil, false
	}
	rest = line[start[1]:]
	open := 0
	for _, c := range rest[:len(rest)-1] {
		switch c {
		case '(', '[', '{':
			open++
		case ')', ']', '}':
			open--
		}
	}
	return rest, open == 0
}

// symbolIn is the symbol of a name in a statement, -1 for one that only the
// statement knows.
func (f *source) symbolIn(s *cut.Statement, name string) int32 {
	for _, r := range s.Refs {
		if sym := f.symbols[r.Name]; sym >= 0 && f.Names[r.Name] == name {
			return sym
		}
	}
	return -1
}

// suffices tells whether the names are some but not all of those that a
// namespace object has, and none of them shows the others.
func (p *Program) suffices(n *namespace, names nameSet) bool {
	f := &p.files[n.file]
	all := map[string]int32{}
	for _, r := range f.Statements[n.statement].Refs[2:] {
		if !f.isGetter(r) {
			return false
		}
		all[f.getterKey(r)] = f.symbols[r.Name]
	}
	if _, ok := all["module.exports"]; ok || len(names) >= len(all) {
		return false
	}
	for name, called := range names {
		if sym, ok := all[name]; !ok || !identifier.MatchString(name) || called && p.seesThis(sym) {
			return false
		}
	}
	return true
}

// resolveRequired lets require() have the modules that export what it wants.
func resolveRequired(b api.PluginBuild, packages *packages, required *requirements) {
	b.OnResolve(api.OnResolveOptions{Filter: ".*"}, func(a api.OnResolveArgs) (api.OnResolveResult, error) {
		file, ok := required.calls[requireCall{a.Importer, a.Path}]
		if !ok || a.Kind != api.ResolveJSRequireCall || a.Namespace != "file" {
			return api.OnResolveResult{}, nil
		}
		effects := api.SideEffectsTrue
		if !packages.of(filepath.Dir(file)).hasSideEffects(file) {
			effects = api.SideEffectsFalse
		}
		return api.OnResolveResult{Path: file, Suffix: requiredSuffix, SideEffects: effects}, nil
	})
	b.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: "file"}, func(a api.OnLoadArgs) (api.OnLoadResult, error) {
		if a.Suffix != requiredSuffix {
			return api.OnLoadResult{}, nil
		}
		text := required.texts[a.Path]
		return api.OnLoadResult{Contents: &text, ResolveDir: filepath.Dir(a.Path), Loader: api.LoaderJS}, nil
	})
}
