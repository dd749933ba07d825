package inspect

import (
	"maps"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/internal/report"
)

// metafile takes over imports, modules and the module graph from esbuild's
// metafile, which Angular writes as stats.json, too.
func (s *site) metafile(data []byte) error {
	m, err := report.ReadMetafile(data)
	if err != nil {
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
			if part.BytesInOutput > 0 {
				f.Shares = append(f.Shares, asset.Share{Module: module, Package: packageOf(module), Bytes: part.BytesInOutput})
			}
		}
		sortShares(f.Shares)
	}
	s.build.Inputs = append(s.build.Inputs, m.Modules()...)
	for _, in := range m.Inputs {
		s.build.SourceBytes += in.Bytes
	}
	s.build.Modules = len(m.Inputs)
	return nil
}
