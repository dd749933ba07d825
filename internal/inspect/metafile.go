package inspect

import (
	"cmp"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
)

// metafile is esbuild's (esbuild.github.io/api/#metafile), which Angular writes
// as stats.json, too.
type metafile struct {
	Inputs map[string]struct {
		Bytes   asset.Size   `json:"bytes"`
		Imports []metaImport `json:"imports"`
	} `json:"inputs"`
	Outputs map[string]struct {
		Imports    []metaImport `json:"imports"`
		EntryPoint string       `json:"entryPoint"`
		CSSBundle  string       `json:"cssBundle"`
		Inputs     map[string]struct {
			Bytes asset.Size `json:"bytesInOutput"`
		} `json:"inputs"`
	} `json:"outputs"`
}

type metaImport struct {
	Path     string `json:"path"`
	Kind     string `json:"kind"`
	External bool   `json:"external"`
}

// metafile takes over imports, modules and the module graph.
func (s *site) metafile(data []byte) error {
	var m metafile
	if err := json.Unmarshal(data, &m); err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(m.Outputs)) {
		out, f := m.Outputs[name], s.output(name)
		if f == nil {
			continue
		}
		f.Source = out.EntryPoint
		if strings.Contains(f.Source, ":") { // a namespace of a plugin
			f.Source = ""
		}
		f.Imports = []string{}
		for _, i := range out.Imports {
			target := s.output(i.Path)
			switch {
			case i.External || target == nil:
			case i.Kind == "dynamic-import":
				f.Dynamic = appendNew(f.Dynamic, target.Path)
			case i.Kind == "import-statement" || i.Kind == "require-call" || i.Kind == "import-rule":
				f.Imports = appendNew(f.Imports, target.Path)
			}
		}
		if css := s.output(out.CSSBundle); out.CSSBundle != "" && css != nil {
			f.CSS = []string{css.Path}
		}
		for module, part := range out.Inputs {
			if part.Bytes > 0 {
				f.Shares = append(f.Shares, asset.Share{Module: module, Package: packageOf(module), Bytes: part.Bytes})
			}
		}
		sortShares(f.Shares)
	}
	for _, p := range slices.Sorted(maps.Keys(m.Inputs)) {
		in := asset.Input{Path: p, Bytes: m.Inputs[p].Bytes}
		for _, i := range m.Inputs[p].Imports {
			if !i.External {
				in.Imports = append(in.Imports, i.Path)
			}
		}
		s.build.Inputs = append(s.build.Inputs, in)
		s.build.SourceBytes += in.Bytes
	}
	s.build.Modules = len(m.Inputs)
	return nil
}

// sortShares puts the largest first, as everywhere.
func sortShares(list []asset.Share) {
	slices.SortFunc(list, func(x, y asset.Share) int {
		return cmp.Or(cmp.Compare(y.Bytes, x.Bytes), cmp.Compare(x.Module, y.Module))
	})
}
