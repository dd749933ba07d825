package report

import (
	"maps"
	"path"
	"slices"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/budgets"
)

// Metafile is esbuild's (https://esbuild.github.io/api/#metafile), as Paintbox
// writes it for the final files and as it is read, ours and that of other tools.
// Of Paintbox's, output paths are relative to the output directory.
type Metafile struct {
	Inputs  map[string]MetaInput  `json:"inputs"`
	Outputs map[string]MetaOutput `json:"outputs"`
}

// MetaInput is a source module.
type MetaInput struct {
	Bytes   asset.Size   `json:"bytes"`
	Imports []MetaImport `json:"imports"`
}

// MetaImport is what a module or a file imports.
type MetaImport struct {
	Path     string `json:"path"`
	Kind     string `json:"kind"`
	External bool   `json:"external,omitempty"`
}

// MetaOutput is a file.
type MetaOutput struct {
	Imports    []MetaImport        `json:"imports"`
	Exports    []string            `json:"exports"`
	EntryPoint string              `json:"entryPoint,omitempty"`
	CSSBundle  string              `json:"cssBundle,omitempty"`
	Inputs     map[string]MetaPart `json:"inputs"`
	Bytes      asset.Size          `json:"bytes"`
}

// MetaPart is what a module adds to a file, in raw bytes.
type MetaPart struct {
	BytesInOutput asset.Size `json:"bytesInOutput"`
}

// ReadMetafile decodes a metafile. A syntax error has its line.
func ReadMetafile(data []byte) (Metafile, error) {
	var m Metafile
	err := decode(data, &m)
	return m, err
}

// Modules lists the source modules by path, with what they import of each other.
func (m Metafile) Modules() []asset.Input {
	var inputs []asset.Input
	for _, p := range slices.Sorted(maps.Keys(m.Inputs)) {
		in := asset.Input{Path: p, Bytes: m.Inputs[p].Bytes}
		for _, i := range m.Inputs[p].Imports {
			if !i.External {
				in.Imports = append(in.Imports, i.Path)
			}
		}
		inputs = append(inputs, in)
	}
	return inputs
}

// metafile describes modules and files as esbuild does, without the modules that
// left nothing. A module that is known
// only by what it left in the files counts with these bytes.
func metafile(r *Report) any {
	b := &r.Build
	m := Metafile{Inputs: map[string]MetaInput{}, Outputs: map[string]MetaOutput{}}
	routes := map[string]bool{}
	for _, root := range b.Roots {
		routes[root.Source] = !root.Entry
	}
	kept := keptInputs(b)
	for _, in := range b.Inputs {
		if !kept[in.Path] {
			continue
		}
		input := MetaInput{Bytes: in.Bytes, Imports: []MetaImport{}}
		for _, p := range in.Imports {
			if kept[p] {
				input.Imports = append(input.Imports, MetaImport{Path: p, Kind: importKind(in.Path, p, routes[p])})
			}
		}
		m.Inputs[in.Path] = input
	}
	unlisted := map[string]asset.Size{}
	for i := range b.Files {
		f := &b.Files[i]
		out := outputOf(f)
		m.Outputs[f.Path] = out
		for module, part := range out.Inputs {
			if _, ok := m.Inputs[module]; !ok {
				unlisted[module] += part.BytesInOutput
			}
		}
	}
	for module, n := range unlisted {
		m.Inputs[module] = MetaInput{Bytes: n, Imports: []MetaImport{}}
	}
	return m
}

// keptInputs are the modules that the metafile lists: those with bytes in the
// output, and those on the shortest chains of imports to them. A barrel of ten
// thousand icons would otherwise make it larger than the application.
func keptInputs(b *asset.Build) map[string]bool {
	modules := budgets.Modules(b)
	kept := map[string]bool{}
	for _, f := range b.Files {
		for _, s := range f.Shares {
			for m, ok := s.Module, true; ok && !kept[m]; m, ok = modules.Before(m) {
				kept[m] = true
			}
		}
		kept[f.Source] = kept[f.Source] || f.Source != ""
	}
	return kept
}

func outputOf(f *asset.File) MetaOutput {
	out := MetaOutput{
		Imports: []MetaImport{}, Exports: []string{}, Inputs: map[string]MetaPart{}, Bytes: asset.Size(len(f.Data)),
	}
	for _, p := range f.Imports {
		out.Imports = append(out.Imports, MetaImport{Path: p, Kind: importKind(f.Path, p, false)})
	}
	for _, p := range f.Dynamic {
		out.Imports = append(out.Imports, MetaImport{Path: p, Kind: "dynamic-import"})
	}
	for _, p := range f.Assets {
		kind := "file-loader"
		if f.Kind == asset.KindCSS {
			kind = "url-token"
		}
		out.Imports = append(out.Imports, MetaImport{Path: p, Kind: kind})
	}
	if f.Entry || f.Route {
		out.EntryPoint = f.Source
	}
	if f.Kind == asset.KindJS && len(f.CSS) > 0 {
		out.CSSBundle = f.CSS[0]
	}
	for _, s := range f.Shares {
		out.Inputs[s.Module] = MetaPart{out.Inputs[s.Module].BytesInOutput + s.Bytes}
	}
	if len(f.Shares) == 0 && f.Source != "" && f.Kind != asset.KindMap {
		out.Inputs[f.Source] = MetaPart{out.Bytes}
	}
	return out
}

// importKind names an import as esbuild does. Whether a script says import or
// require is not known here; import is the rule.
func importKind(importer, imported string, route bool) string {
	switch {
	case path.Ext(importer) == ".css" && path.Ext(imported) == ".css":
		return "import-rule"
	case path.Ext(importer) == ".css":
		return "url-token"
	case route:
		return "dynamic-import"
	}
	return "import-statement"
}
