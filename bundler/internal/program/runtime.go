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
