package program

import (
	"fmt"
	"path"
	"strings"

	"github.com/paintbox-build/paintbox/bundler/internal/cut"
)

// bind finds out which symbol each name of each output stands for.
func (p *Program) bind() error {
	byName := make(map[string]int, len(p.Files))
	for i := range p.Files {
		f := &p.Files[i]
		byName[f.Name] = i
		f.Symbols = make([]int32, len(f.Names))
		for n := range f.Symbols {
			f.Symbols[n] = None
		}
		f.Exports = map[string]int32{}
		p.declare(i)
	}
	for i := range p.Files {
		p.exportNames(i)
	}
	for i := range p.Files {
		if err := p.importNames(i, byName); err != nil {
			return err
		}
	}
	for i := range p.Files {
		p.exportNames(i) // exports of imported names
	}
	return nil
}

// declare makes a symbol of each name that an output's statements declare.
func (p *Program) declare(file int) {
	f := &p.Files[file]
	for si := range f.Statements {
		s := &f.Statements[si]
		if s.Form == cut.FormImport || s.Form == cut.FormExport {
			continue
		}
		for _, r := range s.Refs {
			if r.Flags&cut.RefDeclared != 0 && f.Symbols[r.Name] < 0 {
				f.Symbols[r.Name] = p.addSymbol(f.Names[r.Name], file)
				p.Symbols[f.Symbols[r.Name]].Statement = int32(si)
			}
		}
	}
}

func (p *Program) addSymbol(name string, file int) int32 {
	p.Symbols = append(p.Symbols, Symbol{Name: name, File: file, Statement: None, Wraps: None})
	return int32(len(p.Symbols) - 1)
}

// exportNames notes what a file exports, as far as the symbols are known.
func (p *Program) exportNames(file int) {
	f := &p.Files[file]
	ids := f.nameIDs()
	for si := range f.Statements {
		s := &f.Statements[si]
		c := s.Clause()
		if s.Form != cut.FormExport || c.Path != "" {
			continue
		}
		if c.Default {
			f.Wrapped = true
			if id, ok := ids[c.Value]; ok {
				f.Exports["default"] = f.Symbols[id]
			}
			continue
		}
		for _, n := range c.Names {
			if id, ok := ids[n.Local]; ok && f.Symbols[id] >= 0 {
				f.Exports[n.Name] = f.Symbols[id]
			}
		}
	}
}

func (f *File) nameIDs() map[string]int32 {
	ids := make(map[string]int32, len(f.Names))
	for i, n := range f.Names {
		ids[n] = int32(i)
	}
	return ids
}

// importNames binds the names that an output imports, from other outputs or
// from outside.
func (p *Program) importNames(file int, byName map[string]int) error {
	f := &p.Files[file]
	ids := f.nameIDs()
	bind := func(local string, sym int32) {
		if id, ok := ids[local]; ok {
			f.Symbols[id] = sym
		}
	}
	for si := range f.Statements {
		s := &f.Statements[si]
		c := s.Clause()
		if c.Path == "" {
			continue
		}
		if from, ok := byName[path.Join(path.Dir(f.Name), c.Path)]; ok && strings.HasPrefix(c.Path, ".") {
			for _, n := range c.Names {
				sym, ok := p.Files[from].Exports[n.Name]
				if !ok {
					return fmt.Errorf("linker output %s: %s does not export %s", f.Name, c.Path, n.Name)
				}
				bind(n.Local, sym)
			}
			continue
		}
		if c.Star {
			f.Stars = append(f.Stars, c.Path)
		}
		ext := &External{Path: c.Path}
		for i, n := range c.Names {
			if s.Form == cut.FormExport {
				n.Local = fmt.Sprintf("external_%d", i)
			}
			sym := p.addSymbol(n.Local, file)
			ext.Names = append(ext.Names, n.Name)
			ext.Symbols = append(ext.Symbols, sym)
			if s.Form == cut.FormImport {
				bind(n.Local, sym)
			} else {
				f.Exports[n.Name] = sym
			}
		}
		if f.External == nil {
			f.External = map[int]*External{}
		}
		f.External[si] = ext
	}
	return nil
}
