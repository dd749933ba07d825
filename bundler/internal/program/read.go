package program

import (
	"fmt"
	"sync"

	"github.com/paintbox-build/paintbox/bundler/internal/cut"
	"github.com/paintbox-build/paintbox/bundler/internal/link"
	"github.com/paintbox-build/paintbox/bundler/internal/settings"
)

// Read takes the linker's scripts and style sheets apart and finds out what the names in them
// stand for.
func Read(s *settings.Settings, entries []settings.Entry, out *link.Output) (*Program, error) {
	p := &Program{Settings: s, Entries: entries, Sheets: make(map[string]Sheet, len(out.Sheets)), Copies: out.Copies, Composed: out.Composed, Added: None, Runtime: len(out.Modules)}
	p.addModules(out.Modules)
	p.scan(out.Scripts)
	for name, sheet := range out.Sheets {
		regions, whole := cut.ScanSheet(sheet.Text, p.isModule)
		if !whole {
			return nil, fmt.Errorf("the sources of the style sheet %s cannot be told apart, which is a defect of Paintbox: please report it with the sheets", name)
		}
		p.Sheets[name] = Sheet{sheet, regions}
	}
	if err := p.bind(); err != nil {
		return nil, err
	}
	p.findHelpers()
	p.findWrappers()
	p.findSelfImports()
	p.findEmpty(out)
	p.placeFiles()
	p.makeRoots()
	return p, nil
}

func (p *Program) addModules(modules []link.Module) {
	p.Modules = make([]Module, 0, len(modules)+1)
	p.byName = make(map[string]int, len(modules))
	for i := range modules {
		p.Modules = append(p.Modules, Module{Module: modules[i], Wrapper: None, Output: None})
		p.byName[modules[i].Name] = i
	}
	p.Modules = append(p.Modules, Module{Module: link.Module{Path: "<runtime>"}, Wrapper: None, Output: None})
}

// scan takes the linker's scripts apart, several at a time.
func (p *Program) scan(scripts []link.Script) {
	p.Files = make([]File, len(scripts), len(scripts)+2)
	var wait sync.WaitGroup
	for i := range scripts {
		s := &scripts[i]
		p.Files[i] = File{Name: s.Name, Module: s.Module, Sheet: s.Sheet, Origins: s.Map}
		if s.Module >= 0 {
			p.Modules[s.Module].Output = i
		}
		file := &p.Files[i] // which stays where it is
		wait.Go(func() { file.File = cut.Scan(s.Text, p.isModule) })
	}
	p.Files = append(p.Files, File{Name: "paintbox-runtime.js", Module: None, File: cut.Scan([]byte(runtimeFor(p.Settings)), func(string) bool { return false })})
	wait.Wait()
}
