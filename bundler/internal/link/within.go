package link

import (
	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler/internal/settings"
)

// bundled is the name of the script of a classic worker, as the linker writes it.
const bundled = "classic.js"

// bundle tells what the script of a classic worker is made of.
func (m *metafile) bundle(s *settings.Settings, pkgs *packages, legal map[string][]string, parts map[string][]asset.ContainedFile) *Bundle {
	b := &Bundle{Modules: m.modules(s, pkgs), Map: m.files[bundled+".map"]}
	made := m.Outputs[bundled]
	for i := range b.Modules {
		mod := &b.Modules[i]
		b.Bytes = append(b.Bytes, made.Inputs[mod.Name].BytesInOutput)
		mod.Comments, mod.Contained = legal[mod.File], parts[mod.Name]
		if mod.Name == made.EntryPoint {
			b.Start = i
		}
	}
	return b
}

// startedBy tells of what an output is made that is the script of another worker,
// which the worker from starts.
func (m *metafile) startedBy(from, name string, bundles map[string]*Bundle) *Bundle {
	for input := range m.Outputs[name].Inputs {
		if b := bundles[input]; b != nil {
			b.From, b.Step = from, startsWorker
			return b
		}
	}
	return nil
}
