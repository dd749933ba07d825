package program

import (
	"bytes"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/bundler/internal/cut"
)

// What Read recognizes of the linker's own in what it printed.

func (p *Program) findHelpers() {
	own := &p.Files[len(p.Files)-1]
	symbol := func(name string) int32 { return own.Symbols[own.ID(name)] }
	p.Helpers = Helpers{
		Export: p.helper("__export"), ToESM: p.helper("__toESM"), ToCommonJS: p.helper("__toCommonJS"), CommonJS: p.helper("__commonJS"),
		ESM: p.helper("__esm"), ReExport: p.helper("__reExport"),
		LoadStyles: symbol("paintbox$styles"), Preload: symbol("paintbox$preload"), Namespace: symbol("paintbox$namespace"),
	}
}

// findSelfImports finds the expressions that esbuild prints for the import() of
// a module by itself, Promise.resolve().then(() => require_x()), where no
// require_x exists since the module is not wrapped.
func (p *Program) findSelfImports() {
	for i := range p.Files {
		f := &p.Files[i]
		for si := range f.Statements {
			s := &f.Statements[si]
			for _, r := range s.Refs {
				name := f.Names[r.Name]
				if f.Symbols[r.Name] >= 0 || !strings.HasPrefix(name, "require_") {
					continue
				}
				const before = "Promise.resolve().then(() => "
				start, end := int(r.Pos)-len(before), int(r.Pos)+len(name)+2
				if start >= s.Start && string(f.Source[start:r.Pos]) == before && string(f.Source[end-2:end]) == "()" {
					s.Dynamic = append(s.Dynamic, cut.Import{Start: start, Arg: int(r.Pos), End: end, Self: true})
				}
			}
			slices.SortFunc(s.Dynamic, func(a, b cut.Import) int { return a.Start - b.Start })
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
				}
				f.dropPath(si)
			}
		}
	}
}

// dropPath takes the path of its module out of a wrapper, where it is the key of
// the only property: __commonJS({ "path"(exports, module) { … } }).
func (f *File) dropPath(statement int) {
	s := &f.Statements[statement]
	r := s.Refs[1]
	at := int(r.Pos) + len(f.Names[r.Name])
	text := f.Source[at:s.End]
	start := bytes.IndexByte(text, '"')
	if start < 0 || string(bytes.TrimSuffix(bytes.Join(bytes.Fields(text[:start]), nil), []byte("async"))) != "({" {
		return
	}
	for end := start + 1; end < len(text); end++ {
		switch text[end] {
		case '\\':
			end++
		case '"':
			f.replace(statement, at+start, at+end+1, "0")
			return
		}
	}
}
