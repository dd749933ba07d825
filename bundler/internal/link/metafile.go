package link

import (
	"cmp"
	"fmt"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/paintbox-build/paintbox/bundler/internal/settings"
	"github.com/paintbox-build/paintbox/bundler/internal/sourcemap"
)

// metafile is the part of esbuild's metafile that Paintbox reads, and the files
// that it speaks of. Names of outputs are relative to linkDir.
type metafile struct {
	Inputs  map[string]metaInput
	Outputs map[string]metaOutput

	files map[string][]byte
}

type metaInput struct {
	Bytes   int
	Imports []metaImport
	Format  string
}

type metaImport struct {
	Path     string
	Kind     Way
	Original string // the specifier
	External bool
}

type metaOutput struct {
	EntryPoint string
	CSSBundle  string
	Inputs     map[string]struct{ BytesInOutput int }
}

// copied tells whether an output is a file that was copied: what an import of
// a file that is neither script nor style gives.
func (o metaOutput) copied() bool {
	for input := range o.Inputs {
		kind := kindOf(input)
		return len(o.Inputs) == 1 && (kind == URL || kind == File)
	}
	return false
}

// output makes an Output of all that esbuild tells.
func (m *metafile) output(s *settings.Settings, pkgs *packages) (*Output, error) {
	out := &Output{Modules: m.modules(s, pkgs), Sheets: map[string]Sheet{}}
	sourceMaps, err := m.readMaps()
	if err != nil {
		return nil, err
	}
	for _, name := range slices.Sorted(maps.Keys(m.files)) {
		meta, ext := m.Outputs[name], path.Ext(name)
		switch copied := meta.copied(); {
		case m.isMap(name):
		case copied || ext != ".js" && ext != ".css":
			out.Copies = append(out.Copies, Copy{Name: name, Data: m.files[name], Source: copySource(s.Dir, meta)})
		case ext == ".css":
			out.Sheets[name] = Sheet{Text: m.files[name], Map: sourceMaps[name]}
		default:
			script := Script{Name: name, Text: m.files[name], Module: -1, Sheet: strings.TrimPrefix(meta.CSSBundle, linkDir+"/"), Map: sourceMaps[name]}
			if meta.EntryPoint != "" {
				script.Module = out.Find(meta.EntryPoint)
			}
			out.Scripts = append(out.Scripts, script)
		}
	}
	m.sortScripts(out.Scripts)
	m.findCopies(out)
	return out, nil
}

// modules lists the modules in the order of their names.
func (m *metafile) modules(s *settings.Settings, pkgs *packages) []Module {
	names := slices.Sorted(maps.Keys(m.Inputs))
	index := make(map[string]int, len(names))
	for i, name := range names {
		index[name] = i
	}
	list := make([]Module, len(names))
	for i, name := range names {
		in := m.Inputs[name]
		mod := Module{Name: name, Path: displayPath(s.Dir, name), Package: packageName(name), Kind: kindOf(name), Bytes: in.Bytes, ES: in.Format == "esm", SideEffects: true,
			Required: strings.HasSuffix(name, requiredSuffix)}
		for _, imp := range in.Imports {
			if to, ok := index[imp.Path]; ok && !imp.External {
				mod.Imports = append(mod.Imports, Import{Module: to, Way: imp.Kind, Specifier: imp.Original})
			}
		}
		if !strings.Contains(name, ":") {
			file := s.File(strings.TrimSuffix(name, requiredSuffix))
			if !strings.Contains(name, "?") {
				mod.File = file
			}
			info := pkgs.of(filepath.Dir(file))
			mod.SideEffects = info.hasSideEffects(file)
			mod.NodeMode = path.Ext(file) == ".mjs" || path.Ext(file) == ".mts" || info.Type == "module" && !strings.HasPrefix(path.Ext(file), ".c")
		}
		if path.Ext(name) == ".json" || IsSheet(name) || mod.Kind == Public {
			mod.SideEffects = false
		}
		list[i] = mod
	}
	return list
}

// sortScripts puts the scripts in an order that does not depend on the hashes in
// their names, so that a change to one module leaves the rest where it was. No
// module is in two scripts.
func (m *metafile) sortScripts(scripts []Script) {
	first := make(map[string]string, len(scripts))
	for _, s := range scripts {
		if inputs := m.Outputs[s.Name].Inputs; len(inputs) > 0 {
			first[s.Name] = slices.Min(slices.Collect(maps.Keys(inputs)))
		}
	}
	slices.SortFunc(scripts, func(a, b Script) int {
		return cmp.Or(cmp.Compare(first[a.Name], first[b.Name]), cmp.Compare(a.Name, b.Name))
	})
}

// findCopies finds the modules that stand for a file which is copied. The
// linker names one of them; others stand for the same file in another way.
func (m *metafile) findCopies(out *Output) {
	copies := map[string]string{}
	for _, c := range out.Copies {
		for input := range m.Outputs[c.Name].Inputs {
			copies[copiedFrom(input)] = c.Name
			if i := out.Find(input); i >= 0 {
				out.Modules[i].Copied = c.Name
			}
		}
	}
	for i := range out.Modules {
		mod := &out.Modules[i]
		from := copiedFrom(mod.Name)
		if name, ok := copies[from]; ok && (from != mod.Name || slices.Contains(settings.FileExtensions(), path.Ext(mod.Name))) {
			mod.Copied = name
		}
	}
}

// copiedFrom is the file that a copied module stands for.
func copiedFrom(input string) string {
	return strings.TrimPrefix(strings.TrimPrefix(input, URL.prefix()), File.prefix())
}

// copySource is the file that an output is a copy of.
func copySource(dir string, out metaOutput) string {
	inputs := slices.Sorted(maps.Keys(out.Inputs))
	if len(inputs) == 0 {
		return ""
	}
	return copiedFrom(displayPath(dir, inputs[len(inputs)-1]))
}

// isMap tells whether an output is the source map of another.
func (m *metafile) isMap(name string) bool {
	of, ok := strings.CutSuffix(name, ".map")
	_, exists := m.Outputs[of]
	return ok && exists && !m.Outputs[name].copied()
}

// readMaps parses the linker's source maps, several at a time.
func (m *metafile) readMaps() (map[string]*sourcemap.Map, error) {
	parsed := map[string]*sourcemap.Map{}
	var wait sync.WaitGroup
	var mu sync.Mutex
	var failed error
	for name, data := range m.files {
		if !m.isMap(name) {
			continue
		}
		of := strings.TrimSuffix(name, ".map")
		wait.Go(func() {
			sm, err := sourcemap.Parse(data, m.files[of])
			mu.Lock()
			defer mu.Unlock()
			parsed[of] = sm
			if err != nil {
				failed = fmt.Errorf("linker output %s: %w", of, err)
			}
		})
	}
	wait.Wait()
	return parsed, failed
}
