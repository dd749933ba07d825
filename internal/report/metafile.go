package report

import (
	"path"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/budgets"
)

// meta is esbuild's metafile (https://esbuild.github.io/api/#metafile), for the
// final files. Output paths are relative to the output directory.
type meta struct {
	Inputs  map[string]metaInput  `json:"inputs"`
	Outputs map[string]metaOutput `json:"outputs"`
}

type metaInput struct {
	Bytes   asset.Size   `json:"bytes"`
	Imports []metaImport `json:"imports"`
}

type metaImport struct {
	Path string `json:"path"`
	Kind string `json:"kind"`
}

type metaOutput struct {
	Imports    []metaImport        `json:"imports"`
	Exports    []string            `json:"exports"`
	EntryPoint string              `json:"entryPoint,omitempty"`
	CSSBundle  string              `json:"cssBundle,omitempty"`
	Inputs     map[string]metaPart `json:"inputs"`
	Bytes      asset.Size          `json:"bytes"`
}

type metaPart struct {
	BytesInOutput asset.Size `json:"bytesInOutput"`
}

// metafile describes modules and files as esbuild does, without the modules that
// left nothing. A module that is known
// only by what it left in the files counts with these bytes.
func metafile(r *Report) any {
	b := &r.Build
	m := meta{Inputs: map[string]metaInput{}, Outputs: map[string]metaOutput{}}
	routes := map[string]bool{}
	for _, root := range b.Roots {
		routes[root.Source] = !root.Entry
	}
	kept := keptInputs(b)
	for _, in := range b.Inputs {
		if !kept[in.Path] {
			continue
		}
		input := metaInput{Bytes: in.Bytes, Imports: []metaImport{}}
		for _, p := range in.Imports {
			if kept[p] {
				input.Imports = append(input.Imports, metaImport{p, importKind(in.Path, p, routes[p])})
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
		m.Inputs[module] = metaInput{Bytes: n, Imports: []metaImport{}}
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

func outputOf(f *asset.File) metaOutput {
	out := metaOutput{
		Imports: []metaImport{}, Exports: []string{}, Inputs: map[string]metaPart{}, Bytes: asset.Size(len(f.Data)),
	}
	for _, p := range f.Imports {
		out.Imports = append(out.Imports, metaImport{p, importKind(f.Path, p, false)})
	}
	for _, p := range f.Dynamic {
		out.Imports = append(out.Imports, metaImport{p, "dynamic-import"})
	}
	for _, p := range f.Assets {
		kind := "file-loader"
		if f.Kind == asset.KindCSS {
			kind = "url-token"
		}
		out.Imports = append(out.Imports, metaImport{p, kind})
	}
	if f.Entry || f.Route {
		out.EntryPoint = f.Source
	}
	if f.Kind == asset.KindJS && len(f.CSS) > 0 {
		out.CSSBundle = f.CSS[0]
	}
	for _, s := range f.Shares {
		out.Inputs[s.Module] = metaPart{out.Inputs[s.Module].BytesInOutput + s.Bytes}
	}
	if len(f.Shares) == 0 && f.Source != "" && f.Kind != asset.KindMap {
		out.Inputs[f.Source] = metaPart{out.Bytes}
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
