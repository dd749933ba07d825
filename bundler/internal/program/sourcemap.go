package program

import (
	"net/url"
	"path"
	"strings"

	"github.com/paintbox-build/paintbox/bundler/internal/link"
	"github.com/paintbox-build/paintbox/bundler/internal/sourcemap"
)

// Source maps lead from a final file back to the source in two steps, since the
// program goes through esbuild twice. The linker's maps lead from its outputs
// to the source. While units are printed, a trace notes which piece of which
// output each piece of a chunk is a copy of. When esbuild has minified the
// chunk, its map, the trace and the linker's maps are composed, token by token.
//
// Source files that Paintbox changes before the linker reads them carry a map
// of that change, which the linker composes with its own.

// NewTrace is nil where no source maps are written.
func (p *Program) NewTrace() *sourcemap.Trace {
	if !p.Settings.Mapped() {
		return nil
	}
	return &sourcemap.Trace{}
}

// ComposeMap makes the source map of a file. Data is esbuild's, from the file to
// its text before minification; edits changed the file since.
func (p *Program) ComposeMap(data []byte, text string, trace *sourcemap.Trace, edits sourcemap.Edits) ([]byte, error) {
	if !p.Settings.Mapped() {
		return nil, nil
	}
	return sourcemap.Compose(data, []byte(text), trace, edits, p.sourceName)
}

// CopyMap makes the source map of a copy; nil for one that has none. A service worker
// stands one directory higher than other scripts.
func (p *Program) CopyMap(c *link.Copy) ([]byte, error) {
	if c.Bundle == nil || c.Bundle.Map == nil {
		return nil, nil
	}
	return sourcemap.Rename(c.Bundle.Map, func(source string) string {
		name := p.sourceName(source)
		if strings.HasPrefix(c.Name, link.Above) {
			name = strings.TrimPrefix(name, "../")
		}
		return name
	})
}

// sourceName is what a source map calls a source: its path as seen from the
// directory of hashed files, if the output directory stands in the project.
// The linker's name is seen from linkDir. What does not exist in the project,
// since it comes from the map that a package brings, never leads out of it.
func (p *Program) sourceName(name string) string {
	if scheme, _, ok := strings.Cut(name, ":"); ok && !strings.Contains(scheme, "/") {
		if link.IsMade(scheme) {
			return "" // made by Paintbox
		}
		return name
	}
	rel := strings.TrimPrefix(path.Clean(name), "../")
	if strings.HasPrefix(rel, "../") {
		file, err := url.PathUnescape(rel)
		if err != nil {
			file = rel
		}
		if m := p.ModuleNamed(file); m == None {
			rel = strings.TrimLeft(rel, "./")
		} else if shown := p.Modules[m].Path; shown != file {
			rel = shown // which holds no characters that URLs do not: it is Yarn's
		}
	}
	return "../../" + rel
}
