package bundler

import (
	"context"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler/internal/cut"
	"github.com/paintbox-build/paintbox/bundler/internal/sourcemap"
	"github.com/paintbox-build/paintbox/chunker"
)

// Program is a linked program, taken apart. It is read only once Link has
// returned it.
type Program struct {
	Graph    chunker.Graph
	Inputs   []asset.Input
	Warnings []asset.Message

	options  Options
	entries  []Entry
	linked   *linked
	files    []source
	symbols  []symbol
	units    []unit
	roots    []root
	modules  map[string]int // by the linker's path
	paths    []string       // by module: the linker's path
	runtime  int            // the pseudo-module of helpers
	nodeMode []bool         // by module: import of CommonJS works as in Node, whatever __esModule says
	esm      []int32        // by module: the symbol of its __esm function, -1 for none
	added    int            // the file of what addRuns makes, -1 for none
	rootOf   map[string]int // by the linker's name of an output
	outputOf map[int]string // by module: the output that it is the entry point of
	assetOf  map[int]string // by module: the file that it stands for
	styles   *styles

	reExports []reExport

	loadStyles, preload, namespace int32 // symbols of Paintbox's own helpers
}

// source is one output of the linker.
type source struct {
	cut.File
	name    string
	symbols []int32 // the symbol that each of File.Names stands for, -1 for none
	unitOf  []int32 // the unit that each statement belongs to, -1 for imports and exports
	exports map[string]int32
	stars   []string // what is not bundled and exported as a whole
	module  int      // the entry point, -1 for shared outputs
	cjs     bool
	origins *sourcemap.Map // nil without source maps
	edits   map[int][]edit // by statement: what its text does not keep, in order

	fallbacks map[int32][]int32 // by the position of a reference: the symbols that stand for its own where that has no value yet
}

// edit is text that stands for a part of an output.
type edit struct {
	start, end int
	text       string
}

// replace makes other text stand for a part of a statement, in which no name is
// printed.
func (f *source) replace(statement, start, end int, text string) {
	if f.edits == nil {
		f.edits = map[int][]edit{}
	}
	list := f.edits[statement]
	at, _ := slices.BinarySearchFunc(list, start, func(e edit, start int) int { return e.start - start })
	f.edits[statement] = slices.Insert(list, at, edit{start, end, text})
}

// symbol is a top-level name.
type symbol struct {
	name      string // unique in the program
	file      int
	statement int32 // the first that declares it, -1 for none
	unit      int32
	assigned  bool // changed after its declaration
	changes   bool // and by a function, so that its value depends on when it is read
	wraps     int  // the module whose wrapper function it is, -1 for none
}

// unit is the text of a chunker.Unit: statements of one output.
type unit struct {
	file       int
	statements []int32
	external   *externalImport
	tail       bool  // the linker's addition to an entry point
	calls      []int // the wrapped modules that evaluating it runs
}

// root is what a chunker.Root starts with.
type root struct {
	file    int // index into files
	entry   int // index into entries, -1 for routes and workers
	worker  bool
	exports []export
	cjs     int32 // the symbol of the function that runs the CommonJS module, -1 for none
	object  int32 // the symbol of the object with its exports, where they are known only when it runs, -1 for none
}

type export struct {
	name   string
	symbol int32
}

// Link reads, transforms and links everything that the entries reach. Errors
// about the source are asset.Messages.
func Link(ctx context.Context, o Options, entries []Entry) (*Program, error) {
	pkgs := newPackages()
	l, err := newLinker(o, entries, pkgs)
	if err != nil {
		return nil, err
	}
	defer l.esbuild.Dispose()
	p, err := l.program(ctx, o, entries, pkgs)
	if err == nil && p.findRequirements(&l.required) {
		p, err = l.program(ctx, o, entries, pkgs)
	}
	if err != nil {
		return nil, err
	}
	p.bindInterop()
	p.addRuns()
	p.findSelfImports()
	p.makeRoots()
	if limited, pruned := p.limitRoutes(), p.pruneNamespaces(); limited || pruned {
		p.leaveOut()
		p.pruneNamespaces() // what was left out uses nothing
		p.leaveOut()
	}
	p.makeUnits()
	p.dropAliases()
	p.addUnits()
	p.findObjects()
	p.describeUnits()
	p.uniqueNames()
	p.styles, err = p.cutStyles()
	return p, err
}

// program links, and finds out what the names in the output stand for.
func (r *linker) program(ctx context.Context, o Options, entries []Entry, pkgs *packages) (*Program, error) {
	l, err := r.run(ctx)
	if err != nil {
		return nil, err
	}
	p := &Program{options: o, entries: entries, linked: l, Warnings: l.warnings}
	p.addModules(pkgs)
	p.findAssets()
	p.scan()
	if err := p.resolve(); err != nil {
		return nil, err
	}
	p.bindGetters()
	p.findHelpers()
	p.findWrappers()
	return p, nil
}

// addModules makes the graph's modules from the metafile, in the order of
// their paths.
func (p *Program) addModules(pkgs *packages) {
	paths := slices.Sorted(maps.Keys(p.linked.meta.Inputs))
	p.modules = make(map[string]int, len(paths))
	for i, name := range paths {
		p.modules[name] = i
	}
	p.paths = paths
	p.nodeMode = make([]bool, len(paths)+1)
	p.Graph.Modules = make([]chunker.Module, len(paths), len(paths)+1)
	for i, name := range paths {
		in := p.linked.meta.Inputs[name]
		m := chunker.Module{Path: p.displayPath(name), Package: packageName(name), Bytes: in.Bytes, SideEffects: true}
		input := asset.Input{Path: m.Path, Bytes: asset.Size(in.Bytes)}
		for _, imp := range in.Imports {
			to, ok := p.modules[imp.Path]
			if !ok || imp.External {
				continue
			}
			input.Imports = append(input.Imports, p.displayPath(imp.Path))
			if kind, ok := importKind(imp.Kind); ok {
				m.Imports = append(m.Imports, chunker.Import{Module: to, Kind: kind})
			}
		}
		if !strings.Contains(name, ":") {
			file := filepath.Join(p.options.Dir, filepath.FromSlash(strings.TrimSuffix(name, requiredSuffix)))
			info := pkgs.of(filepath.Dir(file))
			m.SideEffects = info.hasSideEffects(file)
			p.nodeMode[i] = path.Ext(file) == ".mjs" || path.Ext(file) == ".mts" || info.Type == "module" && !strings.HasPrefix(path.Ext(file), ".c")
		}
		if ext := path.Ext(name); ext == ".json" || ext == ".css" || strings.HasPrefix(name, publicPrefix) {
			m.SideEffects = false
		}
		p.Graph.Modules[i] = m
		p.Inputs = append(p.Inputs, input)
	}
	p.runtime = len(paths)
	p.Graph.Modules = append(p.Graph.Modules, chunker.Module{Path: "<runtime>"})
}

func importKind(kind string) (chunker.ImportKind, bool) {
	switch kind {
	case "import-statement":
		return chunker.ImportStatic, true
	case "require-call", "require-resolve":
		return chunker.ImportRequire, true
	case "dynamic-import":
		return chunker.ImportDynamic, true
	}
	return 0, false
}

// displayPath shows the linker's path of a module to people: without the
// directory of the project.
func (p *Program) displayPath(name string) string {
	prefix, file, ok := strings.Cut(name, ":")
	if !ok {
		return name
	}
	if rel, err := filepath.Rel(p.options.Dir, file); err == nil && filepath.IsAbs(file) {
		file = filepath.ToSlash(rel)
	}
	return prefix + ":" + file
}

// scan takes the linker's outputs apart, several at a time.
func (p *Program) scan() {
	p.files = make([]source, len(p.linked.scripts), len(p.linked.scripts)+1)
	var wait sync.WaitGroup
	for i, name := range p.linked.scripts {
		p.files[i] = source{name: name, module: -1, origins: p.linked.maps[name]}
		wait.Go(func() {
			p.files[i].File = cut.Scan(p.linked.outputs[name], func(text string) bool {
				_, ok := p.modules[text]
				return ok
			})
		})
	}
	p.files = append(p.files, source{name: "paintbox-runtime.js", module: -1, File: cut.Scan([]byte(p.options.runtime()), func(string) bool { return false })})
	wait.Wait()
	for i, name := range p.linked.scripts {
		if entry := p.linked.meta.Outputs[linkDir+"/"+name].EntryPoint; entry != "" {
			p.files[i].module = p.modules[entry]
		}
	}
}

// findAssets finds the modules that stand for a file which is copied. The
// linker names one of them; others stand for the same file in another way.
func (p *Program) findAssets() {
	p.assetOf = map[int]string{}
	copies := map[string]string{}
	for name, out := range p.linked.meta.Outputs {
		ext := path.Ext(name)
		if (ext == ".js" || ext == ".css") && !out.copied() {
			continue
		}
		for input := range out.Inputs {
			p.assetOf[p.modules[input]] = path.Base(name)
			copies[copiedFrom(input)] = path.Base(name)
		}
	}
	for input, m := range p.modules {
		if name, ok := copies[copiedFrom(input)]; ok && (copiedFrom(input) != input || slices.Contains(fileExtensions(), path.Ext(input))) {
			p.assetOf[m] = name
		}
	}
}

// copiedFrom is the file that a copied module stands for.
func copiedFrom(input string) string {
	return strings.TrimPrefix(strings.TrimPrefix(input, urlPrefix), filePrefix)
}

// moduleOf tells the module that a statement comes from.
func (p *Program) moduleOf(f *source, s *cut.Statement) int {
	if s.Region < 0 {
		return p.runtime
	}
	return p.modules[f.Regions[s.Region]]
}
