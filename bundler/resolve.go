package bundler

import (
	"fmt"
	"path"
	"strings"

	"github.com/paintbox-build/paintbox/bundler/internal/cut"
)

// externalImport is an import statement of something that is not bundled.
type externalImport struct {
	path  string
	names []clauseName // local is the name in the output
	syms  []int32      // parallel to names
}

// resolve finds out which symbol each name of each output stands for.
func (p *Program) resolve() error {
	byName := make(map[string]int, len(p.files))
	for i := range p.files {
		f := &p.files[i]
		byName[f.name] = i
		f.symbols = make([]int32, len(f.Names))
		for n := range f.symbols {
			f.symbols[n] = -1
		}
		f.unitOf = make([]int32, len(f.Statements))
		f.exports = map[string]int32{}
		p.declare(i)
	}
	clauses := make([]map[int]clause, len(p.files))
	for i := range p.files {
		var err error
		if clauses[i], err = p.readClauses(i); err != nil {
			return err
		}
	}
	for i := range p.files {
		p.exportNames(i, clauses[i])
	}
	for i := range p.files {
		if err := p.importNames(i, clauses[i], byName); err != nil {
			return err
		}
	}
	for i := range p.files {
		p.exportNames(i, clauses[i]) // exports of imported names
	}
	return nil
}

// declare makes a symbol of each name that an output's statements declare.
func (p *Program) declare(file int) {
	f := &p.files[file]
	for si := range f.Statements {
		s := &f.Statements[si]
		f.unitOf[si] = -1
		if s.Form == cut.FormImport || s.Form == cut.FormExport {
			continue
		}
		for _, r := range s.Refs {
			if r.Flags&cut.RefDeclared != 0 && f.symbols[r.Name] < 0 {
				f.symbols[r.Name] = p.addSymbol(f.Names[r.Name], file)
				p.symbols[f.symbols[r.Name]].statement = int32(si)
			}
		}
	}
}

func (p *Program) addSymbol(name string, file int) int32 {
	p.symbols = append(p.symbols, symbol{name: name, file: file, statement: -1, unit: -1, wraps: -1})
	return int32(len(p.symbols) - 1)
}

func (p *Program) readClauses(file int) (map[int]clause, error) {
	f := &p.files[file]
	clauses := map[int]clause{}
	for si := range f.Statements {
		s := &f.Statements[si]
		if s.Form != cut.FormImport && s.Form != cut.FormExport {
			continue
		}
		c, err := parseClause(string(f.Source[s.Start:s.End]), s.Form)
		if err != nil {
			return nil, fmt.Errorf("linker output %s: %w", f.name, err)
		}
		clauses[si] = c
	}
	return clauses, nil
}

func (p *Program) exportNames(file int, clauses map[int]clause) {
	f := &p.files[file]
	if len(clauses) == 0 {
		return
	}
	ids := f.nameIDs()
	for si, c := range clauses {
		s := &f.Statements[si]
		if s.Form != cut.FormExport || c.path != "" {
			continue
		}
		if c.def != "" {
			f.cjs = true
			if id, ok := ids[strings.TrimSuffix(c.def, "()")]; ok {
				f.exports["default"] = f.symbols[id]
			}
			continue
		}
		for _, n := range c.names {
			if id, ok := ids[n.local]; ok && f.symbols[id] >= 0 {
				f.exports[n.name] = f.symbols[id]
			}
		}
	}
}

func (f *source) nameIDs() map[string]int32 {
	ids := make(map[string]int32, len(f.Names))
	for i, n := range f.Names {
		ids[n] = int32(i)
	}
	return ids
}

// importNames binds the names that an output imports, from other outputs or
// from outside.
func (p *Program) importNames(file int, clauses map[int]clause, byName map[string]int) error {
	f := &p.files[file]
	ids := f.nameIDs()
	bind := func(local string, sym int32) {
		if id, ok := ids[local]; ok {
			f.symbols[id] = sym
		}
	}
	for si := range f.Statements {
		c, ok := clauses[si]
		s := &f.Statements[si]
		if !ok || c.path == "" {
			continue
		}
		if from, ok := byName[path.Join(path.Dir(f.name), c.path)]; ok && strings.HasPrefix(c.path, ".") {
			for _, n := range c.names {
				sym, ok := p.files[from].exports[n.name]
				if !ok {
					return fmt.Errorf("linker output %s: %s does not export %s", f.name, c.path, n.name)
				}
				bind(n.local, sym)
			}
			continue
		}
		if c.star {
			f.stars = append(f.stars, c.path)
		}
		ext := &externalImport{path: c.path, names: c.names}
		for i, n := range c.names {
			if s.Form == cut.FormExport {
				n.local = fmt.Sprintf("external_%d", i)
			}
			sym := p.addSymbol(n.local, file)
			ext.syms = append(ext.syms, sym)
			if s.Form == cut.FormImport {
				bind(n.local, sym)
			} else {
				f.exports[n.name] = sym
			}
		}
		f.unitOf[si] = p.addUnit(unit{file: file, statements: []int32{int32(si)}, external: ext})
	}
	return nil
}

func (p *Program) addUnit(u unit) int32 {
	p.units = append(p.units, u)
	return int32(len(p.units) - 1)
}
