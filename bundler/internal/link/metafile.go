package link

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/paintbox-build/paintbox/bundler/internal/settings"
	"github.com/paintbox-build/paintbox/bundler/internal/sourcemap"
)

// metafile is the part of esbuild's metafile that Paintbox reads, and the files
// that it speaks of. Names of outputs are relative to linkDir.
type metafile struct {
	Inputs  metaInputs
	Outputs map[string]metaOutput

	files map[string][]byte
	plain *plainNames
	filed map[string]bool // by name: the modules that plugins take for files
}

// metaInputs are modules by name. A style sheet that a script imports may be there
// twice: as itself, and as the script without imports that stands for it.
type metaInputs map[string]metaInput

// UnmarshalJSON keeps of two of a name the one with imports.
func (m *metaInputs) UnmarshalJSON(data []byte) error {
	d := json.NewDecoder(bytes.NewReader(data))
	if _, err := d.Token(); err != nil {
		return err
	}
	*m = metaInputs{}
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return err
		}
		var in metaInput
		if err := d.Decode(&in); err != nil {
			return err
		}
		if key, _ := name.(string); len((*m)[key].Imports) == 0 {
			(*m)[key] = in
		}
	}
	return nil
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

// readMetafile reads what esbuild tells of a run in a directory, next to its files.
func readMetafile(dir string, result api.BuildResult) (*metafile, error) {
	m := &metafile{files: make(map[string][]byte, len(result.OutputFiles))}
	if err := json.Unmarshal([]byte(result.Metafile), m); err != nil {
		return nil, fmt.Errorf("reading the linker's metafile: %w", err)
	}
	root := filepath.Join(dir, linkDir)
	for _, f := range result.OutputFiles {
		rel, err := filepath.Rel(root, f.Path)
		if err != nil {
			return nil, fmt.Errorf("linker wrote outside its directory: %w", err)
		}
		m.files[filepath.ToSlash(rel)] = f.Contents
	}
	outputs := make(map[string]metaOutput, len(m.Outputs))
	for name, out := range m.Outputs {
		outputs[strings.TrimPrefix(name, linkDir+"/")] = out
	}
	m.Outputs = outputs
	return m, nil
}

// copied tells whether an output is a file that was copied: what an import of a
// file that is neither script nor style gives, or one that plugins take for such a
// file, of which a script has the URL, and its exports beside that.
func (m *metafile) copied(name string) bool {
	inputs := m.Outputs[name].Inputs
	for input, part := range inputs {
		kind := kindOf(input)
		return len(inputs) == 1 && (kind == URL || kind == File || kind == Classic || kind == SheetFile || m.filed[input] && part.BytesInOutput == len(m.files[name]))
	}
	return false
}

// output makes an Output of all that esbuild tells.
func (m *metafile) output(s *settings.Settings, pkgs *packages) (*Output, error) {
	out := &Output{Modules: m.modules(s, pkgs), Sheets: map[string]Sheet{}, left: map[string]bool{}, absent: m.absents()}
	sourceMaps, err := m.readMaps()
	if err != nil {
		return nil, err
	}
	for _, o := range m.Outputs {
		for name, part := range o.Inputs {
			out.left[name] = out.left[name] || part.BytesInOutput > 0
		}
	}
	for _, name := range slices.Sorted(maps.Keys(m.files)) {
		meta, ext := m.Outputs[name], path.Ext(name)
		switch copied := m.copied(name); {
		case m.isMap(name):
		case copied || ext != ".js" && ext != ".css":
			out.Copies = append(out.Copies, Copy{Name: name, Data: m.files[name], Source: m.plain.back(copySource(s.Dir, meta))})
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
	m.sortScripts(out)
	m.findCopies(out)
	return out, nil
}

// absents lists what is left to the browser, in an order of its own.
func (m *metafile) absents() []absent {
	var list []absent
	for name, in := range m.Inputs {
		for _, imp := range in.Imports {
			if imp.External && (imp.Kind == WayRequire || imp.Kind == WayDynamic) {
				list = append(list, absent{name, imp.Path})
			}
		}
	}
	slices.SortFunc(list, func(a, b absent) int {
		return strings.Compare(a.module+"\n"+a.specifier, b.module+"\n"+b.specifier)
	})
	return list
}

// modules lists the modules in the order of their paths.
func (m *metafile) modules(s *settings.Settings, pkgs *packages) []Module {
	list := pkgs.named(s.Dir, slices.Collect(maps.Keys(m.Inputs)))
	index := make(map[string]int, len(list))
	for i := range list {
		index[list[i].Name] = i
	}
	for i := range list {
		mod := &list[i]
		name, in := mod.Name, m.Inputs[mod.Name]
		mod.Kind, mod.Bytes, mod.ES, mod.SideEffects, mod.Required = kindOf(name), in.Bytes, in.Format == "esm", true, strings.HasSuffix(name, requiredSuffix)
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
			mod.NodeMode = s.NodeMode && info.isModule(file)
		}
		if mod.Kind == URL || mod.Kind == File {
			mod.Path = strings.Replace(mod.Path, SourceOf(name), m.plain.back(SourceOf(name)), 1)
		}
		if path.Ext(name) == ".json" || IsSheet(name) || mod.Kind == Public {
			mod.SideEffects = false
		}
	}
	return list
}

// sortScripts puts the scripts in an order that does not depend on the hashes in
// their names, so that a change to one module leaves the rest where it was. No
// module is in two scripts.
func (m *metafile) sortScripts(out *Output) {
	order := make(map[string]int, len(out.Modules))
	for i := range out.Modules {
		order[out.Modules[i].Name] = i
	}
	first := make(map[string]int, len(out.Scripts))
	for _, s := range out.Scripts {
		first[s.Name] = -1
		for input := range m.Outputs[s.Name].Inputs {
			if at := order[input]; first[s.Name] < 0 || at < first[s.Name] {
				first[s.Name] = at
			}
		}
	}
	slices.SortFunc(out.Scripts, func(a, b Script) int {
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
		if name, ok := copies[from]; ok && (from != mod.Name || slices.Contains(settings.FileExtensions(), path.Ext(from))) {
			mod.Copied = name
		}
	}
}

// copiedFrom is the file that a copied module stands for: without the query and
// fragment that an import may have.
func copiedFrom(input string) string {
	file := strings.TrimPrefix(strings.TrimPrefix(input, URL.prefix()), File.prefix())
	if kind := kindOf(input); kind == Classic || kind == SheetFile {
		return input
	}
	if rest, suffix := cutSuffix(file); suffix != "" && path.Ext(rest) != "" {
		return rest
	}
	return file
}

// copySource is the file that an output is a copy of.
func copySource(dir string, out metaOutput) string {
	inputs := slices.Sorted(maps.Keys(out.Inputs))
	if len(inputs) == 0 {
		return ""
	}
	return SourceOf(copiedFrom(displayPath(dir, inputs[len(inputs)-1])))
}

// isMap tells whether an output is the source map of another.
func (m *metafile) isMap(name string) bool {
	of, ok := strings.CutSuffix(name, ".map")
	_, exists := m.Outputs[of]
	return ok && exists && !m.copied(name)
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
