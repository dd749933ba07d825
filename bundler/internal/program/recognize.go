package program

import (
	"maps"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/bundler/internal/cut"
	"github.com/paintbox-build/paintbox/bundler/internal/link"
)

// What Read recognizes of the linker's own in what it printed.

func (p *Program) findHelpers() {
	own := &p.Files[len(p.Files)-1]
	symbol := func(name string) int32 { return own.Symbols[own.ID(name)] }
	p.Helpers = Helpers{
		Export: p.helper("__export"), ToESM: p.helper("__toESM"), ToCommonJS: p.helper("__toCommonJS"), CommonJS: p.helper("__commonJS"),
		ESM: p.helper("__esm"), ReExport: p.helper("__reExport"),
		LoadStyles: symbol("paintbox$styles"), Preload: symbol("paintbox$preload"), Namespace: symbol("paintbox$namespace"),
		Space: symbol("paintbox$space"), Required: symbol("paintbox$required"),
	}
}

// findEmpty finds the objects that stand for modules which export nothing. To one of
// these the linker gives no getters: that var x = {} is such an object is told by who
// else names it, as what belongs to such a module nobody else can; or, where the module
// imports itself, by its place before the module's own statements.
func (p *Program) findEmpty(out *link.Output) {
	p.Empty = map[int32]int{}
	homes := map[int32]int{}
	made := map[int32]bool{}
	for i := range p.Files {
		f := &p.Files[i]
		for si := range f.Statements {
			switch s := &f.Statements[si]; {
			case p.MakesNamespace(f, s):
				made[f.SymbolAt(s, 1)] = true
			case s.Value == cut.ValueEmpty && s.Form == cut.FormPlain && s.Declares == cut.DeclaresName && len(s.Refs) == 1 && s.Region >= 0:
				m := p.ModuleOf(f, s)
				homes[f.SymbolAt(s, 0)] = m
				if (si == 0 || f.Statements[si-1].Region != s.Region) && link.ImportsItself(out.Modules, m) {
					p.Empty[f.SymbolAt(s, 0)] = m
				}
			}
		}
	}
	for i := 0; i < len(p.Files) && len(homes) > 0; i++ {
		f := &p.Files[i]
		for si := range f.Statements {
			s := &f.Statements[si]
			for k := range s.Refs {
				sym := f.SymbolAt(s, k)
				if home, ok := homes[sym]; ok && home != p.ModuleOf(f, s) && s.Form != cut.FormExport && s.Form != cut.FormImport {
					p.Empty[sym] = home
				}
			}
		}
	}
	maps.DeleteFunc(p.Empty, func(sym int32, module int) bool { return made[sym] || !out.ExportsNothing(module) })
}

// findSelfImports finds the expressions that esbuild prints for the import() of
// a module by itself, Promise.resolve().then(() => require_x()), or require_x()
// alone where the module waits for others, where no require_x exists since the module is not wrapped. Only a module that imports
// itself has them, and as many as it does so; the name is the same in all.
func (p *Program) findSelfImports() {
	for i := range p.Files {
		f := &p.Files[i]
		for si := range f.Statements {
			s := &f.Statements[si]
			if s.Rare == nil || len(s.Rare.Selves) == 0 {
				continue
			}
			module := p.ModuleOf(f, s)
			for _, self := range s.Rare.Selves {
				if f.Symbols[self.Name] < 0 && p.selfName(f, module) == self.Name {
					s.Dynamic = append(s.Dynamic, self.Import)
				}
			}
			slices.SortFunc(s.Dynamic, func(a, b cut.Import) int { return a.Start - b.Start })
		}
	}
}

// selfName is the name of the function that a module would be wrapped in; None
// where it does not import itself.
func (p *Program) selfName(f *File, module int) int32 {
	times := 0
	if module < len(p.Modules) {
		for _, imp := range p.Modules[module].Imports {
			if imp.Module == module && imp.Way == link.WayDynamic {
				times++
			}
		}
	}
	if times == 0 {
		return None
	}
	count := map[int32]int{}
	var names []int32
	for si := range f.Statements {
		s := &f.Statements[si]
		if s.Rare == nil || p.ModuleOf(f, s) != module {
			continue
		}
		for _, self := range s.Rare.Selves {
			if f.Symbols[self.Name] >= 0 {
				continue
			}
			if count[self.Name]++; count[self.Name] == 1 {
				names = append(names, self.Name)
			}
		}
	}
	if len(names) == 1 {
		return names[0]
	}
	if at := slices.IndexFunc(names, func(name int32) bool { return count[name] == times }); at >= 0 {
		return names[at]
	}
	return None
}

// placeFiles puts the final URLs of files into the modules that stand for them,
// of which the linker makes the files' names. A module that new URL() names keeps
// that: it is relative to the script.
func (p *Program) placeFiles() {
	for i := range p.Files {
		f := &p.Files[i]
		for si := range f.Statements {
			s := &f.Statements[si]
			if s.Rare == nil || len(s.Rare.Relative) == 0 {
				continue
			}
			m := &p.Modules[p.ModuleOf(f, s)]
			if m.Copied == "" || m.Kind == link.URL || m.Kind == link.Classic {
				continue
			}
			for _, text := range s.Rare.Relative {
				part, ok := strings.CutPrefix(text.Value, "./"+m.Copied)
				if ok && (part == "" || part[0] == '?' || part[0] == '#') { // the import's own
					f.replace(si, int(text.Start), int(text.End), p.Settings.FileURL(m.Copied+part))
				}
			}
		}
	}
}

// helper finds the symbol of one of the linker's own helpers; None when the
// program does not use it.
func (p *Program) helper(name string) int32 {
	for file := range p.Files {
		f := &p.Files[file]
		for si := range f.Statements {
			s := &f.Statements[si]
			if s.Region >= 0 {
				break
			}
			for _, r := range s.Refs {
				if r.Flags&cut.RefDeclared != 0 && f.Names[r.Name] == name {
					return f.Symbols[r.Name]
				}
			}
		}
	}
	return None
}

// findWrappers recognizes the declarations of functions that run a whole
// module: var require_x = __commonJS(…) and var init_x = __esm(…).
func (p *Program) findWrappers() {
	commonJS, esm := p.Helpers.CommonJS, p.Helpers.ESM
	for i := range p.Files {
		f := &p.Files[i]
		for si := range f.Statements {
			s := &f.Statements[si]
			if len(s.Refs) < 2 || s.Form != cut.FormPlain || s.Refs[0].Flags&cut.RefDeclared == 0 || s.Region < 0 {
				continue
			}
			if sym := f.Symbols[s.Refs[1].Name]; sym >= 0 && (sym == commonJS || sym == esm) {
				module := p.ModuleOf(f, s)
				p.Symbols[f.Symbols[s.Refs[0].Name]].Wraps = module
				p.Modules[module].Lazy = true
				if sym == esm {
					p.Modules[module].Wrapper = f.Symbols[s.Refs[0].Name]
					p.Modules[module].Awaits = s.Rare != nil && s.Rare.Async
				}
				f.dropPath(si)
			}
		}
	}
}

// dropPath takes the path of its module out of a wrapper, where it is the key of
// the only property: __commonJS({ "path"(exports, module) { … } }).
func (f *File) dropPath(statement int) {
	if rare := f.Statements[statement].Rare; rare != nil && rare.Path.End > 0 {
		f.replace(statement, int(rare.Path.Start), int(rare.Path.End), "0")
	}
}
