package program

import (
	_ "embed"
	"strings"

	"github.com/paintbox-build/paintbox/bundler/internal/settings"
)

// runtimeSource holds the functions that generated code calls, next to those
// of the linker.
//
//go:embed runtime.js
var runtimeSource string

// runtimeFor is runtimeSource as the settings need it. Style sheets are named in
// the import map, too.
func runtimeFor(s *settings.Settings) string {
	if !s.ImportMap {
		return runtimeSource
	}
	return strings.Replace(runtimeSource, "new URL(names[rank], import.meta.url).href", "import.meta.resolve(names[rank])", 1)
}

// Helpers are the symbols of functions that printed code calls; None for those
// of the linker that the program does not use.
type Helpers struct {
	Export     int32 // __export(object, getters)
	ToESM      int32 // __toESM(exports): what import gives of a CommonJS module
	ToCommonJS int32 // __toCommonJS(namespace): what require() gives of an ES module
	CommonJS   int32 // __commonJS: wraps a CommonJS module
	ESM        int32 // __esm: wraps an ES module
	ReExport   int32 // __reExport(object, exports): export * from a CommonJS module

	LoadStyles int32 // Paintbox's own: loads the style sheets of a route
	Preload    int32 // and the scripts
	Namespace  int32 // and makes what import() gives of a CommonJS module
}

func (p *Program) findHelpers() {
	own := &p.Files[len(p.Files)-1]
	symbol := func(name string) int32 { return own.Symbols[own.ID(name)] }
	p.Helpers = Helpers{
		Export: p.helper("__export"), ToESM: p.helper("__toESM"), ToCommonJS: p.helper("__toCommonJS"), CommonJS: p.helper("__commonJS"),
		ESM: p.helper("__esm"), ReExport: p.helper("__reExport"),
		LoadStyles: symbol("paintbox$styles"), Preload: symbol("paintbox$preload"), Namespace: symbol("paintbox$namespace"),
	}
}

// Loaders lists the helpers that an import() of a root may call.
func (p *Program) Loaders(root int) []int32 {
	r := &p.Roots[root]
	if r.Worker {
		return nil
	}
	var list []int32
	if r.CommonJS >= 0 {
		list = append(list, p.Helpers.Namespace)
	}
	if p.Files[r.File].Sheet != "" {
		list = append(list, p.Helpers.LoadStyles)
	}
	if p.HasPage() {
		list = append(list, p.Helpers.Preload)
	}
	return list
}
